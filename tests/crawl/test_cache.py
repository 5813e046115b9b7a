"""With HTTPCACHE_ENABLED a fault is no more than without; what is sound is asked for once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawl, Crawler
from tests.front import in_front_of

pytestmark = pytest.mark.long

SITE = ("--stories", "20", "--languages", "en")
Run = Callable[[str], Crawl]


@pytest.fixture
def run(crawl: Crawler, tmp_path: Path) -> Run:
    """Crawls with a cache of its own; each time with a feed of its own, so nothing is known."""
    cache = (
        "HTTPCACHE_ENABLED=1",
        f"HTTPCACHE_DIR={tmp_path / 'cache'}",
        "DW_RENDER_TIMEOUT=1",
        "DW_BREAKER_SHARE=1",
    )
    times = iter(range(9))

    def crawled(origin: str) -> Crawl:
        crawl.folder = tmp_path / f"run{next(times)}"
        crawl.folder.mkdir()
        return crawl(origin, "max_depth=3", settings=cache)

    return crawled


@pytest.mark.parametrize(
    "fault", ["error-503", "empty", "cut", "bad-encoding", "cut-gzip", "not-html", "consent"]
)
def test_a_fault_that_heals_costs_nothing(fault: str, run: Run) -> None:
    with running(*SITE, "--fault", f"{fault}=0.5", "--heal", "1") as site:
        first = run(site.origin)
        site.forget()
        second = run(site.origin)
        asked = site.requests()["requests"]
    assert len(first.rows) == len(second.rows) == 20
    assert set(asked) <= {"robots"}
    texts = {row["id"]: row["text"] for row in first.rows}
    assert texts == {row["id"]: row["text"] for row in second.rows}


def test_what_was_not_there_is_asked_for_by_the_next_crawl(run: Run) -> None:
    with running(*SITE, "--fault", "missing=0.5", "--heal", "1") as site:
        first, second = run(site.origin), run(site.origin)
    assert len(first.rows) < len(second.rows)


def test_pages_that_a_browser_made_are_kept(run: Run) -> None:
    options = ("--stories", "6", "--languages", "en", "--layout", "shell", "--robots", "no-api")
    with running(*options) as site:
        first = run(site.origin)
        site.forget()
        second = run(site.origin)
        asked = site.requests()["requests"]
    assert first.stats["dw/render/pages"] > 0 and "dw/render/pages" not in second.stats
    assert set(asked) <= {"robots"}
    assert first.rows and sorted(first.ids) == sorted(second.ids)
    assert all(row["provenance"]["rendered"] for row in second.rows)


def test_what_did_not_change_is_never_taken_for_the_page(crawl: Crawler, tmp_path: Path) -> None:
    """304 is an answer to a question with a date in it; another crawl asks without."""
    cache = ("HTTPCACHE_ENABLED=1", f"HTTPCACHE_DIR={tmp_path / 'cache'}")
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3")
        asked_with_dates = crawl(site.origin, "revisit=always", settings=cache)
        feed = tmp_path / "all.jsonl"
        crawl(site.origin, "revisit=always", settings=cache, options=("-O", str(feed)))
    assert asked_with_dates.stats["dw/stories/not_modified"] > 0
    assert len(feed.read_text().splitlines()) >= asked_with_dates.stats["dw/stories/not_modified"]


def test_an_old_robots_txt_is_asked_for_again(run: Run, tmp_path: Path) -> None:
    """It was leave for the first crawl; a day later the site forbids everything."""
    rules = [b"User-agent: *\nDisallow:\n"]

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        return (200, {"Content-Type": "text/plain"}, rules[0]) if path == "/robots.txt" else None

    with running(*SITE) as site, in_front_of(site.origin, answers) as front:
        assert len(run(front.origin).rows) == 20
        rules[0] = b"User-agent: *\nDisallow: /\n"
        assert len(run(front.origin).rows) == 20
        _make_older(tmp_path / "cache", seconds=25 * 3600)
        done = run(front.origin)
    assert done.rows == [] and done.stats["robotstxt/forbidden"] > 0


def _make_older(cache: Path, seconds: float) -> None:
    import pickle

    for path in cache.rglob("pickled_meta"):
        told = pickle.loads(path.read_bytes())
        told["timestamp"] -= seconds
        path.write_bytes(pickle.dumps(told))
