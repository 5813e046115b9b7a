"""ARC, which archives were kept in before WARC: read by warcio, as fastwarc does not know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dwcrawler.archive.capture import Capture, Wanted
from dwcrawler.archive.payload import MOST_PACKED, dechunked, unpacked
from dwcrawler.archive.tally import Tally


def arc_captures(file: IO[bytes], name: str, wanted: Wanted, tally: Tally) -> Iterator[Capture]:
    """What comes after damage is lost: an ARC file does not say where its records begin."""
    records = ArchiveIterator(file)
    place = f"{name}#0"
    try:
        for record in records:
            tally.count("records")
            url = record.rec_headers.get_header("uri") or ""
            moment = _moment(record.rec_headers.get_header("archive-date"))
            head = record.http_headers
            if head is None or not wanted(url, moment):
                continue
            if head.get_statuscode() != "200":
                tally.count("not_ok")
                continue
            tally.count("captures")
            body = dechunked(record.raw_stream.read(MOST_PACKED))
            place = f"{name}#{records.get_record_offset()}"  # known when it was read
            whole = unpacked(body, head.get_header("Content-Encoding") or "", place, tally)
            if whole is not None:
                kind, date = head.get_header("Content-Type"), head.get_header("Date")
                yield Capture(url, moment, 200, kind, date, whole, place)
    except (ArchiveLoadFailed, OSError, EOFError) as error:
        tally.lost("broken", place, f"{error}; what follows it is not read")


def _moment(text: Any) -> datetime | None:
    with suppress(ValueError, TypeError):
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return None
