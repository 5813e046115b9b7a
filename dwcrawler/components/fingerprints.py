"""All URL variants of a story are one request; so are those of a listing in one language."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from scrapy.http import Request
from scrapy.utils.request import RequestFingerprinter

from dwcrawler.identity import address_of, is_api

_ID_BYTES: Final = 6  # hold every content id


class IdentityFingerprinter(RequestFingerprinter):
    """A GET for DW content is known by its address, everything else as Scrapy knows it.

    Of a story that is its id as it stands: shorter than any hash, and every story's is remembered.
    The site's JSON of it is another request, as it is one for where the page tells nothing.
    """

    def fingerprint(self, request: Request) -> bytes:
        address = address_of(request.url) if request.method == "GET" and not request.body else None
        if address is None:
            return super().fingerprint(request)
        if is_api(request.url):
            return blake2b(f"api:{address.key}".encode(), digest_size=20).digest()
        if not address.is_listing:
            return address.id.to_bytes(_ID_BYTES)
        return blake2b(address.key.encode(), digest_size=20).digest()
