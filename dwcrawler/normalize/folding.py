"""Text -> words that compare equal where only spelling differs.

One page has `Μαΐου`, the next `Μαίου`; Persian keyboards write two kinds of `ی`; Romanian has
`ş` and `ș`. Both sides of a comparison go through here, so nothing folded is ever shown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that keyboards and editions use for one another.
_ALIKE: Final = {
    "ı": "i",
    "ς": "σ",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ۍ": "ی",
    "ے": "ی",
    "ك": "ک",
    "ګ": "گ",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
}
# Rows of the Amharic syllabary that sound alike (the first of each pair for the second), and in
# these rows the syllables with a short and a long a: `ሰዓት`, `ሰአት`.
_SYLLABLES: Final = {
    chr(second + order): chr(first + order)
    for first, second, orders in (
        (0x1200, 0x1210, 7),
        (0x1200, 0x1280, 7),
        (0x1230, 0x1220, 8),
        (0x12A0, 0x12D0, 7),
        (0x1338, 0x1340, 7),
    )
    for order in range(orders)
} | {"ሃ": "ሀ", "ሓ": "ሀ", "ኃ": "ሀ", "ኣ": "አ", "ዓ": "አ"}
# Accents, Arabic vowel signs, hamza above a letter, nukta, tatweel, joiners and apostrophes.
_DROPPED: Final = (
    *map(chr, range(0x0300, 0x0370)),
    *map(chr, range(0x064B, 0x0656)),
    *"\u0670\u0640\u093c\u09bc\u200c\u200d",
    *"'`\u2018\u2019\u02bb\u02bc",
)
_FOLDS: Final = str.maketrans(_ALIKE | _SYLLABLES | dict.fromkeys(_DROPPED, ""))
# Han is written without blanks: each character is a word.
_HAN: Final = "\u4e00-\u9fff"
_WORDS: Final = re.compile(rf"\d+|[{_HAN}]|[^\d\s{_HAN}]+")


class _Spaced(dict[int, int]):
    """Letters, marks and digits as they are, a blank for all else: remembered for each character.

    A page may have any of a million characters, so that only so many are.
    """

    _MOST: Final = 20_000

    def __missing__(self, code: int) -> int:
        spaced = code if unicodedata.category(chr(code))[0] in "LMN" else ord(" ")
        if len(self) < self._MOST:
            self[code] = spaced
        return spaced


_SPACED: Final = _Spaced()


def fold(text: str) -> str:
    """Without case, accents and variants of letters; punctuation and digits stay."""
    decomposed = unicodedata.normalize("NFD", text.replace("İ", "i")).casefold()
    return unicodedata.normalize("NFD", decomposed).translate(_FOLDS)


def words(folded: str) -> list[str]:
    """Letters and digits apart, punctuation gone: `18th Oct., 2023` -> `18 th oct 2023`."""
    return _WORDS.findall(folded.translate(_SPACED))


def phrase(text: str) -> str:
    return " ".join(words(fold(text)))
