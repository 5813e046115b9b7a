"""JSON that is broken in single characters: each costs that character, and no more.

A page's JSON is written by JavaScript, for JavaScript, which reads what JSON does not have: half a
surrogate pair (a text that was cut within an emoji), escapes such as `\\x41`. Saving and sending
adds bytes that are no UTF-8, and line breaks and other control characters within texts.
"""

from __future__ import annotations

import json
import re
from typing import Final

from dwcrawler.pages.encoding import repaired

# What begins with a backslash, in the order in which it is tried. JSON has `sound`.
_ESCAPE: Final = re.compile(
    rb"""\\(?:
        (?P<sound> ["\\/bfnrt]
          | u[dD][89abAB][0-9a-fA-F]{2} \\u[dD][c-fC-F][0-9a-fA-F]{2}
          | u(?![dD][89a-fA-F])[0-9a-fA-F]{4} )
      | (?P<half> u[dD][89a-fA-F][0-9a-fA-F]{2} )
      | u\{(?P<point> [0-9a-fA-F]{1,6} )\}
      | (?P<cut> u[0-9a-fA-F]{0,3} )
      | x(?P<byte> [0-9a-fA-F]{2} )
      | (?P<other> . )
    )""",
    re.VERBOSE | re.DOTALL,
)
_LOST: Final = rb"\ufffd"
# JSON has them between its values only, as blanks; there a blank does as well.
_CONTROLS: Final = bytes.maketrans(bytes(range(0x20)), b" " * 0x20)


def mended(raw: bytes) -> bytes:
    """The same JSON with U+FFFD for characters that are lost; sound JSON means what it did.

    Whether it is JSON otherwise is not looked at.
    """
    return _ESCAPE.sub(_escape, repaired(raw)[0].translate(_CONTROLS))


def _escape(match: re.Match[bytes]) -> bytes:
    kind = match.lastgroup
    if kind == "sound":
        return match[0]
    if kind == "byte":
        return rb"\u00" + match["byte"]
    if kind == "point":
        return _escaped(int(match["point"], 16))
    if kind == "other":  # JavaScript takes it for the character itself
        return match["other"]
    return _LOST


def _escaped(point: int) -> bytes:
    """A character by its number, as JSON writes it; half a pair is lost, as is what is too large."""
    if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return _LOST
    return json.dumps(chr(point))[1:-1].encode()
