"""Downloads the files of stories, by Scrapy's own pipeline for files."""

from __future__ import annotations

from typing import Any, Final

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FilesPipeline

from dwcrawler.components.story_files import files_of, why_not_a_file
from dwcrawler.console.readable import readable
from dwcrawler.failures import CrawlEnded
from dwcrawler.items import Story

# The key of `request.meta` for where a file belongs, below the folder of files.
_FILE: Final = "dw_file"


class FileDownloads(FilesPipeline):
    """`wanted` are `images`, `media` or both. Setting: DW_FILES_MAXSIZE. Stat: `dw/files/failed`.

    `given_up` are the paths of files that had not come when the crawl ended.
    """

    def __init__(self, store_uri: str, wanted: frozenset[str], crawler: Crawler) -> None:
        super().__init__(store_uri, crawler=crawler)
        self.wanted = wanted
        self.given_up: set[str] = set()
        self._most_bytes = crawler.settings.getint("DW_FILES_MAXSIZE")

    def get_media_requests(self, item: Story, info: Any) -> list[Request]:
        return [
            Request(
                url,
                callback=NO_CALLBACK,
                priority=-100,  # stories first
                meta={
                    _FILE: path,
                    "allow_offsite": True,  # checked by `files_of`
                    "download_maxsize": self._most_bytes,
                },
            )
            for path, url in files_of(item, self.wanted).items()
        ]

    def file_path(
        self, request: Request, response: Any = None, info: Any = None, *, item: Any = None
    ) -> str:
        return str(request.meta[_FILE])

    async def media_downloaded(
        self, response: Response, request: Request, info: Any, *, item: Any = None
    ) -> Any:
        kind = response.headers.get("Content-Type")
        wrong = why_not_a_file(request.meta[_FILE], response.status, kind, response.body)
        if wrong is not None:
            raise IgnoreRequest(wrong)
        return await super().media_downloaded(response, request, info, item=item)

    def media_failed(self, failure: Any, request: Request, info: Any) -> Any:
        """One line a file; as filtered, so that Scrapy logs no traceback besides."""
        reason = str(failure.value) or type(failure.value).__name__
        if isinstance(failure.value, CrawlEnded):
            self.given_up.add(request.meta[_FILE])
        else:
            self.crawler.stats.inc_value("dw/files/failed")
            info.spider.logger.warning("File %s: %s", readable(request.url), reason)
        failure.value = IgnoreRequest(reason)
        return super().media_failed(failure, request, info)
