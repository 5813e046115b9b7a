"""All URL variants of a story are one request; so are those of a listing in one language."""

from __future__ import annotations

from hashlib import blake2b

from scrapy.http import Request
from scrapy.utils.request import RequestFingerprinter

from dwcrawler.identity import address_of


class IdentityFingerprinter(RequestFingerprinter):
    """A GET for DW content is known by its address, everything else as Scrapy knows it."""

    def fingerprint(self, request: Request) -> bytes:
        address = address_of(request.url) if request.method == "GET" and not request.body else None
        if address is None:
            return super().fingerprint(request)
        return blake2b(address.key.encode(), digest_size=20).digest()
