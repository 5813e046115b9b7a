"""DW_MIRROR: requests for dw.com go to another origin, while the crawl sees only real URLs.

The rewriting is the download handler's, below everything else in Scrapy. So spider, robots.txt,
redirects, download slots and items work with dw.com's own URLs, and a crawl of a mirror runs the
very code of a crawl of the site. The mirror learns the wanted host from the `Host` header; behind a
proxy, which sets that anew, from `X-Forwarded-Host`.
"""

from __future__ import annotations

from typing import Self

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from dwcrawler.handlers.connections import ClientFactory, reason_of
from dwcrawler.identity import may_hold_files
from dwcrawler.mirror_origin import checked_origin, mirror_of


class MirrorDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler where DW_MIRROR is empty: the setting may come after `settings.py`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = ClientFactory
        mirror = mirror_of(crawler.settings)
        self._origin = checked_origin(mirror) if mirror else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        if self._origin is None or not may_hold_files(request.url):
            return await self._download(request)
        parts = urlparse_cached(request)
        path = parts.path or "/"
        url = f"{self._origin}{path}{f'?{parts.query}' if parts.query else ''}"
        # Headers are shared, not copied: for each copy Scrapy looks at every name and value anew.
        request.headers["Host"] = parts.netloc
        if request.meta.get("proxy"):
            request.headers["X-Forwarded-Host"] = parts.netloc  # a proxy sets `Host` anew
        mirrored = Request(url, method=request.method, body=request.body, meta=request.meta)
        mirrored.headers = request.headers
        response = await self._download(mirrored)
        request.meta["download_latency"] = mirrored.meta.get("download_latency", 0.0)
        of_site = response.replace(url=request.url, headers=None)
        of_site.headers = response.headers
        return of_site

    async def _download(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            raise reason_of(error) from None
