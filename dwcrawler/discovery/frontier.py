"""What was found and not yet asked for: listings first, then stories, the nearest first.

Scrapy's scheduler holds whole requests in memory. Here one that waits is a few words, and only as
many requests are made of them as keep the downloader busy.
"""

from __future__ import annotations

import heapq
from itertools import count
from typing import Final, NamedTuple

from dwcrawler.discovery.trail import Discovery

_LISTING: Final = -1


class Waiting(NamedTuple):
    """One that waits. `story` is its id; a listing has none. `listed` is the date under which it
    was found, in UTC; `feed_of`, of a feed, its language."""

    rank: int
    turn: int
    url: str
    found: Discovery
    listed: str | None
    story: int | None
    feed_of: str | None


class Frontier:
    def __init__(self, most_under_way: int) -> None:
        self._most = most_under_way
        self._under_way = 0
        self._waiting: list[Waiting] = []
        self._turns = count()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def not_arrived(self) -> int:
        """Those that wait, and those under way."""
        return len(self._waiting) + self._under_way

    def add_story(self, story_id: int, url: str, found: Discovery, listed: str | None) -> None:
        turn = next(self._turns)
        waiting = Waiting(found.depth, turn, url, found, listed, story_id, None)
        heapq.heappush(self._waiting, waiting)

    def add_listing(self, url: str, found: Discovery, feed_of: str | None = None) -> None:
        turn = next(self._turns)
        waiting = Waiting(_LISTING, turn, url, found, None, None, feed_of)
        heapq.heappush(self._waiting, waiting)

    def next(self) -> Waiting | None:
        """The next one, if there is one and room for it."""
        if not self._waiting or self._under_way >= self._most:
            return None
        self._under_way += 1
        return heapq.heappop(self._waiting)

    def arrived(self) -> None:
        self._under_way = max(0, self._under_way - 1)

    def nothing_is_under_way(self) -> None:
        """For when the crawl stands idle: requests that were dropped on the way never arrive."""
        self._under_way = 0
