"""robots.txt, obeyed as RFC 9309 says: where it cannot be reached, nothing is fetched.

Scrapy's own middleware takes an unreachable robots.txt for leave to fetch everything and logs a
traceback. A file that is not there (4xx) does mean leave. `robots` reads what came.

`Crawl-delay` is no part of the RFC, but a wish of the site: it is kept, up to DW_CRAWL_DELAY_MAX,
between any two requests to a host, besides what AutoThrottle does. What a page loads in the browser
is left out of it, as it is of all pauses.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from dwcrawler.components.ending import has_ended
from dwcrawler.components.request_meta import BROWSER_SLOT
from dwcrawler.console.readable import readable
from dwcrawler.failures import CrawlEnded, ForbiddenByRobots, RobotsTxtUnreachable, describe
from dwcrawler.middlewares.robots_rules import (
    MOST_BYTES,
    is_markup,
    parser_of,
    product_token,
    sitemaps_of,
)

logger = logging.getLogger(__name__)

_ENDED: Final = "the crawl ended before the request was sent"
_TICK: Final = 0.5  # seconds


class RobotsTxtMiddleware:
    """Settings: ROBOTSTXT_OBEY, ROBOTSTXT_USER_AGENT, DW_CRAWL_DELAY_MAX (seconds).

    Stats, as Scrapy's: `robotstxt/request_count`, `robotstxt/forbidden`; and
    `dw/robotstxt/unreachable`, a count of hosts.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._stats = crawler.stats
        self._user_agent = product_token(crawler.settings["ROBOTSTXT_USER_AGENT"])
        self._delay_max = crawler.settings.getfloat("DW_CRAWL_DELAY_MAX")
        self._rules: dict[str, _Rules] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Awaitable[None] | None:
        """Raises ForbiddenByRobots, RobotsTxtUnreachable."""
        if request.meta.get("dont_obey_robotstxt"):
            return None
        netloc = urlparse_cached(request).netloc
        rules = self._rules.get(netloc)
        if rules is None:
            rules = self._rules[netloc] = _Rules()
            return self._fetch_and_check(rules, request)
        if rules.waiting is not None:
            return self._wait_and_check(rules, request)
        self._check(rules, request)
        return self._pause(rules, request) if rules.delay else None

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of a URL's host names; none where it cannot be had."""
        request = Request(url)
        netloc = urlparse_cached(request).netloc
        rules = self._rules.get(netloc)
        if rules is None:
            rules = self._rules[netloc] = _Rules()
            with contextlib.suppress(IgnoreRequest, CrawlEnded):
                await self._fetch_once(rules, request)
        elif rules.waiting is not None:
            await rules.waiting.wait()
        return rules.sitemaps

    def told(self, url: str) -> RobotsTold | None:
        """What was found at a URL's host; None where nothing has been asked of it."""
        rules = self._rules.get(urlparse_cached(Request(url)).netloc)
        if rules is None or rules.waiting is not None:
            return None
        allowed = rules.parser is None or rules.parser.can_fetch(url, self._user_agent)
        return RobotsTold(
            rules.unreachable, rules.parser is not None, allowed, rules.delay, len(rules.sitemaps)
        )

    def longest_delay(self) -> float:
        """The longest Crawl-delay in use, in seconds; 0 if no host asks for one."""
        return max((rules.delay for rules in self._rules.values()), default=0.0)

    def _check(self, rules: _Rules, request: Request) -> None:
        if rules.unreachable:
            raise RobotsTxtUnreachable(f"robots.txt cannot be read: {rules.unreachable}")
        if rules.parser is not None and not rules.parser.can_fetch(request.url, self._user_agent):
            self._stats.inc_value("robotstxt/forbidden")
            if not rules.is_ban_told:
                rules.is_ban_told = True
                logger.warning(
                    "robots.txt forbids %s; nothing that it forbids is fetched",
                    readable(request.url),
                )
            raise ForbiddenByRobots("forbidden by robots.txt")

    async def _wait_and_check(self, rules: _Rules, request: Request) -> None:
        if rules.waiting is not None:
            await rules.waiting.wait()
        self._check(rules, request)
        await self._pause(rules, request)

    async def _fetch_and_check(self, rules: _Rules, request: Request) -> None:
        await self._fetch_once(rules, request)
        self._check(rules, request)
        await self._pause(rules, request)

    async def _fetch_once(self, rules: _Rules, request: Request) -> None:
        """Whoever else asks the host meanwhile waits for it."""
        rules.waiting = asyncio.Event()
        try:
            await self._fetch(rules, request)
        finally:
            waiting, rules.waiting = rules.waiting, None
            waiting.set()

    async def _pause(self, rules: _Rules, request: Request) -> None:
        """Until this request's turn, which is so long after the one before it."""
        if not rules.delay or request.meta.get("download_slot") == BROWSER_SLOT:
            return
        turn = max(rules.next_turn, time.monotonic())
        rules.next_turn = turn + rules.delay
        while (left := turn - time.monotonic()) > 0:
            if has_ended(self._crawler):
                raise CrawlEnded(_ENDED)
            await asyncio.sleep(min(left, _TICK))

    async def _fetch(self, rules: _Rules, request: Request) -> None:
        parts = urlparse_cached(request)
        meta = {"dont_obey_robotstxt": True}
        if request.meta.get("allow_offsite"):  # a file's host, which the pipeline for files checked
            meta["allow_offsite"] = True
        robots = Request(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            priority=1000,
            meta=meta,
            callback=NO_CALLBACK,
        )
        self._stats.inc_value("robotstxt/request_count")
        engine = self._crawler.engine
        if engine is None:
            raise CrawlEnded(_ENDED)
        try:
            response = await engine.download_async(robots)
        except Exception as error:
            if isinstance(error, CrawlEnded) or has_ended(self._crawler):
                rules.unreachable = _ENDED  # for those who wait for it
                raise CrawlEnded(_ENDED) from None
            rules.unreachable = describe(error).text
        else:
            self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
            if response.status >= 500 or response.status == 429:
                rules.unreachable = f"HTTP status {response.status}"
            elif response.status < 300:
                self._read(rules, response)
        if rules.unreachable:
            self._stats.inc_value("dw/robotstxt/unreachable")
            logger.warning("%s: %s; nothing is fetched from there", robots.url, rules.unreachable)
        else:  # the first page comes after its own pause
            rules.next_turn = time.monotonic() + rules.delay

    def _read(self, rules: _Rules, response: Response) -> None:
        rules.parser = parser_of(response.body, self._user_agent)
        rules.sitemaps = sitemaps_of(response.body)
        if is_markup(response.body):
            logger.warning(
                "%s is a page and no list of rules: everything may be fetched but for what lines "
                "of rules in it forbid",
                response.url,
            )
        if len(response.body) > MOST_BYTES:
            logger.warning(
                "%s has %d bytes; the rules in the first %d are obeyed",
                *(response.url, len(response.body), MOST_BYTES),
            )
        wanted = rules.parser.crawl_delay(self._user_agent) or 0.0
        rules.delay = min(wanted, self._delay_max)
        if wanted:
            kept = "" if wanted == rules.delay else f"; DW_CRAWL_DELAY_MAX makes it {rules.delay:g}"
            url = readable(response.url)
            logger.info("%s asks for %g s between requests%s", url, wanted, kept)


class RobotsTold(NamedTuple):
    """`unreachable`: why the file could not be had; `is_there`: there is one; `allows`: the URL that
    was asked about; `delay` in seconds; `sitemaps`: how many it names."""

    unreachable: str
    is_there: bool
    allows: bool
    delay: float
    sitemaps: int


@dataclass(slots=True)
class _Rules:
    """Of one host: `parser` None allows everything; `waiting` is set while they are fetched;
    `delay` in seconds, `next_turn` in the time of time.monotonic()."""

    parser: Protego | None = None
    unreachable: str = ""
    waiting: asyncio.Event | None = None
    is_ban_told: bool = False
    delay: float = 0.0
    sitemaps: list[str] = field(default_factory=list)
    next_turn: float = 0.0
