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
from dwcrawler.store import FetchInfo, StoryUpdate
from dwcrawler.store.journal import Journal
from dwcrawler.store.records import links_of

logger = logging.getLogger(__name__)


class StoryReader:
    """Stats: `dw/stories/not_modified`.

    lets_in: whether the crawl takes one more story, which then counts
    """

    def __init__(
        self,
        follower: Follower,
        journal: Journal,
        outcomes: Outcomes,
        lets_in: Callable[[], bool],
        stats: StatsCollector,
    ) -> None:
        self._follower = follower
        self._filters = follower.filters
        self._journal = journal
        self._outcomes = outcomes
        self._lets_in = lets_in
        self._stats = stats

    def read(self, story: Story, answer: Answer) -> Story | None:
        """None where the crawl does not keep it. One asked for by its URL is wanted whatever its
        language."""
        found = self._follower.seen.reached(story.id, answer.found)
        fetch_info = _fetch_info(answer.response, answer.listed)
        story.provenance.crawled_at = dates.in_utc(answer.made_at)
        if not found.is_asked_for and not self._filters.of_language(
            story.language, found, story.id
        ):
            self._leave_out(story, fetch_info, answer.made_at)
            return None
        _add_provenance(story, answer, found)
        self._journal.expect(story.id, fetch_info, links_of(story, found.depth))
        # Followed first: the pipelines change the story in place.
        self._follower.story(story, answer.made_at, found.depth)
        is_wanted = self._filters.story(story, answer.made_at)
        if is_wanted and self._lets_in():
            self._outcomes.came(story, answer.page.problems)
            return story
        self._journal.dropped(story.id)
        if not is_wanted:
            self._leave_out(story, fetch_info, answer.made_at)
        return None

    def not_modified(self, answer: Answer) -> None:
        """The site says that a story is as it was: it is known as of now."""
        self._stats.inc_value("dw/stories/not_modified")
        self._outcomes.read()
        address = address_of(answer.response.url)
        known = self._journal.known(address.id) if address is not None else None
        if known is None:
            return
        fetch_info = FetchInfo(listed=answer.listed)
        found = self._follower.seen.reached(known.id, answer.found)
        crawled_at = dates.in_utc(answer.made_at)
        self._journal.note(StoryUpdate.not_modified(known, fetch_info, found.depth, crawled_at))
        self._follower.known_story(known.id, found.depth)

    def _leave_out(self, story: Story, fetch_info: FetchInfo, made_at: datetime) -> None:
        self._outcomes.read()
        logger.debug("%s: read, and not kept: this crawl does not want it", story.url)
        self._journal.unwanted(StoryUpdate.unwanted(story, fetch_info, made_at))


def _add_provenance(story: Story, answer: Answer, found: Discovery) -> None:
    provenance = story.provenance
    provenance.source = "crawl"
    provenance.found_by, provenance.found_on, provenance.depth = found
    provenance.requested_url = answer.asked_url
    provenance.http_status = answer.response.status
    provenance.rendered = is_rendered(answer.response)


def _fetch_info(response: Response, listed: str | None) -> FetchInfo:
    etag, last_modified = (
        value.decode("latin-1") if (value := response.headers.get(name)) else None
        for name in ("ETag", "Last-Modified")
    )
    return FetchInfo(etag, last_modified, listed)
