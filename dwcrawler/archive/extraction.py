"""Stories of one unit's captures: the same pages and pipelines as in a crawl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from scrapy.settings import BaseSettings

from dwcrawler.archive.capture import Capture
from dwcrawler.archive.captures import captures
from dwcrawler.archive.sources import Unit
from dwcrawler.archive.tally import Tally
from dwcrawler.identity import address_of, canonical_url
from dwcrawler.items import Story
from dwcrawler.normalize.dates import http_dates, in_utc
from dwcrawler.pages import parse
from dwcrawler.spiders.without_crawl import (
    ExtractionError,
    Pipeline,
    build_pipelines,
    processed_by_all,
)


class Wish(msgspec.Struct, frozen=True):
    """What is asked for: editions (none: all), and captures from `since` until before `until`."""

    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def includes(self, url: str, moment: datetime | None) -> bool:
        """Whether a capture may be of a story that is wanted. A moment that is not known counts."""
        address = address_of(url)
        if address is None or not address.may_be_story:
            return False
        if self.languages and address.language and address.language not in self.languages:
            return False
        if moment is None:
            return True
        is_late_enough = self.since is None or moment >= self.since
        return is_late_enough and (self.until is None or moment < self.until)


class Extractor:
    """Built once a process: pipelines take long to build."""

    def __init__(self, settings: BaseSettings, wish: Wish) -> None:
        self._pipelines: list[Pipeline] = build_pipelines(settings)
        self._wish = wish

    def stories(self, unit: Unit, tally: Tally) -> Iterator[Story]:
        """In the order in which they were captured. Raises CannotRead."""
        for capture in captures(unit, self._wish.includes, tally):
            story = _story_of(capture, self._pipelines, tally)
            if story is None:
                continue
            if self._wish.languages and story.language not in self._wish.languages:
                tally.count("other_language")
                continue
            tally.count("stories")
            yield story


def _story_of(capture: Capture, pipelines: Iterable[Pipeline], tally: Tally) -> Story | None:
    page = parse(capture.body, capture.url, capture.content_type)
    for problem in page.problems:
        tally.lost(problem.code, capture.record, problem.detail)
    story = page.story
    if story is None:
        if not page.problems and not page.teasers:
            tally.lost("no_story", capture.record, capture.url)
        elif page.teasers:
            tally.count("listings")
        return None
    provenance = story.provenance
    provenance.source = "archive"
    provenance.crawled_at = _made_at(capture)
    provenance.found_on = capture.record
    provenance.requested_url = canonical_url(capture.url)
    provenance.http_status = capture.status
    try:
        return processed_by_all(story, pipelines)
    except ExtractionError as error:
        tally.lost("rejected", capture.record, str(error))
        return None


def _made_at(capture: Capture) -> str | None:
    """When the server says that it made the page; else when it was captured. Relative dates on the
    page count from then."""
    if capture.moment is None and capture.date is None:
        return None
    date = capture.date.encode("latin-1", "replace") if capture.date else None
    return in_utc(http_dates.made_at(date, capture.moment or datetime.now(UTC)))
