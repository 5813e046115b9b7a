"""How the crawl came to each story: by what, where, and how many hops from a listing."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from dwcrawler.items import FoundBy


class Discovery(NamedTuple):
    """`on` is the short URL of the story, or the URL of the listing, that led here."""

    by: FoundBy
    on: str | None
    depth: int

    @property
    def is_asked_for(self) -> bool:
        """By its own URL, not on a start page: wanted in any language, and fetched even if known."""
        return self.by == "start" and self.on is None


class DepthChange(Enum):
    """What it means that a story is found at some depth."""

    NEW = auto()  # never found before in this crawl
    NEARER = auto()  # its links were followed from further away: they are nearer now, too
    NONE = auto()  # known to be as near, or still waiting


class SeenDepths:
    """Remembers, as two integers a story, the smallest depth at which each was found; of those that
    wait and were found again nearer, also how.

    Answers come in any order, so a story may be reached over a detour first. What lies behind it
    is followed again from each nearer place: in the end nothing is out of reach for the order of
    answers.
    """

    def __init__(self) -> None:
        # By id; of stories whose links were followed the complement, which is below 0: one dict
        # takes a third less than a dict and a set, for every story of a crawl.
        self._depths: dict[int, int] = {}
        self._found_nearer: dict[int, Discovery] = {}

    def has(self, story_id: int) -> bool:
        return story_id in self._depths

    def find(self, story_id: int, found: Discovery) -> DepthChange:
        known = self._depths.get(story_id)
        if known is None:
            self._depths[story_id] = found.depth
            return DepthChange.NEW
        is_reached = known < 0
        if (~known if is_reached else known) <= found.depth:
            return DepthChange.NONE
        self._depths[story_id] = ~found.depth if is_reached else found.depth
        if is_reached:
            return DepthChange.NEARER
        self._found_nearer[story_id] = found
        return DepthChange.NONE

    def reached(self, story_id: int, found: Discovery) -> Discovery:
        """Notes that a story's links are followed; how it was found from nearest."""
        nearest = min(found, self._found_nearer.pop(story_id, found), key=lambda way: way.depth)
        known = self._depths.get(story_id, nearest.depth)
        self._depths[story_id] = ~min(~known if known < 0 else known, nearest.depth)
        return nearest
