"""What the store costs is told by a crawl without one: its lines go to a file, and that is all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.items import Story
from dwcrawler.store.folder import folder_of


class _Nothing:
    """Stands where the journal stands, and knows nothing."""

    feed_path = None

    def __init__(self, path: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.feed = path.open("wb")
        self._encode = msgspec.json.Encoder().encode

    def known(self, story_id: int) -> None:
        return None

    def links_from(self, story_id: int) -> list[Any]:
        return []

    def left_over(self, kinds: Iterable[Any], most: int) -> list[Any]:
        return []

    def expect(self, story_id: int, fetch_info: Any, links: Iterable[Any]) -> None:
        pass

    def dropped(self, story_id: int) -> None:
        pass

    def rejected(self, story: Story) -> None:
        pass

    def unwanted(self, update: Any) -> None:
        pass

    def listed(self, link: Any) -> None:
        pass

    def nearer(self, story_id: int, depth: int) -> None:
        pass

    def note(self, update: Any) -> None:
        pass

    def write(self, story: Story) -> None:
        self.feed.write(self._encode(story) + b"\n")

    def close(self, reason: str, are_feeds_stored: bool = True) -> None:
        self.feed.close()


class Forgetful(CrawlJournal):
    async def open(self) -> Any:
        nothing: Any = _Nothing(folder_of(self._crawler.settings) / "lines.jsonl")
        self.journal = nothing
        return nothing

    def _spider_closed(self, reason: str) -> None:
        assert self.journal is not None
        self.journal.close(reason)
