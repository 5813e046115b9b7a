"""The spider `dw`: decides what to follow. Pages are read by `pages`, cleaned by the pipelines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, Final, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector
from scrapy_spider_metadata import Args  # type: ignore[attr-defined]
from twisted.python.failure import Failure

from dwcrawler.editions import Edition, editions
from dwcrawler.failures import describe
from dwcrawler.identity import address_of, content_at, language_of
from dwcrawler.items import FoundBy, Link, Story, Teaser
from dwcrawler.normalize import dates
from dwcrawler.pages import Page, feeds, parse, parse_feed
from dwcrawler.spiders import lists
from dwcrawler.spiders.arguments import Arguments
from dwcrawler.spiders.sections import WantedSections
from dwcrawler.spiders.trail import Found, Trail
from dwcrawler.spiders.wanted import Wanted

# Listings first, then stories by their depth: so the shortest way to a story is found first.
_LISTING_PRIORITY: Final = 100
# Ways that begin at the start pages.
_BY_MENU: Final = frozenset({"sections", "topics"})
# What a listing found in a menu or an index belongs to.
_WAY_TO: Final = {"section": "sections", "program": "sections", "topic": "topics"}
# What a second request may mend: a page that broke off or came out empty.
_PASSING_PROBLEMS: Final = ("truncated", "empty", "no_content", "not_html")


class DwSpider(Args[Arguments], Spider):
    """Stats: `dw/listings`, `dw/stories/found`, `dw/stories/found_again`,
    `dw/stories/excluded/<why>` (see `wanted`), `dw/stories/missing`,
    `dw/problems/<code>`, `dw/failures/<code>`."""

    name = "dw"
    allowed_domains = ["dw.com"]  # noqa: RUF012 (Scrapy reads it from the class)
    args: Arguments

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
        self._trail = Trail(self.args.max_depth)
        self._sections = WantedSections(self.args.sections, self.args.languages)
        self._lists: set[str] = set()
        starts = (address_of(editions()[code].start_url) for code in self.args.languages)
        self._start_pages = {address.key for address in starts if address is not None}
        self._in_pipelines = 0
        self._written = 0

    @cached_property
    def _wanted(self) -> Wanted:
        return Wanted(self.args, self._stats)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._on_item_scraped, signals.item_scraped)
        crawler.signals.connect(spider._on_item_lost, signals.item_dropped)
        crawler.signals.connect(spider._on_item_lost, signals.item_error)
        return spider

    @property
    def _stats(self) -> StatsCollector:
        return self.crawler.stats

    # What to begin with

    async def start(self) -> AsyncIterator[Any]:
        """Start pages, feeds, sitemaps; or only the sections and URLs that were asked for."""
        for request in self._beginnings():
            yield request

    def _beginnings(self) -> Iterator[Request]:
        arguments = self.args
        for url in arguments.urls:
            yield from self._follow_url(url, Found("start", None, 0))
        for url in self._sections.urls():
            yield from self._follow_listing(url, "section")
        by_menu = not _BY_MENU.isdisjoint(arguments.discover)
        if self._sections.names or (by_menu and not (arguments.urls or arguments.sections)):
            for code in arguments.languages:
                yield from self._follow_listing(editions()[code].start_url, "start")
        for code in arguments.languages:
            yield from self._begin_with_lists(editions()[code])

    def _begin_with_lists(self, edition: Edition) -> Iterator[Request]:
        """The lists of a whole edition, as far as they were asked for."""
        url = lists.rss_url(edition)
        if "rss" in self.args.discover and url is not None:
            yield from self._follow_feed(url, "rss", edition.code)
        if "sitemap" in self.args.discover:
            for url in lists.sitemap_urls(edition):
                yield from self._follow_feed(url, "sitemap", edition.code)
        if "headlines" in self.args.discover:
            yield from self._follow_index(lists.headlines_url(edition), "headlines")

    # What comes back

    def parse(self, response: Response, found: Found | None = None) -> Iterator[Any]:
        """Every page of dw.com: what it is shows when it is read."""
        found = found or Found("start", None, 0)
        page = parse(response.body, response.url)
        retry = self._again(page, response)
        if retry is not None:
            yield retry
            return
        self._report(page.problems, response)
        if page.story is not None:
            yield from self._on_story(page.story, response, found)
        elif page.layout is not None:
            yield from self._on_listing(page, response, found)
        else:
            self._stats.inc_value("dw/stories/missing")
        self._on_start_page_done(response.url)

    def parse_feed(self, response: Response, found: Found, language: str) -> Iterator[Request]:
        """RSS and sitemaps. With `since`, what cannot hold a newer story is not fetched."""
        feed = parse_feed(response.body)
        self._report(feed.problems, response)
        if feed.problems and not (feed.entries or feed.parts):
            yield from self._in_other_form(response.url, language)
            return
        self._stats.inc_value("dw/listings")
        made_at = _made_at(response)
        for part in feed.parts:
            if self._wanted.changed(part.modified, language, made_at):
                yield from self._follow_feed(part.url, found.by, language)
        for entry in feed.entries:
            if self._wanted.changed(entry.modified, language, made_at):
                listed = Found(found.by, response.url, 0)
                yield from self._follow_teaser(entry.teaser, language, made_at, listed)

    def on_failure(self, failure: Failure) -> None:
        """One line a failed request; the crawl goes on."""
        request = cast("Request", failure.request)  # type: ignore[attr-defined]
        failed = describe(cast("BaseException", failure.value))
        self._stats.inc_value(f"dw/failures/{failed.code}")
        # What robots.txt forbids is told once a host, or is a matter of course.
        level = logging.DEBUG if failed.code == "robots" else logging.WARNING
        self.logger.log(level, "%s: %s", request.url, failed.text)
        self._on_start_page_done(request.url)

    def on_feed_failure(self, failure: Failure) -> Iterator[Request]:
        self.on_failure(failure)
        request = cast("Request", failure.request)  # type: ignore[attr-defined]
        yield from self._in_other_form(request.url, request.cb_kwargs["language"])

    def _again(self, page: Page, response: Response) -> Request | None:
        """The same page once more, where that may help."""
        passing = [p for p in page.problems if p.startswith(_PASSING_PROBLEMS)]
        if page.story is not None or page.teasers or not passing or response.request is None:
            return None
        return get_retry_request(
            response.request,
            spider=self,
            reason=f"{passing[0].partition(':')[0]} page",
            max_retry_times=1,
            give_up_log_level=logging.DEBUG,
        )

    def _report(self, problems: list[str], response: Response) -> None:
        for problem in problems:
            self._stats.inc_value(f"dw/problems/{problem.partition(':')[0]}")
        if problems:
            more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
            self.logger.warning("%s: %s%s", response.url, "; ".join(problems[:3]), more)

    def _on_listing(self, page: Page, response: Response, found: Found) -> Iterator[Request]:
        self._stats.inc_value("dw/listings")
        address = address_of(response.url)
        if address is not None and address.key in self._start_pages and self._sections.names:
            for link in self._sections.choose(page.links):
                yield from self._follow_listing(link.url, "section")
            return
        if address is None or address.key in self._start_pages:
            yield from self._follow_menu(page.links)
        if "topics" in self.args.discover:
            for url in page.indexes:
                yield from self._follow_index(url, "topic")
        language = language_of(response.url) or self.args.languages[0]
        made_at = _made_at(response)
        for teaser in page.teasers:
            listed = Found(found.by, response.url, 0)
            yield from self._follow_teaser(teaser, language, made_at, listed)

    def _on_story(self, story: Story, response: Response, found: Found) -> Iterator[Any]:
        """A story asked for by its URL is wanted whatever its language."""
        made_at = _made_at(response)
        depth = self._trail.reached(story.id, found.depth)
        if found.by != "start" and not self._wanted.of_language(story.language):
            return
        depth = 0 if found.by == "start" else depth
        if not self._wanted.story(story, made_at):
            yield from self._follow_story(story, made_at, depth)
            return
        provenance = story.provenance
        provenance.crawled_at = dates.in_utc(made_at)
        provenance.source = "crawl"
        provenance.found_by, provenance.found_on = found.by, found.on
        provenance.depth = depth
        provenance.requested_url = _requested_url(response)
        provenance.http_status = response.status
        # Followed first: the pipelines change the story in place.
        followed = list(self._follow_story(story, made_at, depth))
        if self._has_room():
            self._in_pipelines += 1
            yield story
        yield from followed

    # What to follow from it

    def _follow_menu(self, links: Iterable[Link]) -> Iterator[Request]:
        """Sections and programmes of the menu, topics in focus."""
        for link in links:
            address = address_of(link.url)
            way = _WAY_TO.get(address.kind) if address is not None and address.kind else None
            if address is None or way is None or way not in self.args.discover:
                continue
            if self._wanted.has_language(address.language):
                yield from self._follow_listing(link.url, "topic" if way == "topics" else "section")

    def _follow_story(self, story: Story, made_at: datetime, depth: int) -> Iterator[Request]:
        if "topics" in self.args.discover:
            for topic in story.topics:
                if self._wanted.has_language(language_of(topic.url)):
                    yield from self._follow_listing(topic.url, "topic")
        if depth >= self.args.max_depth:
            return
        if "explore_more" in self.args.discover:
            found = Found("explore_more", story.short_url, depth + 1)
            for teaser in story.related:
                yield from self._follow_teaser(teaser, story.language, made_at, found)
        if "links" in self.args.discover:
            for link in story.links:
                if link.id is not None:
                    yield from self._follow_url(link.url, Found("link", story.short_url, depth + 1))

    def _follow_teaser(
        self, teaser: Teaser, language: str, made_at: datetime, found: Found
    ) -> Iterator[Request]:
        if self._wanted.teaser(teaser, language, made_at):
            yield from self._follow_url(teaser.url, found)

    def _follow_url(self, url: str, found: Found) -> Iterator[Request]:
        content = content_at(url)
        if content is None:
            return
        target, address = content
        if address.is_listing:
            if found.by in ("start", "topic"):
                yield from self._follow_listing(target, found.by)
            return
        if found.by != "start" and not self._wanted.address(address):
            return
        again = self._trail.was_fetched(address.id)
        if not self._trail.is_news(address.id, found.depth):
            self._stats.inc_value("dw/stories/found_again")
            return
        self._stats.inc_value("dw/stories/found")
        yield self._request(target, found, priority=-found.depth, dont_filter=again)

    def _follow_listing(self, url: str, way: FoundBy) -> Iterator[Request]:
        address = address_of(url)
        if address is not None and self._is_new_list(address.key):
            yield self._request(url, Found(way, None, 0), priority=_LISTING_PRIORITY)

    def _follow_index(self, url: str, way: FoundBy) -> Iterator[Request]:
        if self._is_new_list(url) and self._wanted.has_language(language_of(url)):
            yield self._request(url, Found(way, None, 0), priority=_LISTING_PRIORITY)

    def _follow_feed(self, url: str, way: FoundBy, language: str) -> Iterator[Request]:
        if self._is_new_list(url):
            yield Request(
                url,
                callback=self.parse_feed,
                errback=self.on_feed_failure,
                cb_kwargs={"found": Found(way, None, 0), "language": language},
                meta={"download_maxsize": feeds.MAX_BYTES},
                priority=_LISTING_PRIORITY,
            )

    def _in_other_form(self, url: str, language: str) -> Iterator[Request]:
        """What RDF could not tell, RSS 2.0 may."""
        other = lists.other_rss_url(url)
        if other is not None:
            yield from self._follow_feed(other, "rss", language)

    def _is_new_list(self, key: str) -> bool:
        if key in self._lists:
            return False
        self._lists.add(key)
        return True

    def _request(self, url: str, found: Found, priority: int, dont_filter: bool = False) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.on_failure,
            cb_kwargs={"found": found},
            priority=priority,
            dont_filter=dont_filter,
        )

    # When to end

    def _has_room(self) -> bool:
        limit = self.args.max_stories
        return limit is None or self._written + self._in_pipelines < limit

    def _on_item_scraped(self) -> None:
        self._in_pipelines -= 1
        self._written += 1
        if self._written == self.args.max_stories and self.crawler.engine is not None:
            closing = self.crawler.engine.close_spider_async(reason="max_stories")
            self._closing = asyncio.ensure_future(closing)  # kept, or it may be collected

    def _on_item_lost(self) -> None:
        self._in_pipelines -= 1

    def _is_start_page(self, url: str) -> bool:
        address = address_of(url)
        return address is not None and address.key in self._start_pages

    def _on_start_page_done(self, url: str) -> None:
        """When all start pages are read, every section asked for by name must be known."""
        if not self._sections.names or not self._is_start_page(url):
            return
        unknown = self._sections.unknown_after_start_page()
        if unknown:
            self.logger.error(
                "No section is named %s. Known are: %s",
                ", ".join(unknown),
                ", ".join(self._sections.menu) or "none, as no start page could be read",
            )
            raise CloseSpider("unknown_section")


def _made_at(response: Response) -> datetime:
    """When the page was made: the server's `Date`, else now."""
    header = (response.headers.get("Date") or b"").decode("latin-1")
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        made_at = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return now
    return made_at.astimezone(UTC) if made_at.tzinfo and made_at <= now else now


def _requested_url(response: Response) -> str:
    redirected = cast("list[str]", response.meta.get("redirect_urls") or [])
    return redirected[0] if redirected else response.url
