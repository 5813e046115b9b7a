"""Redirects between two URLs of one story are followed, though they are one request to Scrapy."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import redirect
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from dwcrawler.console.readable import readable
from dwcrawler.failures import Offsite, TooManyRedirects
from dwcrawler.identity import address_of, is_of_dw


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Scrapy's own, with two exceptions: redirects away from DW's site are refused here, where the log
    can say so, and redirects that only change the spelling of an address are followed.

    The target of the latter has the fingerprint of the request itself: the duplicate filter would drop it.
    A redirect to another story passes that filter as usual: what was requested already costs no
    second request. Loops end after REDIRECT_MAX_TIMES.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Without Scrapy's search for a middleware that sets Referer: none is sent here."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:  # the one reason that Scrapy's own has for it
            raise TooManyRedirects(*error.args) from None
        if isinstance(result, Request) and result is not request:
            if not is_of_dw(result.url):
                raise Offsite(f"redirected offsite, to {readable(result.url)}")
            before, after = address_of(request.url), address_of(result.url)
            if before is not None and after is not None and before.key == after.key:
                result.dont_filter = True
        return result
