"""Feeds that a person has packed (`….jsonl.gz`), read line by line, whatever is in them.

A packed file may be cut off or spoilt, and a small one may unpack to any size. What can be read is
read, and it is told what could not. Nothing is held but one block and one line.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING or sys.version_info < (3, 14):
    from backports import zstd as zstd  # noqa: PLC0414 (others take it from here)
else:
    from compression import zstd as zstd  # noqa: PLC0414

_OPENERS: Final[dict[str, Callable[[Path], Any]]] = {
    ".gz": gzip.open,
    ".zst": zstd.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}
ENDINGS: Final = tuple(_OPENERS)
# What people pack files with besides.
OTHER_ENDINGS: Final = (".zip", ".7z", ".br", ".lz4", ".lzma", ".Z", ".tar")

_DAMAGE: Final = (OSError, EOFError, MemoryError, zlib.error, lzma.LZMAError, zstd.ZstdError)
_BLOCK: Final = 1 << 16
# A page has at most some megabytes, and a line tells less than its page.
LONGEST_LINE: Final = 32 << 20
# A feed that holds the same stories in many revisions packs to a fiftieth, hardly to a hundredth.
_SURELY_NO_BOMB: Final = 64 << 20
_MOST_TIMES: Final = 100


class PackedFeed:
    """`lines()` gives the whole lines, once; then `size` and `problem` tell how it went.

    `size` is how many bytes these were, and `problem` why they are not all, or None.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.problem: str | None = None
        self._is_read = False

    @property
    def plain_name(self) -> str:
        """`dw-2026-….jsonl.gz` -> `dw-2026-….jsonl`."""
        return self.path.name.removesuffix(self.path.suffix)

    def known_as(self) -> dict[str, int]:
        """Names and sizes by which it is known once it is read: as it is, and should it be unpacked.

        None where not all of it could be read: it may be mended, or taken from elsewhere again.
        """
        if not self._is_read:
            return {}
        return {self.path.name: self.path.stat().st_size, self.plain_name: self.size}

    def lines(self) -> Iterator[bytes]:
        begun: list[bytes] = []  # of a line that goes on in the next block
        length = 0
        for block in self._blocks():
            first, *others = block.split(b"\n")
            begun.append(first)
            length += len(first)
            if length > LONGEST_LINE:
                self.problem = f"it has a line of more than {LONGEST_LINE >> 20} MB"
                return
            for other in others:
                line = b"".join(begun) + b"\n"
                self.size += len(line)
                yield line
                begun, length = [other], len(other)
        if length and self.problem is None:
            self.size += length
            yield b"".join(begun)
        if not self.size and self.problem is None:
            self.problem = "it is empty"
        self._is_read = self.problem is None

    def _blocks(self) -> Iterator[bytes]:
        try:
            most = _SURELY_NO_BOMB + _MOST_TIMES * self.path.stat().st_size
            with cast("IO[bytes]", _OPENERS[self.path.suffix](self.path)) as file:
                read = cast("Any", file).read1
                while block := read(_BLOCK):
                    yield block
                    most -= len(block)
                    if most < 0:
                        self.problem = f"it unpacks to more than {_MOST_TIMES} times its size"
                        return
        except _DAMAGE as error:
            self.problem = str(error) or type(error).__name__
