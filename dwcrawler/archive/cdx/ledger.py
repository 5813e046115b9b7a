"""`FEED.captures/`: what an index told, and what was fetched of it; what is in it is safe.

An answer of the index, or a record, is in the ledger whole or not at all. Records wait in it until
there are enough for a WARC file.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from warcio.warcwriter import WARCWriter

from dwcrawler import __version__
from dwcrawler.store.durable_feed import make_folder, sync_folder

NAME: Final = "captures.sqlite"
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS page (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS capture (
        url TEXT, stamp TEXT, story INTEGER, digest TEXT, file TEXT, start INTEGER, length INTEGER,
        state INTEGER NOT NULL DEFAULT 0, why TEXT, PRIMARY KEY (url, stamp)
    );
    CREATE INDEX IF NOT EXISTS by_story ON capture (story, stamp);
    CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY, content BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS file (number INTEGER PRIMARY KEY);
"""
_WAITING, _KEPT, _SAME, _LOST = range(4)
_RECORDS_OF_A_FILE: Final = 1_000
_BYTES_OF_A_FILE: Final = 200_000_000


class Found(NamedTuple):
    """A capture as an index tells it; `file`, `start`, `length`: where its record stands, if told."""

    url: str
    stamp: str
    story: int
    digest: str
    file: str
    start: int
    length: int


class Ledger:
    """Raises sqlite3.Error where the file fails."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError."""
        make_folder(folder)
        self.folder = folder
        self._db = sqlite3.connect(folder / NAME, isolation_level=None, timeout=10)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(
            "PRAGMA synchronous = FULL"
        )  # what a request brought is not asked for twice
        self._db.executescript(_SCHEMA)

    # What the index told

    def page(self, name: str) -> str | None:
        """The digest of an answer; None where it was not asked for."""
        row = self._db.execute("SELECT digest FROM page WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note_page(self, name: str, digest: str, found: Iterable[Found]) -> None:
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany(
                "INSERT OR IGNORE INTO capture (url, stamp, story, digest, file, start, length) "
                "VALUES (?,?,?,?,?,?,?)",
                found,
            )
            self._db.execute("INSERT OR REPLACE INTO page VALUES (?,?)", (name, digest))

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM capture").fetchone()[0])

    # What is fetched

    def skip_unchanged(self) -> int:
        """Captures with the digest of the one before them, of the same story, hold the same page."""
        same = """
            UPDATE capture SET state = ? WHERE state = ? AND rowid IN (
                SELECT rowid FROM (
                    SELECT rowid, digest, lag(digest) OVER (PARTITION BY story ORDER BY stamp, url)
                        AS before FROM capture
                ) WHERE digest = before AND digest NOT IN ('', '-')
            )
        """
        return self._db.execute(same, (_SAME, _WAITING)).rowcount

    def waiting(self) -> list[Found]:
        """The next ones, at most a thousand."""
        query = f"SELECT {', '.join(Found._fields)} FROM capture WHERE state = ? ORDER BY rowid LIMIT 1000"
        return [Found(*row) for row in self._db.execute(query, (_WAITING,))]

    def left(self) -> int:
        query = "SELECT count(*) FROM capture WHERE state = ?"
        return int(self._db.execute(query, (_WAITING,)).fetchone()[0])

    def keep(self, found: Found, record: bytes) -> None:
        """`record`: as it stands in a WARC file, a member of gzip."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("INSERT INTO record (content) VALUES (?)", (record,))
            self._set_state(found, _KEPT, None)
        if self._is_enough():
            self.write_file()

    def lose(self, found: Found, why: str) -> None:
        """It is not to be had, now or later."""
        self._set_state(found, _LOST, why)

    def lost(self) -> list[tuple[str, str]]:
        """URL with its moment, and why; the first ones."""
        query = "SELECT url || ' ' || stamp, why FROM capture WHERE state = ? LIMIT 1000"
        return list(self._db.execute(query, (_LOST,)))

    def _set_state(self, found: Found, state: int, why: str | None) -> None:
        self._db.execute(
            "UPDATE capture SET state = ?, why = ? WHERE url = ? AND stamp = ?",
            (state, why, found.url, found.stamp),
        )

    def _is_enough(self) -> bool:
        count, size = self._db.execute(
            "SELECT count(*), coalesce(sum(length(content)), 0) FROM record"
        ).fetchone()
        return bool(count >= _RECORDS_OF_A_FILE or size >= _BYTES_OF_A_FILE)

    def write_file(self) -> None:
        """The records that wait become a WARC file. Interrupted, the same file is written again: its
        number is taken when its records leave the ledger. Raises OSError."""
        rows = self._db.execute("SELECT number, content FROM record ORDER BY number").fetchall()
        if not rows:
            return
        number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM file").fetchone()[0]
        path = self.folder / f"captures-{number:05d}.warc.gz"
        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as file:
            file.write(_warcinfo(path.name))
            for _, content in rows:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(self.folder)
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("INSERT INTO file VALUES (?)", (number,))
            self._db.execute("DELETE FROM record WHERE number <= ?", (rows[-1][0],))

    def files(self) -> list[str]:
        return [str(path) for path in sorted(self.folder.glob("captures-*.warc.gz"))]

    def close(self) -> None:
        self._db.close()


def _warcinfo(name: str) -> bytes:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version="WARC/1.0")  # as most archives have them
    told = {"software": f"dwcrawler/{__version__}", "format": "WARC File Format 1.0"}
    writer.write_record(writer.create_warcinfo_record(name, told))
    return target.getvalue()
