"""Records of WARC 1.1, made by warcio: each a member of gzip of its own.

An exchange is a request and a response. A page that is as it was when it was last kept is a revisit
in place of a response: what it looked like then is what it looks like. A page as a browser showed it
is no answer of the site's: it is a `resource`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from dwcrawler import __version__
from dwcrawler.warc.known import Kept, KnownCaptures

_VERSION: Final = "WARC/1.1"
_PROFILES: Final = "http://netpreserve.org/warc/1.1/revisit/"
_NOT_MODIFIED: Final = 304
# An archive is given to others.
_SECRET: Final = frozenset({"authorization", "proxy-authorization", "cookie"})
# Of the way, not of what came: the body is kept without its chunks.
_OF_THE_WAY: Final = frozenset({"transfer-encoding", "connection", "keep-alive"})

Headers = Iterable[tuple[str, str]]


class Exchange(NamedTuple):
    """One request and its answer. `body`: as it came, packed if `headers` say so; `is_rendered`: it
    is what a browser made of the answer; `is_cut_off`: the site did not send all of it."""

    url: str
    moment: datetime
    method: str
    request_headers: list[tuple[str, str]]
    request_body: bytes
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    address: str | None = None
    is_rendered: bool = False
    is_cut_off: bool = False


class Recorder:
    """`known` is asked and told."""

    def __init__(self, known: KnownCaptures) -> None:
        self._known = known

    def records_of(self, exchange: Exchange) -> bytes:
        """Of one exchange, ready to be appended."""
        target = io.BytesIO()
        writer = WARCWriter(target, gzip=True, warc_version=_VERSION)
        if exchange.is_rendered:
            writer.write_record(_resource(writer, exchange))
            return target.getvalue()
        answer = self._answer(writer, exchange)
        writer.write_request_response_pair(_request(writer, exchange), answer)
        return target.getvalue()

    def _answer(self, writer: WARCWriter, exchange: Exchange) -> Any:
        known = self._known.get(exchange.url)
        if exchange.status == _NOT_MODIFIED:
            return (
                _response(writer, exchange)
                if known is None
                else _revisit(writer, exchange, known, "server-not-modified")
            )
        digest = _digest(exchange.body)
        if known is not None and known.digest == digest and exchange.status == 200:
            return _revisit(writer, exchange, known, "identical-payload-digest")
        record = _response(writer, exchange)
        if exchange.status == 200 and exchange.body and not exchange.is_cut_off:
            head = record.rec_headers
            self._known.note(
                exchange.url,
                Kept(digest, head.get_header("WARC-Date"), head.get_header("WARC-Record-ID")),
            )
        return record


def warcinfo(name: str, told: dict[str, str]) -> bytes:
    """What a file begins with: who made it, and how."""
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version=_VERSION)
    about = {"software": f"dwcrawler/{__version__}", "format": "WARC File Format 1.1", **told}
    writer.write_record(writer.create_warcinfo_record(name, about))
    return target.getvalue()


def _response(writer: WARCWriter, exchange: Exchange) -> Any:
    return writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        http_headers=_head(exchange),
        warc_headers_dict=_warc_headers(exchange),
    )


def _revisit(writer: WARCWriter, exchange: Exchange, known: Kept, profile: str) -> Any:
    record = writer.create_revisit_record(
        exchange.url,
        digest=known.digest,
        refers_to_uri=exchange.url,
        refers_to_date=known.date,
        http_headers=_head(exchange),
        warc_headers_dict={**_warc_headers(exchange), "WARC-Refers-To": known.record},
    )
    record.rec_headers.replace_header("WARC-Profile", _PROFILES + profile)
    return record


def _resource(writer: WARCWriter, exchange: Exchange) -> Any:
    return writer.create_warc_record(
        exchange.url,
        "resource",
        payload=io.BytesIO(exchange.body),
        warc_content_type="text/html; charset=utf-8",
        warc_headers_dict=_warc_headers(exchange),
    )


def _request(writer: WARCWriter, exchange: Exchange) -> Any:
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [
        (name, value)
        for name, value in exchange.request_headers
        if name.lower() not in _SECRET and name.lower() != "host"
    ]
    return writer.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(exchange.request_body),
        http_headers=StatusAndHeaders(
            f"{exchange.method} {path} HTTP/1.1",
            [("Host", parts.netloc), *headers],
            is_http_request=True,
        ),
        warc_headers_dict={"WARC-Date": _date(exchange.moment)},
    )


def _head(exchange: Exchange) -> StatusAndHeaders:
    headers = [(n, v) for n, v in exchange.headers if n.lower() not in _OF_THE_WAY]
    if not any(name.lower() == "content-length" for name, _ in headers):
        headers.append(("Content-Length", str(len(exchange.body))))
    return StatusAndHeaders(_status_line(exchange.status), headers, protocol="HTTP/1.1")


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _warc_headers(exchange: Exchange) -> dict[str, str]:
    headers = {"WARC-Date": _date(exchange.moment)}
    if exchange.address:
        headers["WARC-IP-Address"] = exchange.address
    if exchange.is_cut_off:
        headers["WARC-Truncated"] = "disconnect"
    return headers


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(body: bytes) -> str:
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)
