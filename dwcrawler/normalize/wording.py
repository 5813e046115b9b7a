"""The words in which an edition writes dates: from CLDR, and from `date_words` what CLDR lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final

from dwcrawler.normalize.date_words import SOLAR_MONTHS, WORDS, Words
from dwcrawler.normalize.folding import phrase

NUMBER: Final = "#"
_UNITS: Final = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
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
    past: Mapping[str, timedelta]
    """`vor # stunden` -> an hour, to be multiplied; `gestern` -> a day, as it is."""
    ones: frozenset[str]
    same: Mapping[str, str]


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
        solar_months=_numbered(SOLAR_MONTHS) if own.is_solar else {},
        weekdays=_phrases(own.weekdays).union(*map(_cldr_weekdays, locales)),
        fillers=_phrases(own.fillers) | {"utc", "gmt"},
        past={unified(text, same): ago for text, ago in (past | _own_past(own)).items()},
        ones=_phrases(own.ones),
        same=same,
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


def _cldr_past(locale: Mapping[str, Any]) -> Iterator[tuple[str, timedelta]]:
    fields = locale["date_fields"]
    for unit, length in _UNITS.items():
        for field in (unit, f"{unit}-short"):
            for plural, pattern in fields.get(field, {}).get("past", {}).items():
                # Arabic says two hours in one word, without a number.
                is_dual = plural == "two" and "{0}" not in pattern
                yield _pattern(pattern.replace("{0}", NUMBER)), length * (2 if is_dual else 1)


def _own_past(own: Words) -> dict[str, timedelta]:
    past = {_pattern(text): _UNITS[unit] for unit, row in own.past.items() for text in _split(row)}
    return past | dict.fromkeys(_phrases(own.yesterday), timedelta(days=1))


def _pattern(text: str) -> str:
    """Folded, its mark for the number kept as a word of its own."""
    return f" {NUMBER} ".join(map(phrase, text.split(NUMBER))).strip()


def _numbered(months: Iterable[str]) -> dict[str, int]:
    return {name: number for number, row in enumerate(months, 1) for name in _phrases(row)}


def _phrases(row: str) -> frozenset[str]:
    return frozenset(map(phrase, _split(row)))


def _split(row: str) -> list[str]:
    return row.split("|") if row else []
