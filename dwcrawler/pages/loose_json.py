"""JSON as it stands in scripts of real pages: nearly, but not always, what the standard says.

`msgspec` reads what is right, fast. Where it fails, the text is mended step by step until the
standard library reads it: wrapped in CDATA or comments, a semicolon after it, line breaks and tabs
within strings, bytes that are no UTF-8, half surrogate pairs, a comma after the last entry,
comments, escapes that JSON has not, `&quot;` in place of quotes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

_decode: Final = msgspec.json.Decoder().decode
# Control characters within strings are taken as they are.
_raw_decode: Final = json.JSONDecoder(strict=False).raw_decode
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# What is put around a script's text so that old browsers, or XML, pass over it.
_WRAPPING: Final = re.compile(r"(?:\s|\ufeff|<!--|-->|<!\[CDATA\[|//|/\*|\*/|;)*+")
# A string; or else what JSON has not: a comment, a comma before the end. What never ends goes on
# to the text's end, so that nothing is looked at twice.
_STRING_OR_NOT: Final = re.compile(
    r""""(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|,(?=\s*+[\]}])""",
    re.DOTALL,
)
_BAD_ESCAPE: Final = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.|\Z))', re.DOTALL)


class NotJsonError(ValueError):
    """Nothing could read it; the message says why."""


def read(raw: bytes) -> Any:
    """Texts are whole characters, whatever was written. Raises NotJsonError."""
    try:
        return _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = str(error)
    except RecursionError:
        raise NotJsonError("nested too deep") from None
    for text in _mended(raw.decode("utf-8", "replace")):
        start = _WRAPPING.match(text)
        try:
            value, _ = _raw_decode(text, start.end() if start else 0)
            return _whole(value)
        except ValueError:
            continue
        except RecursionError:
            raise NotJsonError("nested too deep") from None
    raise NotJsonError(why)


def _mended(text: str) -> Iterator[str]:
    yield text
    mended = _STRING_OR_NOT.sub(_json_alone, text)
    yield mended
    if "&quot;" in text or "&#34;" in text or "&#x22;" in text:
        yield html.unescape(text)
        yield _STRING_OR_NOT.sub(_json_alone, html.unescape(text))


def _json_alone(found: re.Match[str]) -> str:
    piece = found[0]
    if not piece.startswith('"'):
        return ""
    return _BAD_ESCAPE.sub(_escape, piece) if "\\" in piece else piece


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else found[2]


def _whole(value: Any) -> Any:
    """Half a surrogate pair is no character; and no text that can be written has one."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if not value.isascii() else value
    if isinstance(value, list):
        return [_whole(element) for element in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(element) for key, element in value.items()}
    return value
