"""Amharic pages show Ethiopian days in words; the day of the week confirms the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dwcrawler.normalize import dates
from dwcrawler.normalize.dates.calendars import ethiopian

MADE_AT = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
MONTHS = "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን".split()
SPELLINGS = {
    3: "ህዳር ሕዳር ኀዳር",
    4: "ታህሳስ ታኅሳስ ታሕሣሥ ታህሣስ",
    8: "ሚያዚያ",
    9: "ግንቦት",
    10: "ሠኔ",
    11: "ሀምሌ ሃምሌ ኀምሌ",
    12: "ነሀሴ ነሃሴ ነኃሴ",
    13: "ጳጉሜ ጳጕሜን ጷግሜን ጳጐሜ",
}
WEEK = "ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ".split()


def read(raw: str) -> str | None:
    moment = dates.read(raw, "am", MADE_AT)
    assert moment is None or moment.precision == "day"
    return moment.value[:10] if moment else None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        # Seen
        ("ሰኞ፣ ጥር 27 2016", "2024-02-05"),
        ("ዓርብ፣ የካቲት 22 2016", "2024-03-01"),
        ("ዓርብ፣ ጥቅምት 28 2012", "2019-11-08"),
        ("ቅዳሜ፣ ሐምሌ 21 2010", "2018-07-28"),
        # Otherwise spelled and arranged
        ("ጥር 27 2016", "2024-02-05"),
        ("ጥር 27 ቀን 2016 ዓ.ም.", "2024-02-05"),
        ("27 ጥር 2016", "2024-02-05"),
        ("ጥር 27, 2016 (ሰኞ)", "2024-02-05"),
        ("አርብ ፥ የካቲት 22፣ 2016", "2024-03-01"),
        ("ዐርብ፣\u00a0የካቲት\u00a022\u00a02016", "2024-03-01"),
        ("ቅዳሜ፣ ሀምሌ 21 2010", "2018-07-28"),
        # Only the Gregorian month of that name begins so
        ("ሰኞ፣ የካቲት 5 2024", "2024-02-05"),
        ("ዓርብ፣ ኅዳር 8 2019", "2019-11-08"),
        # It names its calendar
        ("እ.ኤ.አ. የካቲት 5 ቀን 2024", "2024-02-05"),
        ("እኤአ ሐምሌ 28 2018", "2018-07-28"),
        # Gregorian names tell it, too
        ("ሰኞ፣ ፌብሩወሪ 5 2024", "2024-02-05"),
        ("ማክሰኞ፣ ፌብሩወሪ 5 2024", "2024-02-05"),
        # Neither calendar has it on that day
        ("ማክሰኞ፣ ጥር 27 2016", None),
        ("ሰኞ ማክሰኞ፣ ጥር 27 2016", None),
        ("ረቡዕ፣ የካቲት 5 2024", None),
        # An Ethiopian year to come
        ("የካቲት 5 2024", None),
        # No such day
        ("ጥር 31 2016", None),
        ("ጳጉሜን 6 2016", None),
        ("ጳጉሜን 7 2015", None),
        ("እ.ኤ.አ. ጳጉሜን 3 2024", None),
        ("ጥር የካቲት 27 2016", None),
        # Numbers alone
        ("27.05.2016", None),
        ("05.02.2024", None),
        ("2024/02/05", None),
        ("ሰኞ፣ 05/02/2024", None),
        ("እ.ኤ.አ. 05.02.2024", None),
    ],
)
def test_amharic_dates(raw: str, day: str | None) -> None:
    assert read(raw) == day


def test_every_ethiopian_day_of_thirty_years_with_and_without_its_weekday() -> None:
    day, months = date(1995, 9, 12), 0  # 1 Meskerem 1988
    for year in range(1988, 2018):
        for month, name in enumerate(MONTHS, 1):
            for number in range(1, 31):
                if ethiopian(year, month, number) is None:
                    continue
                assert read(f"{name} {number} {year}") == str(day)
                assert read(f"{WEEK[day.weekday()]}፣ {name} {number} {year}") == str(day)
                day += timedelta(days=1)
            months += 1
    assert (day, months) == (date(2025, 9, 11), 30 * 13)


@pytest.mark.parametrize("month", sorted(SPELLINGS))
def test_other_spellings(month: int) -> None:
    expected = str(ethiopian(2016, month, 5))
    for name in SPELLINGS[month].split():
        assert read(f"{name} 5 2016") == expected, name


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((2007, 13, 6), date(2015, 9, 11)),
        ((2008, 1, 1), date(2015, 9, 12)),
        ((2009, 1, 1), date(2016, 9, 11)),
        ((1999, 13, 6), date(2007, 9, 11)),
        ((2000, 1, 1), date(2007, 9, 12)),
        ((2016, 13, 6), None),
        ((2016, 14, 1), None),
        ((2016, 0, 1), None),
        ((2016, 1, 0), None),
        ((1, 1, 1), None),
        ((9999, 1, 1), None),
    ],
)
def test_ethiopian(told: tuple[int, int, int], expected: date | None) -> None:
    assert ethiopian(*told) == expected
