"""JSON Lines: whole stories, packed or not; and texts with their metadata, for work on language."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from dwcrawler.analysis.items import items
from dwcrawler.analysis.stories import Stories
from dwcrawler.items import Story
from dwcrawler.store.packed import zstd

_OPENERS: Final[dict[str, Any]] = {".gz": gzip.open, ".zst": zstd.open}


def jsonl(stories: Stories, target: Path, packing: str) -> None:
    """As a feed has them."""
    _write(target, packing, stories, lambda story: story)


def texts(stories: Stories, target: Path, packing: str) -> None:
    """`{"text": …, "meta": {…}}`, as spaCy, Prodigy and `datasets` take it; no story without text."""
    _write(target, packing, stories, _text, lambda story: bool(story.text))


def _write(
    target: Path,
    packing: str,
    stories: Stories,
    made: Callable[[Story], Any],
    is_wanted: Callable[[Story], bool] = lambda story: True,
) -> None:
    encode = msgspec.json.Encoder().encode
    with _opened(target, packing) as file:
        for story in items(stories):
            if is_wanted(story):
                file.write(encode(made(story)) + b"\n")


def _opened(target: Path, packing: str) -> IO[bytes]:
    opened: IO[bytes] = _OPENERS[packing](target, "wb") if packing else target.open("wb")
    return opened


def _text(story: Story) -> dict[str, Any]:
    return {"text": story.text, "meta": metadata(story)}


def metadata(story: Story) -> dict[str, Any]:
    """What identifies a text, says where it comes from, and lets it be cited."""
    return {
        "id": story.id,
        "short_url": story.short_url,
        "url": story.url,
        "title": story.headline,
        "description": story.description,
        "language": story.language,
        "type": story.type,
        "date": story.date_published,
        "authors": [author.name for author in story.authors],
        "agencies": story.byline.agencies if story.byline else [],
        "topics": [topic.name for topic in story.topics],
        "section": story.section,
        "revision": story.revision,
        "words": story.word_count,
    }
