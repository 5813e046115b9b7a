"""Drops a story whose short URL this run has already stored: the last line of defence."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from dwcrawler.items import Story


class Deduplication:
    """Compares ids: the short URL is the id in base 62. Stat: `dw/stories/duplicates`."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._seen: set[int] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Story) -> Story:
        if item.id in self._seen:
            self._stats.inc_value("dw/stories/duplicates")
            raise DropItem(f"Duplicate story {item.short_url}", log_level="DEBUG")
        self._seen.add(item.id)
        return item
