"""Ends a crawl that mostly fails: whoever keeps asking then is a burden, and finds nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

FINISH_REASON: Final = "too_many_failures"
# What says that the site is in trouble, or that it does not want to be asked.
_FAILURES: Final = frozenset({403, 408, 429, *range(500, 600)})


class Breaker:
    """Settings: DW_BREAKER_WINDOW, DW_BREAKER_SHARE. Every try counts, also one that is tried again.

    Refused, reset and timed-out connections are failures as 403, 408, 429 and 5xx are; a story that
    is not there (404, 410) is an answer.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._share = crawler.settings.getfloat("DW_BREAKER_SHARE")
        self._latest: deque[bool] = deque(maxlen=crawler.settings.getint("DW_BREAKER_WINDOW"))
        self._failures = 0
        self._is_open = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.response_received, signals.response_downloaded)
        crawler.signals.connect(extension.request_left, signals.request_left_downloader)
        return extension

    def response_received(self, response: Response, request: Request) -> None:
        request.meta["dw_answered"] = True
        self._note(response.status in _FAILURES)

    def request_left(self, request: Request) -> None:
        """Without an answer, the connection failed."""
        if not request.meta.pop("dw_answered", False):
            self._note(True)

    def _note(self, failed: bool) -> None:
        latest = self._latest
        if len(latest) == latest.maxlen:
            self._failures -= latest[0]
        latest.append(failed)
        self._failures += failed
        is_full = len(latest) == latest.maxlen
        if is_full and self._failures > self._share * len(latest) and not self._is_open:
            self._break()

    def _break(self) -> None:
        self._is_open = True
        logger.error(
            "Of the last %d requests %d failed: the crawl ends. What was found is in the feed; a "
            "later crawl goes on from there",
            len(self._latest),
            self._failures,
        )
        if self._crawler.engine is not None:
            closing = self._crawler.engine.close_spider_async(reason=FINISH_REASON)
            self._closing = asyncio.ensure_future(closing)  # kept, or it may be collected
