"""`-a match=WORDS`: which stories have the words that a person is looking for.

`climate energy` needs both words, `climate OR Klima` (or `climate, Klima`) one of the two,
`"climate change"` the phrase; `-football` forbids a word; `climat*` is any word that begins so,
`*wandel` any that ends so. `a b OR c` is (a and b) or c.

A word is a whole word: `art` does not match "article". Case, accents and variants of letters do not
matter. In scripts without blanks (Chinese, Japanese, Thai) a word may stand anywhere. Words that a
sign joins (`COVID-19`) are a phrase. An apostrophe ends a word: `énergie` matches "l'énergie".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from dwcrawler.normalize.folding import phrase

_QUOTES: Final = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_COMMAS: Final = ",،、，;|"
_OPENING: Final = "".join(_QUOTES)
# A minus stands before a word, after a blank; within one it is a hyphen.
_PIECE: Final = re.compile(
    rf"(?P<minus>(?<![^\s{_COMMAS}])[-−–])?"
    rf"(?:(?P<open>[{_OPENING}])|(?P<word>[^\s{_COMMAS}{_OPENING}]+))|(?P<comma>[{_COMMAS}])"
)
# Kana, Thai, Lao, Myanmar, Khmer, rare Han: `folding` makes a word only of each ordinary Han.
_WITHOUT_BLANKS: Final = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3400-\u4dbf\U00020000-\U0003ffff]"
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'`\u2018\u2019\u02bb\u02bc", " "))
# Between two fields: no phrase goes on from one to the next.
_BETWEEN: Final = " \n "
_MOST_CHARACTERS: Final = 2_000


class _Term(NamedTuple):
    """`needle` as `folding.phrase` makes it, with a blank where a word must begin or end."""

    needle: str
    is_forbidden: bool

    def holds(self, text: str) -> bool:
        return (self.needle in text) is not self.is_forbidden


class Matcher:
    """What an argument asks for. `matches` is fast: the words are prepared once."""

    def __init__(self, words: str) -> None:
        """Raises ValueError, with a message that says what is wrong and what would be right."""
        if len(words) > _MOST_CHARACTERS:
            raise ValueError(f"it is longer than {_MOST_CHARACTERS} characters")
        self._alternatives = list(_alternatives(words))
        if not self._alternatives:
            raise ValueError(f"{words!r} has no word: expected words, {EXAMPLES}")

    def matches(self, texts: Iterable[str | None]) -> bool:
        """`texts`: the fields of one story, as they are. A word may stand in any of them."""
        folded = f" {_BETWEEN.join(_folded(text) for text in texts if text)} "
        return any(all(term.holds(folded) for term in terms) for terms in self._alternatives)


EXAMPLES: Final = 'as in climate energy, "climate change" OR Klima, Berlin -football'


def _alternatives(words: str) -> Iterable[list[_Term]]:
    terms: list[_Term] = []
    for term in _terms(words):
        if term is not None:
            terms.append(term)
        elif terms:
            yield terms
            terms = []
    if terms:
        yield terms


def _terms(words: str) -> Iterable[_Term | None]:
    """None stands for OR."""
    at = 0
    while piece := _PIECE.search(words, at):
        at = piece.end()
        is_forbidden = piece["minus"] is not None
        if piece["comma"]:
            yield None
        elif opening := piece["open"]:
            ends = [end for mark in _QUOTES[opening] if (end := words.find(mark, at)) >= 0]
            if not ends:
                raise ValueError(f"{words!r} is invalid: the quotation mark {opening} has no end")
            yield from _term(words[at : min(ends)], is_forbidden)
            at = min(ends) + 1
        else:
            yield from _word(piece["word"], is_forbidden)


def _word(word: str, is_forbidden: bool) -> Iterable[_Term | None]:
    if word == "OR":
        yield None
    elif word == "NOT":
        raise ValueError("NOT is not known: write -word for a word that must not occur")
    elif word.startswith("(") or word.endswith(")"):
        raise ValueError("parentheses are not known: write out what may occur, as in a b OR a c")
    elif word != "AND":
        yield from _term(word, is_forbidden)


def _term(text: str, is_forbidden: bool) -> Iterable[_Term]:
    """Nothing for what has no letters or digits, as a dash between words."""
    folded = _folded(text)
    if not folded:
        return
    if _WITHOUT_BLANKS.search(folded):
        yield _Term(folded, is_forbidden)
    else:
        begin, end = ("" if star else " " for star in (text.startswith("*"), text.endswith("*")))
        yield _Term(f"{begin}{folded}{end}", is_forbidden)


def _folded(text: str) -> str:
    return phrase(text.translate(_APOSTROPHES))
