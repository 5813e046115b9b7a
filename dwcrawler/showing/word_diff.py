"""What changed between two texts, word by word; in scripts without blanks, character by character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from dwcrawler.normalize.text import UNSPACED

Change = Literal["same", "deleted", "added"]

_WORDS: Final = re.compile(rf"([{UNSPACED}]|[^\s{UNSPACED}]+)(\s*)")
# Pairs of equal words up to which two texts are compared: more takes seconds, and only texts that
# say the same word thousands of times have them. Then all of the one gives way to all of the other.
_MOST_PAIRS: Final = 2_000_000


class Piece(NamedTuple):
    change: Change
    text: str


class _Word(NamedTuple):
    text: str
    after: str  # the blanks that follow it


def word_diff(old: str, new: str) -> list[Piece]:
    """The new text in pieces, with what was deleted in its place. Blanks alone are no change."""
    old_words = [_Word(*found) for found in _WORDS.findall(old)]
    new_words = [_Word(*found) for found in _WORDS.findall(new)]
    pieces: list[Piece] = []
    for change, first, second in changes(
        [word.text for word in old_words], [word.text for word in new_words]
    ):
        if change == "same":
            pieces.append(Piece("same", _joined(new_words[second])))
            continue
        if first.stop > first.start:
            pieces.append(Piece("deleted", _joined(old_words[first])))
        if second.stop > second.start:
            pieces.append(Piece("added", _joined(new_words[second])))
    return pieces


def changes(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Iterator[tuple[Literal["same", "other"], slice, slice]]:
    """Runs that are the same, and runs of the old that give way to runs of the new, in order."""
    start = _equal_at_start(old, new)
    end = _equal_at_start(old[start:][::-1], new[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    if start:
        yield "same", slice(0, start), slice(0, start)
    first, second = old[start:old_end], new[start:new_end]
    if _are_too_alike(first, second):
        yield "other", slice(start, old_end), slice(start, new_end)
    else:
        for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            yield (
                "same" if tag == "equal" else "other",
                slice(start + a, start + b),
                slice(start + c, start + d),
            )
    if end:
        yield "same", slice(old_end, len(old)), slice(new_end, len(new))


def _equal_at_start(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _are_too_alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    in_old = Counter(old)
    pairs = sum(count * in_old[word] for word, count in Counter(new).items())
    return pairs > _MOST_PAIRS


def _joined(words: Sequence[_Word]) -> str:
    return "".join(word.text + word.after for word in words)
