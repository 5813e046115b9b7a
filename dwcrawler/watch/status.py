"""How the crawls of a folder went: what the store, its lock and the folder tell, without changing any."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from dwcrawler.finish import ENDS, GOOD
from dwcrawler.normalize.dates import in_utc
from dwcrawler.store.folder import FEED_NAMES
from dwcrawler.store.journal import STORE
from dwcrawler.store.lock import holder_of
from dwcrawler.store.packed import ENDINGS
from dwcrawler.store.reading import open_for_reading
from dwcrawler.store.runs import newest_by_language, read_runs
from dwcrawler.store.sqlite import StoreError, as_store_error
from dwcrawler.watch.figures import RunRecord
from dwcrawler.watch.history import records
from dwcrawler.watch.told import Open, Told

_LANGUAGES: Final = """
SELECT language, count(*) FROM story WHERE revision > 0 AND language IS NOT NULL GROUP BY language
"""
_GOOD_RUNS: Final = 300  # looked through for the last good one
DIED: Final = "died"
RUNNING: Final = "running"
_WAIT: Final = 2.0  # seconds for a crawl that has locked the store


class Run(msgspec.Struct, kw_only=True):
    """One run. Counts are None where the run did not come to say them (died, or an old version)."""

    started: str
    ended: str | None
    seconds: float | None
    ending: str
    status: int | None
    stories: int | None
    new: int | None
    changed: int | None
    lost: int | None
    failures: int | None
    waiting: int | None
    findings: list[str]
    arguments: dict[str, str]


class Files(msgspec.Struct, kw_only=True):
    """Sizes in bytes."""

    feeds: int
    feed_bytes: int
    packed: int
    store_bytes: int
    free_bytes: int


class Status(msgspec.Struct, kw_only=True):
    """`running` names the process of a crawl that is at work; `known` and `newest` are by language."""

    folder: str
    running: str | None
    last_good: str | None
    runs: list[Run]
    waiting: int | None
    known: dict[str, int]
    newest: dict[str, str]
    findings: list[Open]
    files: Files


class NoStore(Exception):
    """There is nothing to tell; the text says why."""


def status_of(folder: Path, most: int, now: datetime) -> Status:
    """`most` is the number of runs. Raises NoStore, StoreError."""
    store = folder / STORE
    if not store.is_file():
        raise NoStore(f"no crawl has left a store in {folder}")
    running = holder_of(store)
    with as_store_error():
        db = open_for_reading(store, timeout=_WAIT)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] and not holds_tables(db):
                raise StoreError("it is no store of this program, or not whole")
            runs = records(read_runs(db, max(most, _GOOD_RUNS)))
            known = dict(db.execute(_LANGUAGES)) if runs else {}
            newest = newest_by_language(db, in_utc(now)) if runs else {}
        finally:
            db.close()
    if not runs:
        raise NoStore(f"no crawl has begun yet on {store}")
    good = (run.started for run in runs if run.status in GOOD)
    told = [_run(run, running is not None) for run in runs[:most]]
    return Status(
        folder=str(folder),
        running=running,
        last_good=next(good, None),
        runs=told,
        waiting=next((run.waiting for run in told if run.waiting is not None), None),
        known=known,
        newest=newest,
        findings=Told(folder).open,
        files=_files(folder, store),
    )


def holds_tables(db: sqlite3.Connection) -> bool:
    """Whether the tables are there; the whole file is not looked through, as a crawl does."""
    found = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {"story", "run", "feed"} <= found


def _run(run: RunRecord, is_running: bool) -> Run:
    figures = run.figures
    return Run(
        started=run.started,
        ended=run.ended,
        seconds=figures.duration if figures else None,
        ending=_ending(run, is_running),
        status=run.status,
        stories=figures.written if figures else None,
        new=figures.new if figures else None,
        changed=figures.changed if figures else None,
        lost=sum(figures.lost.values()) if figures else None,
        failures=sum(figures.failures.values()) if figures else None,
        waiting=figures.waiting if figures else None,
        findings=figures.findings if figures else [],
        arguments=figures.arguments if figures else {},
    )


def _ending(run: RunRecord, is_running: bool) -> str:
    if run.reason is None:
        return RUNNING if is_running else DIED
    return run.reason


def in_words(ending: str) -> str:
    """What a run did, after "it"."""
    return {DIED: "was killed", RUNNING: "is running"}.get(ending) or ENDS.get(ending, ending)


def _files(folder: Path, store: Path) -> Files:
    feeds = [path for path in folder.glob(f"{FEED_NAMES}*") if path.is_file()]
    beside = [Path(f"{store}{ending}") for ending in ("", "-wal", "-shm")]
    return Files(
        feeds=len(feeds),
        feed_bytes=sum(path.stat().st_size for path in feeds),
        packed=sum(path.suffix in ENDINGS for path in feeds),
        store_bytes=sum(path.stat().st_size for path in beside if path.exists()),
        free_bytes=shutil.disk_usage(folder).free,
    )
