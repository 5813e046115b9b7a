"""Numbers and dates as English writes them."""

from __future__ import annotations

from datetime import date

from dwcrawler.report.periods import Unit

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def many(count: int, one: str, more: str) -> str:
    """`many(1, "story", "stories")` -> "1 story"."""
    return f"{count:,} {one if count == 1 else more}"


def stories(count: int) -> str:
    return many(count, "story", "stories")


def day_name(day: date) -> str:
    return f"{day.day}\N{NO-BREAK SPACE}{_MONTHS[day.month - 1]}\N{NO-BREAK SPACE}{day.year}"


def step_name(step: date, unit: Unit) -> str:
    if unit == "month":
        return f"{_MONTHS[step.month - 1]} {step.year}"
    if unit == "year":
        return str(step.year)
    return day_name(step)
