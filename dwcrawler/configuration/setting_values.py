"""Refuses settings that make no sense, by name, before a crawl begins: ours, and Scrapy's own.

What ours may be, `settings_model` says.
Of Scrapy's settings each has the kind of its default: a yes or no, a whole number, a number. Scrapy
itself looks at a value when a component first needs it, and ends with a traceback then.
"""

from __future__ import annotations

import difflib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from dwcrawler.configuration.settings_model import (
    ENVIRONMENT_ALONE,
    NAMES,
    OURS,
    DwSettings,
    expected,
    is_secret,
    needed,
)
from dwcrawler.configuration.value_kinds import UNREADABLE, number, whole, writable_file, yes_or_no
from dwcrawler.console import program
from dwcrawler.discovery.argument_values import shown

_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# The log is set up before anything can be told in it: of these the refusal goes there without them.
LOG_SETTINGS: Final = (
    "LOG_FILE",
    "LOG_FILE_APPEND",
    "LOG_LEVEL",
    "LOG_ENABLED",
    "LOG_ENCODING",
    "LOG_FORMAT",
    "LOG_DATEFORMAT",
    "LOG_SHORT_NAMES",
    "LOG_STDOUT",
    "LOG_COLOR",
    "LOG_INSTALL_ROOT_HANDLER",
)
_REACTOR: Final = default_settings.TWISTED_REACTOR
_LIKENESS: Final = 0.85  # difflib's: two letters of a long name may be wrong


class Rule(NamedTuple):
    """`test` may raise what readers raise (UNREADABLE); `words` say the same."""

    test: Callable[[Any], object]
    words: str


def _statuses(value: Any) -> bool:
    statuses = value.split(",") if isinstance(value, str) else value
    return not value or all(100 <= int(status) < 1000 for status in statuses)


_AT_LEAST_ONE: Final = Rule(lambda value: whole(value) >= 1, "a whole number, 1 or more")
_ABOVE_ZERO: Final = Rule(lambda value: number(value) > 0, "a number, more than 0")
_NOT_BELOW_ZERO: Final = Rule(lambda value: number(value) >= 0, "a number, 0 or more")
_COUNT: Final = Rule(lambda value: whole(value) >= 0, "a whole number, 0 or more")
_ANY_WHOLE: Final = Rule(lambda value: whole(value) is not None, "a whole number")
_YES_OR_NO: Final = Rule(lambda value: yes_or_no(value) is not None, "1 or 0, True or False")
_SECONDS: Final = Rule(_NOT_BELOW_ZERO.test, "seconds, 0 or more")
_SOME_SECONDS: Final = Rule(_ABOVE_ZERO.test, "seconds, more than 0")
_STATUSES: Final = Rule(_statuses, "HTTP statuses, as in 500,503")
_WRITABLE: Final = Rule(
    lambda value: writable_file(value) is not None,
    "a file that can be written, in a folder that is there",
)

# Scrapy's and scrapy-playwright's, where the kind of the default does not say all.
_SCRAPY_RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(
        (
            "CONCURRENT_ITEMS",
            "CONCURRENT_REQUESTS",
            "CONCURRENT_REQUESTS_PER_DOMAIN",
            "REACTOR_THREADPOOL_MAXSIZE",
            "SCRAPER_SLOT_MAX_ACTIVE_SIZE",
            "PLAYWRIGHT_MAX_CONTEXTS",
        ),
        _AT_LEAST_ONE,
    ),
    **dict.fromkeys(
        ("DEPTH_PRIORITY", "REDIRECT_PRIORITY_ADJUST", "RETRY_PRIORITY_ADJUST"), _ANY_WHOLE
    ),
    **dict.fromkeys(("DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "DNS_TIMEOUT"), _SECONDS),
    **dict.fromkeys(("AUTOTHROTTLE_MAX_DELAY", "AUTOTHROTTLE_START_DELAY"), _SECONDS),
    **dict.fromkeys(("CLOSESPIDER_TIMEOUT", "LOGSTATS_INTERVAL"), _SECONDS),
    "AUTOTHROTTLE_TARGET_CONCURRENCY": _ABOVE_ZERO,
    "MEMUSAGE_CHECK_INTERVAL_SECONDS": _SOME_SECONDS,
    "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": Rule(_NOT_BELOW_ZERO.test, "milliseconds, 0 or more"),
    **dict.fromkeys(
        ("RETRY_HTTP_CODES", "HTTPERROR_ALLOWED_CODES", "HTTPCACHE_IGNORE_HTTP_CODES"), _STATUSES
    ),
    "FEED_EXPORT_INDENT": Rule(
        lambda value: value is None or whole(value) is not None, "a whole number, or none"
    ),
    "TELNETCONSOLE_ENABLED": _YES_OR_NO,  # its default is 1
    "LOG_LEVEL": Rule(
        lambda value: isinstance(value, int) or value in _LEVELS, f"one of {', '.join(_LEVELS)}"
    ),
    "LOG_FILE": _WRITABLE,
    "LOG_ENCODING": Rule(lambda value: "".encode(value) is not None, "an encoding, as in utf-8"),
    "LOG_FORMAT": Rule(logging.Formatter, "a format of Python's logging, as in %(message)s"),
}
# What dw cannot do without or cannot do with, and why.
_DW_RULES: Final[dict[str, Rule]] = {
    "JOBDIR": Rule(
        lambda value: not value,
        "not supported: the crawl resumes by itself from its store. Start it again with the same "
        "DW_OUTPUT_DIR, and leave JOBDIR out. (What waits is in the spider's own queue, which Scrapy "
        "would not save)",
    ),
    "TWISTED_REACTOR_ENABLED": Rule(
        lambda value: str(value) not in ("0", "False", "false", "None"),
        "not supported without Twisted's reactor: where a program has an event loop of its own, as "
        "a notebook has, run the crawl as a process beside it: {program} crawl dw",
    ),
    "TWISTED_REACTOR": Rule(
        lambda value: value == _REACTOR, f"supported as {_REACTOR} alone, Scrapy's default"
    ),
}


def wrong_settings(settings: BaseSettings) -> list[str]:
    """What is wrong for a crawl of `dw`, a line each: the name, what was given, what is expected."""
    unfit = (
        f"{name}: {rule.words.format(program=program.name())}"
        for name, rule in _DW_RULES.items()
        if _is_given(settings, name) and not _holds(rule, settings[name])
    )
    wrong = [*wrong_settings_of_scrapy(settings), *_wrong_of_ours(settings)]
    return [*wrong, *unfit, *unknown_of_ours(settings)]


def wrong_settings_of_scrapy(settings: BaseSettings) -> list[str]:
    """What is wrong for a crawl of any spider."""
    return list(_wrong_by({**_by_kind(), **_SCRAPY_RULES}, settings))


def _wrong_of_ours(settings: BaseSettings) -> Iterator[str]:
    given = {name: settings[name] for name in NAMES if _is_given(settings, name)}
    try:
        read = DwSettings.model_validate(given)
    except ValidationError as refused:
        # A value may be refused for more than one reason; what is expected is told once.
        first: dict[str, str] = {}
        for error in refused.errors():
            first.setdefault(str(error["loc"][0]), error["msg"])
        for name, why in first.items():
            if is_secret(name):
                yield f"{name}: {why.removeprefix('Value error, ')}"
            else:
                yield _invalid(name, given[name], expected(name))
        return
    for name in given:
        needs = needed(name, getattr(read, name))
        if needs is not None and find_spec(needs.package) is None:
            yield f'{name}: it needs {needs.package}: pip install "dwcrawler[{needs.extra}]"'


def _invalid(name: str, value: Any, words: str) -> str:
    return f"{name}: {shown(repr(value))} is invalid: expected {words}"


def _wrong_by(rules: Mapping[str, Rule], settings: BaseSettings) -> Iterator[str]:
    for name, rule in rules.items():
        if _is_given(settings, name) and not _holds(rule, settings[name]):
            yield _invalid(name, settings[name], rule.words)


def likely_misspelt(names: Iterable[str]) -> Iterator[str]:
    """Of settings that a command line names, those that nothing reads and that look like another.

    A component of the user's own may read one that nobody knows here: it is not refused.
    """
    known = [name for name in dir(default_settings) if name.isupper()]
    for name in names:
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_LIKENESS)
        if near and name not in known and not name.upper().startswith(OURS):
            yield f"{name}: Scrapy has no such setting; did you mean {near[0]}?"


def _by_kind() -> dict[str, Rule]:
    """Scrapy's settings by the kinds of their defaults."""
    rules = {}
    for name, default in vars(default_settings).items():
        if not name.isupper():
            continue
        if isinstance(default, bool):
            rules[name] = _YES_OR_NO
        elif isinstance(default, int):
            rules[name] = _COUNT
        elif isinstance(default, float):
            rules[name] = _NOT_BELOW_ZERO
    return rules


def unknown_of_ours(names: Iterable[str]) -> Iterator[str]:
    """Of any settings' names: those that begin as ours do and are none of ours."""
    for name in names:
        if not name.upper().startswith(OURS) or name in NAMES:
            continue
        if name in ENVIRONMENT_ALONE:
            hint = " (it is an environment variable)"
        elif near := difflib.get_close_matches(name.upper(), NAMES, n=1):
            hint = f"; did you mean {near[0]}?"
        else:
            hint = f"; there are {', '.join(NAMES)}"
        yield f"{name}: there is no such setting{hint}"


def _is_given(settings: BaseSettings, name: str) -> bool:
    return (settings.getpriority(name) or 0) > SETTINGS_PRIORITIES["default"]


def _holds(rule: Rule, value: Any) -> bool:
    try:
        return bool(rule.test(value))
    except UNREADABLE:
        return False
