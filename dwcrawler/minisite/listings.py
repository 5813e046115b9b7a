"""What a page lists: a section, a topic, a programme, a person, or a start page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dwcrawler.items import Teaser

ListingKind = Literal["section", "topic", "program", "person"]


@dataclass(frozen=True, slots=True)
class Listing:
    kind: ListingKind
    id: int
    name: str
    path: str
    teasers: list[Teaser]
