"""The store in one SQLite file: no server to start, one writer, any number of readers.

Write-ahead logging: a crawl that dies leaves the last finished transaction. A power cut may take
the very last ones with it; the feed, which is synced first, has them (see `opening`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from dwcrawler.items import FoundBy
from dwcrawler.store import runs
from dwcrawler.store.records import StoredLink, StoryState, StoryUpdate

SCHEMA_VERSION: Final = 3
# `listed`: stories that lists showed and nobody fetched yet. `reached`: stories from which runs
# that were narrowed by urls or sections went on, by the number of the first such run, and how far
# from where these began; a run of the whole site has scope 0. `feed`: the feeds beside the store all of whose lines are in it.
_SCHEMA: Final = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY, language TEXT, type TEXT, url TEXT NOT NULL,
    date_published TEXT, newest TEXT, content_hash TEXT, revision INTEGER NOT NULL,
    depth INTEGER NOT NULL, first_seen TEXT NOT NULL, last_crawled TEXT NOT NULL,
    etag TEXT, last_modified TEXT, status INTEGER NOT NULL, listed_day TEXT,
    tries INTEGER NOT NULL, layout TEXT, text_hash TEXT, subject TEXT
);
CREATE TABLE link (
    source INTEGER NOT NULL, target INTEGER NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL,
    url TEXT NOT NULL, type TEXT, date_published TEXT, relation TEXT,
    PRIMARY KEY (source, target, kind)
) WITHOUT ROWID;
CREATE TABLE listed (
    target INTEGER NOT NULL, scope INTEGER NOT NULL, kind TEXT NOT NULL, listing TEXT,
    url TEXT NOT NULL, type TEXT, date_published TEXT,
    PRIMARY KEY (target, scope)
) WITHOUT ROWID;
CREATE TABLE reached (
    scope INTEGER NOT NULL, story INTEGER NOT NULL, depth INTEGER NOT NULL,
    PRIMARY KEY (scope, story)
) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, scope TEXT NOT NULL, finish_reason TEXT,
    ended TEXT, status INTEGER, figures TEXT, coverage TEXT
);
CREATE TABLE feed (name TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
"""
# Columns without which nothing works, by their table.
COLUMNS: Final = {
    "story": ", ".join(StoryState._fields),
    "link": "source, target, kind, depth, url, type, date_published, relation",
    "listed": "target, scope, kind, listing, url, type, date_published",
    "reached": "scope, story, depth",
    "run": "id, started, scope, finish_reason",
    "feed": "name, size",
}
_INSERT: Final = f"""
INSERT INTO story ({COLUMNS["story"]}) VALUES ({", ".join("?" * len(StoryState._fields))})
ON CONFLICT(id) DO UPDATE SET"""
# A visit. What is known of a story stays where the visit does not tell it. A date to come, of a
# clock that has been put back since, gives way to any other.
_VISIT: Final = f"""{_INSERT}
    language = coalesce(excluded.language, language), type = coalesce(excluded.type, type),
    url = iif(excluded.tries > 0, url, excluded.url),
    date_published = coalesce(excluded.date_published, date_published),
    newest = iif(newest > excluded.last_crawled, coalesce(excluded.newest, newest),
        max(coalesce(excluded.newest, newest), coalesce(newest, excluded.newest))),
    content_hash = coalesce(excluded.content_hash, content_hash),
    revision = max(excluded.revision, revision), depth = min(excluded.depth, depth),
    last_crawled = excluded.last_crawled,
    etag = excluded.etag, last_modified = excluded.last_modified, status = excluded.status,
    listed_day = max(coalesce(excluded.listed_day, listed_day),
        coalesce(listed_day, excluded.listed_day)),
    tries = iif(excluded.tries > 0, tries + 1, 0), layout = coalesce(excluded.layout, layout),
    text_hash = coalesce(excluded.text_hash, text_hash),
    subject = iif(excluded.revision > 0, NULL, coalesce(excluded.subject, subject))
"""
# A line of a feed. It tells nothing that is not known already, unless it is of a later revision,
# or of a later visit: so feeds may be read in any order, and any number of times.
_LINE: Final = f"""{_INSERT}
    language = excluded.language, type = excluded.type, url = excluded.url,
    date_published = excluded.date_published, newest = excluded.newest,
    content_hash = excluded.content_hash, revision = excluded.revision,
    depth = min(excluded.depth, depth), first_seen = min(excluded.first_seen, first_seen),
    last_crawled = excluded.last_crawled, etag = NULL, last_modified = NULL,
    status = excluded.status, tries = 0, layout = excluded.layout, text_hash = excluded.text_hash,
    subject = NULL
WHERE excluded.revision > revision
    OR (excluded.revision = revision AND excluded.last_crawled > last_crawled)
"""
_LINK: Final = f"""
INSERT INTO link ({COLUMNS["link"]}) VALUES (?,?,?,?,?,?,?,?)
ON CONFLICT(source, target, kind) DO NOTHING
"""
_LISTED: Final = f"""
INSERT INTO listed ({COLUMNS["listed"]}) VALUES (?,?,?,?,?,?,?)
ON CONFLICT(target, scope) DO NOTHING
"""
_REACHED: Final = """
INSERT INTO reached VALUES (?,?,?)
ON CONFLICT(scope, story) DO UPDATE SET depth = min(excluded.depth, depth)
"""
_UNSURE: Final = "CREATE TEMP TABLE IF NOT EXISTS unsure (packed BLOB)"
KNOWN: Final = f"SELECT {COLUMNS['story']} FROM story WHERE id = ?"
_WHERE_NOT_WRITTEN: Final = (
    "NOT EXISTS (SELECT 1 FROM story WHERE story.id = target AND story.revision > 0)"
)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_pack: Final = msgspec.msgpack.Encoder().encode
_unpack: Final = msgspec.msgpack.Decoder(StoryUpdate).decode


class StoreError(Exception):
    """The store cannot be read or written now; the message says why."""


class StoreDamaged(StoreError):
    """The file is not a store any more, or only a part of one."""


class SqliteStore:
    """Every method raises StoreError where the file fails, StoreDamaged where it is spoilt."""

    def __init__(self, path: Path) -> None:
        """Looks through the whole file; makes it if there is none, or an empty one."""
        self.path = path
        self._run = 0
        self._scope = 0
        with as_store_error():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._add_columns()
        has_tables = holds_store(self._db)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if not has_tables:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION};")
            self._db.execute("COMMIT")

    def _add_columns(self) -> None:
        """Those that a store of the same schema may lack, as they came later."""
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        columns = [row[1] for row in self._db.execute("PRAGMA table_info(story)")]
        if version == SCHEMA_VERSION and columns and "subject" not in columns:
            self._db.execute("ALTER TABLE story ADD COLUMN subject TEXT")
        if version == SCHEMA_VERSION:
            runs.add_columns(self._db)

    # Stories and links

    def known(self, story_id: int) -> StoryState | None:
        with as_store_error():
            self._begin_reading()
            row = self._db.execute(KNOWN, (story_id,)).fetchone()
        return StoryState(*row) if row else None

    def record(self, updates: Iterable[StoryUpdate], found: Iterable[StoredLink] = ()) -> None:
        """All of them or none. A story's links take the place of those that it had; where `links`
        is None they stay: the page was not there to tell. `found` was seen on lists."""
        with self._transaction():
            execute = self._db.execute
            listed = ((*_as_listed(link, self._scope),) for link in found)
            self._db.executemany(_LISTED, listed)
            for state, links in updates:
                execute(_VISIT, state)
                execute("DELETE FROM listed WHERE target = ?", (state.id,))
                if self._scope:
                    execute(_REACHED, (self._scope, state.id, state.depth))
                if links is not None:
                    self._replace_links(state.id, links)

    def _replace_links(self, story_id: int, links: Iterable[StoredLink]) -> None:
        self._db.execute("DELETE FROM link WHERE source = ?", (story_id,))
        self._db.executemany(_LINK, ((*link[:7], link.relation) for link in links))

    def reach(self, depths: dict[int, int]) -> None:
        """Notes stories that are known and were passed at these depths, with what they link to."""
        with self._transaction():
            for story_id, depth in depths.items():
                if self._scope:
                    self._db.execute(_REACHED, (self._scope, story_id, depth))
                nearer = "UPDATE story SET depth = ? WHERE id = ? AND depth > ?"
                self._db.execute(nearer, (depth, story_id, depth))
                nearer = "UPDATE link SET depth = ? WHERE source = ? AND depth > ?"
                self._db.execute(nearer, (depth + 1, story_id, depth + 1))

    def links_from(self, story_id: int) -> list[StoredLink]:
        columns = "source, target, kind, depth, url, type, date_published, NULL, relation"
        query = f"SELECT {columns} FROM link WHERE source = ?"
        with as_store_error():
            self._begin_reading()
            return [StoredLink(*row) for row in self._db.execute(query, (story_id,))]

    def left_over(self, kinds: Iterable[FoundBy], most: int) -> Iterator[StoredLink]:
        """What was found, at a depth of at most `most`, and is in no feed: the nearest first.

        A run that was narrowed gets what runs with the same scope found. Each target comes once of
        all lists, and once of all stories, from its nearest source.
        """
        if self._scope:
            of_scope, depth = "AND scope = :scope", "reached.depth + 1"
            links = "reached JOIN link ON source = reached.story AND reached.scope = :scope"
        else:
            of_scope, depth, links = "", "link.depth", "link"
        query = f"""
            SELECT NULL, target, kind, 0 AS nearest, url, type, date_published, listing,
            NULL FROM listed
            WHERE {_WHERE_NOT_WRITTEN} {of_scope} GROUP BY target
            UNION ALL
            SELECT source, target, kind, min({depth}) AS nearest, url, type, date_published, NULL,
            relation FROM {links}
            WHERE {depth} <= :most AND kind IN ({", ".join(f"'{kind}'" for kind in kinds)})
            AND {_WHERE_NOT_WRITTEN} GROUP BY target
            ORDER BY nearest
        """
        with as_store_error():
            for row in self._db.execute(query, {"most": most, "scope": self._scope}):
                yield StoredLink(*row)

    # Stories that are not yet sure: they end with the process, if it does not say that they are

    def set_aside(self, updates: Iterable[StoryUpdate]) -> None:
        """Their links are kept at once: those were found, whatever becomes of the stories."""
        with self._transaction():
            self._db.execute(_UNSURE)
            for update in updates:
                self._db.execute("INSERT INTO temp.unsure VALUES (?)", (_pack(update),))
                if update.links is not None:
                    self._replace_links(update.state.id, update.links)

    def record_set_aside(self) -> None:
        """All of them or none."""
        with as_store_error():
            self._db.execute(_UNSURE)
            rows = self._db.execute("SELECT packed FROM temp.unsure ORDER BY rowid")
            self.record(_unpack(row[0]) for row in rows)

    # Feeds

    def lacks(self, feed: Path) -> bool:
        with as_store_error():
            return self._size_of(feed.name) != feed.stat().st_size

    def feed_sizes(self) -> dict[str, int]:
        """Of all feeds that were read, by name."""
        with as_store_error():
            return dict(self._db.execute("SELECT name, size FROM feed"))

    def lacks_packed(self, feed: Path, plain_name: str) -> bool:
        """False for a feed that was known before it was packed; True for one that was packed again."""
        with as_store_error():
            size = self._size_of(feed.name)
            if size is not None:
                return size != feed.stat().st_size
            return self._size_of(plain_name) is None

    def _size_of(self, name: str) -> int | None:
        """Of a feed when it was read."""
        row = self._db.execute("SELECT size FROM feed WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def apply(
        self,
        feed: Path,
        updates: Iterable[StoryUpdate],
        known_as: Callable[[], dict[str, int]] | None = None,
    ) -> int:
        """Makes every line of a feed known, or none; how many there were.

        `known_as`, asked when all are read: the names by which the feed need not be read again, each
        with its size. Without it that is the feed's own.
        """
        count = 0
        names = {feed.name: feed.stat().st_size}
        with self._transaction():
            for state, links in updates:
                count += 1
                if self._db.execute(_LINE, state).rowcount and links is not None:
                    self._replace_links(state.id, links)
                    self._db.execute("DELETE FROM listed WHERE target = ?", (state.id,))
            for name, size in (known_as() if known_as is not None else names).items():
                self._note_feed(name, size)
        return count

    def know_feeds(self, sizes: dict[str, int]) -> None:
        """Feeds all of whose lines are known already, by name, each with its size."""
        with self._transaction():
            for name, size in sizes.items():
                self._note_feed(name, size)

    def _note_feed(self, name: str, size: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?)", (name, size))

    # Runs

    def begin_run(self, started: str, scope: str) -> None:
        """`scope` is what a later run must have been narrowed to, to go on with this one; "" is
        the whole site."""
        with self._transaction():
            died = "UPDATE run SET finish_reason = 'died' WHERE finish_reason IS NULL"
            self._db.execute(died)
            insert = "INSERT INTO run (started, scope) VALUES (?, ?)"
            self._run = self._db.execute(insert, (started, scope)).lastrowid or 0
            if scope:
                first = "SELECT min(id) FROM run WHERE scope = ?"
                self._scope = self._db.execute(first, (scope,)).fetchone()[0]

    @property
    def is_narrowed(self) -> bool:
        return self._scope > 0

    def end_run(self, reason: str, feed: Path | None, end: runs.RunEnd | None = None) -> None:
        """With the feed that it wrote, all of which is known."""
        with self._transaction():
            runs.end_run(self._db, self._run, reason, end)
            if feed is not None:
                self._note_feed(feed.name, feed.stat().st_size)

    def earlier_runs(self, most: int) -> list[runs.StoredRun]:
        """Before this one, the latest first."""
        with as_store_error():
            return [run for run in runs.read_runs(self._db, most + 1) if run.id != self._run]

    def newest_by_language(self, now: str) -> dict[str, str]:
        """RFC 3339, of all stories that are known and not of the future."""
        with as_store_error():
            return runs.newest_by_language(self._db, now)

    def close(self) -> None:
        with as_store_error():
            self._db.close()

    def _begin_reading(self) -> None:
        """Until the next write: many small reads in one transaction take a third of the time."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with as_store_error():
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk may have ended it
                    self._db.execute("ROLLBACK")
                raise


def holds_store(db: sqlite3.Connection) -> bool:
    """Looks through the whole file. False for an empty one.

    Raises StoreDamaged for what is no store, StoreError for one of a later version.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"it is of a later version of this program (schema {version}, known here is "
            f"{SCHEMA_VERSION}): use that one, or another folder: -s DW_OUTPUT_DIR=…"
        )
    if version == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        return False
    if version < SCHEMA_VERSION:
        raise StoreDamaged(f"it is of an earlier version of this program (schema {version})")
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreDamaged(str(found))
    for table, columns in COLUMNS.items():
        try:
            db.execute(f"SELECT {columns} FROM {table} LIMIT 0")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table or column
                raise StoreDamaged(str(error)) from error
            raise
    return True


def _as_listed(link: StoredLink, scope: int) -> tuple[object, ...]:
    return (
        link.target,
        scope,
        link.kind,
        link.listing,
        link.url,
        link.type,
        link.date_published,
    )


@contextmanager
def as_store_error() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, OverflowError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        kind = StoreDamaged if code in _DAMAGED else StoreError
        raise kind(str(error)) from error
