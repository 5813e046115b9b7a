"""Dates in headers are whatever a server writes: taken where they can be, never trusted blindly."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from dwcrawler.discovery.answer import made_at
from dwcrawler.middlewares.retry import seconds_of

BROKEN = [
    b"",
    b"now",
    b"Fri, 31 Dec 9999 23:59:59 -0100",
    b"Fri, 31 Dec 99999 23:59:59 GMT",
    b"Mon, 32 Jan 2026 00:00:00 GMT",
    b"Mon, 01 Jan 2026 00:00:00 +99999999",
    b"\xff\xfe",
]


def test_a_page_was_made_when_its_server_says() -> None:
    response = Response("https://www.dw.com/", headers={"Date": "Sun, 01 Feb 2026 12:00:00 +0100"})
    assert made_at(response) == datetime(2026, 2, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize("header", [*BROKEN, b"Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_broken_date_and_one_to_come_are_now(header: bytes) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    assert made_at(Response("https://www.dw.com/", headers={"Date": header})) >= before


@pytest.mark.parametrize("header", [*BROKEN, b"Fri, 31 Dec 9999 23:59:59"])
def test_a_broken_retry_after_is_no_time_or_a_far_one(header: bytes) -> None:
    seconds = seconds_of(header)
    assert seconds is None or seconds >= 0
