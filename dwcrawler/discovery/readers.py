"""What comes back to a crawl: each answer, and each failure, goes to the readers whom it concerns."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from dwcrawler.components.page_read import PAGE_READ
from dwcrawler.components.request_meta import (
    asks_for_browser,
    first_url,
    is_redirected,
)
from dwcrawler.console.readable import readable
from dwcrawler.discovery.absent import Absent
from dwcrawler.discovery.answer import Answer, Instead
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.follower import Follower
from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.list_reader import ListReader
from dwcrawler.discovery.no_story import NoStory
from dwcrawler.discovery.outcomes import GONE_CODES, Losses, Outcomes
from dwcrawler.discovery.second_looks import SecondLooks
from dwcrawler.discovery.site_json import SiteJson
from dwcrawler.discovery.story_reader import StoryReader
from dwcrawler.discovery.trail import Discovery
from dwcrawler.failures import describe
from dwcrawler.finish import NOTHING_READ, STORIES_LOST, UNKNOWN_TOPIC, UNREACHABLE
from dwcrawler.identity import address_of, language_of
from dwcrawler.items import Story
from dwcrawler.pages import Page, parse_feed
from dwcrawler.pages.problems import Problem
from dwcrawler.store.journal import Journal

logger = logging.getLogger(__name__)

# What a sound page may say that tells nothing.
_NOTHING_TOLD: Final = ("no_content", "unknown_type")
_MOST_PROBLEMS: Final = 3
# What robots.txt forbids is told once a host; that there is no browser, or that the crawl ends, once.
_TOLD_ONCE: Final = frozenset({"robots", "no_browser", "ended"})
# Ends of a crawl that came to all that it found.
_AT_ITS_END: Final = frozenset({"finished", STORIES_LOST})
# Ends that say more than that topics were not found.
_WITHOUT_TOPICS: Final = frozenset({UNKNOWN_TOPIC, UNREACHABLE, NOTHING_READ})


class Readers:
    """Methods raise CloseSpider where nothing is left to crawl (`name_lookup`).

    Stats: `dw/stories/missing`, pages that show neither a story nor a list; `dw/problems/<code>`,
    `dw/failures/<code>`.
    """

    def __init__(
        self,
        arguments: Arguments,
        follower: Follower,
        journal: Journal,
        outcomes: Outcomes,
        lets_in: Callable[[], bool],
        site_json: SiteJson,
        looks: SecondLooks,
        crawler: Crawler,
    ) -> None:
        self._follower = follower
        self._start_pages = follower.start_pages
        self._site_json = site_json
        self._looks = looks
        self._stats = stats = crawler.stats
        self._signals = crawler.signals
        self._stories = StoryReader(follower, journal, outcomes, lets_in, stats)
        self._lists = ListReader(arguments, follower, outcomes, stats)
        self._names = self._lists.names
        self._losses = Losses(outcomes, self._start_pages)
        self._no_story = NoStory(journal, stats)
        self._absent = Absent(follower.filters.topics, self._start_pages, stats)

    # What came

    def page(self, answer: Answer) -> Story | None:
        """The story that is to be kept, if that is what came."""
        if answer.is_not_modified:
            self._stories.not_modified(answer)
            return None
        page = answer.page
        if _tells_nothing(page) and self._absent.is_end(answer):
            return None
        self._report(page.problems, answer.response.url)
        self._signals.send_catch_log(PAGE_READ, url=answer.response.url, page=page)
        story = None
        if page.story is not None:
            story = self._stories.read(page.story, answer)
        elif page.layout is not None:
            self._lists.read(answer)
            self._losses.tell_if_moved(answer.asked_url, page.address)
        else:
            self._stats.inc_value("dw/stories/missing")
            self._losses.tell_unreadable(answer)
        self._no_story.came_in_place_of_another(answer)
        self._start_page_done(answer.response.url, page)
        self._names.list_done(answer.asked_url, is_read=page.layout is not None)
        return story

    def is_told_by_json(self, answer: Answer) -> bool:
        """Whether the site's JSON tells what was asked for: else the page has to."""
        if answer.is_not_modified:
            return True
        self._site_json.note(answer.is_as_asked, answer.response.url)
        return answer.is_as_asked

    def feed(self, response: Response, found: Discovery, language: str) -> None:
        """RSS and sitemaps."""
        feed = parse_feed(response.body)
        self._report(feed.problems, response.url)
        self._lists.read_feed(feed, response, found, language)

    # What did not come

    def failed(self, request: Request, error: BaseException) -> None:
        """One line a failed request; the crawl goes on."""
        asked, failure = first_url(request), describe(error)
        if failure.code in GONE_CODES and self._absent.is_no_failure(request):
            self._names.list_done(asked, is_read=False)
            return
        self._stats.inc_value(f"dw/failures/{failure.code}")
        level = logging.DEBUG if failure.code in _TOLD_ONCE else logging.WARNING
        logger.log(level, "%s: %s", readable(request.url), failure.text)
        if asks_for_browser(request) and failure.code == "timeout":
            self._looks.note_rendered(helped=False)
        self._losses.tell(request, failure.code)
        self._no_story.failed(request, failure.code, getattr(error, "response", None))
        self._start_page_done(request.url)
        self._names.list_done(asked, is_read=False)

    def json_failed(self, request: Request, error: BaseException) -> Instead | None:
        """What is left to be done: JSON is one of several ways to what a page tells."""
        instead: Instead = request.cb_kwargs["instead"]
        failure = describe(error)
        if failure.code == "ended":
            self._stats.inc_value("dw/failures/ended")
            self._losses.tell(instead.request, failure.code)
            return None
        if failure.code != "robots":
            self._site_json.note(False, f"{request.url}: {failure.text}")
        return instead

    def feed_failed(self, request: Request, error: BaseException) -> None:
        asked, listings = first_url(request), self._follower.listings
        has_other = listings.feed_in_other_form(request.url, request.cb_kwargs["language"])
        self._follower.feed_done(asked)
        if describe(error).code not in GONE_CODES:
            self.failed(request, error)
        elif not has_other:
            self._absent.tell(asked)

    def broken(self, request: Request) -> None:
        """What came is lost, because a callback raised for it."""
        self._losses.tell(request, "error")

    def dropped(self, request: Request) -> None:
        """A redirect to what this crawl has asked for already goes no further."""
        if is_redirected(request):
            self._no_story.redirected(request)
            self._losses.tell_if_moved(first_url(request), address_of(request.url))

    # How it ends

    def nothing_is_under_way(self, frontier: Frontier) -> None:
        """What waited for something that never came goes into the frontier now."""
        self._start_pages.all_done()
        if len(frontier) == 0:
            self._names.nothing_comes()
        if len(frontier) == 0:
            self._names.check_at_end()

    def closed(self, reason: str, *, is_anything_left: bool) -> None:
        """What the crawl was asked for and did not find."""
        if not is_anything_left and reason in _AT_ITS_END:
            self._follower.yields.tell()
        if reason not in _WITHOUT_TOPICS:
            self._names.tell_unmet_topics()

    def _start_page_done(self, url: str, page: Page | None = None) -> None:
        """It was read; or, without `page`, it cannot be."""
        address = page.address if page is not None else address_of(url)
        if self._start_pages.has(address):
            self._start_pages.done(language_of(url) or "", page)
            self._names.start_page_done()

    def _report(self, problems: list[Problem], url: str) -> None:
        for problem in problems:
            self._stats.inc_value(f"dw/problems/{problem.code}")
        if problems:
            more = len(problems) - _MOST_PROBLEMS
            told = "; ".join(problems[:_MOST_PROBLEMS])
            logger.warning(
                "%s: %s%s", readable(url), told, f" (and {more} more)" if more > 0 else ""
            )


def _tells_nothing(page: Page) -> bool:
    """Whether a page that is whole and sound has neither a story nor a list."""
    is_sound = all(problem.code in _NOTHING_TOLD for problem in page.problems)
    return page.story is None and page.layout is None and is_sound
