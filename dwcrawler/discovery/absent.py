"""What need not be there: that it is not is no failure of the crawl's."""

from __future__ import annotations

import logging

from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

from dwcrawler.components.request_meta import first_url
from dwcrawler.console.readable import readable
from dwcrawler.discovery.answer import Answer
from dwcrawler.discovery.requests import discovery_of
from dwcrawler.discovery.start_pages import StartPages
from dwcrawler.discovery.topics import WantedTopics
from dwcrawler.identity import address_of, is_index, unknown_kind

logger = logging.getLogger(__name__)


class Absent:
    """Stats: `dw/lists/absent`, feeds, sitemaps and headlines that are not there."""

    def __init__(
        self, topics: WantedTopics, start_pages: StartPages, stats: StatsCollector
    ) -> None:
        self._topics = topics
        self._start_pages = start_pages
        self._stats = stats

    def is_no_failure(self, request: Request) -> bool:
        """Of one that is not there: what was guessed, and what lies beyond a listing's last page."""
        asked = first_url(request)
        found = discovery_of(request)
        if found is None or found.is_asked_for:
            return False
        address = address_of(asked)
        if address is not None and self._topics.is_guessed(address):
            logger.info("%s is not there", asked)
            return True
        if address is not None:
            is_only_asked_where_headlines_are = found.by == "headlines" and address.is_listing
            return is_only_asked_where_headlines_are or (address.is_listing and address.page > 1)
        if is_index(asked):
            self._start_pages.look_for_headlines(asked)
        elif unknown_kind(asked) is None:
            return False
        self.tell(asked)
        return True

    def is_end(self, answer: Answer) -> bool:
        """Whether an answer that tells nothing is what lies beyond a listing's last page, or a page
        of an unknown kind that is no listing."""
        if answer.found.is_asked_for:
            return False
        address = answer.asked
        if address is None and unknown_kind(answer.asked_url) is not None:
            logger.info("%s tells no story and lists none", readable(answer.asked_url))
            return True
        return address is not None and address.is_listing and address.page > 1

    def tell(self, url: str) -> None:
        self._stats.inc_value("dw/lists/absent")
        logger.info("%s is not there", readable(url))
