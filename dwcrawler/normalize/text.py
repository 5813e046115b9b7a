"""Plain text as it should stand in the feed: NFC, single blanks, no invisible characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Zero-width joiner and non-joiner (U+200D, U+200C) shape Persian and Indic words and stay.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_UNWANTED: Final = re.compile(f"{_INVISIBLE.pattern}|{_SURROGATES.pattern}")
# Han, Kana (half-width too; without its middle dots) and Thai are written without blanks.
UNSPACED: Final = (
    "\u0e00-\u0e7f\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_IS_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
# A text in which there is certainly none of these: its end is found thrice as fast as one of them.
_IS_SPACED: Final = re.compile("[\x00-\u0dff\u2000-\u2fff]*\\Z")
# Such a character; a run between blanks without any; what stands beside them and is no punctuation.
_WORDS: Final = re.compile(
    rf"[{UNSPACED}]|(?<!\S)[^\s{UNSPACED}]+(?!\S)|[^\s{UNSPACED}]*[^\W{UNSPACED}][^\s{UNSPACED}]*"
)


def clean(text: str | None) -> str | None:
    """One line of clean text; None where nothing visible is left."""
    if not text:
        return None
    is_plain = text.isprintable()  # nothing invisible, and of blanks only the common one
    if not is_plain:
        text = text.replace("\xa0", " ")  # mostly nothing else, and then there is no more to do
        is_plain = text.isprintable()
    if not is_plain and _UNWANTED.search(text):
        text = _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if is_plain and "  " not in text and text[0] != " " and text[-1] != " ":
        return text
    return " ".join(text.split()) or None


def clean_lines(text: str | None) -> str | None:
    """The same for a table: its lines and the tabs between its cells are kept."""
    rows = (
        "\t".join(clean(cell) or "" for cell in line.split("\t"))
        for line in (text or "").split("\n")
    )
    return "\n".join(row for row in rows if row.strip()) or None


def word_count(text: str) -> int:
    """Runs between blanks; in scripts without blanks each character counts as one.

    A run is whatever stands between blanks, a lone dash too. Punctuation that touches characters
    of those scripts counts as none.
    """
    if text.isascii() or _IS_SPACED.match(text) or not _IS_UNSPACED.search(text):
        return len(text.split())
    return len(_WORDS.findall(text))
