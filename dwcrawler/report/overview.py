"""The headline numbers: what the feeds hold, in five lines."""

from __future__ import annotations

from collections import Counter
from statistics import median

from dwcrawler.report.counting import Counted
from dwcrawler.report.names import TYPES, language_name
from dwcrawler.report.shapes import Number
from dwcrawler.report.tables import in_percent
from dwcrawler.report.wording import day_name, many


def headline_numbers(counted: Counted) -> list[Number]:
    return [
        Number("Stories", f"{len(counted):,}", _share_of_largest(counted, "type")),
        Number("Languages", f"{len(counted.languages):,}", _share_of_largest(counted, "language")),
        _period(counted),
        _words(counted),
        _revisions(counted),
    ]


def _share_of_largest(counted: Counted, what: str) -> str:
    if not len(counted):
        return ""
    (value, count), *others = Counter(getattr(story, what) for story in counted).most_common()
    name = TYPES[value].lower() if what == "type" else language_name(value)
    if not others:
        return f"all {name}"
    return f"{in_percent(count, len(counted))} {name}"


def _period(counted: Counted) -> Number:
    days = [story.day for story in counted if story.day is not None]
    if not days:
        return Number("Published", "unknown", "no story has a date")
    first, last = min(days), max(days)
    without = len(counted) - len(days)
    detail = f"{many(without, 'has', 'have')} no date" if without else "first and last day (UTC)"
    if first == last:
        return Number("Published", day_name(first), detail)
    return Number("Published", f"{day_name(first)}\N{NO-BREAK SPACE}– {day_name(last)}", detail)


def _words(counted: Counted) -> Number:
    lengths = [story.words for story in counted if story.words]
    if not lengths:
        return Number("Words", "0", "no story has a text")
    return Number("Words", f"{sum(lengths):,}", f"median of a text: {round(median(lengths)):,}")


def _revisions(counted: Counted) -> Number:
    changed = sum(story.revision > 1 for story in counted)
    return Number(
        "Changed stories",
        f"{changed:,}",
        f"the feeds hold {many(counted.lines, 'revision', 'revisions')}",
    )
