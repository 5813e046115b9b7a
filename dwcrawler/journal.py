"""Feed first, store second: what a crawl found is written, synced, and only then known.

A run's own feed is a `DurableFeed`. With feeds of Scrapy's own (`-o`, `-O`, FEEDS) their exporter
writes, nobody can tell when a line is safe, and the store follows when the crawl has ended well.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from dwcrawler.feed import DurableFeed, FeedFull, free_name
from dwcrawler.items import FoundBy, Story
from dwcrawler.store import Heard, Known, Record, SqliteStore, StoredLink, StoreError, open_store
from dwcrawler.store.lock import Lock
from dwcrawler.store.records import record_of

logger = logging.getLogger(__name__)

STORE: Final = "store.sqlite"
_COMPLETE: Final = ("finished", "max_stories")
# The two ends that a disk or a store can put to a crawl.
DISK_FULL: Final = "disk_full"
STORE_FAILED: Final = "store_failed"


class JournalFailed(Exception):
    """Nothing more can be written. `reason` is the crawl's finish reason."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Journal:
    """One run's memory. Methods that write raise JournalFailed, and go on raising it.

    `arguments` are those by which a later run knows that it continues this one.
    """

    def __init__(
        self, folder: Path, started: str, arguments: dict[str, object], own_feed: bool, group: int
    ) -> None:
        """Raises lock.StoreInUse, StoreError, OSError."""
        self._lock = Lock(folder / STORE, started)
        self._arguments = json.dumps(arguments, sort_keys=True)
        self._encode = msgspec.json.Encoder().encode
        self._group = group
        self._records: list[Record] = []
        self._links: dict[int, list[StoredLink]] = {}
        self._failure: JournalFailed | None = None
        path = free_name(folder / f"dw-{started}.jsonl")
        self.feed = DurableFeed(path) if own_feed else None
        self.feed_path: Path | None = None
        try:
            self._store: SqliteStore = open_store(folder / STORE, started, self._arguments)
            self._store.begin_run(started, self._arguments, path.name if own_feed else None)
        except BaseException:
            self._lock.release()
            raise

    # What is known

    def known(self, story_id: int) -> Known | None:
        """As of the last sync; what this run found since, its spider remembers itself."""
        return self._store.known(story_id)

    def links_from(self, story_id: int) -> list[StoredLink]:
        kept = self._links.get(story_id)
        return self._store.links_from(story_id) if kept is None else kept

    def keep_links(self, story_id: int, links: Iterable[StoredLink]) -> None:
        """Until the story is recorded, which is not yet sure."""
        self._links[story_id] = list(links)

    def left_over(self, kinds: Iterable[FoundBy]) -> list[StoredLink]:
        """What earlier runs with the same arguments found and did not come to fetch."""
        return list(self._store.left_over(self._arguments, kinds))

    # What becomes known

    def write(self, story: Story, heard: Heard) -> None:
        if self._failure is not None:
            raise self._failure
        if self.feed is not None:
            try:
                self.feed.append(self._encode(story) + b"\n")
            except FeedFull as error:
                raise self._failed(DISK_FULL, str(error)) from error
        self._records.append(record_of(story, heard))
        if self.feed is not None and len(self._records) >= self._group:
            self.sync()

    def note(self, record: Record) -> None:
        """A story that was looked at and is not written: unchanged, unwanted, gone."""
        self._records.append(record)

    def sync(self) -> None:
        """After this all that was written is on the disk, and known."""
        if self.feed is None or self._failure is not None:
            return
        try:
            self.feed.sync()
            self._remember()
        except FeedFull as error:
            raise self._failed(DISK_FULL, str(error)) from error
        except StoreError as error:
            raise self._failed(_reason_of(error), str(error)) from error

    def _remember(self) -> None:
        """The store may lack the last lines of the feed, never the other way round."""
        if self._records:
            self._store.record(self._records)
            for known, _ in self._records:
                self._links.pop(known.id, None)
            self._records = []

    def _failed(self, reason: str, message: str) -> JournalFailed:
        self._failure = JournalFailed(reason, message)
        return self._failure

    # The end

    def close(self, reason: str, are_feeds_stored: bool = True) -> None:
        """Never raises: what cannot be done now, the next run does.

        `are_feeds_stored` is whether feeds of Scrapy's own arrived where they should.
        """
        try:
            self.sync()
        except JournalFailed as error:
            logger.error("%s", error)
        try:
            self.feed_path = self.feed.close() if self.feed is not None else None
            if self._failure is None:
                if self.feed is None and are_feeds_stored:
                    self._remember()
                self._store.end_run(reason, reason in _COMPLETE and are_feeds_stored)
            self._store.close()
        except (OSError, StoreError) as error:
            logger.error("The run could not be closed (%s): the next one will do it", error)
        finally:
            self._lock.release()


def _reason_of(error: StoreError) -> str:
    cause = error.__cause__
    is_full = isinstance(cause, sqlite3.OperationalError) and "full" in str(cause)
    return DISK_FULL if is_full else STORE_FAILED
