"""Which pages the WARC files of a folder hold already, so that the same bytes are kept once.

It is an index that can be made again: where it is damaged or gone, pages are kept once more.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Final, NamedTuple

logger = logging.getLogger(__name__)

NAME: Final = "captures.sqlite"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS capture (
    url TEXT PRIMARY KEY, digest TEXT NOT NULL, date TEXT NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID
"""


class Kept(NamedTuple):
    """The latest record that holds a URL's content."""

    digest: str
    date: str
    record: str


class KnownCaptures:
    """What is noted is known at once, and on the disk with `save`: after the records themselves."""

    def __init__(self, folder: Path) -> None:
        """Raises sqlite3.Error, OSError where there can be no such file."""
        self._path = folder / NAME
        try:
            self._db = self._opened()
        except sqlite3.DatabaseError as error:
            logger.warning("%s is damaged (%s): begun anew", self._path, error)
            self._path.unlink(missing_ok=True)
            self._db = self._opened()
        self._new: dict[str, Kept] = {}

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        db.execute(_SCHEMA)
        return db

    def get(self, url: str) -> Kept | None:
        if url in self._new:
            return self._new[url]
        row = self._db.execute(
            "SELECT digest, date, record FROM capture WHERE url = ?", (url,)
        ).fetchone()
        return Kept(*row) if row else None

    def note(self, url: str, kept: Kept) -> None:
        self._new[url] = kept

    def save(self) -> None:
        """Raises sqlite3.Error."""
        if self._new:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO capture VALUES (?,?,?,?)",
                ((url, *kept) for url, kept in self._new.items()),
            )
            self._db.execute("COMMIT")
            self._new.clear()

    def close(self) -> None:
        self._db.close()
