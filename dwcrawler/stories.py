"""Feeds, read back: the stories in files and folders, line by line, whatever else is in them.

For commands that show what crawls found. A feed may be plain or packed, still growing (`.part`), or
damaged: whole lines are read, and what could not be read is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final

import msgspec

from dwcrawler.feed import PART, lines_of
from dwcrawler.items import Story
from dwcrawler.packed import ENDINGS, PackedFeed

_FEEDS: Final = tuple(f"dw-*.jsonl{ending}" for ending in ("", PART, *ENDINGS))
_decode: Final = msgspec.json.Decoder(Story).decode


class NoFeeds(ValueError):
    """There is nothing to read; the message says where it was looked for."""


class Feeds:
    """The feeds that paths name, to be read once or more often.

    paths:    files, patterns (`output/dw-2026-*.jsonl`), and folders, whose feeds are `dw-*.jsonl`,
              packed ones, and the `.part` of a crawl that goes on
    problems: after reading, one line each: invalid lines, damaged files

    Raises NoFeeds where a path names nothing.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self.files: list[Path] = list(
            dict.fromkeys(file for path in paths for file in _named(path))
        )
        self.problems: list[str] = []

    def stories(self) -> Iterator[Story]:
        """Every line of every feed, in order: all revisions of all stories."""
        self.problems.clear()
        for file in self.files:
            yield from self._stories_in(file)

    def newest(self) -> dict[int, Story]:
        """The last revision of each story, by its id. Holds all of them."""
        newest: dict[int, Story] = {}
        for story in self.stories():
            known = newest.get(story.id)
            if known is None or story.revision >= known.revision:
                newest[story.id] = story
        return newest

    def _stories_in(self, file: Path) -> Iterator[Story]:
        packed = PackedFeed(file) if file.suffix in ENDINGS else None
        invalid = 0
        try:
            for line in packed.lines() if packed is not None else lines_of(file):
                try:
                    yield _decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    # The last line of a crawl that goes on may be half written.
                    invalid += bool(line.strip()) and line.endswith(b"\n")
        except OSError as error:
            self.problems.append(f"{file}: {error.strerror or error}")
        if invalid:
            self.problems.append(f"{file}: skipped {invalid} invalid lines")
        if packed is not None and packed.problem is not None:
            self.problems.append(f"{file} is damaged ({packed.problem}): read as far as possible")


def _named(path: str | Path) -> list[Path]:
    if has_magic(str(path)) and not Path(path).exists():
        found = [Path(name) for name in sorted(glob(str(path)))]  # noqa: PTH207 (it may be absolute)
    elif Path(path).is_dir():
        found = [feed for pattern in _FEEDS for feed in Path(path).glob(pattern)]
        found = sorted(_each_once(found))
    elif Path(path).exists():
        return [Path(path)]
    else:
        raise NoFeeds(f"{path}: no such file or folder")
    if not found:
        raise NoFeeds(f"{path}: no feeds here (files named dw-*.jsonl)")
    return found


def _each_once(feeds: list[Path]) -> list[Path]:
    """A feed that is there plain and packed is one."""
    names = {feed.name for feed in feeds}
    return [
        feed
        for feed in feeds
        if feed.suffix not in ENDINGS or feed.name.removesuffix(feed.suffix) not in names
    ]
