"""The newest revision of each story that was chosen, as the table shows it, and where it stands.

Of a hundred thousand stories only this is held: some hundred bytes each.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from dwcrawler.normalize.text import clean
from dwcrawler.showing.choosing import Choice, Line, Names
from dwcrawler.store.stories import Place


class Row(NamedTuple):
    """`date` is `2024-01-31T12:00:00Z`, or its first ten characters where only the day is known."""

    date: str
    id: int
    language: str
    type: str
    section: str
    words: int
    headline: str
    place: Place


@dataclass(slots=True)
class Rows:
    """rows:     newest first, those without a date last
    total:    how many stories there are in the feeds
    newest:   the newest date among all of them, "" where none is known
    left_out: how many of them each option left out
    names:    of sections and topics, if any were asked for
    """

    rows: list[Row]
    total: int
    newest: str
    left_out: Counter[str]
    names: Names = field(default_factory=Names)


class _Newest(NamedTuple):
    """Of one story: how new its newest line is, and its row, or what left it out."""

    age: tuple[str, int]
    row: Row | str


def rows_of(lines: Iterable[tuple[Place, bytes, Line]], choice: Choice) -> Rows:
    newest: dict[int, _Newest] = {}
    names = Names()
    last_date = ""
    for place, _, line in lines:
        known = newest.get(line.id)
        if known is not None and line.age < known.age:
            continue
        if choice.sections or choice.topics:
            names.note(line)
        last_date = max(last_date, line.date_published or "")
        newest[line.id] = _Newest(line.age, choice.left_out_by(line) or _row(line, place))
    found = list(newest.values())
    newest.clear()
    rows = [entry.row for entry in found if isinstance(entry.row, Row)]
    rows.sort(key=lambda row: (row.date, row.id), reverse=True)
    left_out = Counter(entry.row for entry in found if isinstance(entry.row, str))
    return Rows(rows, len(found), last_date, left_out, names)


def _row(line: Line, place: Place) -> Row:
    date = line.date_published or ""
    return Row(
        date[:10] if line.date_precision == "day" else date,
        line.id,
        sys.intern(clean(line.language) or ""),
        line.type,
        sys.intern(clean(line.section[-1]) or "") if line.section else "",
        line.word_count,
        clean(line.headline) or "",
        place,
    )
