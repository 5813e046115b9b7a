"""Pages that are looked at by hand (`scrapy parse`, `scrapy shell`): nothing of them is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dwcrawler.items import FoundBy, Story
from dwcrawler.store import FetchInfo, StoredLink, StoryState, StoryUpdate
from dwcrawler.store.journal import Journal

# The outermost elements of RSS, Atom and sitemaps.
_FEED: Final = re.compile(rb"<(rss|rdf:rdf|feed|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_BEGINNING: Final = 4096


def is_feed(body: bytes) -> bool:
    """RSS, Atom or a sitemap, by how it begins."""
    return _FEED.search(body, 0, _BEGINNING) is not None


def is_sitemap(body: bytes) -> bool:
    found = _FEED.search(body, 0, _BEGINNING)
    return found is not None and found[1].lower() in (b"urlset", b"sitemapindex")


class NoJournal(Journal):
    """Knows of no story and keeps none: no file is opened, and no other crawl is in the way."""

    def __init__(self) -> None:
        self.feed = None
        self.feed_path = None

    def known(self, story_id: int) -> StoryState | None:
        return None

    def links_from(self, story_id: int) -> list[StoredLink]:
        return []

    def left_over(self, kinds: Iterable[FoundBy], most: int) -> Iterator[StoredLink]:
        return iter(())

    def expect(self, story_id: int, fetch_info: FetchInfo, links: Iterable[StoredLink]) -> None:
        pass

    def listed(self, link: StoredLink) -> None:
        pass

    def passed(self, known: StoryState, depth: int) -> None:
        pass

    def nearer(self, story_id: int, depth: int) -> None:
        pass

    def write(self, story: Story) -> None:
        pass

    def unchanged(self, story: Story) -> None:
        pass

    def unwanted(self, update: StoryUpdate) -> None:
        pass

    def rejected(self, story: Story) -> None:
        pass

    def dropped(self, story_id: int) -> None:
        pass

    def note(self, update: StoryUpdate) -> None:
        pass

    def sync(self) -> None:
        pass
