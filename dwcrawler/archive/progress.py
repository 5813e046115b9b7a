"""How far the reading of archives is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dwcrawler.archive.tally import Tally
from dwcrawler.archive.work import Outcome

_EVERY: Final = 30.0  # seconds


def with_progress(
    outcomes: Iterable[Outcome], units: int, what: str = "files"
) -> Iterator[Outcome]:
    """The outcomes as they are."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from _with_lines(outcomes, units, what)
        return
    stories = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn(what),
        TextColumn("{task.fields[stories]:,} stories"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading", total=units, stories=0)
        for outcome in outcomes:
            stories += stories_of(outcome)
            progress.update(task, advance=1, stories=stories)
            yield outcome


def _with_lines(outcomes: Iterable[Outcome], units: int, what: str) -> Iterator[Outcome]:
    begun = told = time.monotonic()
    stories = 0
    for count, outcome in enumerate(outcomes, start=1):
        stories += stories_of(outcome)
        now = time.monotonic()
        if now - told >= _EVERY and count < units:
            told = now
            left = (now - begun) / count * (units - count)
            print(
                f"{count:,} of {units:,} {what}, {stories:,} stories; about {left / 60:.0f} min left",
                file=sys.stderr,
                flush=True,
            )
        yield outcome


def stories_of(outcome: Outcome) -> int:
    return msgspec.json.decode(outcome.tally, type=Tally).counts.get("stories", 0)
