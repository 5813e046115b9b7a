"""Scrapy's feeds (`-o`, `-O`, FEEDS): checked before the crawl, stored whole, and reported if not."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any, Final, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.extensions.feedexport import (
    BlockingFeedStorage,
    FeedExporter,
    FeedSlot,
    StdoutFeedStorage,
)
from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.spiders import Spider
from scrapy.utils.defer import ensure_awaitable

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.feed_file import FeedFile
from dwcrawler.components.spider_kind import is_for_dw
from dwcrawler.configuration.feed_targets import without_password, wrong_feeds
from dwcrawler.finish import DISK_FULL, FEED_FAILED, NO_FEED, OUTPUT_CLOSED, STORIES_LOST
from dwcrawler.store.durable_feed import free_name, make_folder
from dwcrawler.store.folder import folder_of, writes_durable_feed

logger = logging.getLogger(__name__)

# A crawl that came to its end, or to the one that was asked for. After any other it has not been
# everywhere.
_IN_ORDER: Final = frozenset(
    {
        "finished",
        STORIES_LOST,
        "max_stories",
        "closespider_itemcount",
        "closespider_pagecount",
        "closespider_timeout",
    }
)
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class CheckedFeedExporter(FeedExporter):
    """A feed that cannot be written or stored ends the crawl, or is reported at its end.

    Scrapy's own (2.19) logs a traceback for every story that it cannot write, crawls on, and replaces
    a file by nothing where nothing was found. Here, by the way the crawl ends:

    - in order, with a story or more: a feed is stored;
    - in order, with none: a file that is there stays. One that is not is made, empty;
    - in another way: a file that is there stays, and what was found is in `FILE.part`; where there is
      none, that takes its name. Feeds that go elsewhere are sent, if there is a story in them.

    `failure` is the finish reason where a feed failed: `disk_full`, `feed_failed`, or
    `output_closed` where the reader of a pipe has gone. `stored` are the feeds that are where they
    were to be, `kept_aside` the files in which others are. Both are complete when the engine stops.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.failure: str | None = None
        self.stored: list[str] = []
        self.kept_aside: list[Path] = []
        self._failed: list[FeedSlot] = []
        self._is_lasting = False
        self._is_over = False
        self._ended_in_order = True
        self._refuse_wrong_feeds(crawler)
        try:
            super().__init__(crawler)
        except NotConfigured:
            raise
        except Exception as error:
            logger.error("A feed cannot be written: %s", _text(error))
            raise NotConfigured from None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        exporter = super().from_crawler(crawler)
        crawler.signals.connect(exporter.engine_stopped, signals.engine_stopped)
        return exporter

    def engine_stopped(self) -> None:
        """Whatever ended the crawl, nobody may take it for done."""
        if self.failure is not None:
            self.crawler.stats.set_value("finish_reason", self.failure)

    def _refuse_wrong_feeds(self, crawler: Crawler) -> None:
        """The command has done so already; not a script, which begins a crawl without it."""
        settings = crawler.settings
        if settings["FEEDS"] or settings["FEED_URI"] or not writes_durable_feed(settings):
            wrong = wrong_feeds(settings, are_stories=is_for_dw(crawler))
            for line in wrong:
                logger.error("A feed cannot be written: %s", line)
            if wrong:
                raise NotConfigured

    @property
    def are_stories_kept(self) -> bool:
        """Once the spider is closed: whether every story stands in a feed that stays. (Nobody can
        tell what became of those in a pipe, and what was kept aside gives way to the next.)"""
        return self._is_lasting and not self.kept_aside and self.failure is None

    # While the crawl lasts

    def open_spider(self, spider: Spider) -> None:
        try:
            super().open_spider(spider)
        except Exception as error:
            logger.error("Nothing was crawled: a feed cannot be opened (%s)", _text(error))
            raise CloseSpider(NO_FEED) from None

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """One feed at a time, so that it is known which one failed."""
        if self.failure is not None:
            return
        slots, kept = self.slots, list[FeedSlot]()
        for slot in slots:
            self.slots = [slot]
            try:
                super().item_scraped(item, spider)
                if isinstance(slot.storage, StdoutFeedStorage):
                    _flush(slot)  # its reader has it, or is seen to have gone
            except Exception as error:
                self._fail(slot, error)
            kept += self.slots
        self.slots = kept

    # The end

    async def close_spider(self, spider: Spider, reason: str = "finished") -> None:
        self._is_over = True
        self._ended_in_order = reason in _IN_ORDER
        await super().close_spider(spider)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """Replaces Scrapy's own, which treats a feed that could not be stored as stored."""
        try:
            if slot not in self._failed:
                await self._end_feed(slot)
        except Exception as error:
            self._fail(slot, error)
        if slot in self._failed:
            self._give_up(slot)
        await self.crawler.signals.send_catch_log_async(signals.feed_slot_closed, slot=slot)

    async def _end_feed(self, slot: FeedSlot) -> None:
        storage = slot.storage
        if not slot.itemcount and not self._is_made_empty(slot):
            if slot.batch_id == 1:
                _tell_that_it_stays(slot)
            return
        slot.start_exporting()
        slot.finish_exporting()
        _flush(slot)
        file = self._get_file(slot)
        if isinstance(storage, FeedFile) and not self._ended_in_order and storage.would_lose:
            file.close()
            self.kept_aside.append(storage.part)
            logger.warning(
                "%s was left as it was, because the crawl broke off. The %d stories that it found "
                "are in %s",
                slot.uri,
                slot.itemcount,
                storage.part,
            )
            return
        await self._store(slot, file)

    async def _store(self, slot: FeedSlot, file: IO[bytes]) -> None:
        is_file = isinstance(slot.storage, (FeedFile, StdoutFeedStorage))
        held = None if is_file else _held(file)  # what sends a feed closes it, also when it fails
        try:
            await ensure_awaitable(slot.storage.store(file))
        except Exception as error:
            self._fail(slot, error)
            if held is not None:
                self._keep_what_was_not_sent(slot, held)
            return
        finally:
            if held is not None:
                os.close(held)
        shown = without_password(slot.uri)
        logger.info("Stored %s feed (%d items) in: %s", slot.format, slot.itemcount, shown)
        self._count("success_count", slot)
        if slot.itemcount:
            self.stored.append(shown)
            self._is_lasting |= not isinstance(slot.storage, StdoutFeedStorage)

    def _is_made_empty(self, slot: FeedSlot) -> bool:
        if not slot.store_empty or slot.batch_id > 1:
            return False
        if isinstance(slot.storage, FeedFile):
            return self._ended_in_order and not slot.storage.target.is_file()
        return not isinstance(slot.storage, BlockingFeedStorage)

    # Failures

    def _fail(self, slot: FeedSlot, error: Exception) -> None:
        if slot in self._failed:
            return
        self._failed.append(slot)
        shown = without_password(slot.uri)
        if isinstance(error, BrokenPipeError):
            reason = OUTPUT_CLOSED
            logger.info("The crawl ends, because the reader of its output closed the pipe")
            if isinstance(slot.storage, StdoutFeedStorage):
                # Or Python would try once more when it ends, and complain.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            is_full = isinstance(error, OSError) and error.errno in _FULL
            reason = DISK_FULL if is_full else FEED_FAILED
            said = (
                "A feed could not be stored"
                if self._is_over
                else "The crawl ends, because its feed cannot be written"
            )
            logger.error("%s: %s (%s)", said, shown, _text(error))
        self.failure = self.failure or reason
        if not self._is_over:
            end_crawl(self.crawler, reason)

    def _give_up(self, slot: FeedSlot) -> None:
        _forget(slot)
        self._count("failed_count", slot)
        storage = slot.storage
        if isinstance(storage, FeedFile) and storage.replaces and storage.part.is_file():
            self.kept_aside.append(storage.part)
            logger.error(
                "What could be written is in %s; %s stays as it was", storage.part, slot.uri
            )

    def _keep_what_was_not_sent(self, slot: FeedSlot, held: int) -> None:
        name = Path(urlsplit(slot.uri).path).name or f"stories.{slot.format}"
        path = free_name(folder_of(self.settings) / f"unsent-{name}")
        try:
            make_folder(path.parent)
            with open(held, "rb", closefd=False) as file, path.open("xb") as kept:
                file.seek(0)
                shutil.copyfileobj(file, kept)
        except OSError as error:
            logger.error(
                "Stories that were not sent cannot be saved in %s either: %s", path, _text(error)
            )
            return
        self.kept_aside.append(path)
        logger.error("The %d stories that were not sent are in %s", slot.itemcount, path)

    def _count(self, stat: str, slot: FeedSlot) -> None:
        self.crawler.stats.inc_value(f"feedexport/{stat}/{type(slot.storage).__name__}")


def _tell_that_it_stays(slot: FeedSlot) -> None:
    storage = slot.storage
    if isinstance(storage, BlockingFeedStorage):
        shown = without_password(slot.uri)
        logger.warning("Nothing was sent to %s: the crawl found no story", shown)
    elif isinstance(storage, FeedFile) and storage.target.exists():
        logger.warning("%s was left as it was: the crawl found no story", slot.uri)
    elif isinstance(storage, FeedFile):
        logger.warning("%s was not made: the crawl found no story", slot.uri)


def _flush(slot: FeedSlot) -> None:
    if slot.file is not None and not slot.file.closed:
        slot.file.flush()


def _forget(slot: FeedSlot) -> None:
    """Closes a file, and drops what could not be written to it."""
    file = slot.file.file if isinstance(slot.file, PostProcessingManager) else slot.file
    raw = getattr(file, "raw", None)
    if raw is not None and not isinstance(slot.storage, StdoutFeedStorage):
        raw.close()


def _held(file: IO[bytes]) -> int | None:
    """Another hold of an open file, which outlives its closing."""
    try:
        file.flush()
        return os.dup(file.fileno())
    except (OSError, AttributeError):  # no file of the system's
        return None


def _text(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
