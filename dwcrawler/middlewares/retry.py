"""Retries that give the site time: pauses that grow, and Retry-After.

A failed request comes back after a pause that doubles with every try. Where the site says how long
to wait (`Retry-After` on 429 and 503), every request to that host waits so long. A waiting request
keeps its place among the CONCURRENT_REQUESTS: fewer requests are made while the site has trouble.
A site that asks to be left alone for longer than DW_RETRY_AFTER_MAX is: the crawl ends.

A crawl that cannot connect to anything from its first request on has no network: it ends after
DW_UNREACHABLE_AFTER seconds. Once anything has answered, the network was there, and failures are
tried again to the last.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from collections.abc import Awaitable
from typing import Any, Final, Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import retry
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectError

from dwcrawler.components.addon import is_a_crawl
from dwcrawler.components.ending import end_crawl, has_ended
from dwcrawler.components.unreachable import unreachable
from dwcrawler.console.readable import readable
from dwcrawler.failures import CrawlEnded, describe
from dwcrawler.finish import ASKED_TO_WAIT, UNREACHABLE
from dwcrawler.normalize.dates import http_dates

logger = logging.getLogger(__name__)

_RETRY_AFTER_CODES: Final = frozenset({429, 503})
_SECONDS: Final = re.compile(rb"\d{1,9}(?:\.\d{1,9})?")
_TICK: Final = 1.0
# No connection was made: without a network every request fails so, and at once.
_NOT_CONNECTED: Final = (CannotResolveHostError, DownloadConnectionRefusedError, ConnectError)


class RetryMiddleware(retry.RetryMiddleware):
    """Settings: DW_RETRY_PAUSE, DW_RETRY_PAUSE_MAX, DW_RETRY_AFTER_MAX, DW_UNREACHABLE_AFTER
    (seconds).

    Stats beside Scrapy's: `dw/retry/pauses`, `dw/retry/pause_seconds`, `dw/retry/after`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._stats = crawler.stats
        self._settings = settings = crawler.settings
        self._is_a_crawl = is_a_crawl(crawler)  # asked now: later a shell has a spider, too
        self._pause = settings.getfloat("DW_RETRY_PAUSE")
        self._pause_max = settings.getfloat("DW_RETRY_PAUSE_MAX")
        self._after_max = settings.getfloat("DW_RETRY_AFTER_MAX")
        self._unreachable_after = settings.getfloat("DW_UNREACHABLE_AFTER")
        self._began: float | None = None  # time.monotonic() of the first request
        self._has_connected = False
        self._closed_until: dict[str, float] = {}  # host -> time.monotonic()
        self._is_ending = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def closed_until(self) -> float:
        """When the last pause that a host asked for ends, in the time of time.monotonic()."""
        return max(self._closed_until.values(), default=0.0)

    def process_request(self, request: Request) -> Awaitable[None] | None:
        """Waits while the request's host has asked for a pause."""
        if self._began is None:
            self._began = time.monotonic()
        if not self._closed_until:
            return None
        host = urlparse_cached(request).hostname or ""
        return self._until_open(host) if host in self._closed_until else None

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response | Awaitable[Request | Response]:
        self._has_connected = True
        if response.status < 400:
            return response
        return self._retry_response(request, response)

    async def _retry_response(self, request: Request, response: Response) -> Request | Response:
        if response.status in _RETRY_AFTER_CODES:
            self._note_retry_after(request, response)
        result = super().process_response(request, response)
        if isinstance(result, Request):
            await self._back_off(result, f"HTTP status {response.status}")
        return result

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        if not isinstance(exception, _NOT_CONNECTED):
            self._has_connected = True
        elif self._is_without_network(request):
            self._end_without_network(exception)
            return None
        result = super().process_exception(request, exception)
        if isinstance(result, Request):
            await self._back_off(result, describe(exception).text)
        return result

    def _is_without_network(self, request: Request) -> bool:
        """Whether another try would come too late to find out."""
        if self._has_connected or self._began is None:
            return False
        waited = time.monotonic() - self._began
        return waited + self._pause_before(_tries_of(request)) > self._unreachable_after

    def _end_without_network(self, exception: Exception) -> None:
        """With `scrapy parse` and the like there is no crawl to end: only the request fails.

        Raises CrawlEnded where a crawl ends.
        """
        if not self._is_a_crawl:
            return
        if not self._is_ending:
            self._is_ending = True
            if end_crawl(self.crawler, UNREACHABLE):
                logger.error("%s", unreachable(self._settings, describe(exception).text))
        raise CrawlEnded("nothing can be reached") from None

    def _note_retry_after(self, request: Request, response: Response) -> None:
        seconds = seconds_of(response.headers.get("Retry-After"))
        if seconds is None:
            return
        host = urlparse_cached(request).hostname or ""
        if seconds > self._after_max:
            self._end(host, seconds)
        until = time.monotonic() + seconds
        if until > self._closed_until.get(host, 0):
            self._closed_until[host] = until
            self._stats.inc_value("dw/retry/after")
            logger.info("%s asks to wait %.0f s before more requests", host, seconds)

    def _end(self, host: str, seconds: float) -> None:
        """Once; what waits by then is found again by the next crawl."""
        if self._is_ending:
            return
        self._is_ending = True
        logger.error(
            "%s asks to wait %.0f s, more than DW_RETRY_AFTER_MAX (%.0f s): the crawl ends, and the "
            "next one resumes it",
            host,
            seconds,
            self._after_max,
        )
        end_crawl(self.crawler, ASKED_TO_WAIT)

    async def _until_open(self, host: str) -> None:
        await self._sleep(self._closed_until[host] - time.monotonic())
        if self._closed_until.get(host, 0) <= time.monotonic():
            self._closed_until.pop(host, None)

    async def _back_off(self, request: Request, reason: str) -> None:
        tries = _tries_of(request)
        pause = self._pause_before(tries - 1) * random.uniform(0.75, 1.25)
        self._stats.inc_value("dw/retry/pauses")
        self._stats.inc_value("dw/retry/pause_seconds", round(pause, 3))  # type: ignore[arg-type]
        url = readable(request.url)
        logger.info("%s: %s; try %d in %.1f s", url, reason, tries + 1, pause)
        await self._sleep(pause)

    def _pause_before(self, tries: int) -> float:
        """Seconds between a try that failed, with so many before it, and the next one."""
        return float(min(self._pause * 2**tries, self._pause_max))

    async def _sleep(self, seconds: float) -> None:
        """In short steps, so that Ctrl-C does not have to wait for a long pause.

        Raises CrawlEnded if the crawl ends meanwhile: what waited is not sent in haste.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._is_ending or has_ended(self.crawler):
                raise CrawlEnded("the crawl ended before the retry")
            await asyncio.sleep(min(left, _TICK))


def _tries_of(request: Request) -> int:
    """How many tries there were before this one."""
    tries: Any = request.meta.get("retry_times", 0)
    return int(tries)


def seconds_of(retry_after: bytes | None) -> float | None:
    """A Retry-After header, in seconds or as an HTTP date; None if it is neither."""
    header = (retry_after or b"").strip()
    if _SECONDS.fullmatch(header):
        return float(header)
    moment = http_dates.read(header)
    return None if moment is None else max(0.0, moment.timestamp() - time.time())
