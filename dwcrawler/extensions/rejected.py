"""Keeps what failed validation: `output/rejected-<UTC time>.jsonl`, each line with its errors."""

from __future__ import annotations

from typing import IO, Self

import msgspec
from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.items import Story
from dwcrawler.output import folder_of
from dwcrawler.pipelines.validation import InvalidStory
from dwcrawler.spiders.dw import DwSpider


class RejectedStories:
    """A line is `{"errors": [...], "story": {...}}`. The file is made when the first one comes."""

    def __init__(self, crawler: Crawler) -> None:
        self._folder = folder_of(crawler.settings)
        self._encode = msgspec.json.Encoder(enc_hook=repr).encode
        self._file: IO[bytes] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_dropped(self, item: Story, exception: BaseException, spider: DwSpider) -> None:
        if not isinstance(exception, InvalidStory):
            return
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = (self._folder / f"rejected-{spider.started}.jsonl").open("ab")
        self._file.write(self._encode({"errors": exception.errors, "story": item}) + b"\n")
        self._file.flush()

    def spider_closed(self) -> None:
        if self._file is not None:
            self._file.close()
