"""Makes store and feeds agree before a crawl begins, in whatever state the last crawl left them.

The feed is written first, so it is never behind the store. What the store lacks is read from the
feed. That is all there is to recovery: after a crash, for a store that was deleted, and for one that
was damaged and set aside. The lines of a feed become known together or not at all, and a store knows
which feeds it has read. So if this is interrupted, the next start resumes it.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from dwcrawler.store import durable_feed
from dwcrawler.store.folder import FEED_NAMES
from dwcrawler.store.packed import ENDINGS, OTHER_ENDINGS, PackedFeed
from dwcrawler.store.records import StoryUpdate
from dwcrawler.store.sqlite import SqliteStore, StoreDamaged

logger = logging.getLogger(__name__)

REJECTED: Final = "rejected-*.jsonl"
# With the log first: a log without its store is dropped, but it would spoil the next one.
_FILES: Final = ("-wal", "-shm", "")
# After so many lines in a row that are no stories, no more of the file is read.
_MOST_IN_A_ROW: Final = 10_000


def open_store(path: Path) -> SqliteStore:
    """Opens the store, and makes all feeds beside it known.

    A damaged store is set aside and rebuilt from these feeds. Call this while holding the lock of the
    store. Raises StoreError if a healthy store cannot be used now, OSError if feeds cannot be read.
    """
    for pattern in (FEED_NAMES, REJECTED):
        for part in sorted(path.parent.glob(pattern + durable_feed.PART)):
            if (kept := durable_feed.recover(part)) is not None:
                logger.info("%s: recovered from a crawl that was killed", kept)
    try:
        if is_marked_as_damaged(path):
            raise StoreDamaged("as the last crawl found")
        return _with_all_feeds(path)
    except StoreDamaged as error:
        _set_aside(path, error)
        return _with_all_feeds(path)


def mark_as_damaged(path: Path) -> None:
    """What a crawl met while it ran, and the look at the start of the next may not find again."""
    with contextlib.suppress(OSError):
        _mark(path).touch()


def is_marked_as_damaged(path: Path) -> bool:
    return _mark(path).exists()


def _mark(path: Path) -> Path:
    return Path(f"{path}.is-damaged")


def _set_aside(path: Path, error: StoreDamaged) -> None:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = durable_feed.free_name(path.with_name(f"{path.name}.damaged-{moment}"))
    for end in _FILES:
        if Path(f"{path}{end}").exists():
            Path(f"{path}{end}").replace(f"{aside}{end}")
    _mark(path).unlink(missing_ok=True)
    durable_feed.sync_folder(path.parent)
    logger.error(
        "The store %s is damaged (%s): set aside as %s, and rebuilt from the feeds",
        path,
        error,
        aside.name,
    )


def _with_all_feeds(path: Path) -> SqliteStore:
    """Reads those that the store does not have, or not as long as they are; a packed one only where
    it is not there unpacked, or was not read before it was packed."""
    store = SqliteStore(path)
    try:
        read = [*_read_plain(store, path.parent), *_read_packed(store, path.parent)]
    except BaseException:
        store.close()
        raise
    if read:
        logger.info("Read %d feeds that the store did not know: %d lines", len(read), sum(read))
    return store


def _read_plain(store: SqliteStore, folder: Path) -> Iterator[int]:
    """How many lines each had. There may be thousands of feeds, and mostly all are known."""
    sizes = store.feed_sizes()
    for found in _named(folder, FEED_NAMES):
        if sizes.get(found.name) != found.stat().st_size:
            yield store.apply(
                Path(found), _updates(Path(found), durable_feed.lines_of(Path(found)))
            )


def _read_packed(store: SqliteStore, folder: Path) -> Iterator[int]:
    for entry in _named(folder, f"{FEED_NAMES}.*"):
        found = Path(entry)
        if found.suffix not in (*ENDINGS, *OTHER_ENDINGS):
            continue
        packed = PackedFeed(found)
        is_there_unpacked = found.with_name(packed.plain_name).exists()
        if is_there_unpacked or not store.lacks_packed(found, packed.plain_name):
            continue
        if found.suffix in OTHER_ENDINGS:
            logger.warning("%s: this compression is not supported. Unpack the file", found)
            continue
        yield store.apply(found, _updates(found, packed.lines()), packed.known_as)
        if packed.problem is not None:
            logger.warning("%s is damaged (%s): read as far as possible", found, packed.problem)


def _named(folder: Path, pattern: str) -> list[os.DirEntry[str]]:
    """Sorted by name, in one look at the folder."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if fnmatchcase(entry.name, pattern)]
    return sorted(found, key=lambda entry: entry.name)


def _updates(path: Path, lines: Iterable[bytes]) -> Iterator[StoryUpdate]:
    unreadable = in_a_row = 0
    for number, line in enumerate(lines, start=1):
        try:
            update = StoryUpdate.of_line(line)
        except ValueError:
            unreadable += 1
            in_a_row += 1
            if in_a_row > _MOST_IN_A_ROW:
                logger.warning(
                    "%s: not read beyond line %d, because it is not a feed", path, number
                )
                return
        else:
            in_a_row = 0
            yield update
    if unreadable:
        logger.warning("%s: skipped %d invalid lines", path, unreadable)
