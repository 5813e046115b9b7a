"""What a crawl has done so far, what it waits for, and what the site does to it."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from dwcrawler.console.readable import readable
from dwcrawler.items import Story
from dwcrawler.middlewares.retry import RetryMiddleware
from dwcrawler.middlewares.robotstxt import RobotsTxtMiddleware
from dwcrawler.store.folder import folder_of

_MOST_HEADLINES: Final = 20
_LONGEST_HEADLINE: Final = 300  # characters; no terminal is so wide
_MOST_LANGUAGES: Final = 12  # that are named one by one
_RATE_SECONDS: Final = 30.0  # pages a second are those of so long
_FEW_SECONDS: Final = 3.0  # before, nothing can be said of speed
_HANGS: Final = 5.0  # seconds after which a page is said to hang
_SMOOTH: Final = 0.2  # weight of the newest answer in the mean time of answers


@dataclass(frozen=True, slots=True)
class Headline:
    """`at` is when the story was written, as local time, `14:02:11`."""

    at: str
    language: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """The request that has been under way for longest, in seconds."""

    url: str
    seconds: float


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """In seconds. A guess where it is made of what waits: a crawl finds more on its way."""

    seconds: float
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Times are in seconds; `pages_a_second` and `latency` are None while nothing is known.

    `waiting` counts addresses that are not asked for yet, `under_way` requests without an answer.
    `pause` is AutoThrottle's, or DOWNLOAD_DELAY; `crawl_delay` is what robots.txt asks for.
    `wait_until` is the time of day until which Retry-After has the crawl wait, "" if it does not.
    """

    what: str = ""
    folder: str = ""
    seconds: float = 0.0
    stories: int = 0
    most_stories: int | None = None
    by_language: Counter[str] = field(default_factory=Counter)
    by_type: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    pages_a_second: float | None = None
    waiting: int = 0
    under_way: int = 0
    avoided: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    latency: float | None = None
    pause: float = 0.0
    crawl_delay: float = 0.0
    wait_until: str = ""
    forbidden: int = 0
    hosts_closed: int = 0
    hanging: Hanging | None = None
    timeout: float = 0.0
    left: TimeLeft | None = None
    is_ending: bool = False
    headlines: tuple[Headline, ...] = ()


class Counts:
    """Follows one crawl. Nothing here is done for every request but to note its latency."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        spider: Any = crawler.spider
        self._what = asked_for(spider.args)
        self._most_stories: int | None = spider.args.max_stories
        self._folder = str(folder_of(crawler.settings))
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._begun = time.monotonic()
        self._latency: float | None = None
        self._by_language: Counter[str] = Counter()
        self._by_type: Counter[str] = Counter()
        self._headlines: deque[Headline] = deque(maxlen=_MOST_HEADLINES)
        self._rate = _Rate(self._begun)
        self._first_seen: dict[Request, float] = {}

    def story(self, item: Story) -> None:
        self._by_language[item.language] += 1
        self._by_type[item.type] += 1
        at = f"{datetime.now():%H:%M:%S}"
        text = (item.headline or "")[:_LONGEST_HEADLINE]
        self._headlines.append(Headline(at, item.language, item.type, text))

    def answer(self, response: Response, request: Request) -> None:
        latency = request.meta.get("download_latency")
        if latency is not None:
            known = self._latency
            self._latency = latency if known is None else known + _SMOOTH * (float(latency) - known)

    def begin(self) -> None:
        """The time before the first request does not count."""
        self._begun = time.monotonic()
        self._rate = _Rate(self._begun)

    def snapshot(self) -> Snapshot:
        now = time.monotonic()
        pages = self._stat("response_received_count")
        rate = self._rate.at(now, pages)
        waiting, under_way = self._waiting()
        stories = self._by_type.total()
        return Snapshot(
            what=self._what,
            folder=self._folder,
            seconds=now - self._begun,
            stories=stories,
            most_stories=self._most_stories,
            by_language=self._by_language,
            by_type=self._by_type,
            pages=pages,
            pages_a_second=rate,
            waiting=waiting,
            under_way=under_way,
            avoided=self._stat("dw/stories/found_again") + self._stat("dupefilter/filtered"),
            failures=Counter(dict(self._failures())),
            retries=self._stat("retry/count"),
            latency=self._latency,
            pause=max((slot.delay for _, slot in self._slots()), default=0.0),
            crawl_delay=self._crawl_delay(),
            wait_until=self._wait_until(now),
            forbidden=self._stat("robotstxt/forbidden"),
            hosts_closed=self._stat("dw/robotstxt/unreachable"),
            hanging=self._hanging(now),
            timeout=self._timeout,
            left=self._left(now, stories, waiting + under_way, rate),
            is_ending=not self._crawler.crawling,
            headlines=tuple(self._headlines),
        )

    # Parts of it

    def _waiting(self) -> tuple[int, int]:
        spider: Any = self._crawler.spider
        engine = self._crawler.engine
        under_way = len(engine.downloader.active) if engine is not None else 0
        return max(0, spider.not_arrived - under_way), under_way

    def _failures(self) -> Iterator[tuple[str, int]]:
        prefix = "dw/failures/"
        for name, value in self._stats.get_stats().items():
            if name.startswith(prefix):
                yield name.removeprefix(prefix), int(value)

    def _slots(self) -> Iterator[tuple[str, Any]]:
        engine = self._crawler.engine
        if engine is not None:
            yield from engine.downloader.slots.items()

    def _crawl_delay(self) -> float:
        robots = self._crawler.get_downloader_middleware(RobotsTxtMiddleware)
        return robots.longest_delay() if robots is not None else 0.0

    def _wait_until(self, now: float) -> str:
        retry = self._crawler.get_downloader_middleware(RetryMiddleware)
        until = retry.closed_until() if retry is not None else 0.0
        if until <= now:
            return ""
        return f"{datetime.fromtimestamp(time.time() + until - now):%H:%M:%S}"

    def _hanging(self, now: float) -> Hanging | None:
        """Requests are looked at when a snapshot is made, so their times may be a moment short."""
        under_way = {request for _, slot in self._slots() for request in slot.transferring}
        seen = self._first_seen
        self._first_seen = {request: seen.get(request, now) for request in under_way}
        if not self._first_seen:
            return None
        request, since = min(self._first_seen.items(), key=lambda pair: pair[1])
        if now - since < _HANGS:
            return None
        return Hanging(readable(request.url), now - since)

    def _left(
        self, now: float, stories: int, pages_to_come: int, rate: float | None
    ) -> TimeLeft | None:
        seconds = now - self._begun
        if seconds < _FEW_SECONDS or not self._crawler.crawling:
            return None
        if self._most_stories is not None:
            missing = max(0, self._most_stories - stories)
            return TimeLeft(missing * seconds / stories, is_guess=False) if stories else None
        return TimeLeft(pages_to_come / rate, is_guess=True) if rate else None

    def _stat(self, name: str) -> int:
        value: Any = self._stats.get_value(name, 0)
        return int(value)


class _Rate:
    """A count's growth a second, over the last _RATE_SECONDS."""

    def __init__(self, now: float) -> None:
        self._seen: deque[tuple[float, int]] = deque([(now, 0)])

    def at(self, now: float, count: int) -> float | None:
        seen = self._seen
        seen.append((now, count))
        while len(seen) > 2 and seen[1][0] <= now - _RATE_SECONDS:
            seen.popleft()
        (since, before), seconds = seen[0], now - seen[0][0]
        return (count - before) / (now - since) if seconds >= _FEW_SECONDS else None


def asked_for(arguments: Any) -> str:
    """The languages, and the other arguments that were given: `en, de; since=2026-01-01`."""
    languages = ", ".join(arguments.languages)
    if len(arguments.languages) > _MOST_LANGUAGES:
        languages = f"{len(arguments.languages)} languages"
    others = [
        f"{name}={_shown(getattr(arguments, name))}"
        for name in type(arguments).model_fields
        if name in arguments.model_fields_set and name not in ("languages", "wait")
    ]
    return "; ".join([languages, *others])


def _shown(value: object) -> str:
    if isinstance(value, list):
        shown = ",".join(readable(str(part), 60) for part in value[:3])
        return f"{shown},… ({len(value)})" if len(value) > 3 else shown
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    return readable(str(value), 60)
