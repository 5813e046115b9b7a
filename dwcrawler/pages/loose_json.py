"""JSON as it stands in scripts of real pages: nearly, but not always, what the standard says.

`msgspec` reads what is right, fast. Where it fails, the text is mended step by step until the
standard library reads it: wrapped in CDATA or comments, a semicolon after it, a comma after the last
entry, comments, `&quot;` in place of quotes; and all that `mending` mends.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from dwcrawler.pages.mending import mended

_decode: Final = msgspec.json.Decoder().decode
_raw_decode: Final = json.JSONDecoder().raw_decode
# What is put around a script's text so that old browsers, or XML, pass over it.
_WRAPPING: Final = re.compile(r"(?:\s|\ufeff|<!--|-->|<!\[CDATA\[|//|/\*|\*/|[;,])*+")
_MAX_VALUES: Final = 100
# A string; or else what JSON has not: a comment, a comma before the end. What never ends goes on
# to the text's end, so that nothing is looked at twice.
_STRING_OR_NOT: Final = re.compile(
    r""""(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|,(?=\s*+[\]}])""",
    re.DOTALL,
)


class NotJsonError(ValueError):
    """Nothing could read it; the message says why."""


def read(raw: bytes) -> Any:
    """Texts are whole characters, whatever was written. Raises NotJsonError."""
    return read_all(raw).values[0]


class Values(NamedTuple):
    """`rest` says what is wrong with what follows the last of the values, if anything is."""

    values: list[Any]
    rest: str | None = None


def read_all(raw: bytes) -> Values:
    """The value, and the objects and lists that may follow it. Raises NotJsonError without any."""
    try:
        return Values([_decode(raw)])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = str(error)
    except RecursionError:
        raise NotJsonError("nested too deep") from None
    found: list[Values] = []
    for text in _without_what_json_lacks(raw.decode("utf-8", "replace")):
        try:
            found.append(_values(mended(text.encode("utf-8", "replace")).decode()))
        except ValueError:
            continue
        except RecursionError:
            raise NotJsonError("nested too deep") from None
        if found[-1].rest is None:
            break
    if not found:
        raise NotJsonError(why)
    return max(found, key=lambda values: len(values.values))


def _values(text: str) -> Values:
    """Raises ValueError where the first is none."""
    value, end = _raw_decode(text, _after_wrapping(text, 0))
    values = [value]
    while len(values) < _MAX_VALUES:
        start = _after_wrapping(text, end)
        if text[start : start + 1] not in ("{", "["):
            break
        try:
            value, end = _raw_decode(text, start)
        except ValueError as error:
            return Values(values, str(error))
        values.append(value)
    return Values(values)


def _after_wrapping(text: str, start: int) -> int:
    found = _WRAPPING.match(text, start)
    return found.end() if found else start


def _without_what_json_lacks(text: str) -> Iterator[str]:
    yield text
    yield _STRING_OR_NOT.sub(_string_alone, text)
    if "&quot;" in text or "&#34;" in text or "&#x22;" in text:
        text = html.unescape(text)
        yield text
        yield _STRING_OR_NOT.sub(_string_alone, text)


def _string_alone(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else ""
