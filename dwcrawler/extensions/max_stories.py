"""Ends the crawl after as many stories as `-a max_stories=` asks for, and not one more.

Scrapy's CLOSESPIDER_ITEMCOUNT ends a crawl, too, but with some more items: those that are in the
pipelines by then. Here a story is let into them only while there is room for it.
"""

from __future__ import annotations

from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from dwcrawler.components.ending import end_crawl

_REASON: Final = "max_stories"


class MaxStories:
    """The spider asks it before it yields a story. One that a pipeline drops makes room again."""

    def __init__(self, crawler: Crawler, most: int) -> None:
        self._crawler = crawler
        self._most = most
        self._in_pipelines = 0
        self._written = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises NotConfigured where the spider has no such argument, or no limit."""
        spider: Any = crawler.spider
        most = getattr(getattr(spider, "args", None), "max_stories", None)
        if most is None:
            raise NotConfigured
        extension = cls(crawler, most)
        crawler.signals.connect(extension._item_scraped, signals.item_scraped)
        crawler.signals.connect(extension._item_lost, signals.item_dropped)
        crawler.signals.connect(extension._item_lost, signals.item_error)
        return extension

    def lets_in(self) -> bool:
        """Whether there is room for one more story, which then counts as on its way."""
        if self._written + self._in_pipelines >= self._most:
            return False
        self._in_pipelines += 1
        return True

    def _item_scraped(self) -> None:
        self._in_pipelines -= 1
        self._written += 1
        if self._written == self._most:
            end_crawl(self._crawler, _REASON)

    def _item_lost(self) -> None:
        self._in_pipelines -= 1
