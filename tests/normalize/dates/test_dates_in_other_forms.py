"""Names as CLDR has them, in any case, with dots, in any order, with days of the week and marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from dwcrawler.editions import editions
from dwcrawler.normalize import dates
from dwcrawler.normalize.dates.cldr import locales_of
from dwcrawler.normalize.dates.date_words import WORDS
from dwcrawler.normalize.dates.wording import wording

MADE_AT = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
LANGUAGES = sorted(editions())
SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "০১২৩৪৫৬৭৮৯", "०१२३४५६७८९")
FORMS = (
    "{d} {m} {y}",
    "{d}. {m} {y}.",
    "{d} {m}. {y}",
    "{d} {m}, {y}",
    "{m} {d}, {y}",
    "{y} {m} {d}",
    "{y}، {m} {d}",
    "\u200f{d}\u00a0{m}\u202f{y}\u200e",
    "\u2067{d} {m}\u060c {y}\u2069",
    "\n {d}\t{m} — {y} ",
)


def months(language: str) -> Iterator[tuple[str, int]]:
    for locale in locales_of(language):
        for number, names in enumerate(locale.months, 1):
            for name in names:
                if not any(letter.isdigit() for letter in name):  # Chinese
                    yield name, number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_month_in_every_form(language: str) -> None:
    for at, (name, month) in enumerate(months(language)):
        for form in FORMS:
            for spelled in (name, name.upper(), name.capitalize()):
                raw = form.format(d=28, m=spelled, y=2026)
                raw = raw.translate(str.maketrans(SCRIPTS[0], SCRIPTS[at % len(SCRIPTS)]))
                expected = (f"2026-{month:02}-28T00:00:00Z", "day")
                assert dates.read(raw, language, MADE_AT) == expected, raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_of_the_week_disturbs(language: str) -> None:
    """Where one name of a month tells the calendar; nor does the wrong day."""
    october = next(name for name, month in months(language) if month == 10)
    usual = {"zh": "2026年10月28日", "zh-hant": "2026年10月28日"}
    day = usual.get(language, f"28 {october} 2026")
    for locale in locales_of(language):
        for name in (name for names in locale.weekdays for name in names):
            for form in ("{w}, {day}", "{w} {day}", "{day} {w}", "{day}، {w}", "{day} ({w})"):
                for spelled in (name, name.upper()):
                    raw = form.format(w=spelled, day=day)
                    assert dates.read(raw, language, MADE_AT) == (
                        "2026-10-28T00:00:00Z",
                        "day",
                    ), raw


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"am"}))
def test_no_day_of_the_week_disturbs_numbers(language: str) -> None:
    for locale in locales_of(language):
        for name in (name for names in locale.weekdays for name in names):
            for raw in (f"{name}, 28.10.2026", f"28.10.2026 {name}", f"2026/10/28 ({name})"):
                assert dates.read(raw, language, MADE_AT) == ("2026-10-28T00:00:00Z", "day"), raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_mean_one_month_and_one_day(language: str) -> None:
    """Of the locales of an edition, and of its own spellings."""
    known = wording(language)
    for name, month in months(language):
        assert known.months[" ".join(_folded(name))] == month
    assert sorted(set(known.weekdays.values())) == list(range(7))
    assert len(WORDS[language].weekdays) in (0, 7)


def _folded(name: str) -> list[str]:
    from dwcrawler.normalize.folding import fold, words

    return words(fold(name))


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("1st June 2026", "en"),
        ("June 1st, 2026", "en"),
        ("1er juin 2026", "fr"),
        ("1ᵉʳ juin 2026", "fr"),
        ("lundi 1 er juin 2026", "fr"),
        ("1.º de junho de 2026", "pt-br"),
        ("1º de junho de 2026", "pt-002"),
        ("1.º de junio de 2026", "es"),
        ("1 de Junio del 2026", "es"),
        ("1. Juni 2026", "de"),
        ("1. JUNI 2026", "de"),
        ("Montag, den 1. Juni 2026", "de"),
        ("1. lipnja 2026. godine", "hr"),
        ("1. juna 2026. godine", "bs"),
        ("1 июня 2026 года", "ru"),
        ("1 ИЮНЯ 2026 Г.", "ru"),
        ("1 червня 2026 року", "uk"),
        ("1 czerwca 2026 roku", "pl"),
        ("১লা জুন, ২০২৬", "bn"),
        ("1 Haziran 2026 Pazartesi", "tr"),
        ("1 HAZİRAN 2026", "tr"),
        ("Δευτέρα 1 Ιουνίου 2026", "el"),
        ("1 ΙΟΥΝΙΟΥ 2026", "el"),
        ("۱ جون ۲۰۲۶ء", "ur"),
        ("پیر، 1 جون، 2026", "ur"),
        ("الاثنين ١ يونيو ٢٠٢٦", "ar"),
        ("الإثنين، ١ حزيران/يونيو ٢٠٢٦", "ar"),
        ("सोमवार, १ जून २०२६", "hi"),
        ("2026年6月1日", "zh"),
        ("2026 年 6 月 1 日 星期一", "zh"),
        ("2026年06月01日（周一）", "zh"),
        ("星期一，2026年6月1日", "zh-hant"),
        ("二〇二六", "xx"),
        # Hausa pages show English names, too
        ("June 1, 2026", "ha"),
        ("Monday, June 1st, 2026", "ha"),
        ("1 ga Yuni, 2026", "ha"),
        ("Litinin, 1 June 2026", "ha"),
        # The year first, the day of the week behind: Persian, Dari, Pashto
        ("۱۴۰۵ خرداد ۱۱, دوشنبه", "fa-ir"),
        ("1405 خرداد 11, دوشنبه", "fa-ir"),
        ("۱۴۰۵ جوزا ۱۱, دوشنبه", "fa-af"),
        ("١٤٠٥ جوزا ١١، دوشنبه", "fa-af"),
        ("۱۴۰۵ غبرګولی ۱۱, دوشنبه", "ps"),
        ("۱۴۰۵ جوزا ۱۱, دو شنبه", "ps"),
        ("دوشنبه ۱۱ خرداد ۱۴۰۵", "fa-ir"),
        ("۱۱ خردادماه ۱۴۰۵", "fa-ir"),
        ("۲۰۲۶ ژوئن ۱, دوشنبه", "fa-ir"),
        ("۲۰۲۶ جون ۱, دوشنبه", "fa-af"),
    ],
)
def test_the_first_of_june(raw: str, language: str) -> None:
    expected = None if language == "xx" else ("2026-06-01T00:00:00Z", "day")
    assert dates.read(raw, language, MADE_AT) == expected


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("December 11, 2023", "ha", date(2023, 12, 11)),
        ("Sat, December 9, 2023", "ha", date(2023, 12, 9)),
        ("9 Sat 2023", "ha", date(2023, 9, 9)),
        ("۱۴۰۴ فروردین ۲۹, جمعه", "fa-ir", date(2025, 4, 18)),
        ("۱۴۰۴ حمل ۲۹, جمعه", "fa-af", date(2025, 4, 18)),
        ("۱۴۰۴ وری ۲۹, جمعه", "ps", date(2025, 4, 18)),
        ("۱۴۰۴ فروردین ۲۹, شنبه", "fa-ir", date(2025, 4, 18)),
    ],
)
def test_other_days(raw: str, language: str, day: date) -> None:
    assert dates.read(raw, language, MADE_AT) == (f"{day}T00:00:00Z", "day")
