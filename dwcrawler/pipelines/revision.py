"""Numbers the revisions of stories, by what a reader would notice."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.items import Story
from dwcrawler.normalize.revisions import content_hash


class Revision:
    """A story that did not change is not written again. Feeds of Scrapy's own (`-o`, `-O`) get it
    all the same.

    What users' pipelines put into `extra` counts only with DW_HASH_EXTRA. Stats:
    `dw/stories/changed`, `dw/stories/unchanged`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._keeper: CrawlJournal | None = None
        self._hashes_extra = crawler.settings.getbool("DW_HASH_EXTRA")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        """Not called for saved pages: of those nothing is recorded."""
        self._keeper = self._crawler.get_extension(CrawlJournal)

    def process_item(self, item: Story) -> Story:
        item.content_hash = content_hash(item, item.extra if self._hashes_extra else None)
        journal = self._keeper.journal if self._keeper is not None else None
        known = journal.known(item.id) if journal is not None else None
        if journal is None or known is None or known.revision == 0:
            return item
        item.revision = known.revision
        if known.differs_from(item):
            item.revision += 1
            self._crawler.stats.inc_value("dw/stories/changed")
            return item
        self._crawler.stats.inc_value("dw/stories/unchanged")
        if journal.feed is not None:
            journal.unchanged(item)
            raise DropItem(f"Unchanged: {item.short_url}", log_level="DEBUG")
        return item
