"""Text in the cells of a terminal: how many it takes, and how it is cut, filled up and wrapped.

rich gives spacing vowel signs (`ा` in Hindi, `ி` in Tamil) no cell, as does a terminal that draws
whole syllables. Most terminals, tmux among them, give each a cell, as the C library's wcwidth does
(seen in tmux 3.3). Here they count, so that no line is longer than the terminal and columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import category

from rich.cells import cell_len
from rich.text import Text

_IS_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# First strong isolate, and the end of it: what is within does not move what stands beside it.
ISOLATE: Final = "\u2068"
END_OF_ISOLATE: Final = "\u2069"
# Asks for a coloured picture in place of a sign, which is one cell wider in some terminals alone.
_AS_PICTURE: Final = "\ufe0f"
_WORD: Final = re.compile(r"\s*\S+")
_ELLIPSIS: Final = "…"


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How many cells clean text takes."""
    if text.isascii():
        return len(text)
    return cell_len(text.replace(_AS_PICTURE, "")) + sum(category(sign) == "Mc" for sign in text)


def isolated(text: str) -> str:
    """Clean text, so that letters written from right to left do not move what stands beside it."""
    return f"{ISOLATE}{text}{END_OF_ISOLATE}" if is_right_to_left(text) else text


def is_right_to_left(text: str) -> bool:
    """Whether anything in it is."""
    return not text.isascii() and _IS_RIGHT_TO_LEFT.search(text) is not None


def cut(text: str, cells: int) -> str:
    """Clean text in at most so many cells (from 1 on); what is left out is told by an ellipsis."""
    if width(text) <= cells:
        return text
    end = _end_within(text, 0, cells - 1)
    return text[:end].rstrip() + _ELLIPSIS if width(text[:end]) < cells else _ELLIPSIS


def fitted(text: str, cells: int) -> str:
    """Clean text in exactly so many cells, cut or filled up."""
    text = cut(text, cells).replace(_AS_PICTURE, "")
    return isolated(text) + " " * (cells - width(text))


def wrapped(text: Text, cells: int) -> list[Text]:
    """Clean text in lines of at most so many cells, broken between words; longer words in
    pieces. An address stays whole, however long, so that it can be copied."""
    plain = text.plain
    if width(plain) <= cells:
        return [text]
    lines = text.divide(list(_breaks(plain, cells)))
    for line in lines:
        line.rstrip()
    return [_without_blanks_in_front(line) for line in lines]


def _without_blanks_in_front(line: Text) -> Text:
    blanks = len(line.plain) - len(line.plain.lstrip())
    return line[blanks:] if blanks else line


def _breaks(text: str, cells: int) -> Iterator[int]:
    """Where new lines begin."""
    start = end = 0  # of the line so far
    for word in _WORD.finditer(text):
        if width(text[start : word.end()].strip()) <= cells:
            end = word.end()
            continue
        if end > start:
            start = end
            yield start
        while width(text[start : word.end()].strip()) > cells and "://" not in word[0]:
            start = _end_within(text, start, cells)
            yield start
        end = word.end()


def _end_within(text: str, start: int, cells: int) -> int:
    """How far from the start so many cells reach; at least one character, with its marks."""
    while start < len(text) and text[start].isspace():
        start += 1
    end, taken = start + 1, width(text[start : start + 1])
    while end < len(text):
        mark = category(text[end])[0] == "M"
        taken += width(text[end])
        if taken > cells and not (mark and width(text[end]) == 0):
            break
        end += 1
    return end
