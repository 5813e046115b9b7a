"""Addresses of stories that gave none are remembered: the next crawl need not ask at once again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from dwcrawler.components.request_meta import first_url
from dwcrawler.discovery.answer import Answer, made_at
from dwcrawler.discovery.requests import discovery_of
from dwcrawler.discovery.second_looks import passing_problems
from dwcrawler.discovery.trail import ASKED_FOR
from dwcrawler.identity import address_of
from dwcrawler.normalize import dates
from dwcrawler.store import FetchInfo, StoryUpdate
from dwcrawler.store.journal import Journal
from dwcrawler.store.records import GONE

_MOVED: Final = 301
# Statuses below 500 that pass by themselves, as those above do.
_PASSING_STATUSES: Final = (408, 429)
# Failures without a status that a second request does not mend.
_LASTING_FAILURES: Final = frozenset({"redirects", "offsite", "too_large"})


class NoStory:
    """Stats: `dw/stories/gone`."""

    def __init__(self, journal: Journal, stats: StatsCollector) -> None:
        self._journal = journal
        self._stats = stats

    def came_in_place_of_another(self, answer: Answer) -> None:
        """The address of a story led to another one, to a listing, or to nothing."""
        page, asked, request = answer.page, answer.asked, answer.response.request
        if asked is None or request is None or (page.story and page.story.id == asked.id):
            return
        if page.layout is not None or not passing_problems(page):
            status = answer.response.status if asked == page.address else _MOVED
            self._note(answer.asked_url, request, status, answer.made_at)

    def failed(self, request: Request, code: str, response: object) -> None:
        """Only of what does not pass by itself. `response` is the answer, if there was one."""
        if isinstance(response, Response):
            status, now = response.status, made_at(response)
            if status >= 500 or status in _PASSING_STATUSES:
                return
        elif code in _LASTING_FAILURES:
            status, now = 0, datetime.now(UTC)
        else:
            return
        for url in {first_url(request), request.url}:
            self._note(url, request, status, now)

    def redirected(self, request: Request) -> None:
        """To what the crawl has asked for already: the redirect is not followed."""
        self._note(first_url(request), request, _MOVED, datetime.now(UTC))

    def _note(self, url: str, request: Request, status: int, now: datetime) -> None:
        """What was asked for under this URL is not there, or not for us."""
        address = address_of(url)
        if address is None or not address.may_be_story:
            return
        if status in GONE:
            self._stats.inc_value("dw/stories/gone")
        fetch_info = FetchInfo(listed=request.cb_kwargs.get("listed"))
        depth = (discovery_of(request) or ASKED_FOR).depth
        crawled_at = dates.in_utc(now)
        self._journal.note(
            StoryUpdate.no_story(address, url, status, fetch_info, depth, crawled_at)
        )
