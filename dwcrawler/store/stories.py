"""Feeds, read back: the stories in files and folders, line by line, whatever else is in them.

For commands that show what crawls found. A feed may be plain or packed, still growing (`.part`), or
damaged: whole lines are read, and what could not be read is said. One line is held at a time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import msgspec

from dwcrawler.items import Story
from dwcrawler.store.durable_feed import PART
from dwcrawler.store.packed import ENDINGS, LONGEST_LINE, PackedFeed

T = TypeVar("T")

_FEEDS: Final = tuple(f"dw-*.jsonl{ending}" for ending in ("", PART, *ENDINGS))
# After so many invalid lines in a row, the rest of the file is not read.
_MOST_IN_A_ROW: Final = 10_000
# How packed files begin, however they are named.
_PACKED: Final = {
    b"\x1f\x8b": "gzip (.gz)",
    b"\x28\xb5\x2f\xfd": "Zstandard (.zst)",
    b"BZh": "bzip2 (.bz2)",
    b"\xfd7zXZ\0": "xz (.xz)",
    b"PK\x03\x04": "ZIP",
    b"7z\xbc\xaf": "7-Zip",
    b"\x04\x22\x4d\x18": "LZ4",
}
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ARRAY: Final = re.compile(rb"\[\s*(?:\{|\Z)")
_TABLE_HEAD: Final = re.compile(rb'"?\w+"?(?:[,;\t]"?[\w.]+"?){2,}\s*\Z')


class NoFeeds(ValueError):
    """There is nothing to read; the message says where it was looked for."""


class Place(NamedTuple):
    """Where a line stands: `at` is its first byte in the (unpacked) file."""

    file: Path
    at: int


class Feeds:
    """The feeds that paths name, to be read once or more often.

    paths:    files, patterns (`output/dw-2026-*.jsonl`), and folders, whose feeds are `dw-*.jsonl`,
              packed ones, and the `.part` of a crawl that goes on
    problems: after reading, one line each: invalid lines, damaged files
    failed:   after reading, the files that could not be read, or not to their end

    Raises NoFeeds where a path names nothing.
    """

    def __init__(self, paths: Iterable[str | Path]) -> None:
        found = (file for path in paths for file in _named(path))
        self.files: list[Path] = list({file.resolve(): file for file in found}.values())
        self.problems: list[str] = []
        self.failed: list[Path] = []

    def read(self, kind: type[T]) -> Iterator[tuple[Place, bytes, T]]:
        """Every valid line of every feed, in order: where it stands, as it is, and decoded.

        `kind` is a msgspec Struct with the keys of a story that are needed; the others cost nothing.
        """
        self.problems.clear()
        self.failed.clear()
        decode = msgspec.json.Decoder(kind).decode
        for file in self.files:
            reading = _Reading(file)
            for at, line in reading.lines():
                try:
                    decoded = decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    if reading.is_hopeless_after(line):
                        break
                    continue
                reading.note_valid()
                yield Place(file, at), line, decoded
            self.problems += reading.problems()
            if reading.has_failed:
                self.failed.append(file)

    def stories(self) -> Iterator[Story]:
        """Every line of every feed, in order: all revisions of all stories."""
        for _, _, story in self.read(Story):
            yield story

    def newest(self) -> dict[int, Story]:
        """The newest revision of each story, by its id: the one that was crawled last, as feeds of
        crawls and of archives number revisions apart. Holds all of them."""
        newest: dict[int, Story] = {}
        for story in self.stories():
            known = newest.get(story.id)
            if known is None or _age(story) >= _age(known):
                newest[story.id] = story
        return newest


def _age(story: Story) -> tuple[str, int]:
    return story.provenance.crawled_at or "", story.revision


class _Reading:
    """One file: its lines, and what was wrong with it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._packed = PackedFeed(file) if file.suffix in ENDINGS else None
        self._error: str | None = None
        self._valid = 0
        self._invalid = 0
        self._in_a_row = 0
        self._first_invalid = b""
        self._is_torn = False
        self._is_given_up = False

    def lines(self) -> Iterator[tuple[int, bytes]]:
        self._error = _why_unreadable(self._file)
        if self._error is not None:
            return
        try:
            yield from placed_lines(self._packed or self._file)
        except OSError as error:
            self._error = f"cannot be read ({error.strerror or error})"

    def note_valid(self) -> None:
        self._valid += 1
        self._in_a_row = 0

    def is_hopeless_after(self, line: bytes) -> bool:
        """Counts an invalid line. True where so many came in a row that no more is to be read."""
        self._first_invalid = self._first_invalid or line[:1000]
        if not line.endswith(b"\n") and len(line) < LONGEST_LINE:
            self._is_torn = True
            return False
        self._invalid += 1
        self._in_a_row += 1
        self._is_given_up = self._in_a_row >= _MOST_IN_A_ROW
        return self._is_given_up

    @property
    def has_failed(self) -> bool:
        is_damaged = self._packed is not None and self._packed.problem is not None
        has_nothing = bool(self._invalid or self._is_torn) and not self._valid
        return self._error is not None or is_damaged or self._is_given_up or has_nothing

    def problems(self) -> Iterator[str]:
        if self._error is not None:
            yield f"{self._file}: {self._error}"
            return
        is_other = self._invalid or not self._first_invalid.startswith(b"{")
        if self._first_invalid and not self._valid and is_other:
            yield f"{self._file}: {_what_else(self._first_invalid)}"
            return
        if self._invalid:
            lines = "1 invalid line" if self._invalid == 1 else f"{self._invalid} invalid lines"
            yield f"{self._file}: skipped {lines}"
        if self._is_given_up:
            yield f"{self._file}: stopped reading after {_MOST_IN_A_ROW} invalid lines in a row"
        if self._is_torn:
            yield f"{self._file}: skipped its last line, which is incomplete"
        if self._packed is not None and self._packed.problem is not None:
            yield f"{self._file} is damaged ({self._packed.problem}): read as far as possible"


def placed_lines(feed: Path | PackedFeed) -> Iterator[tuple[int, bytes]]:
    """Each line with its end, and where it begins. Without those that are blank, and without the
    mark at a file's start that some programs write (BOM). Raises OSError."""
    at = 0
    for line in _plain_lines(feed) if isinstance(feed, Path) else feed.lines():
        start, at = at, at + len(line)
        if start == 0 and line.startswith(codecs.BOM_UTF8):
            start = len(codecs.BOM_UTF8)
            line = line[start:]
        if line and not line.isspace():
            yield start, line


def _plain_lines(file: Path) -> Iterator[bytes]:
    """One that is longer than any story comes in pieces, none of which is valid."""
    with file.open("rb") as opened:
        while line := opened.readline(LONGEST_LINE):
            yield line


def _why_unreadable(file: Path) -> str | None:
    """None where it can be read, whatever is in it."""
    try:
        if not file.is_file():
            return "is no regular file: save what it gives to a file first"
        with file.open("rb") as opened:
            return None if opened.read(1) else "is empty"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def _what_else(line: bytes) -> str:
    """What a file is whose lines are all invalid, as its first one tells."""
    for magic, name in _PACKED.items():
        if line.startswith(magic):
            return f"is packed as {name}, but not named so: rename it or unpack it"
    if line.startswith(_UTF_16):
        return "is encoded in UTF-16; a feed is in UTF-8"
    start = line.lstrip()
    if _ARRAY.match(start):
        return "is one JSON array and no JSON Lines: write feeds as .jsonl"
    if start.startswith(b"<"):
        return "is HTML or XML and no feed (for saved pages: scrapy extract)"
    if _TABLE_HEAD.match(start):
        return "is a CSV table and no feed (JSON Lines)"
    if b"\0" in start:
        return "is a binary file and no feed"
    return "has no valid line: a feed is JSON Lines, one story per line"


def _named(path: str | Path) -> list[Path]:
    try:
        exists = Path(path).exists()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        exists = False
    if not exists and has_magic(str(path)):
        found = [Path(name) for name in sorted(glob(str(path), recursive=True))]  # noqa: PTH207 (it may be absolute)
        if not found:
            raise NoFeeds(f"{path}: no file matches this pattern")
        return [feed for name in found for feed in (_in_folder(name) if name.is_dir() else [name])]
    if not exists:
        raise NoFeeds(f"{path}: no such file or folder")
    if not Path(path).is_dir():
        return [Path(path)]
    if not (feeds := _in_folder(Path(path))):
        raise NoFeeds(f"{path}: no feeds here (files named dw-*.jsonl){_hint(Path(path))}")
    return feeds


def _in_folder(folder: Path) -> list[Path]:
    """Its feeds by name, which is by time. One that is there plain and packed is one."""
    feeds = sorted(feed for pattern in _FEEDS for feed in folder.glob(pattern))
    names = {feed.name for feed in feeds}
    return [
        feed
        for feed in feeds
        if feed.suffix not in ENDINGS or feed.name.removesuffix(feed.suffix) not in names
    ]


def _hint(folder: Path) -> str:
    """What may have been meant by a folder without feeds."""
    others = sorted(file for file in folder.glob("*.jsonl*") if file.name[:9] != "rejected-")
    if others:
        return f"; name other files one by one, as in {others[0]}"
    below = sorted({feed.parent for feed in folder.glob("*/dw-*.jsonl*")})
    below = below or sorted({feed.parent for feed in folder.glob("*/*/dw-*.jsonl*")})
    return f"; there are some in {below[-1]}" if below else ""
