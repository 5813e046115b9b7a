"""The body of an archived answer, as the browser would have had it."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from dwcrawler.archive.tally import Tally
from dwcrawler.failures import EncodingError, UnpackedTooLarge
from dwcrawler.middlewares.encodings import unpack
from dwcrawler.pages.page import MAX_BYTES

# No page has as many bytes on its way as this, packed or not, chunks included.
MOST_PACKED: Final = 2 * MAX_BYTES


def unpacked(body: bytes, encoding: str, place: str, tally: Tally) -> bytes | None:
    """None for what cannot be unpacked, which is counted."""
    if not encoding:
        return body
    try:
        return unpack(body, encoding, MAX_BYTES)
    except UnpackedTooLarge as error:
        tally.lost("too_large", place, str(error))
    except EncodingError as error:
        tally.lost("bad_encoding", place, str(error))
    return None


def dechunked(body: bytes) -> bytes:
    """Without the marks of chunks. A body that is none in chunks, in spite of its header, is left as
    it is: many archives take the chunks apart and keep the header."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 32)
        with suppress(ValueError):
            size = int(body[at:end].partition(b";")[0], 16) if end >= 0 else -1
            if size == 0:
                return b"".join(parts)
            if size > 0 and body[end + 2 + size : end + 4 + size] == b"\r\n":
                parts.append(body[end + 2 : end + 2 + size])
                at = end + 4 + size
                continue
        return body
