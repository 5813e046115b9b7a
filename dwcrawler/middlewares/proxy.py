"""Which proxy a request goes through is decided by the host that is really asked.

With DW_MIRROR that is the mirror, though the request's URL names dw.com.
"""

from __future__ import annotations

import ipaddress
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import httpproxy
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from dwcrawler.identity import may_hold_files
from dwcrawler.mirror_origin import checked_origin, mirror_of


class HttpProxyMiddleware(httpproxy.HttpProxyMiddleware):
    """Scrapy's own (http_proxy, https_proxy, no_proxy), but for requests that go to DW_MIRROR.

    A mirror on this machine (localhost, 127.0.0.1, ::1) is never asked through a proxy.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings["HTTPPROXY_AUTH_ENCODING"])
        mirror = mirror_of(crawler.settings)
        self._is_mirrored = bool(mirror)
        self._proxy = _proxy_of(checked_origin(mirror)) if mirror else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("HTTPPROXY_ENABLED"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """A proxy that the request itself names comes first, as in Scrapy."""
        if self._is_mirrored and "proxy" not in request.meta and may_hold_files(request.url):
            request.meta["proxy"] = self._proxy
        super().process_request(request)


def _proxy_of(origin: str) -> str | None:
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if _is_this_machine(host) or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
