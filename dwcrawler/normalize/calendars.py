"""Days of the solar Hijri calendar (Iran, Afghanistan) and of the Ethiopian one, as Gregorian ones.

A solar Hijri year begins at the spring equinox. Until 1500 the official leap years follow a cycle
of 33 years with 8 leap years in it, so no astronomy and no library are needed. An Ethiopian year
begins on 11 or 12 September and has twelve months of 30 days and one of 5, or of 6 every fourth year.
"""

from __future__ import annotations

from datetime import date
from typing import Final

SOLAR_YEARS: Final = range(1300, 1501)
# 1 Farvardin 1403; all other days are counted from it.
_KNOWN_YEAR: Final = 1403
_KNOWN_DAY: Final = date(2024, 3, 20).toordinal()
# 1 Meskerem 2016.
_ETHIOPIAN_YEAR: Final = 2016
_ETHIOPIAN_DAY: Final = date(2023, 9, 12).toordinal()


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


def ethiopian(year: int, month: int, day: int) -> date | None:
    """None where there is no such day."""
    length = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1 <= month <= 13 and 1 <= day <= length and 1900 <= year <= 2100):
        return None
    years = 365 * (year - _ETHIOPIAN_YEAR) + year // 4 - _ETHIOPIAN_YEAR // 4
    return date.fromordinal(_ETHIOPIAN_DAY + years + 30 * (month - 1) + day - 1)


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return _days_before(year + 1) - _days_before(year) - 336


def _days_before(year: int) -> int:
    """Days from the calendar's beginning to 1 Farvardin of the year."""
    return 365 * (year - 1) + (8 * (year - 1) + 29) // 33
