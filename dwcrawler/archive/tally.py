"""What became of the records of an archive: counts, with a few examples of each."""

from __future__ import annotations

from typing import Final

import msgspec

_MOST_EXAMPLES: Final = 3

# What each count means, for people. Codes of the readers' problems stand for themselves.
WORDS: Final = {
    "records": "records read",
    "captures": "captures of pages that may be stories",
    "stories": "stories in them",
    "revisits": "captures without a page, as it had not changed",
    "not_ok": "answers with another status than 200",
    "broken": "records that are damaged, and were skipped",
    "cut_off": "records whose page is not whole",
    "bad_encoding": "pages that could not be unpacked",
    "too_large": "pages that are too large",
    "no_story": "pages without a story",
    "rejected": "stories that are not as the schema says",
}


class Tally(msgspec.Struct):
    """`counts` by code; `examples` of what could not be used: `record: why`."""

    counts: dict[str, int] = {}
    examples: dict[str, list[str]] = {}

    def count(self, code: str, number: int = 1) -> None:
        self.counts[code] = self.counts.get(code, 0) + number

    def lost(self, code: str, record: str, why: str = "") -> None:
        """Something that was there and could not be used."""
        self.count(code)
        examples = self.examples.setdefault(code, [])
        if len(examples) < _MOST_EXAMPLES:
            examples.append(f"{record}: {why}" if why else record)

    def add(self, other: Tally) -> None:
        for code, number in other.counts.items():
            self.count(code, number)
        for code, examples in other.examples.items():
            known = self.examples.setdefault(code, [])
            known += examples[: _MOST_EXAMPLES - len(known)]
