"""All parts become one feed: each story's captures in order of time, without those that changed
nothing, numbered as revisions.

The order is made on the disk, by SQLite, so that memory does not grow with the archive. The feed is
replaced when the new one is whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from dwcrawler.archive.workspace import Workspace
from dwcrawler.store.durable_feed import sync_folder
from dwcrawler.store.packed import zstd

_SCHEMA: Final = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE capture (id INTEGER, at TEXT, layout TEXT, content TEXT, text TEXT, part INTEGER,
        start INTEGER, length INTEGER);
    CREATE TABLE kept (at TEXT, id INTEGER, revision INTEGER, part INTEGER, start INTEGER,
        length INTEGER);
"""
_IN_TIME: Final = "SELECT * FROM capture ORDER BY id, at, part, start"
_KEPT: Final = "SELECT revision, part, start, length FROM kept ORDER BY at, id, revision"
# As every line of a part has it: a quotation mark within a text is escaped.
_FIRST: Final = b'"revision":1,"content_hash":"'
_MOST_OPEN: Final = 200  # parts at a time


class Assembled(NamedTuple):
    """`captures` of `stories`, of which `lines` were new or changed, and are in the feed."""

    captures: int
    stories: int
    lines: int


def assemble(workspace: Workspace, feed: Path, show: Callable[[int], None]) -> Assembled:
    """`show` gets the number of lines that are written. Raises OSError, sqlite3.Error."""
    index = workspace.folder / "assembling.sqlite"
    index.unlink(missing_ok=True)
    part = feed.with_name(f"{feed.name}.part")
    try:
        with closing(sqlite3.connect(index, isolation_level=None)) as db:
            db.executescript(_SCHEMA)
            keys = workspace.keys()
            db.execute("BEGIN")
            captures = _collect(db, workspace, keys)
            stories, lines = _number(db)
            db.execute("COMMIT")
            with _opened(feed, part) as file:
                for count, line in enumerate(_lines(db, workspace, keys), start=1):
                    file.write(line)
                    if count % 1000 == 0:
                        show(count)
        _put_in_place(part, feed)
    finally:
        index.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return Assembled(captures, stories, lines)


def _collect(db: sqlite3.Connection, workspace: Workspace, keys: list[str]) -> int:
    count = 0
    for number, key in enumerate(keys):
        rows = ((*row[:5], number, *row[5:]) for row in workspace.rows(key))
        count += db.executemany("INSERT INTO capture VALUES (?,?,?,?,?,?,?,?)", rows).rowcount
    return max(count, 0)


def _number(db: sqlite3.Connection) -> tuple[int, int]:
    """How many stories, and how many revisions of them."""
    stories = lines = 0
    before: Any = None
    revision = 0

    def kept() -> Iterator[tuple[Any, ...]]:
        nonlocal stories, lines, before, revision
        for row in db.execute(_IN_TIME):
            if before is None or row[0] != before[0]:
                stories += 1
                revision = 0
            elif not _differs(before, row):
                continue
            before = row
            revision += 1
            lines += 1
            yield row[1], row[0], revision, *row[5:]

    db.executemany("INSERT INTO kept VALUES (?,?,?,?,?,?)", kept())
    return stories, lines


def _differs(before: Any, row: Any) -> bool:
    """As in a crawl (`StoryState.differs_from`): layouts differ in what they have, so that across
    two of them only headline and text are compared."""
    _, _, layout, content, text, *_ = row
    _, _, layout_before, content_before, text_before, *_ = before
    return bool(content != content_before if layout == layout_before else text != text_before)


def _lines(db: sqlite3.Connection, workspace: Workspace, keys: list[str]) -> Iterator[bytes]:
    opened: dict[int, int] = {}
    try:
        for revision, part, start, length in db.execute(_KEPT):
            if part not in opened:
                if len(opened) >= _MOST_OPEN:
                    os.close(opened.pop(next(iter(opened))))
                opened[part] = os.open(workspace.lines(keys[part]), os.O_RDONLY)
            line = os.pread(opened[part], length, start)
            if len(line) != length:
                raise OSError(f"{workspace.lines(keys[part])} is shorter than its index says")
            numbered = b'"revision":%d,"content_hash":"' % revision
            yield line.replace(_FIRST, numbered, 1) if revision > 1 else line
    finally:
        for file in opened.values():
            os.close(file)


@contextmanager
def _opened(feed: Path, part: Path) -> Iterator[Any]:
    """Packed if the feed's name says so."""
    with part.open("wb", 1 << 20) as file:
        if feed.suffix == ".zst":
            with zstd.open(file, "wb") as packed:
                yield packed
        else:
            yield file
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(part: Path, feed: Path) -> None:
    part.replace(feed)
    sync_folder(feed.parent)
