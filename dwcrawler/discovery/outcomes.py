"""What became of what a crawl asked for: who counts it, and what counts as lost."""

from __future__ import annotations

from typing import Final, Protocol

from scrapy.http import Request

from dwcrawler.components.request_meta import first_url
from dwcrawler.discovery.answer import Answer
from dwcrawler.discovery.requests import discovery_of, is_for_page
from dwcrawler.discovery.start_pages import StartPages
from dwcrawler.identity import STORY_KINDS, Address, address_of
from dwcrawler.items import Story
from dwcrawler.pages.problems import Problem
from dwcrawler.store.records import GONE

# Codes of failures that say that a story is gone.
GONE_CODES: Final = frozenset(f"http_{status}" for status in GONE)
# What a crawl could not have for these reasons is not lost: the site, or the crawl, wants it so.
_NOT_LOST: Final = frozenset({"robots", "ended"})


class Outcomes(Protocol):
    """Who counts them and judges the crawl by them (`extensions.outcomes`)."""

    def came(self, story: Story, problems: list[Problem]) -> None:
        """A story goes to the pipelines; `problems` are its page's."""

    def read(self) -> None:
        """A story was read or is unchanged, whether or not the crawl keeps it."""

    def lost(self, url: str, why: str) -> None:
        """A story was requested and could not be read."""

    def gone(self, url: str, code: str, is_listed: bool) -> None:
        """A story is not there any more."""

    def listing(self, url: str, why: str | None, is_start: bool) -> None:
        """A listing was read, or could not be for the reason `why`."""

    def named_in_vain(self, url: str, why: str) -> None:
        """What `-a urls=` named could not be read."""


class Losses:
    """Tells what could not be read. `why` is always a code, as in the stats."""

    def __init__(self, outcomes: Outcomes, start_pages: StartPages) -> None:
        self._outcomes = outcomes
        self._start_pages = start_pages

    def tell(self, request: Request, why: str, url: str | None = None) -> None:
        """`url` is where to look, where that is not what was asked for.

        A story that is gone is lost only if a list still shows it.
        """
        self._tell_named(request, why)
        if why in _NOT_LOST:
            return
        asked = first_url(request)
        url = url or asked
        found = discovery_of(request)
        if not _may_be_story(address_of(asked)):
            if is_for_page(request):
                is_for_headlines = found is not None and found.by == "headlines"
                is_start = self._start_pages.has(address_of(url)) and not is_for_headlines
                self._outcomes.listing(url, why, is_start)
        elif why in GONE_CODES:
            self._outcomes.gone(url, why, is_listed=found is not None and found.depth == 0)
        else:
            self._outcomes.lost(url, why)

    def tell_unreadable(self, answer: Answer) -> None:
        """An answer in which there was no story and no listing."""
        problems = answer.page.problems
        request = answer.response.request
        if request is not None:
            why = problems[0].code if problems else "no_content"
            self.tell(request, why, answer.response.url)

    def tell_if_moved(self, asked_url: str, target: Address | None) -> None:
        """A story's address that leads to a listing: the story is not to be had there any more."""
        address = address_of(asked_url)
        if address is not None and address.kind in STORY_KINDS and not _may_be_story(target):
            self._outcomes.lost(asked_url, "moved")

    def _tell_named(self, request: Request, why: str) -> None:
        """Start pages are asked for by the crawl itself; they are judged as listings."""
        found = discovery_of(request)
        is_start = self._start_pages.has(address_of(request.url))
        if found is not None and found.is_asked_for and not is_start:
            self._outcomes.named_in_vain(first_url(request), why)


def _may_be_story(address: Address | None) -> bool:
    return address is not None and address.may_be_story
