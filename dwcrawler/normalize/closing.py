"""The last lines of a text -> its byline, its notes, and how many of the lines these are.

Most stories end with something else than their byline: it is sought in the last few lines. What
follows it is no text of the story. Before it, and where there is none, only a line that says so
itself is a note (`notes`); the first that does not ends the search, and stays text with all before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from dwcrawler.items import Byline
from dwcrawler.normalize import bylines, notes
from dwcrawler.normalize.text import clean, word_count

# How many lines may follow a byline, and how many words one of them may have, upright and in
# italics. More is a part of the story that has another byline.
_MAX_AFTER: Final = 5
_MAX_WORDS: Final = 60
_MAX_WORDS_IN_ITALICS: Final = 120
# A line without any parts two others, and is no note.
_WORD: Final = re.compile(r"[^\W_]")
# How many lines are looked at in all.
MAX_LINES: Final = 12


class Line(NamedTuple):
    text: str
    emphasized: bool


class Closing(NamedTuple):
    """`notes` in reading order. `taken`: how many of the last lines are no text of the story."""

    byline: Byline | None
    notes: list[str]
    taken: int


def read(lines: Sequence[Line], language: str, has_more: bool = False) -> Closing:
    """`has_more`: whether text stands above the first of these lines."""
    last = list(lines[-MAX_LINES:])
    after = _lines_after_byline(last)
    if after == len(last) - 1 and not has_more and len(last) == len(lines):
        after = None  # an author's line above the text
    taken = 0 if after is None else after
    kinds: list[Byline | str] = [line.text for line in reversed(last[len(last) - taken :])]
    for line in reversed(last[: len(last) - taken]):
        kind = bylines.read(line.text)
        if kind is not None:
            kinds.append(kind)
        elif _is_note(line, language):
            kinds.append(line.text)
        else:
            break
    kinds.reverse()
    return Closing(
        byline=bylines.merged([kind for kind in kinds if isinstance(kind, Byline)]),
        notes=[kind for kind in kinds if isinstance(kind, str) and _WORD.search(kind)],
        taken=len(kinds),
    )


def split(line: Line, line_end: str, language: str) -> list[Line]:
    """A paragraph as its own lines, unless all of it is one: a byline, or a note of several.

    A byline in the same line as other sentences is a line by itself.
    """
    if bylines.read(line.text) is not None:
        return [line]
    parts = [part for part in line.text.split(line_end) if part.strip()]
    if len(parts) > 1 and all(bylines.read(part) is None for part in parts):
        if _is_note(line, language):
            return [line]
    return [
        Line(text, line.emphasized) for part in parts for text in bylines.apart(part) or (part,)
    ]


def _is_note(line: Line, language: str) -> bool:
    return notes.is_note(clean(line.text) or "", language, line.emphasized)


def _lines_after_byline(lines: Sequence[Line]) -> int | None:
    """None where the last few lines hold no byline, or what follows one may be a text again."""
    for after, line in enumerate(reversed(lines[-_MAX_AFTER - 1 :])):
        if bylines.read(line.text) is not None:
            return after
        most = _MAX_WORDS_IN_ITALICS if line.emphasized else _MAX_WORDS
        if word_count(line.text) > most:
            return None
    return None
