"""Dates of feeds: what is read to the second, what only to the day, and what not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.normalize import dates
from dwcrawler.normalize.dates.feed_dates import OFFSETS, read
from dwcrawler.pages import parse_feed

DAY = "2025-05-05"


def told(raw: str) -> tuple[str, dates.Precision] | None:
    """As a crawl understands it."""
    value = read(raw).value
    moment = dates.read(value, "en", None) if value else None
    return (moment.value, moment.precision) if moment else None


@pytest.mark.parametrize(
    "raw",
    [
        "Mon, 05 May 2025 12:30:15 +0200",
        "Mon, 5 May 2025 12:30:15 +0200",
        "05 May 2025 12:30:15 +0200",
        "5 May 25 12:30:15 +0200",
        "  Mon,  05 May  2025\n12:30:15   +0200 ",
        "Sun, 05 May 2025 12:30:15 +0200",
        "Mo, 05 Mai 2025 12:30:15 +0200",
        "Mo., 5. Mai 2025 12:30:15 +0200",
        "Montag, 05 Mai 2025 12:30:15 +02:00",
        "lundi, 05 May 2025 12:30:15 +0200",
        "segunda-feira, 05 May 2025 12:30:15 +0200",
        "Пн, 05 May 2025 12:30:15 +0200",
        "星期一, 05 May 2025 12:30:15 +0200",
        "Monday, 05-May-25 12:30:15 +0200",
        "MON, 05 MAY 2025 12:30:15 +0200",
        "Mon, 05 May 2025 12:30:15 CEST",
        "Mon, 05 May 2025 12:30:15 cest",
        "Mon, 05 May 2025 12:30:15 MESZ",
        "Mon, 05 May 2025 12:30:15 EET",
        "Mon, 05 May 2025 11:30:15 CET",
        "Mon, 05 May 2025 11:30:15 MEZ",
        "Mon, 05 May 2025 11:30:15 WAT",
        "Mon, 05 May 2025 13:30:15 EAT",
        "Mon, 05 May 2025 05:30:15 EST",
        "Mon, 05 May 2025 10:30:15 GMT",
        "Mon, 05 May 2025 10:30:15 UT",
        "Mon, 05 May 2025 10:30:15 UTC",
        "Mon, 05 May 2025 10:30:15 Z",
        "Mon, 05 May 2025 10:30:15Z",
        "Mon, 05 May 2025 10:30:15 -0000",
        "Mon, 05 May 2025 12:30:15 GMT+2",
        "Mon, 05 May 2025 12:30:15 GMT+02",
        "Mon, 05 May 2025 12:30:15 GMT+0200",
        "Mon, 05 May 2025 12:30:15 UTC+02:00",
        "Mon, 05 May 2025 12:30:15 UTC +2",
        "Mon, 05 May 2025 12:30:15 +2",
        "Mon, 05 May 2025 12:30:15 +02",
        "Mon, 05 May 2025 05:00:15 -0530",
        "Mon, 05 May 2025 05:30:15 UTC\u22125",
        "Mon, 05 May 2025 12:30:15 +0200 (CEST)",
        "Mon, 05 May 2025 12:30:15 +0200 (IST)",
        "Mon, 05 May 2025 12:30:15 (CEST)",
        "Mon May 05 12:30:15 CEST 2025",
        "Mon May 05 2025 12:30:15 GMT+0200 (Central European Summer Time)",
        "May 5, 2025 12:30:15 CEST",
        "05.05.2025 12:30:15 MESZ",
        "2025-05-05T12:30:15+02:00",
        "2025-05-05T12:30:15.678+02:00",
        "2025-05-05T12:30:15+0200",
        "2025-05-05 12:30:15 +0200",
        "2025-05-05T12:30:15 CEST",
        "2025-05-05T10:30:15Z",
        "2025-05-05T10:30:15 GMT",
        "2025-05-05T12:30:15+02:00[Europe/Berlin]",
    ],
)
def test_to_the_second(raw: str) -> None:
    assert told(raw) == (f"{DAY}T10:30:15Z", "second")
    assert read(raw).is_zone_known


def test_without_seconds() -> None:
    for raw in ("05 May 2025 12:30 CEST", "2025-05-05T10:30Z", "2025-05-05 12:30 CEST"):
        assert told(raw) == (f"{DAY}T10:30:00Z", "second")


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Mon, 05 May 2025 24:00:00 GMT", "2025-05-06T00:00:00Z"),
        ("Mon, 05 May 2025 24:00 CEST", "2025-05-05T22:00:00Z"),
        ("2025-05-05T24:00:00Z", "2025-05-06T00:00:00Z"),
        ("Wed, 31 Dec 2025 24:00:00 GMT", "2026-01-01T00:00:00Z"),
        ("Mon, 05 May 2025 10:30:60 GMT", "2025-05-05T10:30:59Z"),
        ("Mon, 05 May 2025 01:00:00 +0200", "2025-05-04T23:00:00Z"),
    ],
)
def test_around_midnight(raw: str, moment: str) -> None:
    assert told(raw) == (moment, "second")


# In which no one can know the moment: IST is in India, Israel and Ireland.
ZONES = ["IST", "CST", "BST", "AST", "ECT", "GST", "SST", "A", "M", "N", "Y", "J", "local", "XYZ"]
ZONES += [
    "",
    "Europe/Berlin",
    "Etc/GMT+2",
    "CEST-1",
    "CET+1",
    "+25",
    "+0275",
    "+15:00",
    "UTC2",
    "GMT 2",
]


@pytest.mark.parametrize("zone", ZONES)
def test_only_the_day(zone: str) -> None:
    for start in ("Mon, 05 May 2025 23:30:15 ", "2025-05-05T23:30:15 ", "2025-05-05 23:30:15 "):
        assert told(start + zone) == (f"{DAY}T00:00:00Z", "day")
        assert not read(start + zone).is_zone_known


@pytest.mark.parametrize(
    "raw",
    ["2025-05-05", "Mon, 05 May 2025", "5 May 25", "05.05.2025", "May 5, 2025", "5. Mai 2025"],
)
def test_days(raw: str) -> None:
    assert told(raw) == (f"{DAY}T00:00:00Z", "day")
    assert read(raw).is_zone_known


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "",
            " ",
            "yesterday",
            "2025",
            "2025-05",
            "2025-13-05",
            "2025-02-30T10:00:00Z",
            "0",
            "1746440000",
        ),
        *("Mon, 31 Feb 2025 10:00:00 GMT", "Mon, 05 May 2025 25:00:00 GMT", "05 May 10:00:00 GMT"),
        *(
            "Mon, 05 May 2025 24:01:00 GMT",
            "Mon, 05 May 2025 10:60:00 GMT",
            "05/06/2025",
            "5 Foo 2025",
        ),
        *("Mon, 05 May 105 10:00:00 GMT", "Mon, 00 May 2025 10:00:00 GMT", "10:00:00 GMT", "Mon,"),
        *(
            "05 May 2025 or later",
            "05 Maybe 2025",
            "05 May 2025 x 10:00 GMT",
            "٥ May 2025",
            "x" * 10_000,
        ),
        *("9999-12-31T24:00:00Z", "0001-01-01T00:00:00+10:00", "Invalid Date", "null"),
    ],
)
def test_no_date(raw: str) -> None:
    assert told(raw) is None


def test_every_name_of_a_zone_means_its_offset() -> None:
    for name, hours in OFFSETS.items():
        moment = datetime(2025, 5, 5, 10, 30, 15, tzinfo=UTC) - timedelta(hours=hours)
        assert told(f"Mon, 05 May 2025 10:30:15 {name}") == (dates.in_utc(moment), "second")


@given(st.datetimes(datetime(1990, 1, 2), datetime(2025, 1, 1)), st.integers(-14 * 4, 14 * 4))
def test_what_mail_writes(moment: datetime, quarters: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    shift = timedelta(minutes=15 * quarters)
    sign = "-" if quarters < 0 else "+"
    minutes = abs(15 * quarters)
    zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    written = format_datetime(moment + shift).removesuffix("+0000") + zone
    assert told(written) == (dates.in_utc(moment), "second")


@given(
    st.text(max_size=60)
    | st.from_regex(r"[A-Za-z]{0,3},? ?\d\d? ?[A-Z][a-z]{2} \d{2,4} [\d:]{5,8} ?.{0,9}")
)
def test_nothing_raises(raw: str) -> None:
    told(raw)


# In a feed

ITEM = "<item><link>https://www.dw.com/en/x/a-{}</link><pubDate>{}</pubDate></item>"


def test_what_cannot_be_read_is_told_once() -> None:
    raws = [
        "foo",
        "Mon, 05 May 2025 10:00:00 IST",
        "bar",
        "Mon, 05 May 2025 10:00:00",
        "2025-05-05",
    ]
    items = "".join(ITEM.format(n, raw) for n, raw in enumerate(raws, 70100001))
    feed = parse_feed(f"<rss><channel>{items}</channel></rss>")
    found = [entry.teaser.date_published for entry in feed.entries]
    assert found == [None, DAY, None, DAY, DAY]
    assert feed.problems == [
        "bad_date: 2 not understood, such as foo",
        "bad_date: 2 with an unknown time zone, such as Mon, 05 May 2025 10:00:00 IST: "
        "only their day counts",
    ]


def test_of_several_dates_the_first_that_can_be_read_counts() -> None:
    item = ITEM.format(70100001, "Mon, 05 May 2025 10:00:00 GMT").replace(
        "<pubDate>", '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">foo</d:date><pubDate>'
    )
    feed = parse_feed(f"<rss><channel>{item}</channel></rss>")
    assert feed.entries[0].teaser.date_published == "2025-05-05T10:00:00+00:00"
    assert feed.problems == ["bad_date: 1 not understood, such as foo"]
