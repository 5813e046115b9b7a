"""Days of other calendars as Gregorian ones: solar Hijri (Iran, Afghanistan) and Ethiopian.

A solar Hijri year begins at the spring equinox. Until 1500 the official leap years follow a cycle
of 33 years with 8 leap years in it, so no astronomy and no library are needed.

An Ethiopian year has twelve months of 30 days, and then Pagume with the other 5, or 6 in every
fourth year. It begins on the 11th or 12th of September.
"""

from __future__ import annotations

from datetime import date
from typing import Final

SOLAR_YEARS: Final = range(1300, 1501)
# 1 Farvardin 1403; all other days are counted from it.
_KNOWN_YEAR: Final = 1403
_KNOWN_DAY: Final = date(2024, 3, 20).toordinal()
ETHIOPIAN_YEARS: Final = range(1900, 2201)
# The day before 1 Meskerem of the year 1, as `date.toordinal` counts.
_BEFORE_ETHIOPIAN_DAYS: Final = 2795
_PAGUME: Final = 13


def gregorian(year: int, month: int, day: int) -> date | None:
    """A day of the Gregorian calendar; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """None where there is no such day, and outside the years for which the cycle is right."""
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    days_before_month = 31 * (month - 1) - max(0, month - 7)
    first = _KNOWN_DAY + _days_before(year) - _days_before(_KNOWN_YEAR)
    return date.fromordinal(first + days_before_month + day - 1)


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return _days_before(year + 1) - _days_before(year) - 336


def _days_before(year: int) -> int:
    """Days from the calendar's beginning to 1 Farvardin of the year."""
    return 365 * (year - 1) + (8 * (year - 1) + 29) // 33


def ethiopian(year: int, month: int, day: int) -> date | None:
    """None where there is no such day, and outside the years that a page can mean."""
    length = 30 if month < _PAGUME else 6 if year % 4 == 3 else 5
    if year not in ETHIOPIAN_YEARS or not 1 <= month <= _PAGUME or not 1 <= day <= length:
        return None
    days_before_year = 365 * (year - 1) + year // 4
    return date.fromordinal(_BEFORE_ETHIOPIAN_DAYS + days_before_year + 30 * (month - 1) + day)
