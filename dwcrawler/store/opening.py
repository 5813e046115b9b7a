"""Brings store and feeds into agreement before a crawl begins, whatever the last one left.

The feed is written first, so it is never behind the store; what the store lacks is read from it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dwcrawler import feed
from dwcrawler.store.records import Record, record_of_line
from dwcrawler.store.sqlite import SqliteStore, StoreError

logger = logging.getLogger(__name__)

FEEDS: Final = "dw-*.jsonl"
_AT_A_TIME: Final = 200


def open_store(path: Path, started: str, arguments: str) -> SqliteStore:
    """Opens the store, mends what a dead run left, and begins a run.

    A damaged store is set aside and made anew from the feeds beside it. To be called with the
    store's lock held. Raises StoreError where the disk allows no store, OSError no feed.
    """
    folder = path.parent
    recovered = [feed.recover(part) for part in sorted(folder.glob(FEEDS + feed.PART))]
    try:
        store = SqliteStore.checked(path) if _was_left_open(path) else SqliteStore(path)
        left = store.unfinished_runs()
    except StoreError as error:
        store = _made_anew(path, error, started, arguments)
        left = []
    unfinished = (folder / name for _, name in left if name and (folder / name).exists())
    for found in dict.fromkeys([*filter(None, recovered), *unfinished]):
        count = _apply(found, store)
        logger.info("%s: kept from a crawl that died, %d stories", found, count)
    for run, _ in left:
        store.close_run(run)
    return store


def _was_left_open(path: Path) -> bool:
    """SQLite takes its log away when the last connection is closed."""
    return path.exists() and Path(f"{path}-wal").exists()


def _made_anew(path: Path, error: StoreError, started: str, arguments: str) -> SqliteStore:
    """The run that stands for the feeds counts as unfinished: what it found is followed."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = feed.free_name(path.with_name(f"{path.name}.damaged-{moment}"))
    if not path.exists():
        raise error
    for end in ("", "-wal", "-shm"):
        if Path(f"{path}{end}").exists():
            Path(f"{path}{end}").replace(f"{aside}{end}")
    logger.error("The store %s is damaged (%s): set aside as %s", path, error, aside.name)
    store = SqliteStore(path)
    store.begin_run(started, arguments, None)
    feeds = sorted(path.parent.glob(FEEDS))
    count = sum(_apply(found, store) for found in feeds)
    store.end_run("made anew from feeds", is_complete=False)
    logger.info("Made anew from %d feeds: %d lines, %d stories", len(feeds), count, store.count())
    return store


def _apply(path: Path, store: SqliteStore) -> int:
    """Makes every line of a feed known; how many there were."""
    count = 0
    for records in _in_groups(_records(path)):
        store.record(records)
        count += len(records)
    return count


def _records(path: Path) -> Iterator[Record]:
    unreadable = 0
    for line in feed.lines_of(path):
        try:
            yield record_of_line(line)
        except ValueError:
            unreadable += 1
    if unreadable:
        logger.warning("%s: %d lines are no stories, and are passed over", path, unreadable)


def _in_groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    group: list[Record] = []
    for record in records:
        group.append(record)
        if len(group) == _AT_A_TIME:
            yield group
            group = []
    if group:
        yield group
