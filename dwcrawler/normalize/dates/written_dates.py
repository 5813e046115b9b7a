"""A date that names its day, as an edition writes it: numbers, month names, its own digits.

All of the text must be understood. One word too many (`18 October 2023 or later`, a month of
another calendar) and there is no date. What tells the day twice, in numbers and with the month's
name (`06/14/2026June 14, 2026`), is read by the name.

Numbers that begin with the year are read as year, month, day; with dots between (`18.10.2023`) the
day comes first: DW's own form in all editions until 2023 (seen). Other marks follow the edition: in
English, with slashes, the month comes first (seen: `06/14/2026`), else the order is that of CLDR,
which for most editions is the day first. A number that is no month there gives no date; only
English is written the other way round, too (`18/10/2023`). Where CLDR begins with the year
(Chinese, Persian, Dari, Pashto) or the site disagrees with it (Hausa), nobody can know the order of
`03/04/2026`, nor in English, with hyphens, that of `03-04-2026`: they are read only if a single
order gives a day. Amharic numbers are never read: their calendar is unknown.

A year between 1300 and 1500 is a solar Hijri one in the editions that use that calendar. A month
with an Ethiopian name is of that calendar, unless the text names the European one, or only the
Gregorian month of that name has the day of the week that the text tells. Otherwise the day of the
week is not compared with the date: the page's maker derived it from the date.
Times of day are taken as UTC: pages do not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import lru_cache
from typing import Final, NamedTuple

from dwcrawler.normalize.dates.calendars import SOLAR_YEARS, ethiopian, gregorian, solar_hijri
from dwcrawler.normalize.dates.clock_times import clocked
from dwcrawler.normalize.dates.date_words import ETHIOPIAN_AS_GREGORIAN
from dwcrawler.normalize.dates.wording import Wording, wording
from dwcrawler.normalize.folding import fold, words

_YEAR_LAST: Final = (
    r"(?<!\d)(?P<first>\d{1,2})\s?(?P<mark>[./-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4})"
)
_YEAR_FIRST: Final = (
    r"(?<!\d)(?P<year>\d{4})\s?(?P<mark>[./-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{%s})"
)
_CHINESE: Final = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})(?!\d)"
)
_NUMBERS: Final = (
    re.compile(rf"{_YEAR_LAST}(?!\d)"),
    re.compile(rf"{_YEAR_FIRST % '1,2'}(?!\d)"),
)
# What begins with a number may follow without a blank: `14.06.202614. Juni 2026`.
_GLUED: Final = (
    re.compile(_YEAR_LAST),
    re.compile(_YEAR_FIRST % "2"),
    re.compile(_YEAR_FIRST % "1"),
)
_LONGEST: Final = 3
"""How many words a name has at most: Chinese days of the week."""
_Calendar = Callable[[int, int, int], date | None]


class _Names(NamedTuple):
    """What stands beside the numbers of a date, fillers apart.

    `doubtful` are names of a month and of a day of the week: `mar` is March and Tuesday in Spanish.
    """

    months: list[str]
    doubtful: list[str]
    weekdays: set[int]
    eras: set[str]

    @property
    def leaves_numbers_alone(self) -> bool:
        """No month, no era that may be of another calendar."""
        return not (self.months or self.eras)


@lru_cache(maxsize=4096)
def written(text: str, language: str) -> tuple[date, time | None] | None:
    """The day, and the time of it if the text gives one."""
    folded = fold(text)
    known = wording(language)
    try:
        found = clocked(folded, known.is_time_dotted)
    except ValueError:
        return None
    day = _day(found.rest if found else folded, known)
    return (day, found.time if found else None) if day else None


def _day(folded: str, known: Wording) -> date | None:
    for pattern in _NUMBERS:
        if match := pattern.search(folded):
            rest = _rest(folded, match)
            names = _names(words(rest), known)
            if names and names.leaves_numbers_alone:
                return _numeric(match, known)
            return _spelled_out(rest, known)
    if day := _spelled_out(folded, known):
        return day
    glued = (match for pattern in _GLUED if (match := pattern.search(folded)))
    days = (_spelled_out(_rest(folded, match), known) for match in glued)
    return next((day for day in days if day), None)


def _rest(folded: str, match: re.Match[str]) -> str:
    return f"{folded[: match.start()]} {folded[match.end() :]}"


def _numeric(match: re.Match[str], known: Wording) -> date | None:
    if known.order == "never":
        return None
    parts = {name: int(value) for name, value in match.groupdict().items() if name != "mark"}
    year = parts["year"]
    if "month" in parts:
        return _on_calendar(year, parts["month"], parts["day"], known)
    first, second = parts["first"], parts["second"]
    day_first = _on_calendar(year, second, first, known)
    if match["mark"] == "." or known.order == "day first":
        return day_first
    month_first = _on_calendar(year, first, second, known)
    if known.order == "month first" and match["mark"] == "/":
        return month_first or day_first
    days = {day_first, month_first} - {None}
    return days.pop() if len(days) == 1 else None


def _on_calendar(year: int, month: int, day: int, known: Wording) -> date | None:
    is_solar = year in SOLAR_YEARS and known.solar_months
    return solar_hijri(year, month, day) if is_solar else gregorian(year, month, day)


def _spelled_out(folded: str, known: Wording) -> date | None:
    match = _CHINESE.search(folded)
    if match is None:
        return _named(folded, known)
    names = _names(words(_rest(folded, match)), known)
    return _numeric(match, known) if names and names.leaves_numbers_alone else None


def _named(folded: str, known: Wording) -> date | None:
    found = words(folded)
    years = [word for word in found if word.isdecimal() and len(word) == 4]
    days = [word for word in found if word.isdecimal() and len(word) <= 2]
    if len(years) != 1 or len(days) != 1:
        return None
    names = _names([word for word in found if word not in (years[0], days[0])], known)
    year, day = int(years[0]), int(days[0])
    return _day_of_month(year, day, names, known) if names else None


def _names(found: list[str], known: Wording) -> _Names | None:
    """None where a word is neither name nor filler."""
    names = _Names([], [], set(), set())
    while found:
        for length in range(min(len(found), _LONGEST), 0, -1):
            name = " ".join(found[:length])
            is_weekday = name in known.weekdays
            if _is_month(name, known):
                (names.doubtful if is_weekday else names.months).append(name)
            elif is_weekday:
                names.weekdays.add(known.weekdays[name])
            elif name in known.eras or name in known.gregorian_eras:
                names.eras.add(name)
            elif name not in known.fillers:
                continue
            found = found[length:]
            break
        else:
            return None
    return names


def _is_month(name: str, known: Wording) -> bool:
    return name in known.months or name in known.solar_months or name in known.ethiopian_months


def _day_of_month(year: int, number: int, names: _Names, known: Wording) -> date | None:
    months = set(_months(names.months or names.doubtful, known))
    if len(months) != 1:
        return None
    calendar, month = months.pop()
    day = calendar(year, month, number)
    if calendar is not ethiopian:
        return day
    other = _as_gregorian(year, month, number)
    if names.eras & known.gregorian_eras:
        return other
    if not names.weekdays:
        return day
    fitting = (one for one in (day, other) if one and {one.weekday()} == names.weekdays)
    return next(fitting, None)


def _as_gregorian(year: int, month: int, day: int) -> date | None:
    if month > len(ETHIOPIAN_AS_GREGORIAN):
        return None
    return gregorian(year, ETHIOPIAN_AS_GREGORIAN[month - 1], day)


def _months(names: list[str], known: Wording) -> Iterator[tuple[_Calendar, int]]:
    """More than one where they contradict each other; `أكتوبر/تشرين الأول` is one."""
    for name in names:
        if name in known.months:
            yield gregorian, known.months[name]
        if name in known.solar_months:
            yield solar_hijri, known.solar_months[name]
        if name in known.ethiopian_months:
            yield ethiopian, known.ethiopian_months[name]
