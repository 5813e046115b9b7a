"""The spider `dw`: asks for pages, has them read, and hands on stories.

What is followed is `following`'s to decide; pages are read by `pages`, cleaned by the pipelines.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Headers, Request, Response
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector
from scrapy_spider_metadata import Args  # type: ignore[attr-defined]
from twisted.python.failure import Failure

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.request_meta import RENDER, RENDERED_FLAG
from dwcrawler.configuration import beginning
from dwcrawler.console.readable import readable
from dwcrawler.discovery import lists, nothing_found
from dwcrawler.discovery.arguments import Arguments, checked
from dwcrawler.discovery.decisions import DecisionLog
from dwcrawler.discovery.follower import Follower
from dwcrawler.discovery.frontier import Frontier, Waiting
from dwcrawler.discovery.revisit import Revisit, policy_of
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.site_json import ASKED, HEADERS, SiteJson
from dwcrawler.discovery.trail import Discovery
from dwcrawler.editions import editions
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.failures import describe
from dwcrawler.finish import (
    NO_RECORDING,
    NOTHING_READ,
    STORIES_LOST,
    UNKNOWN_SECTION,
    UNKNOWN_TOPIC,
    UNREACHABLE,
)
from dwcrawler.identity import STORY_KINDS, address_of, is_index, language_of, unknown_kind
from dwcrawler.items import Story
from dwcrawler.middlewares.robotstxt import RobotsTxtMiddleware
from dwcrawler.normalize import dates
from dwcrawler.normalize.dates import http_dates
from dwcrawler.pages import Page, parse, parse_feed
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.syndication import feeds
from dwcrawler.store import FetchInfo, StoryState, StoryUpdate
from dwcrawler.store.journal import Journal
from dwcrawler.store.no_journal import NoJournal
from dwcrawler.store.records import GONE, links_of

# What a second request may mend: a page that broke off or came out empty.
_PASSING_PROBLEMS: Final = ("truncated", "empty", "no_content", "not_html")
# What a sound page may say that tells nothing.
_NOTHING_TOLD: Final = ("no_content", "unknown_type")
_NOT_MODIFIED: Final = 304
_MOVED: Final = 301
# Statuses below 500 that pass by themselves, as those above do.
_PASSING_STATUSES: Final = (408, 429)
# A story that a crawl could not have for these reasons is not lost: the site, or the crawl, wants
# it so.
_NOT_LOST: Final = frozenset({"robots", "ended"})
_GONE: Final = frozenset(f"http_{status}" for status in GONE)
# Failures without a status that a second request does not mend.
_LASTING_FAILURES: Final = frozenset({"redirects", "offsite", "too_large"})
# What robots.txt forbids is told once a host; that there is no browser, or that the crawl ends, once.
_TOLD_ONCE: Final = frozenset({"robots", "no_browser", "ended"})
# Ends of a crawl that came to all that it found.
_AT_ITS_END: Final = frozenset({"finished", STORIES_LOST})
# Ends that say more than that topics were not found.
_WITHOUT_TOPICS: Final = frozenset({UNKNOWN_TOPIC, UNREACHABLE, NOTHING_READ})
# What of a page's meta is its JSON's, too.
_OF_JSON: Final = ("handle_httpstatus_list",)
# Requests at a time in the scheduler, for each that may be under way: the downloader never waits.
_AHEAD: Final = 4


class DwSpider(Args[Arguments], Spider):
    """Stats: `dw/listings`, `dw/stories/missing`, `dw/stories/not_modified`, `dw/stories/gone`,
    `dw/problems/<code>`, `dw/failures/<code>`, `dw/stories/waiting` (not asked for before an early
    end), `dw/lists/absent` (feeds, sitemaps, headlines that are not there); see also `following`,
    `wanted` and `site_json`."""

    name = "dw"
    allowed_domains = ["dw.com"]  # noqa: RUF012 (Scrapy reads it from the class)
    args: Arguments
    _journal: Journal
    _follower: Follower
    _frontier: Frontier
    _outcomes: StoryOutcomes
    _json: SiteJson

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Raises WrongArguments, which says of each what is wrong with it."""
        if "urls" in kwargs:  # standard input can be read only once
            kwargs["urls"] = checked(kwargs).urls
        else:
            checked(kwargs)
        super().__init__(*args, **kwargs)
        self.begin_now()
        self._sections = WantedSections(self.args.sections, self.args.languages)
        starts = (address_of(editions()[code].start_url) for code in self.args.languages)
        self._start_pages = {address.key for address in starts if address is not None}
        # Where topics are looked up by name: what start pages told, for when that is in vain.
        self._start_pages_read: list[tuple[Page, Response]] = []
        self._in_pipelines = 0
        self._written = 0
        # Pages in a row that a browser was given and could not help. Where it is given up, requests
        # that wait for it by then are not made either (`rendering`).
        self._rendered_in_vain = 0
        self.has_given_up_rendering = False

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
        if spider.args.max_stories is not None:
            connect(spider._on_item_scraped, signals.item_scraped)
            connect(spider._on_item_lost, signals.item_dropped)
            connect(spider._on_item_lost, signals.item_error)
        connect(spider._on_first_kept, signals.item_scraped)
        connect(spider._on_dropped, signals.request_dropped)
        connect(spider._on_idle, signals.spider_idle)
        connect(spider._on_callback_error, signals.spider_error)
        connect(spider._on_closed, signals.spider_closed)
        spider._frontier = Frontier(_AHEAD * crawler.settings.getint("CONCURRENT_REQUESTS"))
        connect(spider._on_opened, signals.spider_opened)
        return spider

    @property
    def _stats(self) -> StatsCollector:
        return self.crawler.stats

    # Requests

    async def start(self) -> AsyncIterator[Any]:
        keeper = self.crawler.get_extension(CrawlJournal)
        if keeper is None or keeper.journal is None:
            self.logger.error("ITEM_PIPELINES lacks Recording: nothing would be kept")
            raise CloseSpider(NO_RECORDING)
        self._work_with(keeper.journal)
        self._follower.begin(await self._sitemaps())
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
        self._journal = journal
        outcomes = self.crawler.get_extension(StoryOutcomes)
        self._outcomes = outcomes or StoryOutcomes(self.crawler)
        own_feed = journal.feed is not None
        policy = policy_of(self.args.revisit, own_feed)
        revisit = Revisit.from_settings(self.crawler.settings, policy)
        self._is_conditional = own_feed
        self._follower = Follower(
            self.args,
            self._sections,
            self._frontier,
            journal,
            revisit,
            DecisionLog.from_crawler(self.crawler),
        )
        self._json = SiteJson(self.args.fetch == "api", self._stats)

    def _requests(self) -> Iterator[Request]:
        """As many of those that wait as there is room for."""
        while (waiting := self._frontier.next()) is not None:
            if waiting.feed_of is not None:
                yield self._feed_request(waiting)
            else:
                request = self._page_request(waiting)
                yield self._in_place_of(request) or request

    def _page_request(self, waiting: Waiting) -> Request:
        headers: dict[str, str] = {}
        meta: dict[str, Any] = {RENDER: True} if self.args.render == "always" else {}
        if waiting.story in self._follower.revisited and self._is_conditional:
            known = self._follower.revisited.pop(waiting.story)
            headers = _conditions(known)
            meta |= {"handle_httpstatus_list": [_NOT_MODIFIED]}
        return Request(
            waiting.url,
            callback=self.parse,
            errback=self.on_failure,
            cb_kwargs={"found": waiting.found, "listed": waiting.listed},
            headers=headers,
            meta=meta,
            priority=-waiting.rank,
        )

    def _in_place_of(self, request: Request) -> Request | None:
        """With `fetch=api`: of a start page only the page tells the menu."""
        if not self._json.is_first or self._is_start_page(request.url):
            return None
        return self._json_request(_Instead(request), request.headers)

    def _json_request(self, instead: _Instead, conditions: Headers | None = None) -> Request | None:
        """For what an address leads to; None where the site's JSON is not to be asked for."""
        page = instead.response.url if instead.response is not None else instead.request.url
        url = self._json.url_of(address_of(page))
        if url is None:
            return None
        instead.request.meta[ASKED] = True
        meta = {name: value for name, value in instead.request.meta.items() if name in _OF_JSON}
        return Request(
            url,
            callback=self.parse_json,
            errback=self.on_json_failure,
            cb_kwargs={
                "found": instead.request.cb_kwargs.get("found"),
                "listed": instead.request.cb_kwargs.get("listed"),
                "instead": instead,
            },
            headers={**(conditions or {}), **HEADERS},
            meta=meta,
            priority=instead.request.priority,
            dont_filter=instead.page is not None,  # its page came, so this is wanted
        )

    def _feed_request(self, waiting: Waiting) -> Request:
        return Request(
            waiting.url,
            callback=self.parse_feed,
            errback=self.on_feed_failure,
            cb_kwargs={"found": waiting.found, "language": waiting.feed_of},
            meta={"download_maxsize": feeds.MAX_BYTES},
            priority=-waiting.rank,
        )

    def _on_dropped(self, request: Request) -> None:
        """A redirect to what this crawl has asked for already goes no further."""
        self._frontier.arrived()
        redirected = request.meta.get("redirect_urls")
        if redirected:
            self._on_no_story(redirected[0], request, _MOVED, datetime.now(UTC))
            self._on_moved(redirected[0], request.url)

    def _on_idle(self) -> None:
        """Requests that others dropped leave no trace but this: nothing is under way any more."""
        self._frontier.nothing_is_under_way()
        if hasattr(self, "_follower"):
            self._follower.start_pages_done()
            if len(self._frontier) == 0:
                self._on_lookup_over(is_idle=True)
                self._end_without_topics()
        if self._ask_for_more():
            raise DontCloseSpider

    def _on_callback_error(self, response: object) -> None:
        """A callback that raised asks for nothing more: its page is lost, and the crawl goes on."""
        request = response.request if isinstance(response, Response) else None
        if request is not None:
            if _is_of_story(request.url):
                self._outcomes.lost(request.url, "error")
            elif request.callback in (self.parse, self.parse_json):
                self._outcomes.listing(request.url, "error", self._is_start_page(request.url))
            self._on_named_in_vain(request, "error")
        self._ask_for_more()

    def _ask_for_more(self) -> bool:
        engine = self.crawler.engine
        requests = list(self._requests()) if hasattr(self, "_follower") else []
        for request in requests:
            if engine is not None:
                engine.crawl(request)
        return bool(requests)

    def why_nothing(self) -> str | None:
        """A sentence that says why the crawl wrote no story; None where it did."""
        if not hasattr(self, "_follower"):
            return None
        left_out, stats = self._follower.filters.left_out, self._stats.get_stats()
        return nothing_found.why_nothing(self.args, left_out, stats)

    @property
    def not_arrived(self) -> int:
        """How many addresses wait to be asked for, or are under way."""
        return self._frontier.not_arrived

    def has_work_left(self) -> bool:
        """Whether something waits to be asked for, or is under way."""
        engine = self.crawler.engine
        return len(self._frontier) > 0 or (engine is not None and not engine.spider_is_idle())

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
        found = found or Discovery("start", None, 0)
        if response.status == _NOT_MODIFIED:
            self._on_not_modified(response, found, listed)
        else:
            page = parse(response.body, response.url, response.headers.get("Content-Type"))
            json = self._as_json(page, response)
            if json is not None:
                yield json
                return
            yield from self._on_page_as_is(page, response, found, listed)
            return
        yield from self._requests()

    def parse_json(
        self, response: Response, found: Discovery | None, listed: str | None, instead: _Instead
    ) -> Iterator[Any]:
        """The site's JSON: where it does not tell what was asked for, the page has to."""
        self._frontier.arrived()
        found = found or Discovery("start", None, 0)
        if response.status == _NOT_MODIFIED:
            self._on_not_modified(response, found, listed)
        else:
            page = parse(response.body, response.url, response.headers.get("Content-Type"))
            is_told = _is_told(page, response.url)
            self._json.note(is_told, response.url)
            if not is_told:
                yield from self._by_the_page(instead, found, listed)
                return
            yield from self._on_page(page, response, found, listed)
        yield from self._requests()

    def on_json_failure(self, failure: Failure) -> Iterator[Any]:
        """It is one of several ways to what a page tells: that counts."""
        self._frontier.arrived()
        request = cast("Request", failure.request)  # type: ignore[attr-defined]
        failed = describe(cast("BaseException", failure.value))
        found, listed, instead = (
            request.cb_kwargs[name] for name in ("found", "listed", "instead")
        )
        if failed.code == "ended":
            self._stats.inc_value(f"dw/failures/{failed.code}")
            self._on_story_failed(instead.request, failed.code)
            return
        if failed.code != "robots":
            self._json.note(False, f"{request.url}: {failed.text}")
        yield from self._by_the_page(instead, found or Discovery("start", None, 0), listed)

    def _by_the_page(
        self, instead: _Instead, found: Discovery, listed: str | None
    ) -> Iterator[Any]:
        if instead.page is None or instead.response is None:
            yield instead.request
        else:
            yield from self._on_page_as_is(instead.page, instead.response, found, listed)

    def _on_page_as_is(
        self, page: Page, response: Response, found: Discovery, listed: str | None
    ) -> Iterator[Any]:
        """A page for which the site's JSON is no help (any more)."""
        other = self._rendered(page, response) or self._again(page, response)
        if other is not None:
            yield other
            return
        yield from self._on_page(page, response, found, listed)
        yield from self._requests()

    def _on_page(
        self, page: Page, response: Response, found: Discovery, listed: str | None
    ) -> Iterator[Any]:
        if _tells_nothing(page) and self._is_end(response):
            return
        self._report(page.problems, response)
        if page.story is not None:
            yield from self._on_story(page.story, page.problems, response, found, listed)
        elif page.layout is not None:
            self._on_listing(page, response, found)
            self._on_moved(_requested_url(response), response.url)
        else:
            self._stats.inc_value("dw/stories/missing")
            self._on_unreadable(page, response)
        self._on_other_than_asked_for(page, response)
        self._on_start_page_done(response.url, page)
        self._on_lookup_page_done(_requested_url(response), is_read=page.layout is not None)

    def parse_feed(self, response: Response, found: Discovery, language: str) -> Iterator[Request]:
        """RSS and sitemaps."""
        self._frontier.arrived()
        feed = parse_feed(response.body)
        self._report(feed.problems, response)
        if feed.problems and not (feed.entries or feed.parts):
            self._follower.feed_in_other_form(response.url, language)
            self._follower.feed_done(_requested_url(response))
        else:
            self._stats.inc_value("dw/listings")
            url = _requested_url(response)
            self._follower.feed_read(feed, url, found, language, _made_at(response))
        yield from self._requests()

    def on_failure(self, failure: Failure) -> Iterator[Request]:
        """One line a failed request; the crawl goes on."""
        self._frontier.arrived()
        request = cast("Request", failure.request)  # type: ignore[attr-defined]
        failed = describe(cast("BaseException", failure.value))
        if failed.code in _GONE and self._may_be_absent(request):
            self._on_lookup_page_done(_asked_url(request), is_read=False)
            yield from self._requests()
            return
        self._stats.inc_value(f"dw/failures/{failed.code}")
        level = logging.DEBUG if failed.code in _TOLD_ONCE else logging.WARNING
        self.logger.log(level, "%s: %s", readable(request.url), failed.text)
        if request.meta.get(RENDER) and failed.code == "timeout":
            self._note_rendered(helped=False)
        self._on_story_failed(request, failed.code)
        self._on_lasting_failure(request, failed.code, getattr(failure.value, "response", None))
        self._on_start_page_done(request.url)
        self._on_lookup_page_done(_asked_url(request), is_read=False)
        yield from self._requests()

    def _on_story_failed(self, request: Request, code: str) -> None:
        """Of a story: lost, unless it is gone and no list shows it, or was not to be had anyway."""
        found = request.cb_kwargs["found"]
        redirected = cast("list[str]", request.meta.get("redirect_urls") or [])
        asked = redirected[0] if redirected else request.url
        self._on_named_in_vain(request, code)
        if code in _NOT_LOST:
            return
        if not _is_of_story(asked):
            if request.callback == self.parse:
                is_start = self._is_start_page(asked) and found.by != "headlines"
                self._outcomes.listing(asked, code, is_start)
        elif code in _GONE:
            self._outcomes.gone(asked, code, is_listed=found.depth == 0)
        else:
            self._outcomes.lost(asked, code)

    def on_feed_failure(self, failure: Failure) -> Iterator[Request]:
        request = cast("Request", failure.request)  # type: ignore[attr-defined]
        has_other = self._follower.feed_in_other_form(request.url, request.cb_kwargs["language"])
        asked = _asked_url(request)
        self._follower.feed_done(asked)
        failed = describe(cast("BaseException", failure.value))
        if failed.code in _GONE:
            self._frontier.arrived()
            if not has_other:
                self._on_absent(asked)
            yield from self._requests()
        else:
            yield from self.on_failure(failure)

    def _may_be_absent(self, request: Request) -> bool:
        """Whether that it is not there is no failure: what was guessed, and what lies beyond a
        listing's last page."""
        asked = _asked_url(request)
        found = request.cb_kwargs.get("found")
        if found is None or found.is_asked_for:
            return False
        address = address_of(asked)
        if address is not None and self._follower.filters.topics.is_guessed(address):
            self.logger.info("%s is not there", asked)
            return True
        if address is not None:
            is_only_asked_where_headlines_are = found.by == "headlines" and address.is_listing
            return is_only_asked_where_headlines_are or (address.is_listing and address.page > 1)
        if is_index(asked):
            self._follower.look_for_headlines(asked)
        elif unknown_kind(asked) is None:
            return False
        self._on_absent(asked)
        return True

    def _on_absent(self, url: str) -> None:
        self._stats.inc_value("dw/lists/absent")
        self.logger.info("%s is not there", readable(url))

    def _is_end(self, response: Response) -> bool:
        """Whether an answer that tells nothing is what lies beyond a listing's last page, or a page
        of an unknown kind that is no listing."""
        request = response.request
        found = request.cb_kwargs.get("found") if request is not None else None
        asked = _requested_url(response)
        address = address_of(asked)
        if found is None or found.is_asked_for:
            return False
        if address is None and unknown_kind(asked) is not None:
            self.logger.info("%s tells no story and lists none", readable(asked))
            return True
        return address is not None and address.is_listing and address.page > 1

    def _rendered(self, page: Page, response: Response) -> Request | None:
        """The same page by a browser, where there should be a story and none is to be seen."""
        request = response.request
        if request is not None and request.meta.get(RENDER):
            self._note_rendered(helped=page.story is not None)
            return None
        if request is None or self.args.render != "auto" or self.has_given_up_rendering:
            return None
        if not _lacks_story(page, response):
            return None
        meta = {**request.meta, RENDER: True}
        return request.replace(meta=meta, dont_filter=True)

    def _note_rendered(self, helped: bool) -> None:
        """A browser takes many times as long as a request: where it never helps, it is left out."""
        if self.has_given_up_rendering or self.args.render != "auto":
            return
        self._rendered_in_vain = 0 if helped else self._rendered_in_vain + 1
        if self._rendered_in_vain >= self.crawler.settings.getint("DW_RENDER_GIVE_UP"):
            self.has_given_up_rendering = True
            self._stats.inc_value("dw/render/given_up")
            self.logger.warning(
                "A browser did not help with %d pages in a row: the crawl goes on without it "
                "(DW_RENDER_GIVE_UP)",
                self._rendered_in_vain,
            )

    def _as_json(self, page: Page, response: Response) -> Request | None:
        """The same story as JSON, where the page should tell it and does not: asked for once."""
        request = response.request
        if request is None or request.meta.get(RENDER) or request.meta.get(ASKED):
            return None
        if not _lacks_story(page, response):
            return None
        return self._json_request(_Instead(request, page, response))

    def _again(self, page: Page, response: Response) -> Request | None:
        """The same page once more, where that may help: it may also tell more of its story."""
        passing = _passing(page)
        is_read = (page.story is not None or page.teasers) and not page.is_truncated
        if is_read or not passing or response.request is None:
            return None
        if self.args.render == "auto" and response.request.meta.get(RENDER):
            return None  # this was the second request
        return get_retry_request(
            response.request,
            spider=self,
            reason=f"{passing[0].code} page",
            max_retry_times=1,
            give_up_log_level=logging.DEBUG,
        )

    def _report(self, problems: list[Problem], response: Response) -> None:
        for problem in problems:
            self._stats.inc_value(f"dw/problems/{problem.code}")
        if problems:
            more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
            url = readable(response.url)
            self.logger.warning("%s: %s%s", url, "; ".join(problems[:3]), more)

    def _on_listing(self, page: Page, response: Response, found: Discovery) -> None:
        self._stats.inc_value("dw/listings")
        url = _page_url(response)
        address = address_of(url)
        self._follower.filters.redirected(address_of(_requested_url(response)), address)
        is_start = address is not None and address.key in self._start_pages
        self._outcomes.listing(url, None, is_start)
        if is_start and found.by == "headlines":
            return  # it was only asked where these are
        for topic in (address, address_of(_requested_url(response))):
            self._follower.filters.topics.page_read(topic)
        if self._is_looked_at_for_names(url, page, response, is_start=is_start):
            return
        self._follow_listing(page, response, found)

    def _is_looked_at_for_names(
        self, url: str, page: Page, response: Response, *, is_start: bool
    ) -> bool:
        """Start pages and topics from A to Z, where sections or topics were asked for by name: what
        they lead to besides is not followed."""
        topics = self._follower.filters.topics
        is_for_topics = bool(topics.names) and (is_start or is_index(url))
        if is_start and self._sections.names:
            for link in self._sections.choose(page.links):
                self._follower.listing(link.url, "section")
        if is_for_topics:
            self._follower.look_up_topics(url, page.links, page.indexes)
            if is_start:
                self._start_pages_read.append((page, response))
        if is_start:
            return is_for_topics or bool(self._sections.names)
        return is_for_topics and "topics" not in self.args.discover

    def _follow_listing(self, page: Page, response: Response, found: Discovery) -> None:
        url = _page_url(response)
        address = address_of(url)
        is_start = address is not None and address.key in self._start_pages
        if address is None or is_start:
            self._follower.menu(page.links)
        self._follower.indexes(page.indexes)
        language = language_of(url) or self.args.languages[0]
        made_at = _made_at(response)
        if page.teasers:
            self._follower.yields.gave(found.by)
        self._follower.teasers(page.teasers, language, made_at, Discovery(found.by, url, 0))
        self._follower.next_page(url, page.teasers, language, made_at, found.by)

    def _on_unreadable(self, page: Page, response: Response) -> None:
        """An answer in which there was no story and no listing."""
        why = page.problems[0].code if page.problems else "no_content"
        request = response.request
        if _is_of_story(_requested_url(response)):
            self._outcomes.lost(response.url, why)
        else:
            self._outcomes.listing(response.url, why, self._is_start_page(response.url))
        if request is not None:
            self._on_named_in_vain(request, why)

    def _on_moved(self, asked: str, got: str) -> None:
        """A story's address that leads to a listing: the story is not to be had there any more."""
        address, target = address_of(asked), address_of(got)
        leads_to_story = target is not None and target.may_be_story
        if address is not None and address.kind in STORY_KINDS and not leads_to_story:
            self._outcomes.lost(asked, "moved")

    def _on_named_in_vain(self, request: Request, why: str) -> None:
        """Start pages are asked for by the crawl itself; they are judged as listings."""
        found = request.cb_kwargs.get("found")
        if found is not None and found.is_asked_for and not self._is_start_page(request.url):
            redirected = cast("list[str]", request.meta.get("redirect_urls") or [])
            self._outcomes.named_in_vain(redirected[0] if redirected else request.url, why)

    def _on_story(
        self,
        story: Story,
        problems: list[Problem],
        response: Response,
        found: Discovery,
        listed: str | None,
    ) -> Iterator[Any]:
        """A story asked for by its URL is wanted whatever its language."""
        made_at = _made_at(response)
        found = self._follower.seen.reached(story.id, found)
        fetch_info = _fetch_info(response, listed)
        provenance = story.provenance
        provenance.crawled_at = dates.in_utc(made_at)
        wanted = self._follower.filters
        if not found.is_asked_for and not wanted.of_language(story.language, found, story.id):
            self._outcomes.read()
            self._on_unwanted(story, fetch_info, made_at)
            return
        provenance.source = "crawl"
        provenance.found_by, provenance.found_on, provenance.depth = found
        provenance.requested_url = _requested_url(response)
        provenance.http_status = response.status
        provenance.rendered = RENDERED_FLAG in response.flags
        # Followed first: the pipelines change the story in place.
        self._journal.expect(story.id, fetch_info, links_of(story, provenance.depth))
        self._follower.story(story, made_at, provenance.depth)
        is_wanted = wanted.story(story, made_at)
        if is_wanted and self._has_room():
            self._outcomes.came(story, problems)
            self._in_pipelines += 1
            yield story
            return
        self._journal.dropped(story.id)
        if not is_wanted:
            self._outcomes.read()
            self._on_unwanted(story, fetch_info, made_at)

    def _on_not_modified(self, response: Response, found: Discovery, listed: str | None) -> None:
        """The site says that a story is as it was: it is known as of now."""
        self._stats.inc_value("dw/stories/not_modified")
        self._outcomes.read()
        address = address_of(response.url)
        known = self._journal.known(address.id) if address is not None else None
        if known is None:
            return
        found = self._follower.seen.reached(known.id, found)
        crawled_at = dates.in_utc(_made_at(response))
        fetch_info = FetchInfo(listed=listed)
        self._journal.note(StoryUpdate.not_modified(known, fetch_info, found.depth, crawled_at))
        self._follower.known_story(known.id, found.depth)

    def _on_unwanted(self, story: Story, fetch_info: FetchInfo, made_at: datetime) -> None:
        self.logger.debug("%s: read, and not kept: this crawl does not want it", story.url)
        self._journal.unwanted(StoryUpdate.unwanted(story, fetch_info, made_at))

    def _on_other_than_asked_for(self, page: Page, response: Response) -> None:
        """The address of a story led to another one, to a listing, or to nothing."""
        asked = address_of(_requested_url(response))
        request = response.request
        if asked is None or request is None or (page.story and page.story.id == asked.id):
            return
        if page.layout is not None or not _passing(page):
            status = response.status if asked == address_of(response.url) else _MOVED
            self._on_no_story(_requested_url(response), request, status, _made_at(response))

    def _on_lasting_failure(self, request: Request, code: str, response: object) -> None:
        """What the next crawl need not ask for again at once; every other failure may pass."""
        if isinstance(response, Response):
            status, now = response.status, _made_at(response)
            if status >= 500 or status in _PASSING_STATUSES:
                return
        elif code in _LASTING_FAILURES:
            status, now = 0, datetime.now(UTC)
        else:
            return
        urls = cast("list[str]", request.meta.get("redirect_urls") or [])
        for url in {*urls[:1], request.url}:
            self._on_no_story(url, request, status, now)

    def _on_no_story(self, url: str, request: Request, status: int, now: datetime) -> None:
        """What was asked for under this URL is not there, or not for us: that is remembered."""
        address = address_of(url)
        if address is None or not address.may_be_story:
            return
        if status in GONE:
            self._stats.inc_value("dw/stories/gone")
        fetch_info = FetchInfo(listed=request.cb_kwargs["listed"])
        depth = request.cb_kwargs["found"].depth
        crawled_at = dates.in_utc(now)
        self._journal.note(
            StoryUpdate.no_story(address, url, status, fetch_info, depth, crawled_at)
        )

    # When to end

    def _on_closed(self, reason: str) -> None:
        """An early end leaves something to a later crawl: how much, the summary tells."""
        if self._frontier.not_arrived:
            self._stats.set_value("dw/stories/waiting", self._frontier.not_arrived)
        elif reason in _AT_ITS_END and hasattr(self, "_follower"):
            self._follower.yields.tell()
        if reason not in _WITHOUT_TOPICS and hasattr(self, "_follower"):
            self._tell_unmet_topics()

    def _tell_unmet_topics(self) -> None:
        topics = self._follower.filters.topics
        if unmet := topics.unmet():
            named = ", ".join(f"{topic}{topics.hint(topic)}" for topic in unmet)
            self._stats.set_value("dw/topics/unmet", len(unmet))
            self.logger.warning(
                "Neither a page nor a story was found of %s asked for: %s",
                "this topic" if len(unmet) == 1 else "these topics",
                named,
            )

    def _has_room(self) -> bool:
        limit = self.args.max_stories
        return limit is None or self._written + self._in_pipelines < limit

    def _on_item_scraped(self) -> None:
        self._in_pipelines -= 1
        self._written += 1
        if self._written == self.args.max_stories:
            end_crawl(self.crawler, "max_stories")

    def _on_first_kept(self) -> None:
        if hasattr(self, "_follower"):
            self._follower.filters.left_out.story_kept()

    def _on_item_lost(self) -> None:
        self._in_pipelines -= 1

    def _is_start_page(self, url: str) -> bool:
        address = address_of(url)
        return address is not None and address.key in self._start_pages

    def _on_start_page_done(self, url: str, page: Page | None = None) -> None:
        """When all start pages are read, every section asked for by name must be known.

        Where none could be read, no name can be judged: that the crawl found nothing is told then.
        """
        if not self._is_start_page(url):
            return
        headlines, unknown = (page.headlines, page.unknown) if page is not None else ((), ())
        self._follower.start_page(language_of(url) or "", headlines, unknown)
        if not self._sections.names:
            return
        unknown = self._sections.unknown_after_start_page()
        if unknown and self._sections.menu:
            named = ", ".join(f"{name}{self._sections.hint(name)}" for name in unknown)
            known = ", ".join(self._sections.menu)
            self.logger.error("No section is named %s. Known are: %s", named, known)
            raise CloseSpider(UNKNOWN_SECTION)

    def _on_lookup_page_done(self, url: str, *, is_read: bool) -> None:
        """A start page, or one of the topics from A to Z, was read, or cannot be."""
        if not self._follower.filters.topics.names:
            return
        if self._is_start_page(url) or is_index(url):
            self._follower.lookup_page_done(url, is_read=is_read)
            self._on_lookup_over()

    def _on_lookup_over(self, is_idle: bool = False) -> None:
        """When every list of topics is read, the names asked for are known, or are told.

        Where a list could not be read, stories are looked at: these carry the names of topics, too.
        """
        topics = self._follower.filters.topics
        if not topics.names or not topics.lookup.is_over_now(is_idle):
            return
        start_pages, self._start_pages_read = self._start_pages_read, []
        unknown = [f"{name}{topics.hint(name)}" for name in topics.unknown()]
        if not unknown:
            return
        named = ", ".join(unknown)
        unread = topics.lookup.without_index()
        if not unread and not topics.is_any_found and not self._has_other_beginnings():
            self.logger.error("No topic is named %s", named)
            raise CloseSpider(UNKNOWN_TOPIC)
        self.logger.warning(
            "No list of topics has %s. The crawl looks for stories that carry it", named
        )
        for page, response in start_pages:
            if not topics.is_any_found and language_of(response.url) in unread:
                self._follow_listing(page, response, Discovery("start", None, 0))

    def _end_without_topics(self) -> None:
        """At the end: ids that no edition has are as wrong as names that none has."""
        topics = self._follower.filters.topics
        unmet = topics.unmet()
        is_any_address = any(address_of(topic) is not None for topic in unmet)
        if not topics.is_any or is_any_address or len(unmet) < topics.count:
            return
        failures = ("dw/failures/", "dw/listings/lost/")
        if any(name.startswith(failures) for name in self._stats.get_stats()):
            return  # they may be there all the same
        if len(self._frontier) == 0 and not self._has_other_beginnings():
            editions_asked = ", ".join(self.args.languages)
            self.logger.error("No topic %s in %s", " or ".join(unmet), editions_asked)
            raise CloseSpider(UNKNOWN_TOPIC)

    def _has_other_beginnings(self) -> bool:
        lists_of_editions = {"rss", "sitemap", "headlines"}.intersection(self.args.discover)
        return bool(self.args.urls or self.args.sections or lists_of_editions)


class _Instead(NamedTuple):
    """What is left if the site's JSON tells nothing: `request` is for the page. If that was asked for
    already, `page` and `response` are what came."""

    request: Request
    page: Page | None = None
    response: Response | None = None


def _tells_nothing(page: Page) -> bool:
    """Whether a page that is whole and sound has neither a story nor a list."""
    is_sound = all(problem.code in _NOTHING_TOLD for problem in page.problems)
    return page.story is None and page.layout is None and is_sound


def _lacks_story(page: Page, response: Response) -> bool:
    """Whether a page is whole and should tell a story, and none is to be seen."""
    address = address_of(response.url)
    is_missing = page.story is None and page.layout is None and not page.is_truncated
    return address is not None and address.may_be_story and is_missing and bool(response.body)


def _is_told(page: Page, url: str) -> bool:
    """Whether JSON told the very story, or something of the very listing, that it was asked for."""
    address = address_of(url)
    if address is None:
        return False
    if address.is_listing:
        return page.story is None and page.layout is not None and bool(page.teasers)
    return page.story is not None and page.story.id == address.id


def _is_of_story(url: str) -> bool:
    address = address_of(url)
    return address is not None and address.may_be_story


def _passing(page: Page) -> list[Problem]:
    return [problem for problem in page.problems if problem.code in _PASSING_PROBLEMS]


def _fetch_info(response: Response, listed: str | None) -> FetchInfo:
    etag, last_modified = (
        value.decode("latin-1") if (value := response.headers.get(name)) else None
        for name in ("ETag", "Last-Modified")
    )
    return FetchInfo(etag, last_modified, listed)


def _conditions(known: StoryState) -> dict[str, str]:
    """Asks for the page only if it is another than the one that is known."""
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _made_at(response: Response) -> datetime:
    """When the page was made: the server's `Date`, else now."""
    now = datetime.now(UTC).replace(microsecond=0)
    made_at = http_dates.read(response.headers.get("Date") or b"")
    return made_at if made_at is not None and made_at <= now else now


def _requested_url(response: Response) -> str:
    return _asked_url(response.request) if response.request is not None else response.url


def _asked_url(request: Request) -> str:
    """Before any redirect."""
    redirected = cast("list[str]", request.meta.get("redirect_urls") or [])
    return redirected[0] if redirected else request.url


def _page_url(response: Response) -> str:
    """The URL of the page that tells what an answer does, be it that page or not."""
    request = response.request
    instead = request.cb_kwargs.get("instead") if request is not None else None
    return instead.request.url if instead is not None else response.url
