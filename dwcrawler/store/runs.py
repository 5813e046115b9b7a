"""What the store keeps of each run: when, how it ended, and what it measured.

The measures are texts (JSON), of which the store knows nothing. Stores of earlier versions lack
their columns: a crawl adds them, a reader does without.
"""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

_ADDED: Final = {"ended": "TEXT", "status": "INTEGER", "figures": "TEXT", "coverage": "TEXT"}
# Runs whose coverage is kept. It is ten times as long as all the rest of a run.
_MOST_COVERAGES: Final = 200
# A story of the future has a wrong date: such dates say nothing of the newest.
_NEWEST: Final = """
SELECT language, max(date_published) FROM story
WHERE language IS NOT NULL AND date_published <= ? GROUP BY language
"""


class RunEnd(NamedTuple):
    """`ended`: RFC 3339, UTC; `status`: the exit status; the rest: JSON."""

    ended: str
    status: int
    figures: str
    coverage: str


class StoredRun(NamedTuple):
    """`reason` is None while a run lasts; "died" for one that was killed, as the next run finds.
    The rest is None where the run did not come to say it."""

    id: int
    started: str
    scope: str
    reason: str | None
    ended: str | None = None
    status: int | None = None
    figures: str | None = None
    coverage: str | None = None


def add_columns(db: sqlite3.Connection) -> None:
    present = _columns(db)
    for name, kind in _ADDED.items():
        if present and name not in present:
            db.execute(f"ALTER TABLE run ADD COLUMN {name} {kind}")


def end_run(db: sqlite3.Connection, run: int, reason: str, end: RunEnd | None) -> None:
    db.execute("UPDATE run SET finish_reason = ? WHERE id = ?", (reason, run))
    if end is not None:
        update = "UPDATE run SET ended = ?, status = ?, figures = ?, coverage = ? WHERE id = ?"
        db.execute(update, (*end, run))
    # Only the run that has just become too old still has its coverage.
    old = "SELECT id FROM run WHERE coverage IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET ?"
    db.execute(f"UPDATE run SET coverage = NULL WHERE id IN ({old})", (_MOST_COVERAGES,))


def read_runs(db: sqlite3.Connection, most: int) -> list[StoredRun]:
    """The latest first."""
    if not (present := _columns(db)):
        return []
    added = ", ".join(name if name in present else "NULL" for name in _ADDED)
    query = f"SELECT id, started, scope, finish_reason, {added} FROM run ORDER BY id DESC LIMIT ?"
    return [StoredRun(*row) for row in db.execute(query, (most,))]


def newest_by_language(db: sqlite3.Connection, now: str) -> dict[str, str]:
    """When the newest story of each language was published, of all that are known."""
    return dict(db.execute(_NEWEST, (now,)))


def _columns(db: sqlite3.Connection) -> set[str]:
    return {row[1] for row in db.execute("PRAGMA table_info(run)")}
