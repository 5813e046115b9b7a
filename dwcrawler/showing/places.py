"""Lines of feeds by their places: read again in any order, without holding them.

A plain file is read at the place. From a packed one, the lines that are wanted are first copied to
a temporary file, in one pass.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from dwcrawler.store.durable_feed import PART
from dwcrawler.store.packed import ENDINGS, LONGEST_LINE, PackedFeed
from dwcrawler.store.stories import Place, placed_lines

# Feeds that are open at a time.
_MOST_OPEN: Final = 50


class LostLine(OSError):
    """A feed was changed or removed since it was read."""


def lines_at(places: list[Place]) -> Iterator[bytes]:
    """The lines in the order of their places, each with its end. Raises LostLine, OSError."""
    opened: dict[Path, IO[bytes]] = {}
    try:
        with tempfile.TemporaryFile() as copy:
            at_in_copy = _copy_packed(places, copy)
            for place in places:
                at = at_in_copy.get(place)
                if at is not None:
                    yield _line(copy, at, place)
                else:
                    yield _line(_opened(place.file, opened), place.at, place)
    finally:
        for file in opened.values():
            file.close()


def _opened(file: Path, opened: dict[Path, IO[bytes]]) -> IO[bytes]:
    if file not in opened:
        if len(opened) >= _MOST_OPEN:
            opened.pop(next(iter(opened))).close()
        opened[file] = _open(file)
    return opened[file]


def _open(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except FileNotFoundError:  # the crawl that wrote it has ended, and gave it its name
        return file.with_name(file.name.removesuffix(PART)).open("rb")


def _line(file: IO[bytes], at: int, place: Place) -> bytes:
    file.seek(at)
    line = file.readline(LONGEST_LINE)
    if not line.startswith(b"{") and not line.lstrip().startswith(b"{"):
        raise LostLine(f"{place.file} was changed while it was read. Try again")
    return line if line.endswith(b"\n") else line + b"\n"


def _copy_packed(places: Iterable[Place], copy: IO[bytes]) -> dict[Place, int]:
    """Where in the copy each line stands."""
    wanted: dict[Path, set[int]] = {}
    for place in places:
        if place.file.suffix in ENDINGS:
            wanted.setdefault(place.file, set()).add(place.at)
    copied: dict[Place, int] = {}
    for file, starts in wanted.items():
        missing = set(starts)
        for start, line in placed_lines(PackedFeed(file)):
            if start in missing:
                copied[Place(file, start)] = copy.tell()
                copy.write(line if line.endswith(b"\n") else line + b"\n")
                missing.discard(start)
                if not missing:
                    break
        if missing:
            raise LostLine(f"{file} was changed while it was read. Try again")
    copy.flush()
    return copied
