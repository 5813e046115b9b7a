"""A crawl that waits for another one, on the same store, to end (`-a wait=10m`)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.defer import deferred_from_coro

from dwcrawler.store.lock import StoreInUse

logger = logging.getLogger(__name__)

_TICK: Final = 0.2
_CLOSING: Final = 10.0  # seconds that a crawl which nothing was made of may take to close
# Scrapy's finish reason after Ctrl-C and SIGTERM.
_SHUTDOWN: Final = "shutdown"
_Store = TypeVar("_Store")


async def when_free(open_store: Callable[[], _Store], seconds: float, crawler: Crawler) -> _Store:
    """What `open_store` gives, as soon as it does not raise StoreInUse any more.

    The reactor goes on meanwhile. Raises StoreInUse when the time is up, CloseSpider when the crawl
    is ended before (Ctrl-C, SIGTERM).
    """
    begun = time.monotonic()
    holder = ""
    with _shutdown_waits_for(crawler):
        while True:
            try:
                store = open_store()
            except StoreInUse as error:
                if time.monotonic() - begun >= seconds:
                    raise
                if error.holder != holder:
                    holder = error.holder
                    logger.info("Waiting for at most %.0f s: %s", seconds, error)
            else:
                if holder:
                    logger.info("The store is free after %.0f s", time.monotonic() - begun)
                return store
            await asyncio.sleep(_TICK)
            if not crawler.crawling:
                logger.info("Nothing was crawled: it was stopped while it waited for another crawl")
                raise CloseSpider(_SHUTDOWN)


@contextmanager
def _shutdown_waits_for(crawler: Crawler) -> Iterator[None]:
    """Scrapy stops its reactor at once if the engine does not run yet: the crawl would be torn off
    as it is, and end without a word."""
    from twisted.internet import reactor as installed  # late: it is installed by being imported

    reactor = cast("Any", installed)

    async def closed() -> None:
        end = time.monotonic() + _CLOSING
        while crawler.engine.spider is not None and time.monotonic() < end:
            await asyncio.sleep(_TICK)

    trigger = reactor.addSystemEventTrigger(
        "before", "shutdown", lambda: deferred_from_coro(closed())
    )
    try:
        yield
    finally:
        if crawler.crawling:
            reactor.removeSystemEventTrigger(trigger)
