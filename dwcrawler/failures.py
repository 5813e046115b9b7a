"""Why a request failed, as one word for a stat and as one line for a person."""

from __future__ import annotations

from typing import Final, NamedTuple

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError

from dwcrawler.components.ending import CrawlEnded
from dwcrawler.handlers.connections import HeaderTooLong
from dwcrawler.middlewares.encodings import EncodingError

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
# Parts of the messages with which requests are dropped before or after they are made.
_DROPPED: Final = (
    ("robots.txt", "robots"),
    ("offsite", "offsite"),
    ("redirect", "redirects"),
    ("DOWNLOAD_MAXSIZE", "too_large"),
    ("no browser", "no_browser"),
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
            detail = " ".join(str(error).split())[:200]
            return Failure(code, f"{text} ({detail})" if detail else text)
    if isinstance(error, exceptions.IgnoreRequest):
        return _not_requested(str(error))
    detail = " ".join(str(error).split())[:200]
    return Failure(type(error).__name__, f"{type(error).__name__}: {detail}")


def _not_requested(message: str) -> Failure:
    code = next((code for part, code in _DROPPED if part in message), "ignored")
    return Failure(code, f"not requested: {message}" if message else "not requested")
