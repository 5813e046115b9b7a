"""Why a request failed: our exception types, and each failure as a code and a line for a person.

The code stands in stats (`dw/failures/<code>`). A failure is told by its type alone: messages are for
people, and may change with the next version of Scrapy.
"""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError


class CrawlEnded(exceptions.IgnoreRequest):
    """A request was given up because the crawl ends; the next crawl makes it."""


class EncodingError(exceptions.DownloadFailedError):
    """A body is not what its Content-Encoding says; the message says which, and what is wrong."""


class HeaderTooLong(exceptions.DownloadCancelledError):
    """An answer's header has more bytes than are read. A second try does not mend that."""


class UnpackedTooLarge(exceptions.DownloadCancelledError):
    """A body has more bytes than are read, once it is unpacked."""


class NotRequested(exceptions.IgnoreRequest):
    """A request was dropped by a rule, or its answer was. `code` is the rule's, for the stats."""

    code: ClassVar[str] = "ignored"


class ForbiddenByRobots(NotRequested):
    """robots.txt forbids it."""

    code = "robots"


class RobotsTxtUnreachable(NotRequested):
    """Its host's robots.txt is out of reach, so nothing may be fetched there."""

    code = "robots"


class Offsite(NotRequested):
    """It leads away from DW's site."""

    code = "offsite"


class TooManyRedirects(NotRequested):
    """It was redirected more than REDIRECT_MAX_TIMES."""

    code = "redirects"


class RenderedTooLarge(NotRequested):
    """A page has more than DOWNLOAD_MAXSIZE bytes, once a browser has rendered it."""

    code = "too_large"


class BrowserMissing(NotRequested):
    """There is no browser to render with."""

    code = "no_browser"


_WORDS: Final[tuple[tuple[type[BaseException], str, str], ...]] = (
    (CrawlEnded, "ended", "stopped before the answer was complete"),
    (EncodingError, "encoding", "the answer cannot be read"),
    (HeaderTooLong, "headers", "the answer cannot be read"),
    (exceptions.CannotResolveHostError, "dns", "its host name cannot be resolved"),
    (exceptions.DownloadConnectionRefusedError, "refused", "the connection was refused"),
    (ConnectError, "no_route", "no connection could be made"),
    (exceptions.DownloadTimeoutError, "timeout", "no answer in time"),
    (exceptions.DownloadCancelledError, "too_large", "larger than DOWNLOAD_MAXSIZE"),
    (exceptions.ResponseDataLossError, "data_loss", "the answer was cut off"),
    (exceptions.DownloadFailedError, "connection", "the connection was lost"),
    (OSError, "unreadable", "the answer cannot be decoded"),
)


class Failure(NamedTuple):
    code: str
    text: str


def describe(error: BaseException) -> Failure:
    """Any exception that a download can end with. HTTP errors are `http_404` and the like."""
    if isinstance(error, HttpError):
        status = error.response.status
        return Failure(f"http_{status}", f"HTTP status {status}")
    for kind, code, text in _WORDS:
        if isinstance(error, kind):
            detail = _detail_of(error)
            return Failure(code, f"{text} ({detail})" if detail else text)
    if isinstance(error, exceptions.IgnoreRequest):
        code = error.code if isinstance(error, NotRequested) else NotRequested.code
        return Failure(code, f"not requested: {error}" if str(error) else "not requested")
    return Failure(type(error).__name__, f"{type(error).__name__}: {_detail_of(error)}")


def _detail_of(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
