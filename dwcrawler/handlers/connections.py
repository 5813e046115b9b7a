"""HTTP connections whose answers may have long headers, though not without end.

Twisted hangs up at a header line of 16 kB, as if the connection had broken off, and reads any
number of lines. Policies of content and of cookies can be longer than that.
"""

from __future__ import annotations

from typing import Any, Final

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadFailedError
from twisted.internet.defer import Deferred
from twisted.web.client import ResponseFailed

from dwcrawler.failures import HeaderTooLong

# All lines together; as in Chromium.
MOST_HEADER_BYTES: Final = 256 * 1024


class _Parser(_LenientHTTPClientParser):
    MAX_LENGTH = MOST_HEADER_BYTES
    _bytes_read = 0

    def lineReceived(self, line: bytes) -> None:
        self._bytes_read += len(line)
        if self._bytes_read > MOST_HEADER_BYTES:
            raise _too_long()
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:
        raise _too_long()


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[Any]:
        answer: Deferred[Any] = super().request(request)
        # As Scrapy does it: Twisted names the class of its parser in the midst of a method.
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer


class ClientFactory(_LenientHTTP11ClientFactory):
    """For the `_factory` of Twisted's HTTPConnectionPool."""

    def buildProtocol(self, addr: object) -> _Protocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def reason_of(error: DownloadFailedError) -> Exception:
    """Of what Twisted wraps twice, the error that says what it was."""
    cause = error.__cause__
    reasons = cause.reasons if isinstance(cause, ResponseFailed) else []
    return next((reason.value for reason in reasons if reason.check(HeaderTooLong)), error)


def _too_long() -> HeaderTooLong:
    return HeaderTooLong(f"its headers have more than {MOST_HEADER_BYTES} bytes")
