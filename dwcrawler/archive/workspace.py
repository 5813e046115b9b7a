"""`FEED.parts/`: what was extracted so far, a part for each unit, until the feed is put together.

A part is there whole or not at all, and has the name of its unit's key. So what dies is done again,
what was done is not, and two who do the same do no harm. Lines of a part are those of a feed, all of
revision 1; its index says of each what revisions are told by.

The folder stays beside the feed: sources that come later are added to what is in it. It may be
removed; then everything is read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from dwcrawler import __version__
from dwcrawler.archive.extraction import Wish
from dwcrawler.archive.sources import Unit
from dwcrawler.archive.tally import Tally
from dwcrawler.items import SCHEMA_VERSION, Story
from dwcrawler.store.durable_feed import make_folder, sync_folder
from dwcrawler.store.records import text_hash

_LINES: Final = ".jsonl"
_INDEX: Final = ".index"
_ABOUT: Final = "about.json"
_BUFFER: Final = 1 << 20
# Of hashes that are compared within one story alone.
_DIGITS: Final = 32


class OtherWish(Exception):
    """The folder's parts were made for something else; the text says for what."""


class Row(NamedTuple):
    """A story in a part: `start` and `length` of its line, in bytes."""

    id: int
    crawled_at: str
    layout: str
    content: str
    text: str
    start: int
    length: int


class About(msgspec.Struct):
    """What the parts were made with and for. Those of another version are made anew."""

    version: str
    schema_version: int
    wish: Wish


class _End(msgspec.Struct):
    """The last line of an index."""

    unit: str
    size: int
    tally: Tally


class Workspace:
    """`feed` is the file that is asked for."""

    def __init__(self, feed: Path) -> None:
        self.folder = feed.with_name(f"{feed.name}.parts")

    def open(self, wish: Wish) -> None:
        """Raises OtherWish, OSError. Parts of another version of this program are removed."""
        make_folder(self.folder)
        about = About(__version__, SCHEMA_VERSION, wish)
        known = self._about()
        if known is not None and known.wish != wish:
            raise OtherWish(
                f"{self.folder} holds what was read with other --languages, --since or --until: "
                "give the same as then, or another feed, or remove that folder"
            )
        if known is None or (known.version, known.schema_version) != (
            about.version,
            about.schema_version,
        ):
            for path in self.folder.glob("*"):
                if path.suffix in (_LINES, _INDEX):
                    path.unlink()
        self._write(_ABOUT, msgspec.json.encode(about))

    def _about(self) -> About | None:
        try:
            return msgspec.json.decode((self.folder / _ABOUT).read_bytes(), type=About)
        except (OSError, msgspec.DecodeError):
            return None

    def _write(self, name: str, content: bytes) -> None:
        part = self.folder / f"{name}.{os.getpid()}.part"
        part.write_bytes(content)
        part.replace(self.folder / name)

    # Parts

    def has(self, unit: Unit) -> bool:
        return (self.folder / f"{unit.key}{_INDEX}").exists()

    def forget(self, unit: Unit) -> None:
        (self.folder / f"{unit.key}{_INDEX}").unlink(missing_ok=True)

    def write(self, unit: Unit, stories: Iterable[Story], tally: Tally, mark: str) -> None:
        """`tally` is complete when the stories are; `mark` tells this writer from others. Raises
        OSError, and whatever the stories raise; then there is no part."""
        lines = self.folder / f"{unit.key}{_LINES}"
        index = self.folder / f"{unit.key}{_INDEX}"
        lines_part, index_part = (
            path.with_name(f"{path.name}.{mark}.part") for path in (lines, index)
        )
        encode = msgspec.json.Encoder().encode
        try:
            with (
                lines_part.open("wb", _BUFFER) as line_file,
                index_part.open("wb", _BUFFER) as rows,
            ):
                start = 0
                for story in stories:
                    line = encode(story) + b"\n"
                    line_file.write(line)
                    rows.write(encode(_row(story, start, len(line))) + b"\n")
                    start += len(line)
                rows.write(encode(_End(unit.name, unit.size, tally)) + b"\n")
                for file in (line_file, rows):
                    file.flush()
                    os.fsync(file.fileno())
            lines_part.replace(lines)
            index_part.replace(index)  # last: the part is there when its index is
            sync_folder(self.folder)
        finally:
            for part in (lines_part, index_part):
                part.unlink(missing_ok=True)

    def clear_broken_off(self) -> None:
        """What writers that died left. Only while nobody writes."""
        for part in self.folder.glob("*.part"):
            part.unlink(missing_ok=True)

    def keys(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob(f"*{_INDEX}"))

    def rows(self, key: str) -> Iterator[Row]:
        """Raises OSError, msgspec.DecodeError."""
        decode = msgspec.json.Decoder(Row).decode
        with (self.folder / f"{key}{_INDEX}").open("rb") as file:
            before = file.readline()
            for line in file:
                yield decode(before)
                before = line

    def tally(self, key: str) -> Tally:
        """Raises OSError, msgspec.DecodeError."""
        with (self.folder / f"{key}{_INDEX}").open("rb") as file:
            last = b""
            for last in file:  # noqa: B007 (the last one counts)
                pass
        return msgspec.json.decode(last, type=_End).tally

    def lines(self, key: str) -> Path:
        return self.folder / f"{key}{_LINES}"


def _row(story: Story, start: int, length: int) -> Row:
    provenance: Any = story.provenance
    return Row(
        id=story.id,
        crawled_at=provenance.crawled_at or "",
        layout=provenance.layout or "",
        content=story.content_hash[:_DIGITS],
        text=text_hash(story)[:_DIGITS],
        start=start,
        length=length,
    )
