"""The store in one SQLite file: no server to start, one writer, any number of readers.

Write-ahead logging: a crawl that dies leaves the last finished transaction. A power cut may take
the very last ones with it; the feed, which is synced first, has them (see `opening`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from dwcrawler.items import FoundBy
from dwcrawler.store.records import Known, Record, StoredLink

SCHEMA_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY, language TEXT, type TEXT, url TEXT NOT NULL,
    date_published TEXT, newest TEXT, content_hash TEXT, revision INTEGER NOT NULL,
    depth INTEGER NOT NULL, first_seen TEXT NOT NULL, last_crawled TEXT NOT NULL,
    etag TEXT, last_modified TEXT, status INTEGER NOT NULL, run INTEGER NOT NULL
);
CREATE TABLE link (
    source INTEGER NOT NULL, target INTEGER NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL,
    url TEXT NOT NULL, type TEXT, date_published TEXT,
    PRIMARY KEY (source, target, kind)
) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, arguments TEXT NOT NULL, feed TEXT,
    finish_reason TEXT, is_complete INTEGER NOT NULL DEFAULT 0
);
"""
# What is already known of a story stays where the new record does not tell it.
_UPSERT: Final = """
INSERT INTO story VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT(id) DO UPDATE SET
    language = coalesce(excluded.language, language), type = coalesce(excluded.type, type),
    url = excluded.url,
    date_published = coalesce(excluded.date_published, date_published),
    newest = max(coalesce(excluded.newest, newest), coalesce(newest, excluded.newest)),
    content_hash = coalesce(excluded.content_hash, content_hash),
    revision = max(excluded.revision, revision), depth = min(excluded.depth, depth),
    last_crawled = max(excluded.last_crawled, last_crawled),
    etag = excluded.etag, last_modified = excluded.last_modified,
    status = excluded.status, run = excluded.run
"""
_LINK: Final = """
INSERT INTO link VALUES (?,?,?,?,?,?,?)
ON CONFLICT(source, target, kind) DO UPDATE SET
    depth = min(excluded.depth, depth), url = excluded.url,
    type = coalesce(excluded.type, type),
    date_published = coalesce(excluded.date_published, date_published)
"""
_KNOWN: Final = f"SELECT {', '.join(Known._fields)} FROM story WHERE id = ?"
_LINK_FIELDS: Final = ", ".join(f"link.{name}" for name in StoredLink._fields)


class StoreError(Exception):
    """The store cannot be read or written; the message says why."""


class SqliteStore:
    """Every method raises StoreError where the file fails."""

    def __init__(self, path: Path) -> None:
        """Makes the file if there is none."""
        self.path = path
        self.run = 0
        with _as_store_error():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    @classmethod
    def checked(cls, path: Path) -> Self:
        """Looks through the whole file first: for one that a crawl left without closing it."""
        store = cls(path)
        with _as_store_error():
            found = store._db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            store.close()
            raise StoreError(str(found))
        return store

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise StoreError(f"of another version of this program (schema {version})")
        if version == 0:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION};")
            self._db.execute("COMMIT")

    def known(self, story_id: int) -> Known | None:
        with _as_store_error():
            row = self._db.execute(_KNOWN, (story_id,)).fetchone()
        return Known(*row) if row else None

    def record(self, records: Iterable[Record]) -> None:
        """All of them or none. A story's links take the place of those that it had.

        Where `links` is None they stay: the page was not there to tell.
        """
        with self._transaction():
            for known, links in records:
                self._db.execute(_UPSERT, (*known, self.run))
                if links is not None:
                    self._db.execute("DELETE FROM link WHERE source = ?", (known.id,))
                    self._db.executemany(_LINK, links)

    def links_from(self, story_id: int) -> list[StoredLink]:
        query = f"SELECT {_LINK_FIELDS} FROM link WHERE source = ?"
        with _as_store_error():
            return [StoredLink(*row) for row in self._db.execute(query, (story_id,))]

    def left_over(self, arguments: str, kinds: Iterable[FoundBy]) -> Iterator[StoredLink]:
        """What runs with these arguments found over links, and did not come to fetch.

        Only of runs after the last complete one. Nearest first; each target once, from its nearest
        source.
        """
        wanted = tuple(kinds)
        query = f"""
            SELECT {_LINK_FIELDS}, min(link.depth) AS nearest FROM link
            JOIN story ON story.id = link.source
            WHERE story.run IN (
                SELECT id FROM run WHERE arguments = ? AND id > (
                    SELECT coalesce(max(id), 0) FROM run WHERE arguments = ? AND is_complete
                ) AND id < ?
            ) AND link.kind IN ({", ".join("?" * len(wanted))})
            AND NOT EXISTS (SELECT 1 FROM story AS target WHERE target.id = link.target)
            GROUP BY link.target ORDER BY nearest
        """
        with _as_store_error():
            cursor = self._db.execute(query, (arguments, arguments, self.run, *wanted))
            for row in cursor:
                yield StoredLink(*row[:-1])

    def begin_run(self, started: str, arguments: str, feed: str | None) -> None:
        with self._transaction():
            cursor = self._db.execute(
                "INSERT INTO run (started, arguments, feed) VALUES (?, ?, ?)",
                (started, arguments, feed),
            )
            self.run = cursor.lastrowid or 0

    def end_run(self, reason: str, is_complete: bool) -> None:
        with self._transaction():
            self._db.execute(
                "UPDATE run SET finish_reason = ?, is_complete = ? WHERE id = ?",
                (reason, is_complete, self.run),
            )

    def unfinished_runs(self) -> list[tuple[int, str | None]]:
        """(number, feed) of runs that did not come to say how they ended."""
        with _as_store_error():
            query = "SELECT id, feed FROM run WHERE finish_reason IS NULL ORDER BY id"
            return list(self._db.execute(query))

    def close_run(self, run: int) -> None:
        with self._transaction():
            self._db.execute("UPDATE run SET finish_reason = 'died' WHERE id = ?", (run,))

    def count(self) -> int:
        """Stories that have been written to a feed."""
        with _as_store_error():
            query = "SELECT count(*) FROM story WHERE revision > 0"
            return int(self._db.execute(query).fetchone()[0])

    def close(self) -> None:
        with _as_store_error():
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _as_store_error():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


@contextmanager
def _as_store_error() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, OverflowError) as error:
        raise StoreError(str(error)) from error
