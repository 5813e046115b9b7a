"""WARC files of one crawl: a record is in them whole or not at all.

While it is written a file is `….warc.gz.part`. When a crawl dies, the next one that writes into the
folder keeps all whole records of what it left. Who writes a file holds a lock on it, so that nobody
takes the file of a crawl that lives for one of a dead crawl.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from dwcrawler.store.durable_feed import (
    PART,
    FeedFull,
    make_folder,
    promote,
    sync_folder,
)

_PARTS: Final = f"*.warc.gz{PART}"
_BLOCK: Final = 1 << 20


class WarcFiles:
    """`most_bytes`: of one file, after which another is begun. `first_record`, which is given a
    file's name, makes what each file begins with."""

    def __init__(
        self, folder: Path, started: str, most_bytes: int, first_record: Callable[[str], bytes]
    ) -> None:
        self._folder = folder
        self._started = started
        self._most_bytes = most_bytes
        self._first_record = first_record
        self._number = 0
        self._file: int | None = None
        self._part: Path | None = None
        self._size = 0
        self._is_synced = True

    def append(self, records: bytes) -> None:
        """All of them in one file. Raises FeedFull, the file as it was before."""
        if self._file is not None and self._size + len(records) > self._most_bytes:
            self.close()
        if self._file is None:
            self._begin()
        self._write(records)

    def sync(self) -> None:
        """Returns when all records are on the disk. Raises FeedFull."""
        if self._file is None or self._is_synced:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            raise FeedFull(error.errno, error.strerror, str(self._part)) from error
        self._is_synced = True

    def close(self) -> Path | None:
        """Gives the file its name. Raises FeedFull."""
        if self._file is None or self._part is None:
            return None
        self.sync()
        path = promote(self._part)
        os.close(self._file)
        self._file = None
        return path

    def _begin(self) -> None:
        try:
            make_folder(self._folder)
            self._part, self._file = self._new_part()
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            sync_folder(self._folder)
        except OSError as error:
            raise FeedFull(error.errno, error.strerror, str(self._folder)) from error
        self._size = 0
        self._write(self._first_record(self._part.name.removesuffix(PART)))

    def _new_part(self) -> tuple[Path, int]:
        """Two crawls of one second have numbers of their own."""
        while True:
            self._number += 1
            name = f"dw-{self._started}-{self._number:05d}.warc.gz"
            part = self._folder / f"{name}{PART}"
            if (self._folder / name).exists():
                continue
            with suppress(FileExistsError):
                return part, os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)

    def _write(self, records: bytes) -> None:
        assert self._file is not None
        try:
            written = os.write(self._file, records)
            while written < len(records):
                written += os.write(self._file, records[written:])
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, self._size)
                os.lseek(self._file, self._size, os.SEEK_SET)
            raise FeedFull(error.errno, error.strerror, str(self._part)) from error
        self._size += len(records)
        self._is_synced = False


def recover(folder: Path) -> list[Path]:
    """Files of dead crawls, with what is whole in them, under their names. Raises OSError."""
    kept = []
    for part in sorted(folder.glob(_PARTS)):
        file = os.open(part, os.O_RDWR)
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # a crawl that lives
                continue
            whole = _end_of_whole_members(file)
            os.ftruncate(file, whole)
            os.fsync(file)
            if whole:
                kept.append(promote(part))
            else:
                part.unlink()
        finally:
            os.close(file)
    return kept


def _end_of_whole_members(file: int) -> int:
    """Each record is a member of gzip of its own. What follows the last whole one is no record."""
    at = whole = 0
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while block := os.pread(file, _BLOCK, at):
        at += len(block)
        while block:
            try:
                member.decompress(block)
            except zlib.error:
                return whole
            if not member.eof:
                break
            block = member.unused_data
            whole = at - len(block)
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole
