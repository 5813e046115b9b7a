"""What the log says of each page and item: one line at most, and nothing of what nobody reads."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import logformatter
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatterResult
from scrapy.spiders import Spider

from dwcrawler.components import json_log
from dwcrawler.console.readable import readable


class LogFormatter(logformatter.LogFormatter):
    """Scrapy's own, but it makes no message that LOG_LEVEL hides, and never prints whole stories.

    (Scrapy's loggers let everything pass, and only the handler knows the level.)
    """

    def __init__(self, level: str | int) -> None:
        number = level if isinstance(level, int) else logging.getLevelNamesMapping()[level]
        self._tells_pages = number <= logging.DEBUG

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built as soon as Scrapy has set up the log for a crawl: so its form is chosen here."""
        if json_log.is_wanted(crawler.settings):
            json_log.go_on()
        return cls(crawler.settings["LOG_LEVEL"])

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        if not self._tells_pages:
            return None  # type: ignore[return-value]  # documented: no message
        return super().crawled(request, response, spider)

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        if not self._tells_pages:
            return None  # type: ignore[return-value]
        return {"level": logging.DEBUG, "msg": "Story %(url)s", "args": {"url": item.url}}

    def dropped(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        line = super().dropped(item, exception, response, spider)
        return {**line, "msg": "%(exception)s", "args": {"exception": exception}}

    def item_error(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        """The traceback that Scrapy logs with it says the rest."""
        url = readable(getattr(item, "url", type(item).__name__))
        return {"level": logging.ERROR, "msg": "Error processing %(url)s", "args": {"url": url}}
