"""Opens the journal before a crawl begins, syncs it while the crawl lasts, and closes it at the end."""

from __future__ import annotations

import logging
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import create_looping_call

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.extensions.feed_exports import CheckedFeedExporter
from dwcrawler.extensions.figures import RunFigures
from dwcrawler.finish import NO_FEED, STORE_FAILED, STORE_IN_USE
from dwcrawler.items import Story
from dwcrawler.store import StoreError
from dwcrawler.store.folder import folder_of, writes_durable_feed
from dwcrawler.store.journal import Journal, JournalFailed
from dwcrawler.store.lock import StoreInUse
from dwcrawler.store.waiting import when_free

logger = logging.getLogger(__name__)

_FOR_ANOTHER: Final = (
    "Wait for it (-a wait=10m), or give this one a folder of its own: -s DW_OUTPUT_DIR=…"
)


class CrawlJournal:
    """Settings: DW_OUTPUT_DIR; lines are synced by DW_SYNC_LINES and by DW_SYNC_SECONDS.

    `journal` is None until it is open: it is opened for the pipeline that writes into it, and not
    at all where there is none. It is closed after the feeds of other extensions: so this one stands
    last in EXTENSIONS.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.journal: Journal | None = None
        self._syncing: Any = None
        self._reason = ""
        self._has_failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension._item_dropped, signals.item_dropped)
        connect(extension._item_error, signals.item_error)
        connect(extension._spider_closed, signals.spider_closed)
        connect(extension._engine_stopped, signals.engine_stopped)
        return extension

    @property
    def _figures(self) -> RunFigures | None:
        return self._crawler.get_extension(RunFigures)

    # The beginning

    async def open(self) -> Journal:
        """Waits for the store where the spider is asked to. Raises CloseSpider.

        Pipelines are opened before Scrapy says that the spider is open (`spider_opened`), and
        feeds, clocks and timeouts begin with that. So a crawl that waits for its store begins when
        it has it.
        """
        settings = self._crawler.settings
        folder = folder_of(settings)
        own_feed = writes_durable_feed(settings)
        exporter = self._crawler.get_extension(CheckedFeedExporter)
        if exporter is None and (settings.getdict("FEEDS") or not own_feed):
            logger.error("Nothing was crawled: the feed asked for cannot be written, as said above")
            raise CloseSpider(NO_FEED)
        spider: Any = self._crawler.spider

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
        if self._figures is not None:
            self._figures.journal = self.journal
        self._syncing = create_looping_call(self._sync)
        self._syncing.start(settings.getfloat("DW_SYNC_SECONDS"), now=False)
        return self.journal

    # While the crawl lasts

    def _item_dropped(self, item: object, exception: BaseException) -> None:
        if self.journal is None or not isinstance(item, Story):
            return
        if isinstance(exception, InvalidStory):
            self.journal.rejected(item)
        else:
            self.journal.dropped(item.id)

    def _item_error(self, item: object) -> None:
        if self.journal is not None and isinstance(item, Story):
            self.journal.dropped(item.id)

    def _sync(self) -> None:
        if self.journal is None or self._has_failed:
            return
        try:
            self.journal.sync()
        except JournalFailed as error:
            self.end(error)

    def end(self, error: JournalFailed) -> None:
        """Said once; what is still on its way is not written, and found again by the next run."""
        if self._has_failed:
            return
        self._has_failed = True
        logger.error(
            "The crawl ends, because nothing more can be written: %s. What was written is whole; "
            "the next crawl resumes from there",
            error,
        )
        end_crawl(self._crawler, error.reason)

    # The end

    def _spider_closed(self, reason: str) -> None:
        self._reason = reason
        if self.journal is not None and self.journal.feed is not None:
            self._close(self.journal)

    def _engine_stopped(self) -> None:
        """Only now it is known whether feeds of the user (`-o`, `-O`) were stored."""
        if self.journal is not None and self.journal.feed is None:
            exporter = self._crawler.get_extension(CheckedFeedExporter)
            assert exporter is not None  # or the journal would not have been opened
            self._close(self.journal, exporter.are_stories_kept)
            if exporter.failure is not None:
                self._crawler.stats.set_value("finish_reason", exporter.failure)

    def _close(self, journal: Journal, are_feeds_stored: bool = True) -> None:
        self._syncing.stop()
        end = self._figures.end() if self._figures is not None else None
        failed = journal.close(self._reason, end, are_feeds_stored)
        if failed is not None:
            logger.error(
                "The end of the crawl could not be recorded: %s. The next crawl does it", failed
            )
            self._crawler.stats.set_value("finish_reason", failed.reason)
