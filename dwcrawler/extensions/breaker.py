"""Ends a crawl in which most requests fail: to go on would burden the site and find nothing."""

from __future__ import annotations

import logging
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.request_meta import ANSWERED
from dwcrawler.extensions.sliding import SlidingShare
from dwcrawler.finish import TOO_MANY_FAILURES

logger = logging.getLogger(__name__)

# What says that the site is in trouble, or that it does not want to be asked.
_FAILURES: Final = frozenset({403, 408, 429, *range(500, 600)})


class Breaker:
    """Settings: DW_BREAKER_WINDOW, DW_BREAKER_SHARE; and RETRY_TIMES, RETRY_HTTP_CODES.

    The result of a request counts, not its single tries: a page that came at the third try is no
    failure. But if as many tries in a row fail without one answer between them, the site is down,
    and the crawl does not wait for further retries. Failures are refused, reset and timed-out
    connections, 403, 408, 429 and 5xx. A story that is gone (404, 410) is an answer.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._tries = settings.getint("RETRY_TIMES") if settings.getbool("RETRY_ENABLED") else 0
        self._tried_again = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")}
        self._latest = SlidingShare.from_settings(settings)
        self._in_a_row = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.response_received, signals.response_downloaded)
        crawler.signals.connect(extension.request_left, signals.request_left_downloader)
        return extension

    def response_received(self, response: Response, request: Request) -> None:
        request.meta[ANSWERED] = True
        if response.status in _FAILURES:
            self._on_failed_try(request, may_be_tried_again=response.status in self._tried_again)
        else:
            self._in_a_row = 0
            self._note(False)

    def request_left(self, request: Request) -> None:
        """Without an answer, the connection failed."""
        if not request.meta.pop(ANSWERED, False):
            self._on_failed_try(request, may_be_tried_again=True)

    def _on_failed_try(self, request: Request, may_be_tried_again: bool) -> None:
        self._in_a_row += 1
        is_last = request.meta.get("retry_times", 0) >= self._tries
        if is_last or not may_be_tried_again or request.meta.get("dont_retry"):
            self._note(True)
        if self._in_a_row >= self._latest.size:
            self._break(self._in_a_row, self._in_a_row)

    def _note(self, failed: bool) -> None:
        if self._latest.add(failed):
            self._break(len(self._latest), self._latest.failures)

    def _break(self, asked: int, failed: int) -> None:
        if end_crawl(self._crawler, TOO_MANY_FAILURES):
            logger.error(
                "Of the last %d requests %d failed: the crawl ends. What was found is in the feed; "
                "a later crawl resumes from there",
                asked,
                failed,
            )
