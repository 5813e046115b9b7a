"""Scrapy's cache (HTTPCACHE_ENABLED), so that it keeps nothing that a second request would mend.

Only sound answers are kept, and a second request for a page refreshes the cache instead of reading
it: it is made because the first answer was of no use.
"""

from __future__ import annotations

import time
from typing import Final

from scrapy.downloadermiddlewares import httpcache
from scrapy.extensions.httpcache import DummyPolicy
from scrapy.http import HtmlResponse, Request, Response

from dwcrawler.components.request_meta import RENDER

_KEPT: Final = frozenset({200, 301, 302, 303, 307, 308})
# RFC 9309: no robots.txt is obeyed for longer than a day without a look at it.
_ROBOTS_SECONDS: Final = 24 * 3600


class HttpCacheMiddleware(httpcache.HttpCacheMiddleware):
    """Stands where answers are unpacked already. With HTTPCACHE_IGNORE_MISSING nothing is asked of
    the site, so second requests read the cache, too."""

    def process_request(self, request: Request) -> Request | Response | None:  # type: ignore[override]
        if _is_second_request(request) and not self.ignore_missing:
            return None
        return super().process_request(request)


class SoundAnswers(DummyPolicy):
    """For HTTPCACHE_POLICY: pages and redirects stay for HTTPCACHE_EXPIRATION_SECS, robots.txt for a
    day at most. Errors, 304, and pages that are empty or break off are not kept."""

    def should_cache_response(self, response: Response, request: Request) -> bool:
        return super().should_cache_response(response, request) and _is_sound(response)

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        is_robots = request.url.endswith("/robots.txt")
        age = time.time() - request.meta.get("cache_timestamp", 0)
        return not is_robots or age < _ROBOTS_SECONDS

    def is_cached_response_valid(
        self, cachedresponse: Response, response: Response, request: Request
    ) -> bool:
        return False  # what was asked for anew counts


def _is_second_request(request: Request) -> bool:
    """A retry, or the same page by a browser. (What a page loads has another mark.)"""
    return bool(request.meta.get("retry_times")) or request.meta.get(RENDER) is True


def _is_sound(response: Response) -> bool:
    if response.status not in _KEPT:
        return False
    if response.status != 200:
        return True
    is_page = isinstance(response, HtmlResponse)
    return bool(response.body) and (not is_page or b"</html" in response.body.lower())
