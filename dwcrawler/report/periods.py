"""Which part of the time is shown, in days, weeks, months or years.

A crawl finds many stories of these days and some of many years ago. The shortest unit is taken in
which a window of at most 60 steps holds most stories; what is outside of it is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, NamedTuple

Unit = Literal["day", "week", "month", "year"]

UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "year")
MOST_STEPS: Final = 60
_MOST: Final = 0.8  # the share of stories that the window must hold
_STRAGGLERS: Final = 0.02  # the share that may be left out at each end
_GAP: Final = 3  # steps


class Window(NamedTuple):
    """`first` and `last` are the steps' first days; `earlier` and `later` count what is outside."""

    unit: Unit
    first: date
    last: date
    earlier: int
    later: int

    def step_of(self, day: date) -> date | None:
        """None for a day outside of the window."""
        step = step_of(day, self.unit)
        return step if self.first <= step <= self.last else None

    @property
    def steps(self) -> list[date]:
        """All, also those without a story."""
        steps = [self.first]
        while steps[-1] < self.last:
            steps.append(after(steps[-1], self.unit))
        return steps


def window_of(days: Iterable[date], units: Sequence[Unit] = UNITS) -> Window | None:
    """None where there is no date. The last of the units is taken if none of them suits."""
    by_day = Counter(days)
    if not by_day:
        return None
    total = by_day.total()
    for unit in units:
        by_step: Counter[date] = Counter()
        for day, count in by_day.items():
            by_step[step_of(day, unit)] += count
        first, last, held = _fullest(by_step, unit)
        if held >= _MOST * total:
            break
    earlier = sum(count for step, count in by_step.items() if step < first)
    return Window(unit, first, last, earlier, total - held - earlier)


def step_of(day: date, unit: Unit) -> date:
    """The first day of the step that a day is in; weeks begin on Monday."""
    if unit == "week":
        # The first days of the year 1 are no Monday's: they have none before them.
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    if unit == "month":
        return day.replace(day=1)
    if unit == "year":
        return day.replace(month=1, day=1)
    return day


def after(step: date, unit: Unit) -> date:
    """The first day of the next step."""
    try:
        if unit == "month":
            return step_of(step + timedelta(days=31), unit)
        if unit == "year":
            return step.replace(year=step.year + 1)
        return step + timedelta(days=7 if unit == "week" else 1)
    except (OverflowError, ValueError):  # the year 9999 has no next one
        return date.max


def _fullest(by_step: Counter[date], unit: Unit) -> tuple[date, date, int]:
    """The latest window of at most MOST_STEPS that holds the most stories."""
    steps = sorted(by_step)
    best = (steps[0], steps[0], 0)
    start = held = 0
    for step in steps:
        held += by_step[step]
        while _distance(steps[start], step, unit) >= MOST_STEPS:
            held -= by_step[steps[start]]
            start += 1
        if held >= best[2]:
            best = (steps[start], step, held)
    return _without_stragglers(by_step, unit, *best)


def _without_stragglers(
    by_step: Counter[date], unit: Unit, first: date, last: date, held: int
) -> tuple[date, date, int]:
    """Without the few stories at either end that a gap parts from the others."""
    steps = [step for step in sorted(by_step) if first <= step <= last]
    few = held * _STRAGGLERS
    for ends in (steps, steps[::-1]):
        dropped = 0
        for step, following in pairwise(ends):
            dropped += by_step[step]
            if dropped > few:
                break
            if abs(_distance(step, following, unit)) > _GAP:
                first, last = (following, last) if ends is steps else (first, following)
    held = sum(count for step, count in by_step.items() if first <= step <= last)
    return first, last, held


def _distance(first: date, last: date, unit: Unit) -> int:
    if unit == "month":
        return (last.year - first.year) * 12 + last.month - first.month
    if unit == "year":
        return last.year - first.year
    return (last - first).days // (7 if unit == "week" else 1)
