"""What a page lists: a section, a topic, a programme, a person, or a start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dwcrawler.items import Link, StoryType, Teaser

ListingKind = Literal["section", "topic", "program", "person"]


@dataclass(frozen=True, slots=True)
class Listing:
    kind: ListingKind
    id: int
    name: str
    path: str
    teasers: list[Teaser]
    # Whether it goes on at `/page-2` where it has more.
    has_pages: bool = False


class Menu(NamedTuple):
    """What every page of an edition links to. `media` are the newest videos and audios, by type."""

    media: dict[StoryType, Link]
    places: list[Link]
    focus: list[Link]


NO_MENU = Menu({}, [], [])
