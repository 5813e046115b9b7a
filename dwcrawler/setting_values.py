"""Refuses settings of ours that make no sense, by name, before a crawl begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scrapy.settings import BaseSettings

from dwcrawler.spiders.revisit import intervals_of


def _whole_from_one(value: Any) -> bool:
    return int(value) == float(value) >= 1


def _above_zero(value: Any) -> bool:
    return 0 < float(value) < float("inf")


def _share(value: Any) -> bool:
    return 0 < float(value) <= 1


def _intervals(value: Any) -> bool:
    return bool(intervals_of(value)) or value in ([], "[]")


# What each may be: a test that may raise ValueError or TypeError, and the same in words.
_RULES: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "DW_SYNC_LINES": (_whole_from_one, "a number of lines, 1 or more"),
    "DW_SYNC_SECONDS": (_above_zero, "seconds, more than 0"),
    "DW_REVISIT_INTERVALS": (
        _intervals,
        "pairs of days and hours, as in [[1, 3], [7, 24], [30, 168]]",
    ),
    "DW_BREAKER_WINDOW": (_whole_from_one, "a number of requests, 1 or more"),
    "DW_LOST_SHARE": (_share, "a share, more than 0 and at most 1"),
    "DW_DAMAGED_SHARE": (_share, "a share, more than 0 and at most 1"),
    "DW_RENDER_GIVE_UP": (_whole_from_one, "a number of pages, 1 or more"),
    "DW_BREAKER_SHARE": (_share, "a share, more than 0 and at most 1"),
}


def wrong_settings(settings: BaseSettings) -> list[str]:
    """A line for each: its name, what was given, and what it may be."""
    return [
        f"{name}: {settings[name]!r} is no value for this setting; it is {words}"
        for name, (test, words) in _RULES.items()
        if not _holds(test, settings[name])
    ]


def _holds(test: Callable[[Any], bool], value: Any) -> bool:
    try:
        return test(value)
    except (ValueError, TypeError, OverflowError):
        return False
