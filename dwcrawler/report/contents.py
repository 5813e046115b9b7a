"""Puts the report together: its parts in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from dwcrawler.report.completeness import completeness
from dwcrawler.report.counting import Counted
from dwcrawler.report.failures import Failures
from dwcrawler.report.overview import headline_numbers
from dwcrawler.report.paths import how_found, recommendations
from dwcrawler.report.shapes import Part, Report
from dwcrawler.report.subjects import subjects
from dwcrawler.report.timing import stories_over_time
from dwcrawler.report.upkeep import failures, revisions
from dwcrawler.report.wording import day_name, many
from dwcrawler.store.durable_feed import PART

TITLE: Final = "What the crawl found"
_MOST_FEEDS: Final = 50
_MOST_PROBLEMS: Final = 50


def contents(
    counted: Counted,
    failed: Failures,
    feeds: Sequence[Path],
    problems: Sequence[str],
    made_at: datetime,
    title: str = TITLE,
) -> Report:
    """`problems`: a line for each feed that could not be read whole; `made_at`: in UTC."""
    return Report(
        title,
        f"Stories of Deutsche Welle (dw.com) in {many(len(feeds), 'feed', 'feeds')}. "
        f"Made {day_name(made_at.date())}, {made_at:%H:%M} UTC.",
        headline_numbers(counted) if len(counted) else [],
        list(_parts(counted, failed)),
        [(str(feed), _size(feed)) for feed in feeds[:_MOST_FEEDS]],
        list(_remarks(counted, failed, feeds, problems)),
    )


def _parts(counted: Counted, failed: Failures) -> Iterable[Part]:
    if not len(counted):
        yield Part("nothing", "No stories", "These feeds hold no story.")
    else:
        yield stories_over_time(counted)
        if (about := subjects(counted)).figures:
            yield about
        yield recommendations(counted)
        yield how_found(counted)
        yield completeness(counted)
        yield revisions(counted)
    if (part := failures(failed)) is not None:
        yield part


def _remarks(
    counted: Counted, failed: Failures, feeds: Sequence[Path], problems: Sequence[str]
) -> Iterable[str]:
    all_problems = [*problems, *failed.problems]
    yield from all_problems[:_MOST_PROBLEMS]
    if (more := len(all_problems) - _MOST_PROBLEMS) > 0:
        yield f"{more:,} more problems are not listed."
    if (more := len(feeds) - _MOST_FEEDS) > 0:
        yield f"{more:,} more feeds are not listed."
    if any(feed.suffix == PART for feed in feeds):
        yield "A crawl had not ended when this was made: a feed ends with .part."
    if not failed.stores:
        yield (
            "There is no store beside these feeds, so nothing is known of stories that could "
            "not be had."
        )


def _size(feed: Path) -> str:
    try:
        size = feed.stat().st_size
    except OSError:
        return "gone since"
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
