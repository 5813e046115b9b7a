"""Dates of HTTP headers mean the same moment on every machine, wherever its clock stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from dwcrawler.normalize.dates import http_dates
from tests.crawls import ROOT

NOON = datetime(2024, 2, 4, 12, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "header",
    [
        "Sun, 04 Feb 2024 12:00:07 GMT",
        "Sunday, 04-Feb-24 12:00:07 GMT",
        "Sun Feb  4 12:00:07 2024",
        "Sun, 04 Feb 2024 12:00:07",
        "Sunday, 04-Feb-24 12:00:07",
        "Sun, 4 Feb 2024 12:00:07 UTC",
        "sun, 04 feb 2024 12:00:07 gmt",
        "04 Feb 2024 12:00:07 GMT",
        "  Sun, 04 Feb 2024 12:00:07 GMT  ",
        "Sun, 04 Feb 2024 13:00:07 +0100",
        "Sun, 04 Feb 2024 07:00:07 -05:00",
        "Sun, 04 Feb 2024 12:00:07 -0000",
    ],
)
def test_every_form_is_in_gmt(header: str) -> None:
    assert http_dates.read(header.encode()) == NOON


@pytest.mark.parametrize(
    "header",
    [
        "",
        "now",
        "120",
        "Sun, 31 Feb 2026 12:00:07 GMT",
        "Sun, 01 Feb 2026 24:00:07 GMT",
        "Sun, 01 Foo 2026 12:00:07 GMT",
        "Sun, 04 Feb 2024 12:00:07 CEST",
        "Sun, 04 Feb 2024 12:00:07 +9900",
        "Fri, 31 Dec 9999 23:59:59 -0100",
        "Sun, 04 Feb 2024 12:00:07 GMT" * 1000,
        "Sun, ٠١ Feb 2026 12:00:07 GMT",
    ],
)
def test_what_names_no_moment(header: str) -> None:
    assert http_dates.read(header.encode()) is None


def test_a_leap_second_is_a_second() -> None:
    assert http_dates.read(b"Sat, 31 Dec 2016 23:59:60 GMT") == datetime(
        2016, 12, 31, 23, 59, 59, tzinfo=UTC
    )


@pytest.mark.parametrize("years", [-40, -1, 0, 1, 49, 51, 60])
def test_two_digits_of_a_year_mean_the_nearest_past_or_the_next_50_years(years: int) -> None:
    this_year = datetime.now(UTC).year
    meant = this_year + years if years <= 50 else this_year + years - 100
    moment = http_dates.read(f"Monday, 01-Feb-{meant % 100:02} 12:00:07 GMT".encode())
    assert moment is not None and moment.year == meant


ASK = """
import json, sys
from scrapy.http import Response
from dwcrawler.middlewares.retry import seconds_of
from dwcrawler.discovery.answer import made_at
header = sys.argv[1].encode()
moment = made_at(Response("https://www.dw.com/", headers={"Date": sys.argv[2].encode()}))
json.dump([seconds_of(header), moment.isoformat()], sys.stdout)
"""


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize(
    "form", ["%a, %d %b %Y %H:%M:%S", "%a, %d %b %Y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"]
)
def test_the_zone_of_the_machine_changes_nothing(form: str, zone: str) -> None:
    """`Retry-After` and `Date`, in a process of its own that lives in another zone."""
    later = (datetime.now(UTC) + timedelta(seconds=300)).strftime(form)
    done = subprocess.run(
        [sys.executable, "-c", ASK, later, NOON.strftime(form)],
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, made_at = json.loads(done.stdout)
    assert 240 < seconds <= 300
    assert made_at == NOON.isoformat()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"Thu, 13 Jun 2024 11:59:58 GMT", -2),
        (b"Thu, 13 Jun 2024 12:00:00 GMT", 0),
        (b"Thu, 13 Jun 2024 12:00:01 GMT", 0),  # a clock that is ahead
        (b"yesterday", 0),
        (b"", 0),
        (None, 0),
    ],
)
def test_an_answer_is_made_at_its_date_or_now(header: bytes | None, seconds: int) -> None:
    noon = datetime(2024, 6, 13, 12, tzinfo=UTC)
    now = noon.replace(microsecond=400_000)
    assert http_dates.made_at(header, now) == noon + timedelta(seconds=seconds)
