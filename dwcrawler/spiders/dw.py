"""The spider `dw`: asks for what waits in the frontier, has it read, and hands on stories.

What is asked for, and what follows from an answer, is `discovery`'s to decide; pages are read by
`pages`, cleaned by the pipelines.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Final, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy_spider_metadata import Args  # type: ignore[attr-defined]
from twisted.python.failure import Failure

from dwcrawler.configuration import beginning
from dwcrawler.discovery import lists, nothing_found
from dwcrawler.discovery.answer import Answer, Instead
from dwcrawler.discovery.arguments import Arguments, checked
from dwcrawler.discovery.crawl import Crawl
from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.requests import Callbacks
from dwcrawler.discovery.trail import Discovery
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.extensions.max_stories import MaxStories
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.finish import NO_RECORDING
from dwcrawler.middlewares.robotstxt import RobotsTxtMiddleware
from dwcrawler.store.journal import Journal
from dwcrawler.store.no_journal import NoJournal

# Requests at a time in the scheduler, for each that may be under way: the downloader never waits.
_AHEAD: Final = 4


class DwSpider(Args[Arguments], Spider):
    """Stats: `dw/stories/waiting`, what was not asked for before an early end; those of `discovery`
    are named there."""

    name = "dw"
    allowed_domains = ["dw.com"]  # noqa: RUF012 (Scrapy reads it from the class)
    args: Arguments
    _frontier: Frontier
    _crawl: Crawl
    _has_begun = False  # whether there is a `_crawl`

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Raises WrongArguments, which says of each what is wrong with it."""
        if "urls" in kwargs:  # standard input can be read only once
            kwargs["urls"] = checked(kwargs).urls
        else:
            checked(kwargs)
        super().__init__(*args, **kwargs)
        self.given = {name: str(value) for name, value in kwargs.items()}
        self.begin_now()

    def begin_now(self) -> str:
        """When the crawl began, as it stands in the names of files: anew after it has waited."""
        self.started = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
        return self.started

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """What Scrapy calls first, before it makes anything. Raises ValueError, RuntimeError."""
        super().update_settings(settings)
        beginning.check(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        connect = crawler.signals.connect
        connect(spider._on_dropped, signals.request_dropped)
        connect(spider._on_idle, signals.spider_idle)
        connect(spider._on_callback_error, signals.spider_error)
        connect(spider._on_closed, signals.spider_closed)
        spider._frontier = Frontier(_AHEAD * crawler.settings.getint("CONCURRENT_REQUESTS"))
        connect(spider._on_opened, signals.spider_opened)
        return spider

    # How it begins

    async def start(self) -> AsyncIterator[Any]:
        keeper = self.crawler.get_extension(CrawlJournal)
        if keeper is None or keeper.journal is None:
            self.logger.error("ITEM_PIPELINES lacks Recording: nothing would be kept")
            raise CloseSpider(NO_RECORDING)
        self._work_with(keeper.journal)
        self._crawl.follower.begin(await self._sitemaps())
        for request in self._requests():
            yield request

    async def _sitemaps(self) -> list[str]:
        """Those that robots.txt names, where sitemaps are asked for and robots.txt is read."""
        robots = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        if robots is None or "sitemap" not in self.args.discover:
            return []
        return await robots.sitemaps(lists.SITE)

    def _on_opened(self) -> None:
        """`scrapy parse` and the like ask for one page in place of a start: nothing is recorded, and
        all that the page leads to is handed on at once."""
        if self.crawler.get_extension(CrawlJournal) is not None:
            return
        self._frontier = Frontier(sys.maxsize)
        self._work_with(NoJournal())

    def _work_with(self, journal: Journal) -> None:
        max_stories = self.crawler.get_extension(MaxStories)
        self._crawl = Crawl.of(
            self,
            self.args,
            self._frontier,
            journal,
            Callbacks(
                self.parse,
                self.on_failure,
                self.parse_json,
                self.on_json_failure,
                self.parse_feed,
                self.on_feed_failure,
            ),
            outcomes=self.crawler.get_extension(StoryOutcomes) or StoryOutcomes(self.crawler),
            lets_in=max_stories.lets_in if max_stories is not None else lambda: True,
        )
        self._has_begun = True

    # What is asked for

    def _requests(self) -> Iterator[Request]:
        """As many of those that wait as there is room for."""
        while (waiting := self._frontier.next()) is not None:
            yield self._crawl.requests.of(waiting)

    def _ask_for_more(self) -> bool:
        engine = self.crawler.engine
        requests = list(self._requests()) if self._has_begun else []
        for request in requests:
            if engine is not None:
                engine.crawl(request)
        return bool(requests)

    @property
    def not_arrived(self) -> int:
        """How many addresses wait to be asked for, or are under way."""
        return self._frontier.not_arrived

    def has_work_left(self) -> bool:
        """Whether something waits to be asked for, or is under way."""
        engine = self.crawler.engine
        return len(self._frontier) > 0 or (engine is not None and not engine.spider_is_idle())

    @property
    def has_given_up_rendering(self) -> bool:
        """Whether a browser helped with so few pages that none is given to it any more."""
        return self._has_begun and self._crawl.looks.has_given_up_rendering

    # What comes back

    def parse(
        self, response: Response, found: Discovery | None = None, listed: str | None = None
    ) -> Iterator[Any]:
        """Every page of dw.com: what it is shows when it is read.

        For `scrapy check` (`contracts`): a start page and the first article on it are read.

        @url https://www.dw.com/en/top-stories/s-9097
        @first_article
        @returns requests 5
        @returns items 1 1
        @fills id short_url url type language headline date_published body
        """
        self._frontier.arrived()
        answer = Answer(response, found, listed)
        json = self._crawl.looks.as_json(answer)
        if json is not None:
            yield json
        else:
            yield from self._page(answer)

    def parse_json(
        self, response: Response, found: Discovery | None, listed: str | None, instead: Instead
    ) -> Iterator[Any]:
        """The site's JSON: where it does not tell what was asked for, the page has to."""
        self._frontier.arrived()
        answer = Answer(response, found, listed, instead)
        if self._crawl.readers.is_told_by_json(answer):
            yield from self._hand_on(answer)
        else:
            yield from self._by_the_page(instead)

    def parse_feed(self, response: Response, found: Discovery, language: str) -> Iterator[Request]:
        """RSS and sitemaps."""
        self._frontier.arrived()
        self._crawl.readers.feed(response, found, language)
        yield from self._requests()

    def on_failure(self, failure: Failure) -> Iterator[Request]:
        self._frontier.arrived()
        self._crawl.readers.failed(*_of(failure))
        yield from self._requests()

    def on_feed_failure(self, failure: Failure) -> Iterator[Request]:
        self._frontier.arrived()
        self._crawl.readers.feed_failed(*_of(failure))
        yield from self._requests()

    def on_json_failure(self, failure: Failure) -> Iterator[Any]:
        self._frontier.arrived()
        instead = self._crawl.readers.json_failed(*_of(failure))
        if instead is not None:
            yield from self._by_the_page(instead)

    def _by_the_page(self, instead: Instead) -> Iterator[Any]:
        if instead.answer is None:
            yield instead.request
        else:
            yield from self._page(instead.answer)

    def _page(self, answer: Answer) -> Iterator[Any]:
        """A page for which the site's JSON is no help (any more)."""
        other = self._crawl.looks.of_page(answer)
        if other is not None:
            yield other
        else:
            yield from self._hand_on(answer)

    def _hand_on(self, answer: Answer) -> Iterator[Any]:
        story = self._crawl.readers.page(answer)
        if story is not None:
            yield story
        yield from self._requests()

    # What Scrapy tells

    def _on_dropped(self, request: Request) -> None:
        self._frontier.arrived()
        if self._has_begun:
            self._crawl.readers.dropped(request)

    def _on_idle(self) -> None:
        """Requests that others dropped leave no trace but this: nothing is under way any more."""
        self._frontier.nothing_is_under_way()
        if self._has_begun:
            self._crawl.readers.nothing_is_under_way(self._frontier)
        if self._ask_for_more():
            raise DontCloseSpider

    def _on_callback_error(self, response: object) -> None:
        """A callback that raised asks for nothing more: its page is lost, and the crawl goes on."""
        request = response.request if isinstance(response, Response) else None
        if request is not None and self._has_begun:
            self._crawl.readers.broken(request)
        self._ask_for_more()

    def _on_closed(self, reason: str) -> None:
        """An early end leaves something to a later crawl: how much, the summary tells."""
        if self._frontier.not_arrived:
            self.crawler.stats.set_value("dw/stories/waiting", self._frontier.not_arrived)
        if self._has_begun:
            self._crawl.readers.closed(reason, is_anything_left=self._frontier.not_arrived > 0)

    def why_nothing(self) -> str | None:
        """A sentence that says why the crawl wrote no story; None where it did."""
        if not self._has_begun:
            return None
        left_out, stats = self._crawl.follower.filters.left_out, self.crawler.stats.get_stats()
        return nothing_found.why_nothing(self.args, left_out, stats)


def _of(failure: Failure) -> tuple[Request, BaseException]:
    """The request that failed, and what it failed with."""
    request = cast("Request", failure.request)  # type: ignore[attr-defined]
    return request, cast("BaseException", failure.value)
