"""Packed answers: one that cannot be unpacked is tried again, as any other that broke on its way."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import httpcompression
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from dwcrawler.failures import EncodingError
from dwcrawler.middlewares.encodings import unpacked
from dwcrawler.middlewares.retry import RetryMiddleware


class HttpCompressionMiddleware(httpcompression.HttpCompressionMiddleware):
    """Sends Accept-Encoding as Scrapy's own does; `encodings` decodes the answers.

    Scrapy calls no `process_exception` for errors here, so this asks for the retry itself.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._stats = crawler.stats
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("COMPRESSION_ENABLED"):
            raise NotConfigured
        return cls(crawler)

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response | Awaitable[Request | Response]:
        if request.method == "HEAD" or b"Content-Encoding" not in response.headers:
            return response
        try:
            result = unpacked(response, request.meta.get("download_maxsize", self._most_bytes))
        except EncodingError as error:
            return self._again(request, error)
        self._stats.inc_value("httpcompression/response_bytes", len(result.body))
        self._stats.inc_value("httpcompression/response_count")
        return result

    async def _again(self, request: Request, error: EncodingError) -> Request | Response:
        retry = self._crawler.get_downloader_middleware(RetryMiddleware)
        again = await retry.process_exception(request, error) if retry is not None else None
        if again is None:
            raise error
        return again
