"""Feed first, store second: what a crawl found is written, synced, and only then known.

A run's own feed is a `DurableFeed`. Where feeds of Scrapy's own are all that a run writes (`output`
says when), nobody can tell when a line is safe, and the store follows when the crawl has ended well.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dwcrawler.finish import DISK_FULL, STORE_FAILED
from dwcrawler.items import FoundBy, Story
from dwcrawler.store import (
    FetchInfo,
    SqliteStore,
    StoreDamaged,
    StoredLink,
    StoreError,
    StoryState,
    StoryUpdate,
    open_store,
)
from dwcrawler.store.durable_feed import DurableFeed, FeedFull, free_name
from dwcrawler.store.lock import Lock
from dwcrawler.store.opening import mark_as_damaged
from dwcrawler.store.runs import RunEnd, StoredRun

logger = logging.getLogger(__name__)

STORE: Final = "store.sqlite"


class JournalFailed(Exception):
    """Nothing more can be written. `reason` is the crawl's finish reason."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class _Expected(NamedTuple):
    """What is kept of a story that was read, while it is in the pipelines."""

    fetch_info: FetchInfo
    links: list[StoredLink]


class Journal:
    """One run's memory. Methods that write raise JournalFailed, and go on raising it.

    Those that read know nothing from then on, and tell `on_failure` the first time: what they made
    the crawl do twice is written nowhere. `scope` is what the run was narrowed to, if anything.
    """

    def __init__(
        self,
        folder: Path,
        started: str,
        scope: dict[str, object],
        own_feed: bool,
        group: int,
        on_failure: Callable[[JournalFailed], None],
    ) -> None:
        """Raises lock.StoreInUse, StoreError, OSError."""
        self._lock = Lock(folder / STORE, started)
        self._encode = msgspec.json.Encoder().encode
        self._group = group
        self.scope = scope_text(scope)
        self._on_failure = on_failure
        self._failure: JournalFailed | None = None
        self._is_closed = False
        # By id, in the order they came: a story may be read a second time before it is written.
        self._expected: dict[int, list[_Expected]] = {}
        # What waits for the next sync.
        self._written: list[StoryUpdate] = []
        self._noted: list[StoryUpdate] = []
        self._listed: list[StoredLink] = []
        self._passed: dict[int, int] = {}
        # Of stories that were read, until the store has their links.
        self._links: dict[int, list[StoredLink]] = {}
        self.feed_path: Path | None = None
        try:
            self._store: SqliteStore = open_store(folder / STORE)
            self._store.begin_run(started, self.scope)
            path = free_name(folder / f"dw-{started}.jsonl")
        except BaseException:
            self._lock.release()
            raise
        self.feed = DurableFeed(path) if own_feed else None

    # What is known

    def known(self, story_id: int) -> StoryState | None:
        """As of the last sync; what this run found since, its spider remembers itself."""
        try:
            return self._store.known(story_id)
        except StoreError as error:
            self._lost(error)
            return None

    def links_from(self, story_id: int) -> list[StoredLink]:
        """Also of a story that is not written yet, if it ever is."""
        if expected := self._expected.get(story_id):
            return expected[-1].links
        if (links := self._links.get(story_id)) is not None:
            return links
        try:
            return self._store.links_from(story_id)
        except StoreError as error:
            self._lost(error)
            return []

    def left_over(self, kinds: Iterable[FoundBy], most: int) -> Iterator[StoredLink]:
        """What earlier runs found, at a depth of at most `most`, and did not come to fetch."""
        try:
            yield from self._store.left_over(kinds, most)
        except StoreError as error:
            self._lost(error)

    # What was measured

    def earlier_runs(self, most: int) -> list[StoredRun]:
        """The latest first; none where the store cannot tell."""
        with contextlib.suppress(StoreError):
            return self._store.earlier_runs(most)
        return []

    def newest_by_language(self, now: str) -> dict[str, str]:
        """When the newest story that is known was published; nothing where the store cannot tell."""
        with contextlib.suppress(StoreError):
            return self._store.newest_by_language(now)
        return {}

    # What becomes known

    def expect(self, story_id: int, fetch_info: FetchInfo, links: Iterable[StoredLink]) -> None:
        """A story was read, and is to be written: what its line does not hold. One of `write`,
        `unchanged`, `rejected` and `dropped` tells what became of it."""
        self._expected.setdefault(story_id, []).append(_Expected(fetch_info, list(links)))

    def write(self, story: Story) -> None:
        fetch_info = self._came(story.id)
        if self._failure is not None:
            raise self._failure
        if self.feed is not None:
            try:
                self.feed.append(self._encode(story) + b"\n")
            except FeedFull as error:
                raise self._failed(DISK_FULL, str(error)) from error
        self._written.append(StoryUpdate.of_story(story, fetch_info))
        if len(self._written) >= self._group:
            self.sync()

    def unchanged(self, story: Story) -> None:
        """A story that is as the feed has it already, and is not written again."""
        self.note(StoryUpdate.of_story(story, self._came(story.id)))

    def unwanted(self, update: StoryUpdate) -> None:
        """A story that this crawl does not keep. One that is in a feed stays known as it is: a crawl
        that wants it will ask again."""
        known = self.known(update.state.id)
        if known is None or not known.revision:
            self.note(update)

    def rejected(self, story: Story) -> None:
        """A story that is not as the schema says: it is fetched again, but not in every crawl."""
        self._came(story.id)
        self.note(StoryUpdate.rejected(story))

    def dropped(self, story_id: int) -> None:
        """A story that is not written after all: a duplicate, or one that is not wanted.

        Its links were followed, so they stay known where nothing else tells them. Of a duplicate
        nothing is left.
        """
        expected = self._taken(story_id, latest=True)
        if expected is not None and expected.links and not self.links_from(story_id):
            self._links[story_id] = expected.links

    def _came(self, story_id: int) -> FetchInfo:
        """Its links are known from here until the store has them."""
        expected = self._taken(story_id)
        if expected is None:  # a pipeline of the user's may make stories
            return FetchInfo()
        self._links[story_id] = expected.links
        return expected.fetch_info

    def _taken(self, story_id: int, latest: bool = False) -> _Expected | None:
        waiting = self._expected.get(story_id)
        if not waiting:
            return None
        expected = waiting.pop(-1 if latest else 0)
        if not waiting:
            del self._expected[story_id]
        return expected

    def note(self, update: StoryUpdate) -> None:
        """An address that was asked for, and gave nothing to write: unchanged, unwanted, gone."""
        self._noted.append(update)

    def listed(self, link: StoredLink) -> None:
        """A story that a list shows, and that waits to be fetched."""
        self._listed.append(link)

    def passed(self, known: StoryState, depth: int) -> None:
        """A known story whose links are followed from this depth, without fetching it."""
        if depth < known.depth or self._store.is_narrowed:
            self._passed[known.id] = min(depth, self._passed.get(known.id, depth))

    def nearer(self, story_id: int, depth: int) -> None:
        """A story of this run that turned out to be nearer to a listing than it was recorded."""
        self._passed[story_id] = depth

    def sync(self) -> None:
        """After this all that was written is on the disk, and known."""
        if self._failure is not None:
            return
        try:
            if self.feed is not None:
                self.feed.sync()
            self._remember()
        except FeedFull as error:
            raise self._failed(DISK_FULL, str(error)) from error
        except StoreError as error:
            raise self._store_failed(error) from error

    def _remember(self) -> None:
        """The store may lack the last lines of the feed, never the other way round."""
        sure = self._noted if self.feed is None else [*self._noted, *self._written]
        if sure or self._listed:
            self._store.record(sure, self._listed)
        if self.feed is None and self._written:
            self._store.set_aside(self._written)
        if self._passed:  # after the stories, which may be among them
            self._store.reach(self._passed)
        for state, _ in (*self._noted, *self._written):
            self._links.pop(state.id, None)
        self._written, self._noted, self._listed, self._passed = [], [], [], {}

    # What goes wrong

    def _lost(self, error: StoreError) -> None:
        """A spider that is closed while it begins may still ask: that is no failure."""
        if self._failure is None and not self._is_closed:
            self._on_failure(self._store_failed(error))

    def _store_failed(self, error: StoreError) -> JournalFailed:
        if isinstance(error, StoreDamaged):
            mark_as_damaged(self._store.path)
        return self._failed(_reason_of(error), f"{self._store.path}: {error}")

    def _failed(self, reason: str, message: str) -> JournalFailed:
        self._failure = JournalFailed(reason, message)
        return self._failure

    # The end

    def close(
        self, reason: str, end: RunEnd | None = None, are_feeds_stored: bool = True
    ) -> JournalFailed | None:
        """Never raises: what cannot be done now, the next run does. Says what first went wrong now.

        `are_feeds_stored` is whether feeds of Scrapy's own arrived where they should.
        """
        had_failed = self._failure is not None
        self._is_closed = True
        with contextlib.suppress(JournalFailed):  # it is kept
            self.sync()
        try:
            if self.feed is not None:
                self.feed_path = self.feed.close()
            if self._failure is None:
                if self.feed is None and are_feeds_stored:
                    self._store.record_set_aside()
                self._store.end_run(reason, self.feed_path, end)
            self._store.close()
        except StoreError as error:
            self._store_failed(error)
        except OSError as error:
            self._failed(DISK_FULL, str(error))
        finally:
            self._lock.release()
        return None if had_failed else self._failure


def scope_text(scope: dict[str, object]) -> str:
    """What a run was narrowed to, as the store has it; "" is the whole site."""
    return json.dumps(scope, sort_keys=True) if any(scope.values()) else ""


def _reason_of(error: StoreError) -> str:
    cause = error.__cause__
    is_full = isinstance(cause, sqlite3.OperationalError) and "full" in str(cause)
    return DISK_FULL if is_full else STORE_FAILED
