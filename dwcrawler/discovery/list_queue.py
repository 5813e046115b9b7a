"""Lists of stories that a crawl asks for: start pages, sections, topics, indexes, feeds, sitemaps."""

from __future__ import annotations

from dwcrawler.discovery import lists
from dwcrawler.discovery.filters import Filters
from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import address_of, language_of
from dwcrawler.items import FoundBy


class ListQueue:
    """Each is put into the frontier once, however often it is found."""

    def __init__(self, frontier: Frontier, filters: Filters) -> None:
        self._frontier = frontier
        self._filters = filters
        self._known: set[str] = set()

    def listing(self, url: str, way: FoundBy) -> None:
        """Whatever the language of its stories; those that are not wanted are left out."""
        self.add(url, Discovery(way, None, 0))

    def index(self, url: str, way: FoundBy) -> None:
        """Headlines, topics from A to Z."""
        if self._filters.has_language(language_of(url)):
            self.add_unnumbered(url, Discovery(way, None, 0))

    def feed(self, url: str, way: FoundBy, language: str) -> None:
        """RSS, sitemaps."""
        self.add_unnumbered(url, Discovery(way, None, 0), feed_of=language)

    def feed_in_other_form(self, url: str, language: str) -> bool:
        """What RDF could not tell, RSS 2.0 may. Whether there is another form."""
        other = lists.other_rss_url(url)
        if other is not None:
            self.feed(other, "rss", language)
        return other is not None

    def add(self, url: str, found: Discovery) -> None:
        """A listing with a number, as sections, topics and their later pages have."""
        address = address_of(url)
        if address is not None and self._is_new(address.key):
            self._frontier.add_listing(url, found)

    def add_unnumbered(self, url: str, found: Discovery, feed_of: str | None = None) -> None:
        """A list that nothing but its URL tells apart."""
        if self._is_new(url):
            self._frontier.add_listing(url, found, feed_of)

    def _is_new(self, key: str) -> bool:
        """The first time that it is asked."""
        if key in self._known:
            return False
        self._known.add(key)
        return True
