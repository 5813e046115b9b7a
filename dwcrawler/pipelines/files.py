"""Pictures and media files of stories, by Scrapy's own pipeline for files; off by default.

A file is named by the id of what it shows, never by a name that a page or a server chose. If a file
cannot be downloaded, its story stays as it is, and there is a stat and a line in the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FilesPipeline

from dwcrawler.components.ending import CrawlEnded
from dwcrawler.components.request_meta import FILE
from dwcrawler.console.readable import readable
from dwcrawler.identity import may_hold_files
from dwcrawler.items import Image, Media, Story
from dwcrawler.store.folder import folder_of

# What a file may be, by the end of its URL, and what its server must call it then.
_KINDS: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), "image/"),
    **dict.fromkeys(("mp4", "webm"), "video/"),
    **dict.fromkeys(("mp3", "m4a"), "audio/"),
}
FOLDER: Final = "files"  # in the output folder
_END: Final = re.compile(r"\.([a-z0-9]{3,4})\Z")


class StoryFiles(FilesPipeline):
    """`-a download=images,media`. Files go to `files/` in the output folder.

    Setting: DW_FILES_MAXSIZE. Stats: `dw/files/stored`, `dw/files/failed`, besides Scrapy's own.
    """

    def __init__(self, store_uri: str, *, crawler: Crawler) -> None:
        super().__init__(store_uri, crawler=crawler)
        spider: Any = crawler.spider
        self._wanted = frozenset(spider.args.download)
        self._most_bytes = crawler.settings.getint("DW_FILES_MAXSIZE")
        self._given_up: set[str] = set()  # paths of files, when the crawl ended

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        arguments = getattr(crawler.spider, "args", None)
        if not getattr(arguments, "download", None):
            raise NotConfigured
        return cls(str(folder_of(crawler.settings).absolute() / FOLDER), crawler=crawler)

    def get_media_requests(self, item: Story, info: Any) -> list[Request]:
        return [
            Request(
                url,
                callback=NO_CALLBACK,
                priority=-100,  # stories first
                meta={
                    FILE: path,
                    "allow_offsite": True,  # checked here
                    "download_maxsize": self._most_bytes,
                },
            )
            for path, url in self._files_of(item).items()
        ]

    def _files_of(self, story: Story) -> dict[str, str]:
        return {
            path: url
            for part in _parts(story, self._wanted)
            if (url := _url_of(part)) and (path := _path_of(part, url))
        }

    def file_path(
        self, request: Request, response: Any = None, info: Any = None, *, item: Any = None
    ) -> str:
        return str(request.meta[FILE])

    async def media_downloaded(
        self, response: Response, request: Request, info: Any, *, item: Any = None
    ) -> Any:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        expected = _KINDS[request.meta[FILE].rpartition(".")[2]]
        if response.status != 200:
            raise IgnoreRequest(f"HTTP status {response.status}")
        if not response.body or not kind.startswith(expected):
            raise IgnoreRequest(f"{kind or 'nothing'} is not a file of type {expected}…")
        return await super().media_downloaded(response, request, info, item=item)

    def media_failed(self, failure: Any, request: Request, info: Any) -> Any:
        """One line a file; as filtered, so that Scrapy logs no traceback besides."""
        reason = str(failure.value) or type(failure.value).__name__
        if isinstance(failure.value, CrawlEnded):
            self._given_up.add(request.meta[FILE])
        else:
            self.crawler.stats.inc_value("dw/files/failed")
            info.spider.logger.warning("File %s: %s", readable(request.url), reason)
        failure.value = IgnoreRequest(reason)
        return super().media_failed(failure, request, info)

    def item_completed(self, results: list[Any], item: Story, info: Any) -> Story:
        """Where the crawl ended before the files came, the next one has the story with them."""
        if self._given_up and not self._given_up.isdisjoint(self._files_of(item)):
            raise DropItem(f"{item.url}: left for the next crawl, with its files", log_level="INFO")
        stored = {result["path"] for ok, result in results if ok}
        for part in _parts(item, self._wanted):
            url = _url_of(part)
            path = _path_of(part, url) if url else None
            if path in stored:
                part.file = path
        self.crawler.stats.inc_value("dw/files/stored", len(stored))
        return item


def _parts(story: Story, wanted: frozenset[str]) -> Iterable[Image | Media]:
    if "images" in wanted:
        yield from story.images
        if story.lead_image is not None:
            yield story.lead_image
    if "media" in wanted:
        yield from story.media


def _url_of(part: Image | Media) -> str | None:
    """A picture, or the one file of a video or an audio: streams are no files."""
    urls = [part.url] if isinstance(part, Image) else [source.url for source in part.sources]
    return next((url for url in urls if url and _end_of(url) and may_hold_files(url)), None)


def _end_of(url: str) -> str | None:
    match = _END.search(url.partition("?")[0].lower())
    return match[1] if match and match[1] in _KINDS else None


def _path_of(part: Image | Media, url: str) -> str | None:
    """`images/27/65897427.jpg`: folders by the last two digits, so that none grows without end."""
    folder = "images" if isinstance(part, Image) else "media"
    name = str(part.id) if part.id is not None else sha256(url.encode()).hexdigest()[:16]
    return f"{folder}/{name[-2:]}/{name}.{_end_of(url)}"
