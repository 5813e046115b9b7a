"""The closing table of a crawl: rows of a label and a value, drawn or as plain lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dwcrawler.console.readable import one_line
from dwcrawler.progress.terminal import is_able, size_of

Row = tuple[str, str]
# Labels of rows whose value is to be copied: never cut, never wrapped at a hyphen.
_TO_COPY = ("feed", "next", "kept aside")
_WIDEST = 100
_LABEL = 20
_TITLE = "Summary of the crawl"


def as_text(rows: Sequence[Row]) -> str:
    width = max(len(name) for name, _ in rows)
    lines = (f"  {name:<{width}}  {value}" for name, value in rows)
    return "\n".join([_TITLE, *lines])


def show(rows: Sequence[Row]) -> None:
    """On standard error: as a table where that is a terminal, else as plain lines."""
    if sys.stderr is None:
        return
    if not is_able(sys.stderr):
        print(as_text(rows), file=sys.stderr)
        return
    columns, _ = size_of(sys.stderr)
    console = Console(file=sys.stderr, width=columns, force_terminal=True, highlight=False)
    draw(rows, console)


def draw(rows: Sequence[Row], console: Console) -> None:
    """What is to be copied stands below the table, each on a line of its own."""
    table = Table(show_header=False, box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True, min_width=_LABEL - 1)
    table.add_column(overflow="fold", max_width=_WIDEST)
    for name, value in rows:
        if name not in _TO_COPY:
            table.add_row(Text(name), Text(one_line(value), "bold" if name == "stories" else ""))
    console.print(Text(_TITLE, "bold"))
    console.print(table)
    for name, value in rows:
        if name in _TO_COPY:
            line = Text.assemble((f"{name:<{_LABEL}}", "dim"), (one_line(value), "green"))
            console.print(line, soft_wrap=True)
