"""Stories over time, by type and by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from dwcrawler.report.charts import OTHERS, colour, over_time
from dwcrawler.report.counting import Counted
from dwcrawler.report.facts import Facts
from dwcrawler.report.names import TYPES, language_name
from dwcrawler.report.periods import Unit, Window, window_of
from dwcrawler.report.shapes import Figure, Part
from dwcrawler.report.tables import Cell, Column, Table, number
from dwcrawler.report.wording import day_name, many, step_name, stories

_MOST_LANGUAGES: Final = 6  # as many as there are colours that everybody can tell apart

SeriesOf = Callable[[Facts], str]


def stories_over_time(counted: Counted) -> Part:
    days = [story.day for story in counted if story.day is not None]
    window = window_of(days)
    if window is None:
        return Part("time", "Over time", "No story in these feeds has a date of publication.")
    types = _types(counted)
    by_type = "by type" if len(types) > 1 else f"all {types[0].lower()}"
    figures = [_figure(counted, window, by_type, types, lambda story: TYPES[story.type])]
    languages = _languages(counted)
    if len(languages) > 1:
        shown = set(languages)

        def language_of(story: Facts) -> str:
            name = language_name(story.language)
            return name if name in shown else OTHERS

        figures.append(_figure(counted, window, "by language", languages, language_of))
    years = window_of(days, ("year",))
    if years is not None and window.unit != "year" and window.earlier + window.later:
        figures.append(_figure(counted, years, "", ["Stories"], lambda _: "Stories"))
    return Part("time", "Over time", _outside(counted, days, window), figures)


def _types(counted: Counted) -> list[str]:
    """In the order of TYPES, so that their colours change little from report to report."""
    there = {story.type for story in counted}
    return [name for kind, name in TYPES.items() if kind in there]


def _languages(counted: Counted) -> list[str]:
    counts = Counter(language_name(story.language) for story in counted)
    names = [name for name, _ in counts.most_common(_MOST_LANGUAGES)]
    return [*names, OTHERS] if len(counts) > len(names) else names


def _figure(
    counted: Counted, window: Window, what: str, series: Sequence[str], series_of: SeriesOf
) -> Figure:
    by_step: dict[date, Counter[str]] = {step: Counter() for step in window.steps}
    for story in counted:
        step = window.step_of(story.day) if story.day is not None else None
        if step is not None:
            by_step[step][series_of(story)] += 1
    heading = f"Stories per {window.unit}, {what}" if what else f"All stories, per {window.unit}"
    note = _largest(by_step, window.unit)
    return Figure(
        f"time-{what.replace(' ', '-') or 'all'}",
        heading,
        note,
        over_time(by_step, series, window, f"{heading}. {note}"),
        [(colour(place, name), name) for place, name in enumerate(series)],
        _numbers(by_step, series, window.unit, heading),
        is_wide=True,
    )


def _largest(by_step: dict[date, Counter[str]], unit: Unit) -> str:
    step = max(by_step, key=lambda step: by_step[step].total())
    of_it = "the week of " if unit == "week" else ""
    return f"The most in one {unit}: {by_step[step].total():,} ({of_it}{step_name(step, unit)})."


def _numbers(
    by_step: dict[date, Counter[str]], series: Sequence[str], unit: Unit, heading: str
) -> Table:
    titles = [*series, "All"] if len(series) > 1 else ["All"]
    rows = [
        [
            Cell(step_name(step, unit), step.isoformat()),
            *(number(counts[name]) for name in titles[:-1]),
            number(counts.total()),
        ]
        for step, counts in by_step.items()
    ]
    columns = [Column(unit.capitalize()), *(Column(title, "number") for title in titles)]
    return Table(heading, columns, rows)


def _outside(counted: Counted, days: Sequence[date], window: Window) -> str:
    """What the first charts do not show."""
    told = []
    if window.earlier:
        told.append(f"{stories(window.earlier)} from before, back to {day_name(min(days))}")
    if window.later:
        told.append(f"{stories(window.later)} from after, up to {day_name(max(days))}")
    if without := len(counted) - len(days):
        told.append(many(without, "story without a date", "stories without a date"))
    return f"Not in the charts by type and language: {'; '.join(told)}." if told else ""
