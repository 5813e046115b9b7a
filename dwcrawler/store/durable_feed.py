"""The durable feed: lines that are whole, and known to be on the disk.

While a run lasts its feed is `….jsonl.part`: a reader of `*.jsonl` never meets half a file. Lines
are synced in groups. When a run dies, the next one keeps every whole line of the part it left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dwcrawler.store.packed import ENDINGS

PART: Final = ".part"


class FeedFull(OSError):
    """A line could not be written whole, so it was not written at all."""


class DurableFeed:
    """`path` is the feed's name when it is complete. Made with its first line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + PART)
        self._file: int | None = None
        self._size = 0
        self.is_synced = True

    @property
    def part(self) -> Path:
        """The file while it lasts."""
        return self._part

    def append(self, line: bytes) -> None:
        """Writes one line, with its end. Raises FeedFull, the file as it was before."""
        try:
            if self._file is None:
                make_folder(self._part.parent)
                self._file = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
                sync_folder(self._part.parent)
            written = os.write(self._file, line)
            while written < len(line):
                written += os.write(self._file, line[written:])
        except OSError as error:
            self._back_to_whole_lines()
            raise FeedFull(error.errno, error.strerror, str(self._part)) from error
        self._size += len(line)
        self.is_synced = False

    def sync(self) -> None:
        """Returns when all lines are on the disk. Raises FeedFull."""
        if self._file is None or self.is_synced:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            raise FeedFull(error.errno, error.strerror, str(self._part)) from error
        self.is_synced = True

    def close(self) -> Path | None:
        """Gives the file its name; None where there was no line, and so no file."""
        if self._file is None:
            return None
        self.sync()
        os.close(self._file)
        self._file = None
        return promote(self._part)

    def _back_to_whole_lines(self) -> None:
        if self._file is not None:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)


def recover(part: Path) -> Path | None:
    """Promotes what a dead run left, without the line that it may have been writing.

    None where nothing whole was in it; the file is gone then.
    """
    with part.open("r+b") as file:
        whole = _end_of_whole_lines(file.fileno(), part.stat().st_size)
        file.truncate(whole)
        os.fsync(file.fileno())
    if whole == 0:
        part.unlink()
        sync_folder(part.parent)
        return None
    return promote(part)


def lines_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def promote(part: Path) -> Path:
    """`….jsonl.part` -> `….jsonl`, never over a file that is there."""
    path = part.with_name(part.name.removesuffix(PART))
    if path.exists():
        path = free_name(path)
    part.replace(path)
    sync_folder(path.parent)
    return path


def make_folder(folder: Path) -> None:
    """With those above it; a folder that is new is synced into the one that holds it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Returns when the names in it are on the disk, as `fsync` does not do it for a file's."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def free_name(path: Path) -> Path:
    """The name itself, or one with a number where there is such a feed, a part of it, or one packed.

    (Two runs in one second, a clock that was put back.)
    """
    count = 1
    free = path
    while any(free.with_name(free.name + ending).exists() for ending in ("", PART, *ENDINGS)):
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


_BLOCK: Final = 1 << 16


def _end_of_whole_lines(file: int, size: int) -> int:
    """Where the last line end stands, sought from the file's end."""
    end = size
    while end > 0:
        start = max(0, end - _BLOCK)
        at = os.pread(file, end - start, start).rfind(b"\n")
        if at >= 0:
            return start + at + 1
        end = start
    return 0
