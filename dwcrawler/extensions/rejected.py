"""Keeps what failed validation: `output/rejected-<UTC time>.jsonl`, each line with its errors."""

from __future__ import annotations

from typing import Any, Self

import msgspec
from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.finish import DISK_FULL
from dwcrawler.items import Story
from dwcrawler.store.durable_feed import DurableFeed, FeedFull, free_name
from dwcrawler.store.folder import folder_of
from dwcrawler.store.journal import JournalFailed


class RejectedStories:
    """A line is `{"errors": [...], "story": {...}}`. The file is made when the first one comes, and
    is a `.part` while the crawl lasts, as the feed is."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._encode = msgspec.json.Encoder(enc_hook=repr).encode
        self._feed: DurableFeed | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_dropped(self, item: Story, exception: BaseException, spider: Any) -> None:
        if not isinstance(exception, InvalidStory):
            return
        if self._feed is None:
            folder = folder_of(self._crawler.settings)
            self._feed = DurableFeed(free_name(folder / f"rejected-{spider.started}.jsonl"))
        try:
            self._feed.append(self._encode({"errors": exception.errors, "story": item}) + b"\n")
        except FeedFull as error:
            self._end(error)

    def spider_closed(self) -> None:
        if self._feed is not None:
            try:
                self._feed.close()
            except OSError as error:
                self._end(error)

    def _end(self, error: OSError) -> None:
        keeper = self._crawler.get_extension(CrawlJournal)
        if keeper is not None:
            keeper.end(JournalFailed(DISK_FULL, str(error)))
