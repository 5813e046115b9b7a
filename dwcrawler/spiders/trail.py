"""How the crawl came to each story: by what, where, and how many hops from a listing."""

from __future__ import annotations

from typing import NamedTuple

from dwcrawler.items import FoundBy


class Found(NamedTuple):
    """`on` is the short URL of the story, or the URL of the listing, that led here."""

    by: FoundBy
    on: str | None
    depth: int


class Trail:
    """Remembers, as two integers a story, the smallest depth at which each was found.

    Requests are made in the order of depth, so a story is seldom found nearer than before. If it is
    found nearer while it waits, it is followed from there; if it was fetched already at the last
    depth, where nothing is followed, it is worth a second request (its item is dropped as known).
    """

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._depths: dict[int, int] = {}
        self._fetched: set[int] = set()

    def is_news(self, story_id: int, depth: int) -> bool:
        """Whether a story found at this depth is to be requested; remembers the depth."""
        known = self._depths.get(story_id)
        if known is not None and known <= depth:
            return False
        self._depths[story_id] = depth
        return known is None or (story_id in self._fetched and known == self._max_depth)

    def was_fetched(self, story_id: int) -> bool:
        return story_id in self._fetched

    def reached(self, story_id: int, depth: int) -> int:
        """Notes that a story arrived; the depth to follow it from."""
        self._fetched.add(story_id)
        nearest = min(depth, self._depths.get(story_id, depth))
        self._depths[story_id] = nearest
        return nearest
