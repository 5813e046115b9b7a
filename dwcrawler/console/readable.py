"""Text from the network as a person reads it in a log, an error or on a terminal.

Addresses come percent-encoded, and headlines may hold anything: escape sequences that a terminal
obeys, line breaks, marks that turn the direction of a whole line.
"""

from __future__ import annotations

import re
from typing import Final

_ENCODED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# Zero-width joiners: Persian, Hindi and others are not spelled right without them.
_JOINERS: Final = "\u200c\u200d"
_LONGEST: Final = 140
_ELLIPSIS: Final = "…"


def readable(url: str, longest: int = _LONGEST) -> str:
    """A URL with its letters decoded, cut in the middle to `longest` characters.

    Only letters beyond ASCII are decoded, so the text still is the same address when it is pasted
    into a browser. The end stays, as it holds the id of a story.
    """
    decoded = one_line(_ENCODED.sub(_decoded, url))
    if len(decoded) <= longest:
        return decoded
    end = max(1, min(longest * 2 // 3, len(decoded) - decoded.rfind("/")))
    start = max(0, longest - end - len(_ELLIPSIS))
    return f"{decoded[:start]}{_ELLIPSIS}{decoded[-end:]}"


def one_line(text: str, longest: int = 4096) -> str:
    """Printable text on one line: no control characters, no marks of direction, no line breaks."""
    shown = "".join(map(_printable, text[:longest]))
    return " ".join(shown.split())


def without_controls(text: str) -> str:
    """The same for text of several lines, as a traceback has: line breaks and tabs stay."""
    return "".join(
        character if character in "\n\t" else _printable(character) for character in text
    )


def _printable(character: str) -> str:
    """Not printable to Python are control characters (Cc), marks of direction and others that have
    no width (Cf), lone surrogates, and all that separates words but the space."""
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if character.isspace() else ""


def _decoded(match: re.Match[str]) -> str:
    """What is not UTF-8, or nothing that can be seen, stays as it is."""
    try:
        text = bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]
    is_seen = all(letter.isprintable() or letter in _JOINERS for letter in text)
    return text if is_seen and " " not in text else match[0]
