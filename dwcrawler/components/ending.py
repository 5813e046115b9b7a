"""How a part of the crawl ends it, in the midst of whatever it is doing."""

from __future__ import annotations

import asyncio
from typing import Any, Final
from weakref import WeakSet

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler

# Kept until they are done, or they may be collected.
_closing: Final[set[asyncio.Future[Any]]] = set()
# Crawls that are ending already: the first reason is the one that counts.
_ending: Final[WeakSet[Crawler]] = WeakSet()


def has_ended(crawler: Crawler) -> bool:
    """Whether the crawl was asked to stop. (A shell has an engine that runs, and no crawl.)"""
    return not crawler.crawling and (crawler.engine is None or not crawler.engine.running)


def end_crawl(crawler: Crawler, reason: str) -> bool:
    """Begins to close the spider, with this finish reason; requests under way come to their end.

    Whether it does: not where the spider is not open, or is being closed already.
    """
    engine = crawler.engine
    if engine is None or engine.spider is None or crawler in _ending:
        return False
    _ending.add(crawler)
    closing = asyncio.ensure_future(_close(engine, reason))
    _closing.add(closing)
    closing.add_done_callback(_closing.discard)
    return True


async def _close(engine: ExecutionEngine, reason: str) -> None:
    """Others may have closed it since: Scrapy raises for a spider that is not open."""
    if engine.spider is not None:
        await engine.close_spider_async(reason=reason)
