"""Answers whose encoding is damaged once: whatever was asked for, it is asked for again."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawler
from tests.front import in_front_of

SITE = ("--stories", "20", "--languages", "en")
TEXT = {"Content-Type": "text/plain"}
DAMAGED = b"\x1f\x8b\x08\x00" + b"no gzip at all " * 20
ROBOTS = b"User-agent: *\nDisallow: /en/*/a-\n"


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: body], ids=["packed", "plain"])
def test_robots_txt_is_read_at_the_second_try(
    pack: Callable[[bytes], bytes], crawl: Crawler
) -> None:
    """Also one that says it is packed, and is plain text."""

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if path != "/robots.txt":
            return None
        return 200, {**TEXT, "Content-Encoding": "gzip"}, pack(ROBOTS) if before else DAMAGED

    with running(*SITE, "--types", "article") as site, in_front_of(site.origin, answers) as front:
        done = crawl(front.origin, "max_depth=3")
    assert front.asked["/robots.txt"] == 2
    assert "robots.txt: the answer cannot be read (its gzip encoding is damaged); try 2" in done.log
    assert done.stats["robotstxt/forbidden"] > 0 and done.rows == []
    assert not any("/a-" in path for path in front.asked)


def test_a_feed_is_read_at_the_second_try(crawl: Crawler) -> None:
    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if before or ("/rdf/" not in path and "/xml/" not in path):
            return None
        return (
            200,
            {"Content-Type": "text/xml", "Content-Encoding": "deflate"},
            zlib.compress(b"<rss>")[:9],
        )

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        done = crawl(front.origin, "discover=rss", "max_depth=0")
    feeds = {
        path: count for path, count in front.asked.items() if path.startswith(("/rdf", "/xml"))
    }
    assert list(feeds.values()) == [2], feeds
    assert "its deflate encoding is cut off" in done.log
    assert done.rows and done.status == 0


def test_a_page_for_the_browser_is_unpacked_and_tried_again(crawl: Crawler) -> None:
    """A server may pack it though the crawl asks for it unpacked; the browser takes it unpacked."""
    packed: set[str] = set()

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if "/a-" not in path:
            return None
        packed.add(path)
        page = b"<html><body><article><h1>Ours</h1><p>Words.</p></article></body></html>"
        body = gzip.compress(page)
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return 200, headers, body if before else body[:-20]

    with running(*SITE, "--types", "article") as site, in_front_of(site.origin, answers) as front:
        done = crawl(
            front.origin, "render=always", "max_stories=2", "max_depth=0",
            settings=("DW_RENDER_TIMEOUT=1",),
        )  # fmt: skip
    assert packed and "its gzip encoding is cut off" in done.log
    assert done.stats["dw/render/pages"] > 0
    assert any(front.asked[path] == 2 for path in packed)


@pytest.mark.parametrize("fault", ["bad-gzip", "cut-gzip", "bad-encoding", "cut-encoding"])
def test_each_try_and_the_last_are_told(fault: str, crawl: Crawler) -> None:
    with running(*SITE, "--fault", f"{fault}=1") as site:
        done = crawl(site.origin, "max_depth=0")
        asked = site.requests()["stories"]
    assert set(asked.values()) == {3}  # RETRY_TIMES=2
    assert done.rows == []
    assert done.stats["dw/failures/encoding"] == len(asked)
    told = [line for line in done.log.splitlines() if "the answer cannot be read (its " in line]
    assert len(told) == 3 * len(asked)
