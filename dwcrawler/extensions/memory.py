"""Garbage collection at the pace of a crawl."""

from __future__ import annotations

import gc
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler

# A page makes some ten thousand objects that die with it. Python's default looks through them
# every 700; nothing is gained by that, as hardly any are in cycles.
_THRESHOLDS: Final = (50_000, 20, 20)


class GarbageCollection:
    """Measured by `benchmarks/crawl.py`: six in a hundred pages a second more."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        """What is there by now (modules, settings) stays to the end: never look at it again."""
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
