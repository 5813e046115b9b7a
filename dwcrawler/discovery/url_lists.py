"""Lists of URLs for `-a urls=`: in a file (`@FILE`), on standard input (`-`), or in the argument."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

# 100,000 URLs of DW have some 10 MB.
_MOST_BYTES: Final = 256 * 1024 * 1024
_STANDARD_INPUT: Final = frozenset({"-", "@-"})
# URLs may hold commas: a new one begins after a blank, or after a comma before a new host.
_BREAK: Final = re.compile(r"[\s,]+(?=https?://|(?:www\.|p\.)?dw\.com)|\s+")
# Byte-order marks, and what they say; the longer ones first.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What programs put around a URL in a line of its own.
_AROUND: Final = " \t\r\n\v\f\u00a0\ufeff,;\"'<>"


class Line(NamedTuple):
    """One URL with the place that names it in messages, as in `list.txt, line 3`; "" where the
    argument itself names it. `is_readable` is False where the line is not UTF-8."""

    url: str
    place: str
    is_readable: bool = True


def is_list(argument: str) -> bool:
    """Whether an argument names a file of URLs, or standard input."""
    return argument.strip().startswith("@") or argument.strip() in _STANDARD_INPUT


def lines_of(argument: str) -> list[Line]:
    """The URLs that an argument names, in order. Raises ValueError where a list cannot be read."""
    given = argument.strip()
    if not is_list(given):
        urls = (part.strip(", ") for part in _BREAK.split(given))
        return [Line(url, "") for url in urls if url]
    is_standard_input = given in _STANDARD_INPUT
    name = "standard input" if is_standard_input else given[1:].strip()
    body = _standard_input() if is_standard_input else _file(name)
    lines = list(_lines(body, name))
    if not lines:
        raise ValueError(f"{name} has no URL: expected one a line, as in {EXAMPLE}")
    return lines


EXAMPLE: Final = "https://p.dw.com/p/4Xg9W"


def _standard_input() -> bytes:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        raise ValueError("standard input is closed: there is no list to read")
    if stream.isatty():
        print("Reading URLs, one a line; Ctrl-D ends the list.", file=sys.stderr)
    try:
        body = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"standard input cannot be read: {error.strerror or error}") from None
    return _whole(body, "standard input")


def _file(name: str) -> bytes:
    if not name:
        raise ValueError("name a file after @, as in urls=@list.txt")
    try:
        with Path(name).open("rb") as stream:
            body = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise ValueError(f"there is no file {name}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ValueError(f"{name} cannot be read: {reason}") from None
    return _whole(body, name)


def _whole(body: bytes, name: str) -> bytes:
    if len(body) > _MOST_BYTES:
        raise ValueError(f"{name} has more than {_MOST_BYTES // 1024**2} MB: split it")
    return body


def _lines(body: bytes, name: str) -> Iterator[Line]:
    """Blank lines and comments (`#`) are skipped; they count as lines."""
    encoding = next((name for mark, name in _MARKS if body.startswith(mark)), "utf-8")
    if encoding not in ("utf-8", "utf-8-sig"):  # as spreadsheets save it
        body = body.decode(encoding, "replace").encode("utf-8", "replace")
    for number, raw in enumerate(body.removeprefix(codecs.BOM_UTF8).splitlines(), 1):
        url = raw.decode("utf-8", "replace").strip(_AROUND)
        if url and not url.startswith("#"):
            yield Line(url, f"{name}, line {number}", _is_utf_8(raw))


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
