"""Captures of pages in one unit: each with its URL, its moment and its body, unpacked.

Only records of addresses that may be stories are unpacked further than their headers. What is
damaged is counted and skipped; reading goes on with the next record that is whole. (One that has
lost its very type, in a file that is not packed, is no record to fastwarc, and not counted.)
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import IO, Any, Final, cast
from urllib.parse import unquote

import fsspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dwcrawler.archive.arc import arc_captures
from dwcrawler.archive.capture import Capture, Wanted
from dwcrawler.archive.payload import MOST_PACKED, dechunked, unpacked
from dwcrawler.archive.saved_pages import saved_pages
from dwcrawler.archive.sources import Unit
from dwcrawler.archive.tally import Tally

_KINDS: Final = (
    WarcRecordType.response
    | WarcRecordType.resource
    | WarcRecordType.revisit
    | WarcRecordType.unknown  # a damaged one may be a response
)
# Where a record may begin in a file that is damaged before it.
_BEGINNINGS: Final = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.")
_BLOCK: Final = 1 << 20
_MOST_RESUMED: Final = 1_000
_WACZ_FOLDER: Final = "archive/"


class CannotRead(Exception):
    """A file could not be opened, or is no archive; the text says why."""


def captures(unit: Unit, wanted: Wanted, tally: Tally) -> Iterator[Capture]:
    """Of addresses and moments that are `wanted`. Raises CannotRead."""
    try:
        if unit.kind == "pages":
            yield from saved_pages(unit.urls, tally)
            return
        (url,) = unit.urls
        name = unquote(PurePosixPath(url.partition("?")[0]).name)
        with fsspec.open(url, "rb") as file:
            if unit.kind == "wacz":
                yield from _in_wacz(file, name, wanted, tally)
            elif unit.kind == "arc":
                yield from arc_captures(file, name, wanted, tally)
            else:
                yield from _in_warc(file, name, wanted, tally)
    except (OSError, zipfile.BadZipFile, ImportError) as error:
        raise CannotRead(str(error) or type(error).__name__) from None


def _in_wacz(file: IO[bytes], name: str, wanted: Wanted, tally: Tally) -> Iterator[Capture]:
    with zipfile.ZipFile(file) as packed:
        inner = [each for each in packed.namelist() if each.startswith(_WACZ_FOLDER)]
        if not inner:
            raise CannotRead("it holds no folder `archive`, so it is no WACZ")
        for each in inner:
            if ".warc" in PurePosixPath(each).name:
                with packed.open(each) as warc:
                    place = f"{name}/{PurePosixPath(each).name}"
                    yield from _in_warc(warc, place, wanted, tally)


def _in_warc(file: IO[bytes], name: str, wanted: Wanted, tally: Tally) -> Iterator[Capture]:
    """Raises CannotRead where there is not one record."""
    start: int | None = 0
    seen, why = 0, "it is empty"
    for _ in range(_MOST_RESUMED):
        assert start is not None
        reached = start
        try:
            for record in _records(file, start):
                reached = record.stream_pos
                seen += 1
                found = _capture(record, f"{name}#{reached}", wanted, tally)
                if found is not None:
                    yield found
            break
        except OSError as error:
            why = f"it is no WARC file, or a damaged one: {error}"
            tally.lost("broken", f"{name}, at or after #{reached}", str(error))
        start = _next_beginning(file, reached + 1)
        if start is None:
            break
    else:
        tally.lost("broken", name, f"it is damaged in {_MOST_RESUMED} places; the rest is not read")
    tally.count("records", seen)
    if not seen:
        raise CannotRead(why)


def _records(file: IO[bytes], start: int) -> Iterator[WarcRecord]:
    """Raises OSError for what is damaged."""
    file.seek(start)
    yield from ArchiveIterator(
        cast("Any", file), record_types=_KINDS, parse_http=False, fsspec_args=False
    )


def _next_beginning(file: IO[bytes], start: int) -> int | None:
    """Where something begins that may be a record; what it is, its reader will see."""
    file.seek(start)
    at, kept = start, b""
    while block := file.read(_BLOCK):
        searched = kept + block
        places = [searched.find(beginning) for beginning in _BEGINNINGS]
        if found := [place for place in places if place >= 0]:
            return at - len(kept) + min(found)
        at += len(block)
        kept = searched[-8:]
    return None


def _capture(record: WarcRecord, place: str, wanted: Wanted, tally: Tally) -> Capture | None:
    """None for what is no capture of a page that is wanted, or cannot be read. Raises OSError."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    moment = _moment_of(record)
    if not url:
        tally.lost("broken", place, "it has no URL")
        return None
    if not wanted(url, moment):
        return None
    if record.record_type == WarcRecordType.unknown:
        tally.lost("broken", place, "its type is not known")
        return None
    if record.record_type == WarcRecordType.revisit:
        tally.count("revisits")
        return None
    status, kind, date, packed = 200, record.headers.get("Content-Type"), None, ""
    is_chunked = False
    if record.is_http:
        record.parse_http(quirks_mode=True)
        head = record.http_headers
        status, kind, date = head.status_code or 0, head.get("Content-Type"), head.get("Date")
        packed = ",".join(head.get_multiple("Content-Encoding"))
        is_chunked = "chunked" in (head.get("Transfer-Encoding") or "").lower()
    if not status:
        tally.lost("broken", place, "it has no HTTP status")
        return None
    if status != 200:
        tally.count("not_ok")
        return None
    tally.count("captures")
    # Not more than there is: the reader makes room for all that it is asked for.
    body = record.reader.read(min(record.content_length, MOST_PACKED + 1))
    if len(body) > MOST_PACKED:
        tally.lost("too_large", place, url)
        return None
    if record.headers.get("WARC-Truncated") or len(body) < record.content_length:
        tally.lost("cut_off", place, url)
        return None
    whole = unpacked(dechunked(body) if is_chunked else body, packed, place, tally)
    return None if whole is None else Capture(url, moment, status, kind, date, whole, place)


def _moment_of(record: WarcRecord) -> datetime | None:
    with suppress(ValueError, TypeError, AttributeError):
        moment = record.record_date
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
