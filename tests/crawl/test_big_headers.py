"""Answers with long headers are read; those without end are refused at once, and it is said why."""

from __future__ import annotations

import pytest

from dwcrawler.handlers.connections import MOST_HEADER_BYTES
from dwcrawler.minisite.process import running
from tests.crawls import Crawler
from tests.front import in_front_of

pytestmark = pytest.mark.long

SITE = ("--stories", "20", "--languages", "en", "--types", "article")
HTML = {"Content-Type": "text/html"}


def lines(size: int, count: int) -> dict[str, str]:
    return {f"X-Policy-{n}": "p" * (size // count) for n in range(count)}


@pytest.mark.parametrize("headers", [lines(20_000, 1), lines(200_000, 1), lines(200_000, 60)])
def test_a_long_header_is_read(headers: dict[str, str], crawl: Crawler) -> None:
    with (
        running(*SITE) as site,
        in_front_of(site.origin, lambda path, before: None, headers) as front,
    ):
        done = crawl(front.origin, "max_depth=3")
    assert len(done.rows) == 20 and done.status == 0
    assert "retry/count" not in done.stats


@pytest.mark.parametrize(
    "headers", [lines(2 * MOST_HEADER_BYTES, 1), lines(2 * MOST_HEADER_BYTES, 80)]
)
def test_a_header_without_end_is_refused_once(headers: dict[str, str], crawl: Crawler) -> None:
    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        return (200, headers, b"") if "/a-" in path else None

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        done = crawl(front.origin, "max_depth=0")
    asked = {path: count for path, count in front.asked.items() if "/a-" in path}
    assert set(asked.values()) == {1}
    assert done.stats["dw/failures/headers"] == len(asked)
    told = "the answer cannot be read (its headers have more than 262144 bytes)"
    assert done.log.count(told) == len(asked)
