"""The words in which an edition writes dates: from CLDR, and from `date_words` what CLDR lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from dwcrawler.normalize.date_words import SOLAR_MONTHS, WORDS, Words
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
# Whose names of months and days an edition may use. The others have the CLDR locale of their code.
_LOCALES: Final = {
    "ar": ("ar", "ar_SY", "ar_MA", "ar_DZ"),
    "en": ("en", "en_GB"),
    "fa-af": ("fa", "fa_AF"),
    "fa-ir": ("fa", "fa_AF"),
    "pt-002": ("pt", "pt_PT"),
    "pt-br": ("pt",),
    "sr": ("sr", "sr_Latn"),
    "zh": ("zh", "zh_Hant"),
    "zh-hant": ("zh", "zh_Hant"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word is folded."""

    months: Mapping[str, int]
    solar_months: Mapping[str, int]
    weekdays: frozenset[str]
    fillers: frozenset[str]
    eras: frozenset[str]
    past: Mapping[str, Past]
    """`vor # stunden` -> an hour, to be multiplied; `gestern` -> a day, as it is."""
    numbers: Mapping[str, int]
    same: Mapping[str, str]
    is_time_dotted: bool


@cache
def wording(language: str) -> Wording:
    """For a language that has no edition: no words at all, so that only numbers can be read."""
    own = WORDS.get(language, Words())
    names = _LOCALES.get(language, (language,)) if language in WORDS else ()
    locales = [_cldr(name) for name in names]
    same = {phrase(variant): phrase(usual) for variant, usual in own.same.items()}
    months = dict(pair for locale in locales for pair in _cldr_months(locale))
    past = dict(pair for locale in locales for pair in _cldr_past(locale))
    return Wording(
        months=months | _numbered(own.months),
        solar_months=_solar_months() if own.is_solar else {},
        weekdays=_phrases(own.weekdays).union(*map(_cldr_weekdays, locales)),
        fillers=_phrases(own.fillers) | {"utc", "gmt"},
        eras=_phrases(own.eras),
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


def _cldr(name: str) -> Mapping[str, Any]:
    # Imported late: most crawls meet only ISO and dd.mm.yyyy.
    from babel import localedata

    data = localedata.load(name)
    # A copy, because what babel resolves it writes into data that locales share: asked for
    # Portuguese months after Chinese ones, Locale("pt").months gives Chinese (babel 2.18).
    copied: dict[str | int | None, Any] = {
        key: deepcopy(data[key]) for key in ("months", "days", "date_fields")
    }
    return localedata.LocaleDataDict(copied)


def _cldr_months(locale: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for style in _long_and_short(locale["months"]):
        for number, name in style.items():
            if not any(letter.isdigit() for letter in name):  # Chinese `1月`
                yield phrase(name), number


def _cldr_weekdays(locale: Mapping[str, Any]) -> frozenset[str]:
    styles = _long_and_short(locale["days"])
    return frozenset(phrase(name) for style in styles for name in style.values())


def _long_and_short(names: Mapping[str, Any]) -> Iterator[Mapping[int, str]]:
    """Not the one-letter ones. `stand-alone` is the nominative, `format` the genitive."""
    for use in ("stand-alone", "format"):
        for width in ("wide", "abbreviated"):
            if width in names[use]:
                yield names[use][width]


def _cldr_past(locale: Mapping[str, Any]) -> Iterator[tuple[str, Past]]:
    fields = locale["date_fields"]
    for unit, past in _UNITS.items():
        for field in (unit, f"{unit}-short"):
            for plural, pattern in fields.get(field, {}).get("past", {}).items():
                # Arabic says two hours in one word, without a number.
                is_dual = plural == "two" and "{0}" not in pattern
                length = past.length * (2 if is_dual else 1)
                yield _pattern(pattern.replace("{0}", NUMBER)), Past(length, past.is_day)


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
