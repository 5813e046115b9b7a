"""Dates as a person types them -> a moment in UTC: `-a since=7d`, `dwcrawler show --since 1month`.

The rules:

- All dates and times are in UTC, unless a time names its own zone.
- A day (`2024-01-31`, `today`, `yesterday`) means its first second, or its last where an end is
  asked for.
- `2024-01-31T12:00:00Z` means that second. Without a zone it is UTC.
- A number and a unit say how long ago: `12h`, `36hours`, `7d`, `2weeks`, `3months`, `1year`. A day
  is 24 hours and a week 7 days. A month or a year is one of the calendar: one month before 31 May
  is 30 April, at the same time of day.
"""

from __future__ import annotations

import calendar
import difflib
import re
from datetime import UTC, datetime, time, timedelta
from typing import Final

EXAMPLES: Final = (
    "a date (2024-01-31), a time (2024-01-31T12:00:00Z), today, yesterday, or how long ago "
    "(12h, 7d, 2weeks, 3months, 1year)"
)

_AGO: Final = re.compile(r"([0-9]{1,5})\s*([a-z]{1,10}?)(?:\s+ago)?\Z")
_SHORT_DAYS: Final = {"today": 0, "yesterday": 1}
# `m` is no unit: it may mean minutes or months.
_FIXED: Final = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_MONTHS: Final = {"month": 1, "year": 12}
_UNITS: Final = {
    **{unit: unit for unit in (*_FIXED, *_MONTHS)},
    **{f"{unit}s": unit for unit in (*_FIXED, *_MONTHS)},
    **{"min": "minute", "h": "hour", "d": "day", "w": "week", "y": "year"},
}
_UNITS_SHOWN: Final = "minutes, hours, days, weeks, months, years (or h, d, w, y)"
_GERMAN_DAY: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\Z")
_DAY_LENGTH: Final = len("2024-01-31")
_LIKENESS: Final = 0.75
_MOST_SHOWN: Final = 60


def moment_of(text: str, *, is_end: bool = False, now: datetime | None = None) -> datetime:
    """The moment (aware, in UTC, whole seconds) that a person means by `text`.

    is_end: whether a day means its last second and not its first
    now:    what "ago" counts from (aware); the default is the clock

    Raises ValueError, with a message that says what is wrong and what would be right.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    written = " ".join(text.split())
    small = written.casefold()
    try:
        if small in _SHORT_DAYS:
            return _in_day(now - timedelta(days=_SHORT_DAYS[small]), is_end)
        if match := _AGO.match(small):
            return _ago(now, int(match[1]), match[2])
        return _written(written, is_end)
    except _Wrong as error:
        message = str(error)
    except (ValueError, OverflowError):
        message = f"expected {EXAMPLES}{_hint(small)}"
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    raise ValueError(f"{shown!r} is invalid: {message}")


class _Wrong(Exception):
    """A message for a person."""


def _in_day(moment: datetime, is_end: bool) -> datetime:
    of_day = time(23, 59, 59) if is_end else time()
    return datetime.combine(moment.date(), of_day, UTC)


def _ago(now: datetime, count: int, word: str) -> datetime:
    unit = _UNITS.get(word)
    if unit is None:
        near = difflib.get_close_matches(word, _UNITS, n=1, cutoff=_LIKENESS)
        hint = f" (did you mean {count}{near[0]}?)" if near else ""
        meant = (
            f"write {count}minutes or {count}months" if word == "m" else f"units are {_UNITS_SHOWN}"
        )
        raise _Wrong(f"{word!r} is not a unit of time{hint}; {meant}")
    try:
        if unit in _FIXED:
            return now - count * _FIXED[unit]
        return _months_before(now, count * _MONTHS[unit])
    except (ValueError, OverflowError):
        raise _Wrong("that is before the year 1") from None


def _months_before(moment: datetime, months: int) -> datetime:
    """On the same day of the month, or on the month's last where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    if year < 1:
        raise ValueError(year)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _written(text: str, is_end: bool) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) <= _DAY_LENGTH:
        return _in_day(moment, is_end)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _hint(small: str) -> str:
    if match := _GERMAN_DAY.match(small):
        day, month, year = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return f"; did you mean {year:04}-{month:02}-{day:02}?"
    near = difflib.get_close_matches(small, _SHORT_DAYS, n=1, cutoff=_LIKENESS)
    return f"; did you mean {near[0]}?" if near else ""
