"""Sections and topics that were asked for by name: they are looked up before anything is followed.

Names of sections are in the start pages' menus. Those of topics are on the start pages (topics in
focus), and on the pages of topics from A to Z. Where such a list cannot be read, stories are looked
at: these carry the names of their topics, too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from scrapy.exceptions import CloseSpider
from scrapy.statscollectors import StatsCollector

from dwcrawler.discovery.answer import Answer
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.list_queue import ListQueue
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.start_pages import StartPages
from dwcrawler.discovery.topics import WantedTopics
from dwcrawler.discovery.trail import Discovery
from dwcrawler.finish import UNKNOWN_SECTION, UNKNOWN_TOPIC
from dwcrawler.identity import address_of, is_index, language_of
from dwcrawler.pages import Page

logger = logging.getLogger(__name__)


class NameLookup:
    """Raises CloseSpider where nothing is left to crawl, because no name is known.

    Stats: `dw/topics/unmet`. `follow` follows a listing as if no name had been asked for.
    """

    def __init__(
        self,
        arguments: Arguments,
        sections: WantedSections,
        topics: WantedTopics,
        start_pages: StartPages,
        listings: ListQueue,
        follow: Callable[[Answer, Discovery], None],
        stats: StatsCollector,
    ) -> None:
        self._args = arguments
        self._sections = sections
        self._topics = topics
        self._start_pages = start_pages
        self._listings = listings
        self._follow = follow
        self._stats = stats
        # Start pages that were read, for when the lookup of topics is in vain.
        self._held_back: list[Answer] = []

    def takes(self, answer: Answer) -> bool:
        """Looks names up in a listing. Whether that is all that it is read for: start pages, and
        topics from A to Z, where names were asked for."""
        page, is_start = answer.page, self._start_pages.has(answer.address)
        is_for_topics = bool(self._topics.names) and (is_start or is_index(answer.url))
        if is_start and self._sections.names:
            for link in self._sections.choose(page.links):
                self._listings.listing(link.url, "section")
        if is_for_topics:
            self._look_up_topics(answer.url, page)
            if is_start:
                self._held_back.append(answer)
        if is_start:
            return is_for_topics or bool(self._sections.names)
        return is_for_topics and "topics" not in self._args.discover

    def _look_up_topics(self, url: str, page: Page) -> None:
        """Those asked for, and where to look on."""
        topics, language = self._topics, language_of(url) or ""
        for link in topics.choose(page.links):
            self._listings.listing(link.url, "topic")
        for index in topics.lookup.indexes(language, page.indexes, topics.names):
            self._listings.index(index, "topic")

    # Sections

    def start_page_done(self) -> None:
        """When all start pages are read, every section asked for by name must be known.

        Where none could be read, no name can be judged: that the crawl found nothing is told then.
        """
        sections = self._sections
        if not sections.names:
            return
        unknown = sections.unknown_after_start_page()
        if unknown and sections.menu:
            named = ", ".join(f"{name}{sections.hint(name)}" for name in unknown)
            known = ", ".join(sections.menu)
            logger.error("No section is named %s. Known are: %s", named, known)
            raise CloseSpider(UNKNOWN_SECTION)

    # Topics

    def list_done(self, url: str, *, is_read: bool) -> None:
        """A start page, or one of the topics from A to Z, was read, or cannot be. If names are still
        unknown when the likely ones are, all others are read."""
        topics = self._topics
        if not topics.names:
            return
        language = language_of(url) or ""
        if is_index(url):
            topics.lookup.index_done(url, language if is_read else None)
        elif self._start_pages.has(address_of(url)):
            topics.lookup.start_page_done(language)
        else:
            return
        if topics.unknown():
            for index in topics.lookup.others():
                self._listings.index(index, "topic")
        self._end_lookup()

    def nothing_comes(self) -> None:
        """No list of topics is under way any more, whatever became of them."""
        self._end_lookup(is_idle=True)

    def _end_lookup(self, *, is_idle: bool = False) -> None:
        """When every list of topics is read, the names asked for are known, or are told."""
        topics = self._topics
        if not topics.names or not topics.lookup.is_over_now(is_idle):
            return
        held_back, self._held_back = self._held_back, []
        unknown = [f"{name}{topics.hint(name)}" for name in topics.unknown()]
        if not unknown:
            return
        named = ", ".join(unknown)
        unread = topics.lookup.without_index()
        if not unread and not topics.is_any_found and not self._has_other_beginnings():
            logger.error("No topic is named %s", named)
            raise CloseSpider(UNKNOWN_TOPIC)
        logger.warning("No list of topics has %s. The crawl looks for stories that carry it", named)
        for answer in held_back:
            if not topics.is_any_found and language_of(answer.response.url) in unread:
                self._follow(answer, Discovery("start", None, 0))

    def check_at_end(self) -> None:
        """When nothing waits any more: ids that no edition has are as wrong as names that none has."""
        topics = self._topics
        unmet = topics.unmet()
        is_any_address = any(address_of(topic) is not None for topic in unmet)
        if not topics.is_any or is_any_address or len(unmet) < topics.count:
            return
        failures = ("dw/failures/", "dw/listings/lost/")
        if any(name.startswith(failures) for name in self._stats.get_stats()):
            return  # they may be there all the same
        if not self._has_other_beginnings():
            editions_asked = ", ".join(self._args.languages)
            logger.error("No topic %s in %s", " or ".join(unmet), editions_asked)
            raise CloseSpider(UNKNOWN_TOPIC)

    def tell_unmet_topics(self) -> None:
        topics = self._topics
        if unmet := topics.unmet():
            named = ", ".join(f"{topic}{topics.hint(topic)}" for topic in unmet)
            self._stats.set_value("dw/topics/unmet", len(unmet))
            logger.warning(
                "Neither a page nor a story was found of %s asked for: %s",
                "this topic" if len(unmet) == 1 else "these topics",
                named,
            )

    def _has_other_beginnings(self) -> bool:
        lists_of_editions = {"rss", "sitemap", "headlines"}.intersection(self._args.discover)
        return bool(self._args.urls or self._args.sections or lists_of_editions)
