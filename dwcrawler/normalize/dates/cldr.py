"""What CLDR, the Unicode Consortium's table of locales, says of the languages of the editions.

Month and day names, the order of a date in numbers, and `3 hours ago`. They are read with babel once and for all, as it loads a
whole locale to tell one name: a crawl in ten languages began a sixth of a second later for it.

python -m dwcrawler.normalize.dates.cldr      writes the table anew; needs babel, which a crawl does not
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec

# In an egg it is no file of its own.
TABLE: Final = files("dwcrawler").joinpath("data/cldr.json")
# Whose names of months and days an edition may use. The others have the CLDR locale of their code.
_LOCALES: Final = {
    "ar": ("ar", "ar_SY", "ar_MA", "ar_DZ"),
    "en": ("en", "en_GB"),
    "fa-af": ("fa", "fa_AF"),
    "fa-ir": ("fa", "fa_AF"),
    # Its pages have English dates, too: `December 11, 2023` (seen).
    "ha": ("ha", "en"),
    "pt-002": ("pt", "pt_PT"),
    "pt-br": ("pt",),
    "sr": ("sr", "sr_Latn"),
    "zh": ("zh", "zh_Hant"),
    "zh-hant": ("zh", "zh_Hant"),
}
_UNITS: Final = ("second", "minute", "hour", "day", "week")
_WEEK: Final = 7


class Locale(msgspec.Struct, frozen=True):
    """Each name once, in CLDR's spelling.

    months:   twelve lists of names
    weekdays: seven lists of names, from Monday on
    order:    of year, month and day in numbers: `dmy`, `mdy`, `ymd`
    past:     by unit, `{0} hours ago`; without a number it is one of them
    two_ago:  by unit, two of them in words alone, as Arabic says it
    """

    months: list[list[str]]
    weekdays: list[list[str]]
    order: str
    past: dict[str, list[str]]
    two_ago: dict[str, list[str]]


def locales_of(language: str) -> list[Locale]:
    return [_table()[name] for name in _names_of(language)]


def has(language: str) -> bool:
    """Whether the table has all locales of a language."""
    return all(name in _table() for name in _names_of(language))


@cache
def _table() -> dict[str, Locale]:
    return msgspec.json.decode(TABLE.read_bytes(), type=dict[str, Locale])


def _names_of(language: str) -> tuple[str, ...]:
    return _LOCALES.get(language, (language,))


def generate(languages: Iterable[str]) -> str:
    """The table as it should be, by the babel that is installed."""
    names = sorted({name for language in languages for name in _names_of(language)})
    lines = (f'"{name}": {msgspec.json.encode(_of_babel(name)).decode()}' for name in names)
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _of_babel(name: str) -> Locale:
    from babel import localedata

    data = localedata.load(name)
    # A copy, because what babel resolves it writes into data that locales share: asked for
    # Portuguese months after Chinese ones, Locale("pt").months gives Chinese (babel 2.18).
    copied = localedata.LocaleDataDict(
        {key: deepcopy(data[key]) for key in ("months", "days", "date_fields", "date_formats")}
    )
    months = [*_long_and_short(copied["months"])]
    weekdays = [*_long_and_short(copied["days"])]
    past = [*_past(copied["date_fields"])]
    return Locale(
        months=[_each_once(style[number] for style in months) for number in range(1, 13)],
        weekdays=[_each_once(style[day] for style in weekdays) for day in range(_WEEK)],
        order=_order(copied["date_formats"]["short"].pattern),
        past=_by_unit(past, is_two=False),
        two_ago=_by_unit(past, is_two=True),
    )


def _long_and_short(names: Mapping[str, Any]) -> Iterator[Mapping[int, str]]:
    """Not the one-letter ones. `stand-alone` is the nominative, `format` the genitive."""
    for use in ("stand-alone", "format"):
        for width in ("wide", "abbreviated"):
            if width in names[use]:
                yield names[use][width]


def _order(pattern: str) -> str:
    """`d.MM.yy 'г'.` -> `dmy`."""
    letters = re.sub(r"'[^']*'", "", pattern).lower()
    return "".join(sorted("dmy", key=letters.index))


def _past(fields: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """A unit, whether the pattern says two of it in words alone, and the pattern."""
    for unit in _UNITS:
        for field in (unit, f"{unit}-short"):
            for plural, pattern in fields.get(field, {}).get("past", {}).items():
                yield unit, plural == "two" and "{0}" not in pattern, pattern


def _by_unit(past: list[tuple[str, bool, str]], is_two: bool) -> dict[str, list[str]]:
    patterns = {
        unit: _each_once(pattern for of, two, pattern in past if (of, two) == (unit, is_two))
        for unit in _UNITS
    }
    return {unit: found for unit, found in patterns.items() if found}


def _each_once(names: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(names)]


if __name__ == "__main__":
    from dwcrawler.normalize.dates.date_words import WORDS

    Path(str(TABLE)).write_text(generate(WORDS), encoding="utf-8")
