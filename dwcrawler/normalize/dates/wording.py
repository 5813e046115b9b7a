"""The words in which an edition writes dates: from CLDR, and from `date_words` what CLDR lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final, NamedTuple

from dwcrawler.normalize.dates.cldr import Locale, locales_of
from dwcrawler.normalize.dates.date_words import (
    ETHIOPIAN_MONTHS,
    SOLAR_MONTHS,
    WORDS,
    NumericOrder,
    Words,
)
from dwcrawler.normalize.folding import phrase

NUMBER: Final = "#"


class Past(NamedTuple):
    length: timedelta
    is_day: bool
    """Whether it tells a day and no time of it."""


_UNITS: Final = {
    "second": Past(timedelta(seconds=1), False),
    "minute": Past(timedelta(minutes=1), False),
    "hour": Past(timedelta(hours=1), False),
    "day": Past(timedelta(days=1), True),
    "week": Past(timedelta(weeks=1), True),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word is folded."""

    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    ethiopian_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """Monday is 0, as in `date.weekday`."""
    fillers: frozenset[str]
    eras: frozenset[str]
    gregorian_eras: frozenset[str]
    order: NumericOrder
    past: Mapping[str, Past]
    """`vor # stunden` -> an hour, to be multiplied; `gestern` -> a day, as it is."""
    numbers: Mapping[str, int]
    same: Mapping[str, str]
    is_time_dotted: bool


@cache
def wording(language: str) -> Wording:
    """For a language that has no edition: no words at all, so that only numbers can be read."""
    own = WORDS.get(language, Words())
    locales = locales_of(language) if language in WORDS else []
    same = {phrase(variant): phrase(usual) for variant, usual in own.same.items()}
    months = dict(pair for locale in locales for pair in _months(locale))
    past = dict(pair for locale in locales for pair in _past(locale))
    return Wording(
        months=months | _numbered(own.months),
        solar_months=_solar_months() if own.is_solar else {},
        ethiopian_months=_numbered(ETHIOPIAN_MONTHS) if own.is_ethiopian else {},
        weekdays=_weekdays(own, locales),
        fillers=_phrases(own.fillers) | {"utc", "gmt"},
        eras=_phrases(own.eras),
        gregorian_eras=_phrases(own.gregorian_eras),
        order=own.order or _order(locales),
        past={unified(text, same): ago for text, ago in (past | _own_past(own)).items()},
        numbers=_numbered(own.numbers),
        same=same,
        is_time_dotted=own.is_time_dotted,
    )


def unified(text: str, same: Mapping[str, str]) -> str:
    """Words that mean the same, made the same."""
    padded = f" {text} "
    for variant, usual in same.items():
        padded = padded.replace(f" {variant} ", f" {usual} ")
    return padded.strip()


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(locale.months, 1):
        for name in names:
            if not any(letter.isdigit() for letter in name):  # Chinese `1月`
                yield phrase(name), number


def _weekdays(own: Words, locales: list[Locale]) -> dict[str, int]:
    usual = {
        phrase(name): day
        for locale in locales
        for day, names in enumerate(locale.weekdays)
        for name in names
    }
    return usual | {name: number - 1 for name, number in _numbered(own.weekdays).items()}


def _order(locales: list[Locale]) -> NumericOrder:
    """By the first locale, the edition's own. Of a date that ends in the year, `ymd` tells nothing."""
    if not locales or locales[0].order == "ymd":
        return "unknown"
    return "month first" if locales[0].order == "mdy" else "day first"


def _past(locale: Locale) -> Iterator[tuple[str, Past]]:
    for patterns, times in ((locale.past, 1), (locale.two_ago, 2)):
        for unit, names in patterns.items():
            past = Past(_UNITS[unit].length * times, _UNITS[unit].is_day)
            for name in names:
                yield _pattern(name.replace("{0}", NUMBER)), past


def _own_past(own: Words) -> dict[str, Past]:
    named = (own.today, own.yesterday, own.before_yesterday)
    return (
        {_pattern(text): _UNITS[unit] for unit, row in own.past.items() for text in _split(row)}
        | {
            day: Past(timedelta(days=n), True)
            for n, row in enumerate(named)
            for day in _phrases(row)
        }
        | dict.fromkeys(_phrases(own.now), Past(timedelta(0), False))
    )


def _pattern(text: str) -> str:
    """Folded, its mark for the number kept as a word of its own."""
    return f" {NUMBER} ".join(map(phrase, text.split(NUMBER))).strip()


def _numbered(rows: Iterable[str]) -> dict[str, int]:
    return {name: number for number, row in enumerate(rows, 1) for name in _phrases(row)}


def _solar_months() -> dict[str, int]:
    """`مهر` is also written `مهرماه`; with a blank, the word for month is a filler."""
    names = _numbered(SOLAR_MONTHS)
    return names | {f"{name}{phrase('ماه')}": number for name, number in names.items()}


def _phrases(row: str) -> frozenset[str]:
    return frozenset(map(phrase, _split(row)))


def _split(row: str) -> list[str]:
    return row.split("|") if row else []
