"""Pictures and media files of stories; off by default.

If a file cannot be downloaded, its story stays as it is, and there is a stat and a line in the log.
"""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from dwcrawler.components.file_downloads import FileDownloads
from dwcrawler.components.story_files import files_of, note_files
from dwcrawler.items import Story
from dwcrawler.store.folder import FILES, folder_of


class StoryFiles(FileDownloads):
    """`-a download=images,media`. Files go to `files/` in the output folder.

    Stats: `dw/files/stored`, `dw/files/failed`, besides Scrapy's own.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        arguments = getattr(crawler.spider, "args", None)
        wanted = getattr(arguments, "download", None)
        if not wanted:
            raise NotConfigured
        folder = folder_of(crawler.settings).absolute() / FILES
        return cls(str(folder), frozenset(wanted), crawler)

    def item_completed(self, results: list[Any], item: Story, info: Any) -> Story:
        """Where the crawl ended before the files came, the next one has the story with them."""
        if self.given_up and not self.given_up.isdisjoint(files_of(item, self.wanted)):
            raise DropItem(f"{item.url}: left for the next crawl, with its files", log_level="INFO")
        stored = {result["path"] for ok, result in results if ok}
        note_files(item, self.wanted, stored)
        self.crawler.stats.inc_value("dw/files/stored", len(stored))
        return item
