"""Bodies packed as servers pack them, and packed wrongly."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from typing import Final

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: bytes(brotli.compress(body, quality=5)),  # 11, the usual one, takes a second
    "zstd": zstd.compress,
}
_UNKNOWN: Final = "xz"


def damaged(body: bytes, number: int) -> tuple[str, bytes]:
    """(Content-Encoding, body) whose second half is not what it was; `number` chooses the encoding,
    one of which no client knows."""
    name = [*PACKERS, _UNKNOWN][number % (len(PACKERS) + 1)]
    packed = PACKERS.get(name, zlib.compress)(body)
    half = len(packed) // 2
    return name, packed[:half] + bytes(255 - byte for byte in packed[half:])


def cut(body: bytes, number: int) -> tuple[str, bytes]:
    """(Content-Encoding, the first half of the packed body)."""
    name = list(PACKERS)[number % len(PACKERS)]
    packed = PACKERS[name](body)
    return name, packed[: len(packed) // 2]


def brotli_bomb(size: int) -> bytes:
    """So many mebibytes of nothing."""
    packer = brotli.Compressor(quality=5)
    block = b" " * (1 << 20)
    return bytes(b"".join(packer.process(block) for _ in range(size)) + packer.finish())
