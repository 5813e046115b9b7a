"""Pages that are looked at by hand (`scrapy parse`, `scrapy shell`): nothing of them is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dwcrawler.items import FoundBy, Story
from dwcrawler.journal import Journal
from dwcrawler.store import Heard, Known, Record, StoredLink


class NoJournal(Journal):
    """Knows of no story and keeps none: no file is opened, and no other crawl is in the way."""

    def __init__(self) -> None:
        self.feed = None
        self.feed_path = None

    def known(self, story_id: int) -> Known | None:
        return None

    def links_from(self, story_id: int) -> list[StoredLink]:
        return []

    def left_over(self, kinds: Iterable[FoundBy], most: int) -> Iterator[StoredLink]:
        return iter(())

    def keep_links(self, story_id: int, links: Iterable[StoredLink]) -> None:
        pass

    def listed(self, link: StoredLink) -> None:
        pass

    def passed(self, known: Known, depth: int) -> None:
        pass

    def nearer(self, story_id: int, depth: int) -> None:
        pass

    def write(self, story: Story, heard: Heard) -> None:
        pass

    def note(self, record: Record) -> None:
        pass

    def sync(self) -> None:
        pass
