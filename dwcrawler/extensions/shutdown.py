"""Ctrl-C and SIGTERM end a crawl within seconds, however slow a server is.

Scrapy waits until every running request has its answer or its timeout. Here running requests get
DW_SHUTDOWN_GRACE seconds, and waiting ones none. Neither is lost: the next crawl resumes them.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from dwcrawler.components.ending import has_ended
from dwcrawler.components.under_way import ENDED, under_way
from dwcrawler.extensions.progress import ALWAYS
from dwcrawler.failures import CrawlEnded
from dwcrawler.progress.words import counted

logger = logging.getLogger(__name__)

_TICK: Final = 0.25  # seconds


class Shutdown:
    """Setting: DW_SHUTDOWN_GRACE (seconds)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._grace = crawler.settings.getfloat("DW_SHUTDOWN_GRACE")
        self._under_way = under_way(crawler)
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.engine_started, signals.engine_started)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def engine_started(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    def engine_stopped(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        """Scrapy has no signal for the beginning of a shutdown, so this asks the engine."""
        await asyncio.sleep(_TICK)  # the engine says that it runs only after its signal
        while not has_ended(self._crawler):
            await asyncio.sleep(_TICK)
        self._say_so()
        end = asyncio.get_running_loop().time() + self._grace
        while asyncio.get_running_loop().time() < end:
            self._let_go_of_the_waiting()
            await asyncio.sleep(_TICK)
        while True:  # a request may yet begin: of a file, or of what a page loads
            self._let_go_of_the_waiting()
            self._under_way.give_up()
            await asyncio.sleep(_TICK)

    def _say_so(self) -> None:
        """Not where the spider closed by itself: then nothing is waited for."""
        engine = self._crawler.engine
        if engine is None or engine.spider is None:
            return
        number = len(self._under_way)
        waiting = f"waiting up to {self._grace:g} s for {counted(number, 'request')} under way, "
        logger.info(
            "Stopping: %sthe feed is being closed. Ctrl-C again stops at once",
            waiting if number else "",
            extra={ALWAYS: True},
        )

    def _let_go_of_the_waiting(self) -> None:
        """Those that wait in the downloader for a pause to be over, or for others to be answered."""
        engine = self._crawler.engine
        for slot in list(engine.downloader.slots.values()) if engine is not None else []:
            while slot.queue:
                _, answer = slot.queue.popleft()
                answer.errback(Failure(CrawlEnded(ENDED)))  # type: ignore[no-untyped-call]
