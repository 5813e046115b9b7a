"""How a part of the crawl ends it, in the midst of whatever it is doing."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler

# Kept until they are done, or they may be collected.
_closing: Final[set[asyncio.Future[Any]]] = set()


def end_crawl(crawler: Crawler, reason: str) -> None:
    """Begins to close the spider, with this finish reason; requests under way come to their end.

    Nothing happens where it is not open, or not any more.
    """
    engine = crawler.engine
    if engine is None or engine.spider is None:
        return
    closing = asyncio.ensure_future(_close(engine, reason))
    _closing.add(closing)
    closing.add_done_callback(_closing.discard)


async def _close(engine: ExecutionEngine, reason: str) -> None:
    """Others may have closed it since: Scrapy raises for a spider that is not open."""
    if engine.spider is not None:
        await engine.close_spider_async(reason=reason)
