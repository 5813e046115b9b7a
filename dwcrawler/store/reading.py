"""What a store knows of some stories, for those who only look: nothing waits, nothing is changed.

A crawl may be at work on the store meanwhile. SQLite lets readers in beside its one writer.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.store.packed import ENDINGS
from dwcrawler.store.records import StoredLink, StoryState
from dwcrawler.store.sqlite import COLUMNS, StoreError, as_store_error, holds_store

_MOST_AT_ONCE: Final = 500  # ids in one query
_LISTED: Final = "SELECT target, scope, kind, listing, url, type, date_published FROM listed"


class Way(NamedTuple):
    """A link that leads to a story. `depth` is how many hops it is from where a crawl of the same
    scope begins; None where no such crawl came that way."""

    link: StoredLink
    depth: int | None


class StoreView(NamedTuple):
    """By the ids of stories: what is known of them, and which ways lead to them.

    feeds:      the feeds that the store has read, by name, each with its size
    is_running: whether the last crawl has not ended, or died
    """

    known: dict[int, StoryState]
    ways: dict[int, list[Way]]
    feeds: dict[str, int]
    is_running: bool = False

    def lacks(self, feed: Path) -> bool:
        """Whether the next crawl reads this feed before it begins."""
        if feed.suffix in ENDINGS and feed.name not in self.feeds:
            return feed.name.removesuffix(feed.suffix) not in self.feeds
        return self.feeds.get(feed.name) != feed.stat().st_size


NOTHING: Final = StoreView({}, {}, {})


def read_store(path: Path, ids: Iterable[int], scope: str) -> StoreView:
    """`scope` is what the next crawl is narrowed to, as `Journal` has it; "" is the whole site.

    Raises StoreError where the store cannot be read now, StoreDamaged where it is spoilt.
    """
    wanted = list(ids)
    for _ in range(2):
        # If a crawl begins meanwhile, the store is read again.
        is_quiet = is_at_rest(path)
        try:
            with _connection(path) as db:
                view = _read(db, wanted, scope)
        except StoreError:
            if is_quiet and not is_at_rest(path):
                continue
            raise
        if not is_quiet or is_at_rest(path):
            return view
    raise StoreError("crawls begin and end on it all the time: try again")


def is_at_rest(path: Path) -> bool:
    """Whether no crawl is at work on a store: it has no log beside it."""
    return not Path(f"{path}-wal").exists()


def open_for_reading(path: Path, timeout: float = 0) -> sqlite3.Connection:
    """SQLite makes a log even for a reader. Where there is none, nobody writes, and the file is read as
    it is: the folder may be one that cannot be written.

    timeout: seconds to wait for a crawl that has locked the store
    """
    options = "mode=ro&immutable=1" if is_at_rest(path) else "mode=ro"
    uri = f"{path.absolute().as_uri()}?{options}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=timeout)


@contextlib.contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    with as_store_error():
        db = open_for_reading(path)
        try:
            db.execute("BEGIN")  # all is read as of one moment
            yield db
        finally:
            db.close()


def _read(db: sqlite3.Connection, ids: list[int], scope: str) -> StoreView:
    if not holds_store(db):
        return NOTHING
    view = StoreView({}, {story_id: [] for story_id in ids}, dict(_feeds(db)))
    scope_id = _scope_id(db, scope)
    for start in range(0, len(ids), _MOST_AT_ONCE):
        some = tuple(ids[start : start + _MOST_AT_ONCE])
        marks = ", ".join("?" * len(some))
        query = f"SELECT {COLUMNS['story']} FROM story WHERE id IN ({marks})"
        view.known.update((row[0], StoryState(*row)) for row in db.execute(query, some))
        for way in (*_from_lists(db, some, scope_id), *_from_stories(db, some, scope_id)):
            view.ways[way.link.target].append(way)
    last = db.execute("SELECT finish_reason FROM run ORDER BY id DESC LIMIT 1").fetchone()
    return view._replace(is_running=last is not None and last[0] is None)


def _feeds(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    yield from db.execute("SELECT name, size FROM feed")


def _scope_id(db: sqlite3.Connection, scope: str) -> int | None:
    """0 for the whole site; None for a scope that no crawl had yet."""
    if not scope:
        return 0
    found: int | None = db.execute("SELECT min(id) FROM run WHERE scope = ?", (scope,)).fetchone()[
        0
    ]
    return found


def _from_lists(
    db: sqlite3.Connection, ids: tuple[int, ...], scope_id: int | None
) -> Iterator[Way]:
    """Lists that showed a story which no crawl has fetched since."""
    query = f"{_LISTED} WHERE target IN ({', '.join('?' * len(ids))})"
    for target, scope, kind, listing, url, story_type, date in db.execute(query, ids):
        link = StoredLink(None, target, kind, 0, url, story_type, date, listing)
        yield Way(link, 0 if scope_id in (0, scope) else None)


def _from_stories(
    db: sqlite3.Connection, ids: tuple[int, ...], scope_id: int | None
) -> Iterator[Way]:
    """The nearest first."""
    query = f"""
        SELECT source, target, kind, link.depth, url, type, date_published, NULL, relation,
        reached.depth + 1
        FROM link LEFT JOIN reached ON reached.story = source AND reached.scope = ?
        WHERE target IN ({", ".join("?" * len(ids))}) ORDER BY link.depth
    """
    for row in db.execute(query, (scope_id, *ids)):
        link = StoredLink(*row[:9])
        yield Way(link, link.depth if scope_id == 0 else row[9])
