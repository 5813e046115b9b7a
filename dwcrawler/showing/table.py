"""The stories as a table: columns that hold in any script, drawn row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.text import Text

from dwcrawler.showing.cells import cut, fitted, isolated, width, wrapped
from dwcrawler.showing.rows import Row
from dwcrawler.showing.screen import Screen

_GAP: Final = "  "
_WIDEST_SECTION: Final = 20
# On a terminal a headline takes so many lines at most; one that would have less space than this
# stands below the rest of its row.
_LINES: Final = 2
_NARROWEST_HEADLINE: Final = 24
_INDENT: Final = "  "
_UNKNOWN: Final = "-"
_TITLES: Final = ("date", "id", "lang", "type", "section", "words", "headline")
_TITLE_STYLE: Final = "bold"
_FACT_STYLE: Final = "dim"
_ID_STYLE: Final = "not dim cyan"


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
    widths = _widths(rows, screen)
    if screen.width is None:
        screen.print(_cells(_TITLES, widths) + "headline")
        for row in rows:
            screen.print(_of_row(row, widths) + isolated(row.headline))
        return
    space = screen.width - widths.total
    if space < _NARROWEST_HEADLINE:
        _print_below(rows, widths, screen, screen.width - len(_INDENT))
    else:
        _print_beside(rows, widths, screen, space)


def _print_beside(rows: Sequence[Row], widths: _Widths, screen: Screen, space: int) -> None:
    """The headline in its column."""
    screen.print(Text(_cells(_TITLES, widths) + "headline", style=_TITLE_STYLE))
    for row in rows:
        begin = Text(_of_row(row, widths))
        begin.stylize(_FACT_STYLE, 0, widths.date)
        at_id = widths.date + len(_GAP)
        begin.stylize(_ID_STYLE, at_id, at_id + widths.id)
        first, *others = _parts(row.headline, space)
        screen.print(begin + first)
        for part in others:
            screen.print(" " * widths.total + part)


def _print_below(rows: Sequence[Row], widths: _Widths, screen: Screen, space: int) -> None:
    """The headline below the rest of its row."""
    screen.print(Text(_cells(_TITLES, widths).rstrip(), style=_FACT_STYLE))
    screen.print(Text(f"{_INDENT}headline", style=_TITLE_STYLE))
    for row in rows:
        facts = Text(_of_row(row, widths).rstrip(), style=_FACT_STYLE)
        at_id = widths.date + len(_GAP)
        facts.stylize(_ID_STYLE, at_id, at_id + widths.id)
        screen.print(facts)
        for part in _parts(row.headline, space):
            screen.print(_INDENT + part)


def _of_row(row: Row, widths: _Widths) -> str:
    date = _date(row.date) or _UNKNOWN
    section = row.section or _UNKNOWN
    cells = (date, str(row.id), row.language, row.type, section, str(row.words))
    return _cells(cells, widths)


def _date(date: str) -> str:
    """`2024-01-31T12:00:00Z` -> `2024-01-31 12:00`."""
    return date[:16].replace("T", " ")


def _widths(rows: Sequence[Row], screen: Screen) -> _Widths:
    """As wide as what stands in them, but for sections, which are cut on a terminal."""
    widths = _Widths(
        date=len("2024-01-31 12:00"),
        id=_widest({str(max((row.id for row in rows), default=0))}, "id"),
        language=_widest({row.language for row in rows}, "lang"),
        type=_widest({row.type for row in rows}, "type"),
        section=_widest({row.section for row in rows}, "section"),
        words=_widest({str(row.words) for row in rows}, "words"),
    )
    if screen.width is None:
        return widths
    space = screen.width - (widths.total - widths.section) + len(_GAP)
    widest = max(len("section"), min(_WIDEST_SECTION, space))
    return widths._replace(section=min(widths.section, widest))


def _widest(values: set[str], title: str) -> int:
    return max(len(title), *(width(value) for value in values)) if values else len(title)


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


def _parts(headline: str, cells: int) -> Iterator[str]:
    """A headline in lines of so many cells."""
    lines = [line.plain for line in wrapped(Text(headline), cells)]
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [cut(" ".join(lines[_LINES - 1 :]), cells)]
    yield from map(isolated, lines)
