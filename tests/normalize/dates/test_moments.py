"""Dates as a person types them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dwcrawler.normalize.dates.moments import moment_of

NOW = datetime(2024, 5, 31, 10, 30, 15, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "begin", "end"),
    [
        ("2024-01-31", "2024-01-31T00:00:00Z", "2024-01-31T23:59:59Z"),
        ("today", "2024-05-31T00:00:00Z", "2024-05-31T23:59:59Z"),
        ("Yesterday", "2024-05-30T00:00:00Z", "2024-05-30T23:59:59Z"),
        (" 2024-01-31T12:00:00Z ", "2024-01-31T12:00:00Z", "2024-01-31T12:00:00Z"),
        ("2024-01-31 12:00", "2024-01-31T12:00:00Z", "2024-01-31T12:00:00Z"),
        ("2024-01-31T12:00:00+05:30", "2024-01-31T06:30:00Z", "2024-01-31T06:30:00Z"),
        ("30min", "2024-05-31T10:00:15Z", None),
        ("36hours", "2024-05-29T22:30:15Z", None),
        ("12h", "2024-05-30T22:30:15Z", None),
        ("7d", "2024-05-24T10:30:15Z", None),
        ("1 Day ago", "2024-05-30T10:30:15Z", None),
        ("2weeks", "2024-05-17T10:30:15Z", None),
        ("2w", "2024-05-17T10:30:15Z", None),
        ("1month", "2024-04-30T10:30:15Z", None),  # April has 30 days
        ("3months", "2024-02-29T10:30:15Z", None),  # of a leap year
        ("15months", "2023-02-28T10:30:15Z", None),
        ("5 months", "2023-12-31T10:30:15Z", None),
        ("1year", "2023-05-31T10:30:15Z", None),
        ("2y", "2022-05-31T10:30:15Z", None),
    ],
)
def test_what_is_meant(typed: str, begin: str, end: str | None) -> None:
    assert moment_of(typed, now=NOW) == at(begin)
    assert moment_of(typed, is_end=True, now=NOW) == at(end or begin)
    assert moment_of(typed, now=NOW).tzinfo is UTC


def test_a_day_is_one_in_utc_wherever_the_clock_stands() -> None:
    late = datetime(2024, 6, 1, 1, 0, tzinfo=timezone(timedelta(hours=5)))  # 31 May in UTC
    assert moment_of("today", now=late) == at("2024-05-31T00:00:00Z")
    assert moment_of("1month", now=late) == at("2024-04-30T20:00:00Z")


def test_without_a_clock_it_is_now() -> None:
    assert abs(moment_of("1h") - (datetime.now(UTC) - timedelta(hours=1))) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "2024-01-31"),
        ("3m", "write 3minutes or 3months"),
        ("3mnths", "did you mean 3months?"),
        ("7x", "units are minutes, hours, days, weeks, months, years"),
        ("yesturday", "did you mean yesterday?"),
        ("31.01.2024", "did you mean 2024-01-31?"),
        ("2024-13-01", "2024-01-31"),
        ("2024-02-30", "7d"),
        ("99999years", "before the year 1"),
        ("", "3months"),
        ("week", "2weeks"),
        ("-7d", "7d"),
        ("0001-01-01T00:00:00+05:00", "7d"),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_can(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match="is invalid: ") as refused:
        moment_of(typed, now=NOW)
    message = str(refused.value)
    assert repr(typed) in message
    assert told in message


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError, match="is invalid") as refused:
        moment_of("7d" * 10_000)
    assert len(str(refused.value)) < 300
