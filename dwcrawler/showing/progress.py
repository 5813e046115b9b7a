"""How far reading is, on standard error, if it is a terminal and reading takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from dwcrawler.store.packed import ENDINGS
from dwcrawler.store.stories import Place

T = TypeVar("T")

_AFTER: Final = 2.0  # seconds
_EVERY: Final = 0.25
_LOOK_AT_CLOCK: Final = 200  # lines between two looks at the clock
_ERASE: Final = "\r\x1b[K"


def with_progress(
    lines: Iterable[tuple[Place, bytes, T]], files: list[Path]
) -> Iterator[tuple[Place, bytes, T]]:
    """The lines as they are."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from lines
        return
    sizes = {file: _size(file) for file in files}
    whole = sum(sizes.values())
    is_packed = any(file.suffix in ENDINGS for file in files)
    begun = told = time.monotonic()
    before, current, count = 0, None, 0
    try:
        for count, (place, line, decoded) in enumerate(lines, start=1):
            if place.file != current:
                before += sizes.get(current, 0) if current is not None else 0
                current = place.file
            now = time.monotonic() if count % _LOOK_AT_CLOCK == 0 else told
            if now - begun > _AFTER and now - told > _EVERY:
                told = now
                share = "" if is_packed else f" ({(before + place.at) * 100 // max(whole, 1)} %)"
                sys.stderr.write(f"{_ERASE}Reading: {count:,} lines{share}")
                sys.stderr.flush()
            yield place, line, decoded
    finally:
        if told != begun:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
