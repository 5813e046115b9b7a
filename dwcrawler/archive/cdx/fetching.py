"""Gets the records of captures: a range of bytes of a WARC file, or the page as an archive replays
it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from cdx_toolkit.warc import fake_wb_warc
from fastwarc.warc import ArchiveIterator
from warcio.warcwriter import WARCWriter

from dwcrawler.archive.cdx.finding import Archive
from dwcrawler.archive.cdx.ledger import Found, Ledger
from dwcrawler.archive.cdx.web import NotAnswered, Web
from dwcrawler.pages.page import MAX_BYTES

_MOST_BYTES: Final = 2 * MAX_BYTES
# Records in a row that are not to be had: the fault is not theirs.
_MOST_IN_A_ROW: Final = 20


class _Useless(Exception):
    """This one record is not to be had; the text says why."""


def fetch(archive: Archive, web: Web, ledger: Ledger, show: Callable[[int], None]) -> None:
    """All that wait, one after the other; `show` gets how many are left. Raises NotAnswered, OSError,
    sqlite3.Error: what was fetched is safe."""
    in_a_row = 0
    left = ledger.left()
    try:
        while batch := ledger.waiting():
            for found in batch:
                try:
                    ledger.keep(found, _record(archive, web, found))
                    in_a_row = 0
                except _Useless as error:
                    ledger.lose(found, str(error))
                    in_a_row += 1
                    if in_a_row >= _MOST_IN_A_ROW:
                        raise NotAnswered(f"{in_a_row} records in a row: {error}") from None
                left -= 1
                show(left)
    finally:
        ledger.write_file()


def _record(archive: Archive, web: Web, found: Found) -> bytes:
    """Raises _Useless, NotAnswered."""
    if archive.records is not None:
        return _by_range(archive.records, web, found)
    assert archive.replay is not None
    return _by_replay(archive.replay, web, found)


def _by_range(prefix: str, web: Web, found: Found) -> bytes:
    if not found.file or found.start < 0 or found.length <= 0:
        raise _Useless("the index does not say where its record stands")
    if found.length > _MOST_BYTES:
        raise _Useless(f"its record has {found.length:,} bytes")
    last = found.start + found.length - 1
    url = f"{prefix.rstrip('/')}/{quote(found.file)}"
    answer = web.get(url, found.length, headers={"Range": f"bytes={found.start}-{last}"})
    if answer.status_code == 200 and len(answer.content) != found.length:
        raise NotAnswered(f"{url}: the server does not send ranges of bytes")
    if answer.status_code not in (200, 206):
        raise _Useless(f"HTTP status {answer.status_code} for {found.file}")
    if len(answer.content) != found.length:
        raise NotAnswered(f"{url}: {len(answer.content)} bytes came in place of {found.length}")
    _check(answer.content, found)
    return answer.content


def _check(record: bytes, found: Found) -> None:
    """Raises _Useless for what is no whole record of this page: it would spoil the file it is in."""
    try:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        size = 0
        piece = member.decompress(record, 1 << 20)
        while piece:
            size += len(piece)
            if size > 4 * _MOST_BYTES:
                raise _Useless("its record unpacks to too much")
            piece = member.decompress(member.unconsumed_tail, 1 << 20)
        if not member.eof or member.unused_data:
            raise _Useless("its range is not one record, packed with gzip")
        urls = [
            each.headers.get("WARC-Target-URI")
            for each in ArchiveIterator(io.BytesIO(record), parse_http=False)
        ]
    except (zlib.error, OSError) as error:
        raise _Useless(f"its record is damaged: {error}") from None
    if [(url or "").strip("<>") for url in urls] != [found.url]:
        raise _Useless("its range holds a record of another page")


def _by_replay(prefix: str, web: Web, found: Found) -> bytes:
    url = f"{prefix.rstrip('/')}/{found.stamp}id_/{quote(found.url, safe=':/?&=,;+%')}"
    answer = web.get(url, _MOST_BYTES)
    if answer.status_code != 200:
        raise _Useless(f"HTTP status {answer.status_code} of the replay")
    told: dict[str, Any] = {"url": found.url, "timestamp": found.stamp, "status": "200"}
    record = fake_wb_warc(found.url, url, answer, told)
    moment = datetime.strptime(found.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    record.rec_headers.replace_header("WARC-Date", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    target = io.BytesIO()
    WARCWriter(target, gzip=True).write_record(record)
    return target.getvalue()
