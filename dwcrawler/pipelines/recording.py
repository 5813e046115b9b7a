"""Writes every story that came so far: to the run's own feed, and into the store."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.finish import NO_RECORDING
from dwcrawler.items import Story
from dwcrawler.store.journal import Journal, JournalFailed

logger = logging.getLogger(__name__)


class Recording:
    """Has the journal opened, and writes into it. The extension CrawlJournal does all the rest."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._keeper: CrawlJournal | None = None
        self._journal: Journal | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def open_spider(self) -> None:
        """Raises CloseSpider where there is nothing to write into."""
        self._keeper = self._crawler.get_extension(CrawlJournal)
        if self._keeper is None:
            logger.error("EXTENSIONS lacks %s: nothing would be kept", CrawlJournal.__name__)
            raise CloseSpider(NO_RECORDING)
        self._journal = await self._keeper.open()

    def process_item(self, item: Story) -> Story:
        assert self._journal is not None and self._keeper is not None  # or nothing was crawled
        try:
            self._journal.write(item)
        except JournalFailed as error:
            self._keeper.end(error)
            raise DropItem(f"Not written: {item.short_url}", log_level="DEBUG") from None
        return item
