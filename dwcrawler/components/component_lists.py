"""Scrapy's lists of components, settings and stats stand in the log at DEBUG.

Scrapy (2.19) logs some ninety lines of them at INFO, before the first story and after the last.
Other spiders of the project keep them where Scrapy has them.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from scrapy.crawler import Crawler

from dwcrawler.components.spider_kind import is_dw

# Loggers, and how the messages of theirs begin that are moved (before values are put in).
_MOVED: Final = {
    "scrapy.utils.log": ("Scrapy %(version)s started", "Versions:"),
    "scrapy.addons": ("Enabled addons",),
    "scrapy.middleware": ("Enabled %(componentname)ss",),
    "scrapy.crawler": ("Overridden settings", "Received %(signame)s, shutting down"),
    "scrapy.statscollectors": ("Dumping Scrapy stats",),
}


class _AtDebug(logging.Filter):
    """Makes DEBUG of what begins in one of these ways. It drops nothing."""

    # Of the last record that named its crawl. "Overridden settings" names none; it comes right
    # after the list of extensions of the same crawl.
    _is_for_dw = True

    def __init__(self, beginnings: tuple[str, ...]) -> None:
        super().__init__()
        self._beginnings = beginnings

    def filter(self, record: logging.LogRecord) -> bool:
        is_for_dw = _is_for_dw(record)
        if is_for_dw is not None:
            _AtDebug._is_for_dw = is_for_dw
        if str(record.msg).startswith(self._beginnings) and _AtDebug._is_for_dw:
            record.levelno, record.levelname = logging.DEBUG, logging.getLevelName(logging.DEBUG)
        return True


def move_to_debug() -> None:
    """From now on, for crawls of `dw`. May be called again."""
    for name, beginnings in _MOVED.items():
        move(name, beginnings)


def move(name: str, beginnings: tuple[str, ...]) -> None:
    """For one logger; the first call counts."""
    logger = logging.getLogger(name)
    if not any(isinstance(known, _AtDebug) for known in logger.filters):
        logger.addFilter(_AtDebug(beginnings))


def _is_for_dw(record: logging.LogRecord) -> bool | None:
    """None where a record does not tell whose it is."""
    told: Any = record.__dict__
    spider = told.get("spider")
    if spider is None and isinstance(crawler := told.get("crawler"), Crawler):
        spider = crawler.spider or crawler.spidercls
    if spider is None:
        return None
    return is_dw(spider if isinstance(spider, type) else type(spider))
