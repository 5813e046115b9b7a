"""What the store costs is told by a crawl without one: its lines go to a file, and that is all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dwcrawler.items import Story
from dwcrawler.pipelines.recording import Recording
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

    def keep_links(self, story_id: int, links: Iterable[Any]) -> None:
        pass

    def listed(self, link: Any) -> None:
        pass

    def nearer(self, story_id: int, depth: int) -> None:
        pass

    def note(self, record: Any) -> None:
        pass

    def write(self, story: Story, heard: Any) -> None:
        self.feed.write(self._encode(story) + b"\n")

    def close(self, reason: str, are_feeds_stored: bool = True) -> None:
        self.feed.close()


class Forgetful(Recording):
    async def open_spider(self) -> None:
        self.journal = _Nothing(folder_of(self._crawler.settings) / "lines.jsonl")  # type: ignore[assignment]

    def spider_closed(self, reason: str) -> None:
        assert self.journal is not None
        self.journal.close(reason)
