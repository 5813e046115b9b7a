"""The editions' start pages, and what they tell besides their menus: where the headlines are, and
pages of kinds that are not known."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from scrapy.statscollectors import StatsCollector

from dwcrawler.console.readable import readable
from dwcrawler.discovery import lists
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.list_queue import ListQueue
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.trail import Discovery
from dwcrawler.editions import Edition, editions
from dwcrawler.identity import Address, address_of, language_of, unknown_kind
from dwcrawler.pages import Page

logger = logging.getLogger(__name__)

# Pages of unknown kinds that a crawl looks at.
_MOST_UNKNOWN: Final = 50


class StartPages:
    """Those of the languages asked for. Stats: `dw/unknown_kind/<word>`, pages of such kinds."""

    def __init__(
        self,
        arguments: Arguments,
        sections: WantedSections,
        listings: ListQueue,
        stats: StatsCollector,
    ) -> None:
        self._languages = arguments.languages
        self._discover = arguments.discover
        self._is_narrowed = bool(sections.names or arguments.topics)
        self._listings = listings
        self._stats = stats
        addresses = (address_of(editions()[code].start_url) for code in arguments.languages)
        self._keys = {address.key for address in addresses if address is not None}
        # Editions whose page of headlines is asked for when their start page has told where it is.
        self._headlines_wait: set[str] = set()
        self._unknown_words: set[str] = set()
        self._unknown: set[str] = set()

    def has(self, address: Address | None) -> bool:
        return address is not None and address.key in self._keys

    def ask(self) -> None:
        for code in self._languages:
            self._listings.listing(editions()[code].start_url, "start")
        self._headlines_wait.update(self._languages)

    def ask_for_headlines(self, edition: Edition) -> None:
        """Where no start page is read that may say where they are."""
        if edition.code not in self._headlines_wait:
            self._headlines(lists.headlines_url(edition))

    def done(self, language: str, page: Page | None = None) -> None:
        """A start page was read; or, without `page`, it cannot be."""
        headlines, unknown = (page.headlines, page.unknown) if page is not None else ((), ())
        told = [url for url in headlines if language_of(url) == language]
        if language in self._headlines_wait or told:
            self._headlines_wait.discard(language)
            self._headlines(told[0] if told else lists.headlines_url(editions()[language]))
        if "sections" in self._discover and not self._is_narrowed:
            self._look_at(unknown, editions()[language])

    def all_done(self) -> None:
        """When nothing more comes: what is left waits for start pages that never came."""
        for language in sorted(self._headlines_wait):
            self.done(language)

    def look_for_headlines(self, url: str) -> None:
        """They are not at `url`, which was guessed: an edition's start page may say where."""
        edition = editions().get(language_of(url) or "")
        if edition is not None and url == lists.headlines_url(edition):
            self._listings.add(edition.start_url, Discovery("headlines", None, 0))

    def _headlines(self, url: str) -> None:
        if "headlines" in self._discover:
            self._listings.index(url, "headlines")

    def _look_at(self, urls: Iterable[str], edition: Edition) -> None:
        """The next new kind of listing must not hide its stories: each is looked at, once."""
        for url in urls:
            word = unknown_kind(url)
            if word is None or language_of(url) != edition.code or url in self._unknown:
                continue
            self._unknown.add(url)
            self._note_unknown(word, url)
            if len(self._unknown) == _MOST_UNKNOWN + 1:
                logger.warning(
                    "Skipping further pages of unknown kinds: %d were fetched", _MOST_UNKNOWN
                )
            if len(self._unknown) <= _MOST_UNKNOWN:
                self._listings.add_unnumbered(url, Discovery("section", edition.start_url, 0))

    def _note_unknown(self, word: str, url: str) -> None:
        self._stats.inc_value(f"dw/unknown_kind/{word}")
        if word not in self._unknown_words:
            self._unknown_words.add(word)
            logger.info(
                "%s- is a kind of page that is not known: %s is looked at", word, readable(url)
            )
