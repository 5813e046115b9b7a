"""The crawler's stats, which every pipeline counts in."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector


def stats_of(crawler: Crawler) -> StatsCollector:
    """Raises RuntimeError before the crawler has been set up: Scrapy types its stats optional."""
    if crawler.stats is None:
        raise RuntimeError("the crawler has no stats yet")
    return crawler.stats
