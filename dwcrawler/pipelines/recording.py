"""Writes every story that came so far: to the run's own feed, and into the store."""

from __future__ import annotations

import logging
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.utils.asyncio import create_looping_call

from dwcrawler.components.ending import end_crawl
from dwcrawler.extensions.feed_exports import CheckedFeedExporter
from dwcrawler.finish import NO_FEED, STORE_FAILED, STORE_IN_USE
from dwcrawler.items import Story
from dwcrawler.pipelines.validation import InvalidStory
from dwcrawler.store import FetchInfo, StoreError, StoryState, StoryUpdate
from dwcrawler.store.folder import folder_of, writes_durable_feed
from dwcrawler.store.journal import Journal, JournalFailed
from dwcrawler.store.lock import StoreInUse
from dwcrawler.store.waiting import when_free

logger = logging.getLogger(__name__)

_FOR_ANOTHER: Final = (
    "Wait for it (-a wait=10m), or give this one a folder of its own: -s DW_OUTPUT_DIR=…"
)


class Recording:
    """Settings: DW_OUTPUT_DIR; lines are synced by DW_SYNC_LINES and by DW_SYNC_SECONDS.

    `journal` exists while the spider is open. Before the spider yields a story, it puts what the
    response said about it into `heard`, under the story's id.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.journal: Journal | None = None
        self.heard: dict[int, FetchInfo] = {}
        self._reason = ""
        self._ended = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recording = cls(crawler)
        crawler.signals.connect(recording.item_dropped, signals.item_dropped)
        crawler.signals.connect(recording.spider_closed, signals.spider_closed)
        crawler.signals.connect(recording.engine_stopped, signals.engine_stopped)
        return recording

    async def open_spider(self) -> None:
        spider: Any = self._crawler.spider
        settings = self._crawler.settings
        folder = folder_of(settings)
        exporter = self._crawler.get_extension(CheckedFeedExporter)
        own_feed = writes_durable_feed(settings)
        if exporter is None and (settings.getdict("FEEDS") or not own_feed):
            logger.error("Nothing was crawled: the feed asked for cannot be written, as said above")
            raise CloseSpider(NO_FEED)

        def journal() -> Journal:
            return Journal(
                folder,
                spider.begin_now(),
                spider.args.scope(),
                own_feed=own_feed,
                group=settings.getint("DW_SYNC_LINES"),
                on_failure=self.end,
            )

        try:
            self.journal = await when_free(journal, spider.args.wait or 0, self._crawler)
        except StoreInUse as error:
            logger.error("Nothing was crawled: %s. %s", error, _FOR_ANOTHER)
            raise CloseSpider(STORE_IN_USE) from None
        except (StoreError, OSError) as error:
            logger.error("Nothing was crawled: %s cannot be used (%s)", folder, error)
            raise CloseSpider(STORE_FAILED) from None
        self._syncing = create_looping_call(self._sync)
        self._syncing.start(settings.getfloat("DW_SYNC_SECONDS"), now=False)

    def process_item(self, item: Story) -> Story:
        assert self.journal is not None  # or the spider would not have been opened
        try:
            self.journal.write(item, self.heard.pop(item.id, FetchInfo()))
        except JournalFailed as error:
            self.end(error)
            raise DropItem(f"Not written: {item.short_url}", log_level="DEBUG") from None
        return item

    def item_dropped(self, item: Story, exception: BaseException) -> None:
        """A story that fails validation is fetched again, but not in every crawl."""
        if self.journal is None or not isinstance(exception, InvalidStory):
            return
        self.heard.pop(item.id, None)
        now = item.provenance.crawled_at or ""
        known = StoryState(
            item.id,
            item.language,
            item.type,
            item.url,
            depth=item.provenance.depth,
            first_seen=now,
            last_crawled=now,
            tries=1,
        )
        self.journal.note(StoryUpdate(known, None))

    def spider_closed(self, reason: str) -> None:
        self._reason = reason
        if self.journal is not None and self.journal.feed is not None:
            self._close()

    def engine_stopped(self) -> None:
        """Only now it is known whether feeds of the user (`-o`, `-O`) were stored."""
        if self.journal is not None and self.journal.feed is None:
            exporter = self._crawler.get_extension(CheckedFeedExporter)
            assert exporter is not None  # or the spider would not have been opened
            self._close(exporter.are_stories_kept)
            if exporter.failure is not None:
                self._crawler.stats.set_value("finish_reason", exporter.failure)

    def _close(self, are_feeds_stored: bool = True) -> None:
        assert self.journal is not None
        self._syncing.stop()
        failed = self.journal.close(self._reason, are_feeds_stored)
        if failed is not None:
            logger.error(
                "The end of the crawl could not be recorded: %s. The next crawl does it", failed
            )
            self._crawler.stats.set_value("finish_reason", failed.reason)

    def _sync(self) -> None:
        if self.journal is None or self._ended:
            return
        try:
            self.journal.sync()
        except JournalFailed as error:
            self.end(error)

    def end(self, error: JournalFailed) -> None:
        """Said once; what is still on its way is not written, and found again by the next run."""
        if self._ended:
            return
        self._ended = True
        logger.error(
            "The crawl ends, because nothing more can be written: %s. What was written is whole; "
            "the next crawl resumes from there",
            error,
        )
        end_crawl(self._crawler, error.reason)
