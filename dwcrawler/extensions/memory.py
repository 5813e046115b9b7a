"""Garbage collection at the pace of a crawl."""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.system import collect_garbage_rarely


class GarbageCollection:
    """Measured by `benchmarks/crawl.py`: six in a hundred pages a second more."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        collect_garbage_rarely()
