"""The last lines that the feeds of a folder have of some stories, found without reading the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dwcrawler.identity import short_code
from dwcrawler.items import FoundBy
from dwcrawler.store.durable_feed import lines_of
from dwcrawler.store.packed import ENDINGS, PackedFeed
from dwcrawler.store.records import StoryState, StoryUpdate
from dwcrawler.store.stories import Feeds, NoFeeds


class _Provenance(msgspec.Struct):
    found_by: FoundBy | None = None
    found_on: str | None = None
    depth: int = 0


class _Line(msgspec.Struct):
    """Only what the store has not; older lines may lack it."""

    id: int
    headline: str | None = None
    provenance: _Provenance = msgspec.field(default_factory=_Provenance)


_decode: Final = msgspec.json.Decoder(_Line).decode


class FeedLine(NamedTuple):
    """`known` is what a crawl would know of the story by this line alone."""

    feed: Path
    headline: str | None
    found_by: FoundBy | None
    found_on: str | None
    depth: int
    known: StoryState


def last_lines(folder: Path, ids: Iterable[int]) -> dict[int, FeedLine]:
    """By id, the line with the highest revision. Lines that cannot be read are left out."""
    codes = {short_code(story_id) for story_id in ids}
    last: dict[int, FeedLine] = {}
    if not codes:
        return last
    names_one = re.compile(rf'/p/(?:{"|".join(sorted(codes))})"'.encode())
    for feed, line in _lines(folder):
        if names_one.search(line) is None:
            continue
        found = _read(feed, line)
        if found is None or short_code(found.known.id) not in codes:
            continue  # a story that links to one
        before = last.get(found.known.id)
        if before is None or found.known.revision >= before.known.revision:
            last[found.known.id] = found
    return last


def _lines(folder: Path) -> Iterator[tuple[Path, bytes]]:
    try:
        feeds = Feeds([folder]).files
    except NoFeeds:
        return
    for feed in feeds:
        is_packed = feed.suffix in ENDINGS
        try:
            for line in PackedFeed(feed).lines() if is_packed else lines_of(feed):
                yield feed, line
        except OSError:  # a crawl that ends takes its `.part` away
            continue


def _read(feed: Path, line: bytes) -> FeedLine | None:
    try:
        update = StoryUpdate.of_line(line)
        told = _decode(line)
    except (ValueError, RecursionError):
        return None
    found = told.provenance
    return FeedLine(feed, told.headline, found.found_by, found.found_on, found.depth, update.state)
