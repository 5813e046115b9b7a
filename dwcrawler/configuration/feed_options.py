"""Refuses what a feed cannot be like: its format, encoding, fields, indent. Before a crawl."""

from __future__ import annotations

import codecs
import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any, Final

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from dwcrawler.components.exporters import COLUMNS, NOT_LOADED, exporter_of

# Settings that feeds of Scrapy's own obey and the default feed does not, with what it has.
_OF_OWN_FEEDS: Final = {
    "FEED_EXPORT_FIELDS": "has all fields",
    "FEED_EXPORT_ENCODING": "is UTF-8",
    "FEED_EXPORT_INDENT": "has a line a story",
    "FEED_EXPORT_BATCH_ITEM_COUNT": "is one file",
}
_WHOLE_NUMBERS: Final = ("FEED_EXPORT_INDENT", "FEED_EXPORT_BATCH_ITEM_COUNT")


def wrong_values(settings: BaseSettings) -> Iterator[str]:
    """Of settings that every feed has; without them no feed can be looked at."""
    for name in _WHOLE_NUMBERS:
        value = settings[name]
        if value is not None and not _is_count(value):
            yield f"{name}: {value!r} is invalid: expected a whole number, 0 or more"
    try:
        settings.getdictorlist("FEED_EXPORT_FIELDS")
    except (ValueError, TypeError):
        value = settings["FEED_EXPORT_FIELDS"]
        yield f"FEED_EXPORT_FIELDS: {value!r} is not a list of fields such as id,url,headline"
    try:
        settings.getbool("FEED_STORE_EMPTY")
    except ValueError:
        value = settings["FEED_STORE_EMPTY"]
        yield f"FEED_STORE_EMPTY: {value!r} is invalid: expected True or False"


def wrong_for_the_default_feed(settings: BaseSettings) -> Iterator[str]:
    encoding = settings["FEED_EXPORT_ENCODING"]
    asked = {
        "FEED_EXPORT_FIELDS": bool(settings.getdictorlist("FEED_EXPORT_FIELDS")),
        "FEED_EXPORT_ENCODING": _codec(encoding) != "utf-8",
        "FEED_EXPORT_INDENT": bool(settings["FEED_EXPORT_INDENT"])
        and settings.getint("FEED_EXPORT_INDENT") > 0,
        "FEED_EXPORT_BATCH_ITEM_COUNT": settings.getint("FEED_EXPORT_BATCH_ITEM_COUNT") > 0,
    }
    for name, is_asked in asked.items():
        if is_asked:
            yield (
                f"{name}: the default feed {_OF_OWN_FEEDS[name]}; this setting is for a feed of "
                "your own: -O FILE"
            )


def wrong_options(
    options: Mapping[str, Any], settings: BaseSettings, are_stories: bool
) -> Iterator[str]:
    """What is wrong with one feed. `options` are complete; `are_stories`: its fields are known."""
    exporter = exporter_of(settings, options["format"])
    if exporter is None:
        exporters = settings.getwithbase("FEED_EXPORTERS")
        known = ", ".join(name for name in exporters if exporter_of(settings, name))
        yield f"{options['format']!r} is not a feed format; known formats are {known}"
        return
    needed = getattr(exporter, "needs", None)
    if needed and find_spec(needed) is None:
        yield f'{options["format"]} needs {needed}: pip install "dwcrawler[analysis]"'
    encodings = getattr(exporter, "encodings", None)
    if encodings and options["encoding"] and _codec(options["encoding"]) not in encodings:
        yield (
            f"FEED_EXPORT_ENCODING: {options['encoding']!r} is not possible for {options['format']}; "
            f"known are {', '.join(encodings)}"
        )
    if are_stories and options["fields"]:
        yield from _wrong_fields(options["fields"])
    for name in ("postprocessing", "item_classes"):
        for path in options.get(name) or ():
            yield from _wrong_path(name, path)
    for name in ("uri_params", "item_filter"):
        if options.get(name):
            yield from _wrong_path(name, options[name])


def _wrong_fields(chosen: Mapping[str, str] | list[str]) -> Iterator[str]:
    for name in chosen:
        if name not in COLUMNS:
            near = difflib.get_close_matches(str(name), COLUMNS, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            known = ", ".join(COLUMNS)
            yield f"FEED_EXPORT_FIELDS: a story has no field {name!r}{hint}; known are {known}"
    columns = Counter(chosen.values() if isinstance(chosen, Mapping) else chosen)
    for name, count in columns.items():
        if count > 1:
            yield f"FEED_EXPORT_FIELDS: {count} columns are named {name!r}"


def _wrong_path(name: str, path: Any) -> Iterator[str]:
    try:
        load_object(path)
    except NOT_LOADED as error:
        yield f"{name}: {path!r} cannot be loaded ({error})"


def _is_count(value: Any) -> bool:
    try:
        return int(value) == float(value) >= 0
    except (ValueError, TypeError, OverflowError):
        return False


def _codec(name: Any) -> str | None:
    """The encoding's name in Python; None for one that Python does not know."""
    try:
        return codecs.lookup(str(name)).name
    except (LookupError, ValueError):
        return None
