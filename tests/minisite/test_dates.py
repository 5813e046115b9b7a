"""The miniature site's dates by themselves: days and words that are known from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dwcrawler.minisite.dates import Dates

NOW = datetime(2026, 1, 15, 19, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2020-03-19", "۲۹ اسفند ۱۳۹۸"),
        ("2020-03-20", "۱ فروردین ۱۳۹۹"),
        ("2021-03-20", "۳۰ اسفند ۱۳۹۹"),
        ("2021-03-21", "۱ فروردین ۱۴۰۰"),
        ("2023-10-18", "۲۶ مهر ۱۴۰۲"),
        ("2024-03-20", "۱ فروردین ۱۴۰۳"),
        ("2024-09-21", "۳۱ شهریور ۱۴۰۳"),
        ("2024-09-22", "۱ مهر ۱۴۰۳"),
        ("2025-03-20", "۳۰ اسفند ۱۴۰۳"),
        ("2025-03-21", "۱ فروردین ۱۴۰۴"),
        ("2026-01-15", "۲۵ دی ۱۴۰۴"),
    ],
)
def test_solar_hijri_days(day: str, written: str) -> None:
    assert Dates("fa-ir").day_in_words(f"{day}T10:00:00Z") == written


@pytest.mark.parametrize(
    ("language", "ago", "text"),
    [
        ("en", timedelta(minutes=1), "1 minute ago"),
        ("de", timedelta(hours=3, minutes=20), "vor 3 Stunden"),
        ("ru", timedelta(minutes=21), "21 минуту назад"),
        ("ru", timedelta(hours=4), "4 часа назад"),
        ("ru", timedelta(hours=12), "12 часов назад"),
        ("ar", timedelta(hours=2), "قبل ساعتين"),
        ("ar", timedelta(hours=9), "قبل 9 ساعات"),
        ("ar", timedelta(hours=11), "قبل 11 ساعة"),
        ("fa-ir", timedelta(minutes=45), "۴۵ دقیقه پیش"),
        ("zh", timedelta(days=1, hours=3), "昨天"),
        ("hi", timedelta(days=2), "2 दिन पहले"),
    ],
)
def test_how_long_ago(language: str, ago: timedelta, text: str) -> None:
    moment = (NOW - ago).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert Dates(language, NOW).shown(moment, 0).text == text


def test_what_is_told_is_no_more_than_what_is_shown() -> None:
    dates = Dates("en", NOW)
    assert dates.shown("2026-01-15T16:05:59Z", 0) == ("3 hours ago", "2026-01-15T16:10:00Z", None)
    assert dates.shown("2026-01-13T16:05:59Z", 0) == ("2 days ago", "2026-01-13T00:00:00Z", "day")
    written = ("January 13, 2026", "2026-01-13T00:00:00Z", "day")
    assert dates.shown("2026-01-13T16:05:59Z", 1) == written
    assert dates.shown("2026-01-15T00:00:00Z", 0)[1:] == ("2026-01-15T00:00:00Z", "day")
    assert Dates("en").shown("2026-01-15T16:05:59Z", 0).text == "15.01.2026"
