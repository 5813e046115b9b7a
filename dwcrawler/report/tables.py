"""Tables as data: what stands in each cell, and by what a column is sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dwcrawler.identity import MAX_ID, short_url


@dataclass(frozen=True, slots=True)
class Cell:
    """`sort` is what the column is sorted by, the text if None. `bar` is a share of 1, drawn below
    the text. `lang` is set for text of a page, which may also run from right to left."""

    text: str
    sort: float | str | None = None
    href: str | None = None
    lang: str | None = None
    bar: float | None = None


class Column(NamedTuple):
    title: str
    kind: Literal["text", "number", "date"] = "text"

    @property
    def first_order(self) -> str:
        """How a first click sorts: numbers and dates from the highest down."""
        return "ascending" if self.kind == "text" else "descending"


@dataclass(frozen=True, slots=True)
class Table:
    """`sorted_by` is the column by which the rows come sorted, in its first order. `left_out` counts
    rows that are not shown. On a small screen, `is_of_stories` gives the first cell a line of its
    own."""

    caption: str
    columns: Sequence[Column]
    rows: list[list[Cell]] = field(default_factory=list)
    sorted_by: int | None = None
    left_out: int = 0
    is_of_stories: bool = False


def number(value: int, most: int = 0) -> Cell:
    """`most` is what the full width of a bar stands for; 0 for no bar."""
    return Cell(f"{value:,}", value, bar=value / most if most else None)


def percent(part: int, whole: int) -> Cell:
    """No share of nothing."""
    if not whole:
        return Cell("–", -1)
    return Cell(in_percent(part, whole), part / whole, bar=part / whole)


def in_percent(part: int, whole: int) -> str:
    """Never 0 % of some, nor 100 % of nearly all."""
    if not whole:
        return "0%"
    if 0 < part < whole:
        rounded = min(max(round(100 * part / whole), 1), 99)
        return f"{'<' if 200 * part < whole else ''}{rounded}%"
    return f"{round(100 * part / whole)}%"


def story_link(story_id: int, headline: str, language: str | None) -> Cell:
    """The address is made of the id: none that a page wrote gets into the report."""
    href = short_url(story_id) if 0 <= story_id <= MAX_ID else None
    return Cell(headline, href=href, lang=language or "")
