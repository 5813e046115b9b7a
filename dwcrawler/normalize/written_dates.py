"""A date that names its day, as an edition writes it: numbers, month names, its own digits.

All of the text must be understood. One word too many (`18 October 2023 or later`, a month of
another calendar) and there is no date.

Numbers are read day first, or year first where the year stands first. In English, and there with
slashes, the month is first: DW's English pages of 2024 and 2026 have `06/14/2026`, those until
2023 `18.10.2023` (both seen). What can only be meant the other way is read so (`18/10/2023`), and
with hyphens, which DW's pages have not, only what has one meaning: not `03-04-2023`.
A year between 1300 and 1500 is a solar Hijri one in the editions that use that calendar. Amharic
pages write months of the Ethiopian calendar, so that their numbers may be of either: not read.
The day of the week is not compared with the date: the page's maker derived it from the date.
Times of day are taken as UTC: pages do not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Final

from dwcrawler.normalize.calendars import SOLAR_YEARS, ethiopian, gregorian, solar_hijri
from dwcrawler.normalize.clock_times import clocked
from dwcrawler.normalize.folding import fold, phrase, words
from dwcrawler.normalize.wording import Wording, wording

_DAY_FIRST: Final = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})\s?(?P<mark>[./-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4})(?!\d)"
)
_YEAR_FIRST: Final = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?(?P<mark>[./-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<day>\d{1,2})(?!\d)"
)
_CHINESE: Final = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})(?!\d)"
)
# The one word of `እ.ኤ.አ`, of the European calendar, that stands in no other.
_EUROPEAN: Final = phrase("ኤ")
_LONGEST: Final = 3
"""How many words a name has at most: Chinese days of the week."""
_Calendar = Callable[[int, int, int], date | None]


@lru_cache(maxsize=4096)
def written(text: str, language: str) -> tuple[date, time | None] | None:
    """The day, and the time of it if the text gives one."""
    folded = fold(text)
    try:
        found = clocked(folded, wording(language).is_time_dotted)
    except ValueError:
        return None
    day = _day(found.rest if found else folded, language)
    return (day, found.time if found else None) if day else None


def _day(folded: str, language: str) -> date | None:
    known = wording(language)
    for pattern in (_DAY_FIRST, _YEAR_FIRST, _CHINESE):
        if match := pattern.search(folded):
            found = _names(words(f"{folded[: match.start()]} {folded[match.end() :]}"), known)
            # Only the day of the week may stand beside the numbers: no month, no doubtful era.
            return _numeric(match, language) if found == [] else None
    return _named(folded, known)


def _numeric(match: re.Match[str], language: str) -> date | None:
    if wording(language).ethiopian_months:
        return None
    parts = {name: int(value) for name, value in match.groupdict().items() if name != "mark"}
    year = parts["year"]
    if "month" in parts:
        return _on_calendar(year, parts["month"], parts["day"], language)
    first, second = parts["first"], parts["second"]
    day_first = _on_calendar(year, second, first, language)
    if language != "en" or match["mark"] == ".":
        return day_first
    month_first = _on_calendar(year, first, second, language)
    if match["mark"] == "-" and day_first and month_first and day_first != month_first:
        return None
    return month_first or day_first


def _on_calendar(year: int, month: int, day: int, language: str) -> date | None:
    is_solar = year in SOLAR_YEARS and wording(language).solar_months
    return solar_hijri(year, month, day) if is_solar else gregorian(year, month, day)


def _named(folded: str, known: Wording) -> date | None:
    found = words(folded)
    years = [word for word in found if word.isdecimal() and len(word) == 4]
    days = [word for word in found if word.isdecimal() and len(word) <= 2]
    if len(years) != 1 or len(days) != 1:
        return None
    names = _names([word for word in found if word not in (years[0], days[0])], known)
    months = _months(names or [], known)
    if len(months) != 1:
        return None
    (calendar, month) = months.pop()
    if calendar is ethiopian and _EUROPEAN in found:  # which of both is meant?
        return None
    return calendar(int(years[0]), month, int(days[0]))


def _names(found: list[str], known: Wording) -> list[str] | None:
    """The names of months and eras; None where a word is neither name nor filler."""
    names = []
    while found:
        for length in range(min(len(found), _LONGEST), 0, -1):
            name = " ".join(found[:length])
            if any(name in kind for kind in (*_month_names(known), known.eras)):
                names.append(name)
            elif name not in known.weekdays and name not in known.fillers:
                continue
            found = found[length:]
            break
        else:
            return None
    return names


def _months(names: list[str], known: Wording) -> set[tuple[_Calendar, int]]:
    """More than one where they contradict each other; `أكتوبر/تشرين الأول` is one."""
    # `mar` is March and Tuesday in Spanish: the day of the week where another month is named.
    sure = [name for name in names if name not in known.weekdays] or names
    gregorian_ones = {(gregorian, known.months[name]) for name in sure if name in known.months}
    solar_ones = {
        (solar_hijri, known.solar_months[name]) for name in sure if name in known.solar_months
    }
    ethiopian_ones: set[tuple[_Calendar, int]] = {
        (ethiopian, known.ethiopian_months[name]) for name in sure if name in known.ethiopian_months
    }
    return gregorian_ones | solar_ones | ethiopian_ones


def _month_names(known: Wording) -> tuple[Mapping[str, int], ...]:
    return known.months, known.solar_months, known.ethiopian_months
