"""Content encodings: a body is unpacked as a whole, or it is said what is wrong with it.

Scrapy's own functions give the part before the damage, and nobody sees that the rest is missing.
"""

from __future__ import annotations

import codecs
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol

import brotli  # type: ignore[import-untyped]
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes
from scrapy.utils.python import binary_is_text

from dwcrawler.failures import EncodingError, UnpackedTooLarge

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# No server packs a page more often, or in more parts; each costs a copy of the rest.
_MOST_ENCODINGS: Final = 4
_MOST_PARTS: Final = 256
_UNLIMITED: Final = 1 << 40
# By so much of its beginning, and not by less, it is seen that a body is plain text.
_PLAIN_HEAD: Final = 4096
_PLAIN_LEAST: Final = 16

_GZIP_MAGIC: Final = (b"\x1f\x8b",)
_ZSTD_MAGIC: Final = (
    b"\x28\xb5\x2f\xfd",
    *(bytes([number]) + b"\x2a\x4d\x18" for number in range(0x50, 0x60)),  # skippable frames
)
# RFC 9659: what is sent over HTTP needs no larger window than 8 MB.
_ZSTD_OPTIONS: Final[dict[int, int]] = {zstd.DecompressionParameter.window_log_max: 23}


class _Unpacker(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


class _CutOff(Exception):
    """The packed body ends before its end."""


def unpacked(response: Response, most_bytes: int) -> Response:
    """The response with its body as it was before it was packed, and without Content-Encoding.

    most_bytes: how many an unpacked body may have; 0 for any number

    A body that is plain text in spite of its header is left as it is. Of an error or a redirect
    the status tells all: if its body cannot be unpacked, it has none. Raises EncodingError,
    UnpackedTooLarge.
    """
    if b"Content-Encoding" not in response.headers:
        return response
    header = b",".join(response.headers.getlist(b"Content-Encoding")).decode("latin-1")
    try:
        body = unpack(response.body, header, most_bytes or _UNLIMITED)
    except EncodingError:
        if 200 <= response.status < 300:
            raise
        body = b""
    headers = response.headers.copy()
    del headers[b"Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    # What the encoding of the text is, shows only now.
    more: dict[str, Any] = {"encoding": None} if issubclass(kind, TextResponse) else {}
    return response.replace(cls=kind, headers=headers, body=body, **more)


def unpack(body: bytes, header: str, most: int) -> bytes:
    """A body as it was before it was packed, at most `most` bytes of it; `header` is the value of
    Content-Encoding. Raises EncodingError, UnpackedTooLarge."""
    encodings = _encodings_in(header)
    if len(encodings) > _MOST_ENCODINGS:
        raise EncodingError(f"it has {len(encodings)} encodings on top of each other")
    for name in reversed(encodings):
        if not body:
            break
        try:
            body = _unpack_one(body, name, most)
        except EncodingError:
            if not _is_plain(body):
                raise
            break
    return body


def _encodings_in(header: str) -> list[str]:
    """In the order in which they were applied; `identity` is none."""
    names = (name.strip().lower().removeprefix("x-") for name in header.split(","))
    return [name for name in names if name not in ("", "identity")]


def _unpack_one(body: bytes, name: str, most: int) -> bytes:
    unpack = _UNPACKERS.get(name)
    if unpack is None:
        raise EncodingError(f"its encoding {name[:40]!a} is unknown")
    try:
        return unpack(body, most)
    except _CutOff:
        raise EncodingError(f"its {name} encoding is cut off") from None
    except (zlib.error, zstd.ZstdError, brotli.error):
        raise EncodingError(f"its {name} encoding is damaged") from None


def _gzip(body: bytes, most: int) -> bytes:
    return _in_parts(lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), _GZIP_MAGIC, body, most)


def _zstd(body: bytes, most: int) -> bytes:
    return _in_parts(lambda: zstd.ZstdDecompressor(options=_ZSTD_OPTIONS), _ZSTD_MAGIC, body, most)


def _deflate(body: bytes, most: int) -> bytes:
    """With the header of zlib, as it should be, or without, as some servers send it."""
    with suppress(zlib.error):
        return _in_parts(zlib.decompressobj, (), body, most)
    raw = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = raw.decompress(body, most + 1)
    if len(plain) > most:
        raise _too_large(most)
    if not raw.eof:
        raise _CutOff
    if raw.unused_data:  # it has no checksum: damage is seen by this alone
        raise zlib.error
    return plain


def _in_parts(
    unpacker: Callable[[], _Unpacker], magic: tuple[bytes, ...], body: bytes, most: int
) -> bytes:
    """A body may be packed in several parts, each of which begins with `magic`. What follows the
    last one is no part of it."""
    parts: list[bytes] = []
    left = most
    for _ in range(_MOST_PARTS):
        one = unpacker()
        part = one.decompress(body, left + 1)
        left -= len(part)
        if left < 0:
            raise _too_large(most)
        if not one.eof:
            raise _CutOff
        parts.append(part)
        body = one.unused_data
        if not body.startswith(magic):
            return b"".join(parts)
    raise EncodingError(f"it is compressed in more than {_MOST_PARTS} parts")


def _brotli(body: bytes, most: int) -> bytes:
    one = brotli.Decompressor()
    parts = [one.process(body, output_buffer_limit=most + 1)]
    left = most - len(parts[0])
    while left >= 0 and not one.is_finished():
        if one.can_accept_more_data():
            raise _CutOff
        parts.append(one.process(b"", output_buffer_limit=left + 1))
        left -= len(parts[-1])
    if left < 0:
        raise _too_large(most)
    return b"".join(parts)


_UNPACKERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}


def _too_large(most: int) -> UnpackedTooLarge:
    return UnpackedTooLarge(f"unpacked, it has more than {most} bytes")


def _is_plain(body: bytes) -> bool:
    """Whether this is text: nothing packed is, as far as it can be told by its beginning."""
    head = body[:_PLAIN_HEAD]
    if len(head) < _PLAIN_LEAST or not binary_is_text(head):
        return False
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
