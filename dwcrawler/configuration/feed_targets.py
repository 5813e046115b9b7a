"""Refuses feeds of one's own (`-o`, `-O`, FEEDS) that cannot be had, by name, before a crawl."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.extensions.feedexport import (
    BlockingFeedStorage,
    GCSFeedStorage,
    S3FeedStorage,
    StdoutFeedStorage,
)
from scrapy.settings import BaseSettings
from scrapy.utils.conf import feed_complete_default_values_from_settings
from scrapy.utils.misc import load_object

from dwcrawler.components.exporters import COLUMNS, exporter_of
from dwcrawler.components.feed_file import FeedFile, ends_with_line_end, is_special
from dwcrawler.configuration.feed_options import (
    wrong_for_the_default_feed,
    wrong_options,
    wrong_values,
)
from dwcrawler.store.folder import FEED_NAMES, folder_of, writes_durable_feed

STDOUT: Final = "stdout:"
_STANDARD_OUTPUT: Final = ("-", "stdout", STDOUT)
# What Scrapy's storages import when they are used, the second of them only at the crawl's end.
_LIBRARIES: Final = (
    (S3FeedStorage, "boto3.session", "boto3"),
    (GCSFeedStorage, "google.cloud.storage", "google-cloud-storage"),
)
_PASSWORD: Final = re.compile(r"(?<=:)//[^/@]*@")
_PLACEHOLDER: Final = "%("


def with_standard_output(named: list[str] | None) -> list[str] | None:
    """`-o -` and `-O -` mean JSON Lines; Scrapy would have a format named."""
    if named is None:
        return None
    return ["-:jsonlines" if name in _STANDARD_OUTPUT else name for name in named]


def without_overwriting_standard_output(feeds: Mapping[str, Any]) -> dict[str, Any]:
    """`-O -`: there is nothing to overwrite, and Scrapy warns that it cannot."""
    return {
        uri: {key: value for key, value in options.items() if key != "overwrite"}
        if uri == STDOUT
        else options
        for uri, options in feeds.items()
    }


def without_password(uri: str) -> str:
    """As it may stand in a log."""
    return _PASSWORD.sub("//", uri)


def wrong_feeds(settings: BaseSettings, are_stories: bool = True) -> list[str]:
    """A line for each thing that is wrong. `are_stories`: the spider's items have known fields."""
    if wrong := list(wrong_values(settings)):
        return wrong
    feeds = settings.getdict("FEEDS")
    if not feeds and not settings["FEED_URI"]:
        return list(_wrong_without_own_feeds(settings)) if are_stories else []
    files: set[Path] = set()
    for name, options in feeds.items():
        uri = str(name.absolute()) if isinstance(name, Path) else str(name)
        if not isinstance(options, Mapping):
            wrong.append(f"FEEDS: the options of {uri} are not an object")
            continue
        complete = feed_complete_default_values_from_settings(dict(options), settings, uri)
        found = [
            *wrong_options(complete, settings, are_stories),
            *_wrong_target(uri, complete, settings, files),
        ]
        wrong += [f"{without_password(uri)}: {line}. Nothing was crawled" for line in found]
    return wrong


def _wrong_without_own_feeds(settings: BaseSettings) -> Iterator[str]:
    if writes_durable_feed(settings):
        yield from wrong_for_the_default_feed(settings)
    else:
        yield (
            "DW_DURABLE_FEED: without the durable feed the stories would be written nowhere. Name a "
            "feed of your own (-O FILE, or the setting FEEDS), or leave this setting out"
        )


def _wrong_target(
    uri: str, options: Mapping[str, Any], settings: BaseSettings, files: set[Path]
) -> Iterator[str]:
    storages = settings.getwithbase("FEED_STORAGES")
    try:
        scheme = urlsplit(uri).scheme
    except ValueError as error:
        yield f"it is not a URL ({error})"
        return
    if storages.get(scheme) is None:
        known = ", ".join(name for name, storage in storages.items() if name and storage)
        yield f"{scheme}:// is not a place for a feed; known are {known}"
        return
    storage = load_object(storages[scheme])
    if issubclass(storage, FeedFile):
        file = FeedFile(uri, feed_options=dict(options))
        try:
            yield from _wrong_file(file, options, settings, files)
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            yield f"no feed can be written there ({error.strerror})"
    elif issubclass(storage, BlockingFeedStorage):
        yield from _wrong_remote(uri, storage, settings)
    elif issubclass(storage, StdoutFeedStorage) and options.get("overwrite"):
        yield "standard output cannot be overwritten: leave that option out"


# Elsewhere


def _wrong_remote(uri: str, storage: type, settings: BaseSettings) -> Iterator[str]:
    try:
        parts = urlsplit(uri)
        if not parts.hostname:
            yield "it has no host (or bucket)"
        _ = parts.port
    except ValueError as error:
        yield f"it is not a URL ({error})"
    folder = settings["FEED_TEMPDIR"]
    if folder and not Path(folder).is_dir():
        yield f"FEED_TEMPDIR, {folder}, is not a folder"
    for needing, module, package in _LIBRARIES:
        if issubclass(storage, needing):
            try:
                import_module(module)
            except ImportError:
                yield f"a library is missing to send stories there: pip install {package}"


# Files


def _wrong_file(
    file: FeedFile, options: Mapping[str, Any], settings: BaseSettings, files: set[Path]
) -> Iterator[str]:
    path = Path(file.path)
    if writes_durable_feed(settings) and _has_name_of_durable_feeds(file.target, settings):
        yield (
            f"names like {FEED_NAMES} in {folder_of(settings)} are those of durable feeds, which "
            "this crawl writes, too: choose another name or folder"
        )
    elif file.path.endswith("/") or path.is_dir():
        yield f"it names a folder, not a file; in it, that would be {path}/stories.jsonl"
    elif _PLACEHOLDER in file.path:
        yield from _wrong_folder(_without_placeholders(path))
    elif file.target in files:
        yield "two feeds cannot go to the same file"
    elif not is_special(file.target):
        files.add(file.target)
        yield from _wrong_place(file, options, settings)
    elif not os.access(path, os.W_OK):
        yield "there is no permission to write it"


def _has_name_of_durable_feeds(target: Path, settings: BaseSettings) -> bool:
    """With or without an ending that says how it is packed, or placeholders."""
    is_beside = target.parent == folder_of(settings).resolve()
    return is_beside and fnmatchcase(target.name, f"{FEED_NAMES}*")


def _wrong_place(
    file: FeedFile, options: Mapping[str, Any], settings: BaseSettings
) -> Iterator[str]:
    path = file.target
    if not path.exists() or file.replaces:
        yield from _wrong_folder(path.parent)
        if file.part.is_dir():
            yield f"{file.part}, where it is written first, is a folder"
    elif not os.access(path, os.W_OK):
        yield "there is no permission to write it"
    elif path.stat().st_size:
        yield from _wrong_to_continue(path, options, settings)


def _wrong_folder(folder: Path) -> Iterator[str]:
    """Folders that are not there are made: then it is the one in which they are."""
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        if not folder.is_dir():
            yield f"{folder} is a file, not a folder"
            return
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield f"nothing can be written in {folder} ({error.strerror})"


def _without_placeholders(path: Path) -> Path:
    """The folders before the first part that is known only when the crawl begins."""
    known = Path(path.anchor)
    for part in path.parts:
        if _PLACEHOLDER in part:
            break
        known /= part
    return known


# Feeds that are appended to


def _wrong_to_continue(
    path: Path, options: Mapping[str, Any], settings: BaseSettings
) -> Iterator[str]:
    exporter = exporter_of(settings, options["format"])
    if getattr(exporter, "is_one_document", False):
        yield (
            f"nothing can be appended to {options['format']}. Replace the file with -O, or append "
            "to JSON Lines: a name that ends in .jsonl"
        )
    elif getattr(exporter, "has_header", False):
        yield from _wrong_to_continue_csv(path, options)


def _wrong_to_continue_csv(path: Path, options: Mapping[str, Any]) -> Iterator[str]:
    if options.get("postprocessing"):
        yield "nothing can be appended to a CSV file that is packed. Replace it with -O"
        return
    fields = options["fields"] or COLUMNS
    columns = list(fields.values() if isinstance(fields, Mapping) else fields)
    header = _header_of(path, options)
    if header != columns and options["item_export_kwargs"].get("include_headers_line", True):
        yield (
            "its columns differ from those of this crawl, so nothing can be appended. "
            "Replace it with -O, or write to another file"
        )
    elif options["encoding"] != "utf-16" and not ends_with_line_end(path):
        yield (
            "its last row is incomplete, so nothing can be appended. Repair it, or write to another "
            "file"
        )


def _header_of(path: Path, options: Mapping[str, Any]) -> list[str]:
    """Of a CSV file; empty where its first row cannot be read."""
    given = options["item_export_kwargs"]
    dialect = {name: given[name] for name in ("delimiter", "quotechar") if name in given}
    try:
        with path.open(encoding=options["encoding"] or "utf-8", newline="") as file:
            return next(csv.reader(iter([file.readline(_LONGEST_HEADER)]), **dialect), [])
    except (UnicodeError, LookupError, csv.Error, TypeError):
        return []


_LONGEST_HEADER: Final = 1 << 16
