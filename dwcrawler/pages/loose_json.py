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
from typing import Any, Final

import msgspec

from dwcrawler.pages.mending import mended

_decode: Final = msgspec.json.Decoder().decode
_raw_decode: Final = json.JSONDecoder().raw_decode
# What is put around a script's text so that old browsers, or XML, pass over it.
_WRAPPING: Final = re.compile(r"(?:\s|\ufeff|<!--|-->|<!\[CDATA\[|//|/\*|\*/|;)*+")
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
    try:
        return _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = str(error)
    except RecursionError:
        raise NotJsonError("nested too deep") from None
    for text in _without_what_json_lacks(raw.decode("utf-8", "replace")):
        text = mended(text.encode("utf-8", "replace")).decode()
        start = _WRAPPING.match(text)
        try:
            return _raw_decode(text, start.end() if start else 0)[0]
        except ValueError:
            continue
        except RecursionError:
            raise NotJsonError("nested too deep") from None
    raise NotJsonError(why)


def _without_what_json_lacks(text: str) -> Iterator[str]:
    yield text
    yield _STRING_OR_NOT.sub(_string_alone, text)
    if "&quot;" in text or "&#34;" in text or "&#x22;" in text:
        text = html.unescape(text)
        yield text
        yield _STRING_OR_NOT.sub(_string_alone, text)


def _string_alone(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else ""
