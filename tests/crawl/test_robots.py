"""robots.txt in odd forms, in real crawls."""

from __future__ import annotations

import codecs
import itertools
import time

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawler
from tests.front import Answers, in_front_of

pytestmark = pytest.mark.long

SITE = ("--stories", "20", "--languages", "en")
CLOSED = b"User-agent: *\nDisallow: /\n"


def robots(
    body: bytes, status: int = 200, content_type: str = "text/plain", **more: str
) -> Answers:
    headers = {"Content-Type": content_type, **more}
    return lambda path, before: (status, headers, body) if path == "/robots.txt" else None


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + CLOSED,
        CLOSED.decode().encode("utf-16"),
        CLOSED.replace(b"\n", b"\r"),
        CLOSED.replace(b"*", b"DWCrawler/1.0"),
    ],
)
def test_nothing_is_fetched(body: bytes, crawl: Crawler) -> None:
    with running(*SITE) as site, in_front_of(site.origin, robots(body)) as front:
        done = crawl(front.origin)
    assert front.asked == {"/robots.txt": 1}
    assert done.rows == [] and done.status == 3


def test_a_page_in_its_place_is_told_once_and_has_no_rules(crawl: Crawler) -> None:
    page = robots(b"<!doctype html><html><p>Our site</p></html>", content_type="text/html")
    with running(*SITE) as site, in_front_of(site.origin, page) as front:
        done = crawl(front.origin, "max_depth=3")
    assert len(done.rows) == 20
    assert done.log.count("robots.txt is a page and no list of rules") == 1


def test_it_may_be_elsewhere(crawl: Crawler) -> None:
    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if path == "/robots.txt":
            return 302, {"Location": "https://www.dw.com/rules.txt"}, b"\x1f\x8bbroken"
        return (200, {"Content-Type": "text/plain"}, CLOSED) if path == "/rules.txt" else None

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        done = crawl(front.origin)
    assert set(front.asked) == {"/robots.txt", "/rules.txt"} and done.rows == []


@pytest.mark.parametrize(("wanted", "kept"), [("0.4", 0.4), ("3600", 0.5)])
def test_pauses_are_kept(wanted: str, kept: float, crawl: Crawler) -> None:
    """Between any two requests, however many may be under way."""
    times: list[float] = []
    body = f"User-agent: *\nCrawl-delay: {wanted}\n".encode()

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        times.append(time.monotonic())
        return robots(body)(path, before)

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        done = crawl(front.origin, "max_stories=3", settings=("DW_CRAWL_DELAY_MAX=0.5",))
    assert f"robots.txt asks for {wanted} s between requests" in done.log
    assert len(times) > 4 and len(done.rows) == 3
    pauses = [later - before for before, later in itertools.pairwise(times)]
    # One that was noted late makes the pause after it look shorter.
    assert sum(pauses) / len(pauses) > kept - 0.15
