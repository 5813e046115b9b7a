"""Scrapy's feeds (`-o`, `-O`, FEEDS), with an end for the crawl when they cannot be written."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any, Final

from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, StdoutFeedStorage
from scrapy.spiders import Spider

from dwcrawler.ending import end_crawl
from dwcrawler.finish import DISK_FULL

logger = logging.getLogger(__name__)

OUTPUT_CLOSED: Final = "output_closed"


class CheckedFeedExporter(FeedExporter):
    """Scrapy's own logs a traceback for every story that it cannot write, and crawls on.

    Here the first one ends the crawl. `failure` is the finish reason then: `disk_full`, or
    `output_closed` where the reader of a pipe has gone.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.failure: str | None = None

    @property
    def are_stories_kept(self) -> bool:
        """Once the spider is closed: whether every story stands in a feed that stays. (Nobody can
        tell what became of those in a pipe.)"""
        stats = self.crawler.stats.get_stats()
        failed = any(name.startswith("feedexport/failed_count/") for name in stats)
        stays = any(not isinstance(slot.storage, StdoutFeedStorage) for slot in self.slots)
        return stays and not failed and self.failure is None

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if self.failure is not None:
            return
        try:
            super().item_scraped(item, spider)
            for slot in self.slots:
                if isinstance(slot.storage, StdoutFeedStorage):
                    _flush(slot)  # its reader has it, or is seen to have gone
        except OSError as error:
            self._end(error)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        """What is still in memory is written first: Scrapy takes a failure of that for its own."""
        try:
            slot.finish_exporting()
            _flush(slot)
        except OSError as error:
            self._end(error)
            _forget(slot)
        else:
            await super()._close_slot(slot, spider)

    def _end(self, error: OSError) -> None:
        if self.failure is not None:
            return
        if isinstance(error, BrokenPipeError):
            self.failure = OUTPUT_CLOSED
            logger.info("The crawl ends, because nobody reads its output any more")
            # Or Python would try once more when it ends, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            self.failure = DISK_FULL
            logger.error("The crawl ends, because its feed cannot be written: %s", error)
        end_crawl(self.crawler, self.failure)


def _flush(slot: FeedSlot) -> None:
    if slot.file is not None and not slot.file.closed:
        slot.file.flush()


def _forget(slot: FeedSlot) -> None:
    """Closes a file without what could not be written to it."""
    raw = getattr(slot.file, "raw", None)
    if raw is not None and not isinstance(slot.storage, StdoutFeedStorage):
        raw.close()
