"""The stories as a table: columns that hold in any script, drawn row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from dwcrawler.showing.rows import Row
from dwcrawler.showing.screen import Screen, cut, fitted, isolated

_GAP: Final = "  "
_NARROW: Final = 100  # columns of a terminal below which dates have no time
_WIDEST_SECTION: Final = 20
_WIDEST_SECTION_IF_NARROW: Final = 10
# On a terminal a headline takes so many lines at most; one that would have less space than this
# stands below the rest of its row.
_LINES: Final = 2
_NARROWEST_HEADLINE: Final = 24
_INDENT: Final = "  "
_UNKNOWN: Final = "-"
_TITLES: Final = ("date", "id", "lang", "type", "section", "words", "headline")
_DATE_STYLE: Final = "dim"
_ID_STYLE: Final = "cyan"


class _Widths(NamedTuple):
    date: int
    id: int
    language: int
    type: int
    section: int
    words: int

    @property
    def total(self) -> int:
        return sum(self) + len(_GAP) * len(self)


def print_table(rows: Sequence[Row], screen: Screen) -> None:
    """On a terminal each row has one line or two; in a pipe one, with the whole headline."""
    widths = _widths(rows, screen.width)
    is_narrow = screen.width is not None and screen.width < _NARROW
    is_below = False
    header = Text(_cells(_TITLES, widths) + "headline", style="bold", end="")
    indent, width = " " * widths.total, None
    if screen.width is not None:
        width = screen.width - widths.total
        is_below = width < _NARROWEST_HEADLINE
        if is_below:
            indent, width = _INDENT, screen.width - len(_INDENT)
    screen.print(header)
    for row in rows:
        begin = _begin(row, widths, is_narrow)
        parts = list(_parts(row.headline, width, screen))
        if is_below:
            screen.print(begin)
            begin = Text(indent)
        screen.print(begin + parts[0])
        for part in parts[1:]:
            screen.print(indent + part)


def _begin(row: Row, widths: _Widths, is_narrow: bool) -> Text:
    """All of a row but its headline."""
    date = (row.date[:10] if is_narrow else _date(row.date)) or _UNKNOWN
    section = row.section or _UNKNOWN
    cells = (date, str(row.id), row.language, row.type, section, str(row.words))
    begin = Text(_cells(cells, widths), end="")
    begin.stylize(_DATE_STYLE, 0, len(date))
    begin.stylize(_ID_STYLE, widths.date + len(_GAP), widths.date + len(_GAP) + widths.id)
    return begin


def _date(date: str) -> str:
    """`2024-01-31T12:00:00Z` -> `2024-01-31 12:00`."""
    return date[:16].replace("T", " ")


def _widths(rows: Sequence[Row], width: int | None) -> _Widths:
    """As wide as what stands in them, but for sections, which are cut on a terminal."""
    is_narrow = width is not None and width < _NARROW
    section = _widest({row.section for row in rows}, "section")
    if width is not None:
        section = min(section, _WIDEST_SECTION_IF_NARROW if is_narrow else _WIDEST_SECTION)
    return _Widths(
        date=len("2024-01-31") if is_narrow else len("2024-01-31 12:00"),
        id=_widest({str(max((row.id for row in rows), default=0))}, "id"),
        language=_widest({row.language for row in rows}, "lang"),
        type=_widest({row.type for row in rows}, "type"),
        section=section,
        words=_widest({str(row.words) for row in rows}, "words"),
    )


def _widest(values: set[str], title: str) -> int:
    return max(len(title), *(cell_len(value) for value in values)) if values else len(title)


def _cells(cells: Sequence[str], widths: _Widths) -> str:
    """All but the headline, each as wide as its column; numbers stand at its right."""
    date, number, language, kind, section, words = cells[: len(widths)]
    return "".join(
        cell + _GAP
        for cell in (
            fitted(date, widths.date),
            number.rjust(widths.id) if number != "id" else number.ljust(widths.id),
            fitted(language, widths.language),
            fitted(kind, widths.type),
            fitted(section, widths.section),
            words.rjust(widths.words),
        )
    )


def _parts(headline: str, width: int | None, screen: Screen) -> Iterator[str]:
    if width is None:
        yield isolated(headline)
        return
    lines = Text(headline).wrap(screen.console, width) if cell_len(headline) > width else None
    if lines is None:
        yield isolated(headline)
        return
    shown = [line.plain.rstrip() for line in lines]
    if len(shown) > _LINES:
        rest = " ".join(shown[_LINES - 1 :])
        shown = [*shown[: _LINES - 1], cut(rest, width)]
    yield from map(isolated, shown)
