"""Stories that came: which of them the crawl keeps, and what is remembered of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from dwcrawler.components.request_meta import is_rendered
from dwcrawler.discovery.answer import Answer
from dwcrawler.discovery.follower import Follower
from dwcrawler.discovery.outcomes import Outcomes
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import address_of
from dwcrawler.items import Story
from dwcrawler.normalize import dates
from dwcrawler.store import Heard, Record
from dwcrawler.store.journal import Journal
from dwcrawler.store.records import DAY, record_of, subject_of

logger = logging.getLogger(__name__)


class StoryReader:
    """Stats: `dw/stories/not_modified`.

    heard:   takes what a response said of a story that is kept, by the story's id
    lets_in: whether the crawl takes one more story, which then counts
    """

    def __init__(
        self,
        follower: Follower,
        journal: Journal,
        heard: dict[int, Heard],
        outcomes: Outcomes,
        lets_in: Callable[[], bool],
        stats: StatsCollector,
    ) -> None:
        self._follower = follower
        self._filters = follower.filters
        self._journal = journal
        self._heard = heard
        self._outcomes = outcomes
        self._lets_in = lets_in
        self._stats = stats

    def read(self, story: Story, answer: Answer) -> Story | None:
        """None where the crawl does not keep it. One asked for by its URL is wanted whatever its
        language."""
        found = self._follower.seen.reached(story.id, answer.found)
        heard = _heard(answer.response, answer.listed)
        story.provenance.crawled_at = dates.in_utc(answer.made_at)
        if not found.is_asked_for and not self._filters.of_language(
            story.language, found, story.id
        ):
            self._leave_out(story, heard, answer.made_at)
            return None
        _add_provenance(story, answer, found)
        # Followed first: the pipelines change the story in place.
        self._follower.story(story, answer.made_at, found.depth)
        if not self._filters.story(story, answer.made_at):
            self._leave_out(story, heard, answer.made_at)
            return None
        if not self._lets_in():
            return None
        self._outcomes.came(story, answer.page.problems)
        self._heard[story.id] = heard
        return story

    def not_modified(self, answer: Answer) -> None:
        """The site says that a story is as it was: it is known as of now."""
        self._stats.inc_value("dw/stories/not_modified")
        self._outcomes.read()
        address = address_of(answer.response.url)
        known = self._journal.known(address.id) if address is not None else None
        if known is None:
            return
        heard = Heard(listed=answer.listed)
        found = self._follower.seen.reached(known.id, answer.found)
        known = known._replace(
            depth=found.depth,
            last_crawled=dates.in_utc(answer.made_at),
            newest=max(filter(None, (known.newest, heard.listed_time)), default=None),
            listed_day=heard.listed_day,
        )
        self._journal.note(Record(known, None))
        self._follower.known_story(known.id, found.depth)

    def _leave_out(self, story: Story, heard: Heard, made_at: datetime) -> None:
        """Of one that is in a feed already, a crawl that wants it will ask again."""
        self._outcomes.read()
        logger.debug("%s: read, and not kept: this crawl does not want it", story.url)
        known = self._journal.known(story.id)
        if known is None or not known.revision:
            self._journal.note(_unwanted(story, heard, made_at))


def _add_provenance(story: Story, answer: Answer, found: Discovery) -> None:
    provenance = story.provenance
    provenance.source = "crawl"
    provenance.found_by, provenance.found_on, provenance.depth = found
    provenance.requested_url = answer.asked_url
    provenance.http_status = answer.response.status
    provenance.rendered = is_rendered(answer.response)


def _heard(response: Response, listed: str | None) -> Heard:
    etag, last_modified = (
        value.decode("latin-1") if (value := response.headers.get(name)) else None
        for name in ("ETag", "Last-Modified")
    )
    return Heard(etag, last_modified, listed)


def _unwanted(story: Story, heard: Heard, made_at: datetime) -> Record:
    """Known by its date and type, so that it is fetched again only by a crawl that wants it."""
    known, links = record_of(story, heard)
    published = dates.read(story.date_published or "", story.language, made_at)
    date = published.value if published else None
    if published is not None and published.precision == "day":
        date = published.value[:DAY]
    known = known._replace(
        date_published=date, content_hash=None, revision=0, layout=None, text_hash=None, etag=None
    )
    subject = subject_of(story).packed
    return Record(known._replace(last_modified=None, subject=subject), links)
