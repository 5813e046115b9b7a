"""The status of a folder's crawls, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rich.table import Table

from dwcrawler.showing.screen import Screen
from dwcrawler.watch.naming import language_named
from dwcrawler.watch.status import DIED, RUNNING, Run, Status, in_words

_UNKNOWN: Final = "-"
_MOST_LANGUAGES: Final = 12


def print_status(status: Status, screen: Screen, now: datetime) -> None:
    for title, text in _facts(status, now):
        screen.print(f"{title:<16}{text}")
    screen.print()
    if screen.width is None:
        screen.print("\t".join(_TITLES))
        for run in status.runs:
            screen.print("\t".join(_cells(run)))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in _TITLES:
        is_number = title in ("took", "stories", "new", "changed", "lost", "failed")
        table.add_column(
            title,
            justify="right" if is_number else "left",
            no_wrap=title != "ending",
            overflow="fold",
        )
    for run in status.runs:
        table.add_row(*_cells(run), style="" if run.status == 0 else "yellow")
    screen.console.print(table)


_TITLES: Final = ("started (UTC)", "took", "stories", "new", "changed", "lost", "failed", "ending")


def _cells(run: Run) -> list[str]:
    numbers = (run.stories, run.new, run.changed, run.lost, run.failures)
    return [
        run.started.replace("T", " ").removesuffix("Z")[:16],
        _lasting(run.seconds) if run.seconds is not None else _UNKNOWN,
        *(_UNKNOWN if number is None else f"{number:,}" for number in numbers),
        _ending(run),
    ]


def _ending(run: Run) -> str:
    ending = run.ending if run.ending in (DIED, RUNNING) else run.ending.replace("_", " ")
    told = f"{ending} (exit status {run.status})" if run.status else ending
    if run.findings:
        count = len(run.findings)
        told += f", {count} {'thing' if count == 1 else 'things'} unlike before"
    return told


def _facts(status: Status, now: datetime) -> Iterator[tuple[str, str]]:
    yield "folder", status.folder
    yield "running", status.running or "no crawl"
    yield "last good run", _ago(status.last_good, now) if status.last_good else "none"
    last = status.runs[0]
    if last.ending not in ("finished", RUNNING):
        yield "last run", f"it {in_words(last.ending)}"
    if status.waiting:
        yield (
            "left over",
            f"{status.waiting:,} stories that were found and not fetched: the next run does",
        )
    yield "stories known", f"{sum(status.known.values()):,} ({_by_language(status)})"
    if status.newest:
        newest = sorted(status.newest.items(), key=lambda entry: entry[1])
        listed = [
            f"{language_named(code)} {_ago(date, now)}" for code, date in newest[:_MOST_LANGUAGES]
        ]
        yield "newest story", "; ".join(listed)
    files = status.files
    packed = f", {files.packed:,} of them packed" if files.packed else ""
    yield "feeds", f"{files.feeds:,} files, {_size(files.feed_bytes)}{packed}"
    yield "store", _size(files.store_bytes)
    yield "disk", f"{_size(files.free_bytes)} free"
    for number, entry in enumerate(status.findings):
        yield ("" if number else "unlike before"), f"{entry.words} (since {entry.since[:16]})"


def _by_language(status: Status) -> str:
    known = sorted(status.known.items(), key=lambda entry: -entry[1])
    listed = ", ".join(
        f"{language_named(code)} {count:,}" for code, count in known[:_MOST_LANGUAGES]
    )
    return f"{listed}, …" if len(known) > _MOST_LANGUAGES else listed


def _ago(moment: str, now: datetime) -> str:
    """`3 hours ago`; the moment itself where it is no moment of the past."""
    try:
        seconds = (now - datetime.fromisoformat(moment)).total_seconds()
    except ValueError:
        return moment
    if seconds < 0:
        return moment
    return f"{_lasting(seconds)} ago"


def _lasting(seconds: float) -> str:
    for length, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
