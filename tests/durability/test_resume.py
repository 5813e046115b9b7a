"""What was found and not fetched is fetched by a later crawl, whatever lies between the two."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawler

pytestmark = pytest.mark.long

WORLD = World(stories=300, languages=("en",))
SITE = ("--stories", "300", "--languages", "en")
ALL = sorted(WORLD.id_of(n) for n in range(300))
LISTED = {WORLD.id_of(n) for n in range(300) if WORLD.depth_of(n) == 0}
# By this way a crawl sees few of the stories itself: as if they had gone from the lists since.
NARROW = "discover=rss,explore_more"


def interrupted(crawl: Crawler, site: RunningSite, *arguments: str, sent: int, after: int) -> None:
    """Ends a crawl when so many lines are known to have been written."""
    process = subprocess.Popen(
        crawl.command(*arguments, settings=("DW_SYNC_LINES=5",)),
        cwd=ROOT,
        env=crawl.environment(site.origin),
        stderr=subprocess.DEVNULL,
    )
    before = set(crawl.folder.glob("dw-*"))
    lines = 0
    while lines < after:
        assert process.poll() is None
        time.sleep(0.02)
        parts = set(crawl.folder.glob("dw-*.part")) - before
        lines = sum(part.read_bytes().count(b"\n") for part in parts)
    process.send_signal(sent)
    process.wait()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_all_that_lists_and_stories_showed(sent: int, crawl: Crawler) -> None:
    with running(*SITE, "--latency", "200") as site:
        interrupted(crawl, site, "max_depth=3", sent=sent, after=40)
        done = crawl(site.origin, "max_depth=3", NARROW)
        after = crawl(site.origin, "max_depth=3", NARROW)
    assert done.stats["dw/stories/left_over"] > 50
    assert sorted(done.ids) == ALL
    assert "dw/stories/left_over" not in after.stats
    for row in done.rows:  # what the feed lists besides is nearer than it is in the sections
        n, told = WORLD.n_of(row["id"]), row["provenance"]
        assert n is not None and told["depth"] <= WORLD.depth_of(n)
        assert told["depth"] == 0 or told["found_by"] == "explore_more"


@pytest.mark.parametrize("between", ["max_stories=1", "types=video", "since=1d", "max_depth=0"])
def test_whatever_another_crawl_was_asked_for_between(between: str, crawl: Crawler) -> None:
    with running(*SITE, "--latency", "200") as site:
        interrupted(crawl, site, "max_depth=3", sent=signal.SIGKILL, after=40)
        crawl(site.origin, between)
        done = crawl(site.origin, "max_depth=3", NARROW)
    assert sorted(done.ids) == ALL


def test_what_failed_in_a_crawl_that_came_to_its_end(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "error-503=0.06") as site:
        first = crawl(site.origin, "max_depth=3")
    assert first.stats["finish_reason"] == "finished" and len(first.ids) < 300
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=3", NARROW)
    assert sorted(done.ids) == ALL


def test_only_as_far_as_it_is_wanted(crawl: Crawler) -> None:
    with running(*SITE, "--latency", "200") as site:
        interrupted(crawl, site, "max_depth=3", sent=signal.SIGKILL, after=40)
        done = crawl(site.origin, "max_depth=0", "discover=rss")
        assert set(done.ids) >= LISTED
        assert {row["provenance"]["depth"] for row in done.rows} == {0}
        videos = crawl(site.origin, "max_depth=3", "types=video", NARROW)
    new = [row for row in videos.rows if row["id"] not in done.ids]
    assert {row["type"] for row in new} == {"video"}


def test_a_crawl_of_some_urls_goes_on_only_with_what_such_a_one_found(crawl: Crawler) -> None:
    with running(*SITE, "--latency", "200") as site:
        interrupted(crawl, site, "max_depth=3", sent=signal.SIGKILL, after=40)
        (part,) = crawl.folder.glob("dw-*.part")
        rows = [json.loads(line) for line in part.read_bytes().splitlines(keepends=True)[:-1]]
        row = next(row for row in rows if len(row["related"]) > 2)
        # The store is brought up to the feed by this one, and the world's debt stays where it is.
        one = crawl(site.origin, "max_depth=0", f"urls={row['url']}")
        assert "dw/stories/left_over" not in one.stats
        some = crawl(site.origin, "max_depth=1", f"urls={row['url']}", "max_stories=1")
        more = crawl(site.origin, "max_depth=1", f"urls={row['url']}", "revisit=never")
    near = {teaser["id"] for teaser in row["related"]}
    assert near <= set(more.ids)
    assert set(more.ids) - set(one.ids) <= near and len(some.ids) <= len(more.ids) < 300


def test_a_death_while_the_store_is_made_anew(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3")
        (feed,) = tmp_path.glob("dw-*.jsonl")
        lines = feed.read_bytes().splitlines(keepends=True)
        feed.unlink()
        for part in range(30):
            name = f"dw-2025-01-{part + 1:02}T00-00-00Z.jsonl"
            (tmp_path / name).write_bytes(b"".join(lines[part::30]))
        for store in tmp_path.glob("store.sqlite*"):
            store.unlink()
        (tmp_path / "store.sqlite").write_bytes(b"I was a store once. " * 500)
        for pause in (0, 0.01, 0.03):
            process = subprocess.Popen(
                crawl.command("max_depth=3"),
                cwd=ROOT,
                env=crawl.environment(site.origin),
                stderr=subprocess.DEVNULL,
            )
            while not list(tmp_path.glob("store.sqlite-wal")) and process.poll() is None:
                time.sleep(0.002)
            time.sleep(pause)
            process.kill()
            process.wait()
        site.forget()
        done = crawl(site.origin, "max_depth=3")
        assert site.requests()["stories"] == {}
    assert sorted(done.ids) == ALL


def test_two_dead_crawls_one_of_which_left_no_whole_line(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3")
        (feed,) = tmp_path.glob("dw-*.jsonl")
        lines = feed.read_bytes().splitlines(keepends=True)
        for found in tmp_path.glob("*"):
            found.unlink()
        parts = [tmp_path / f"dw-2025-01-0{n}T00-00-00Z.jsonl.part" for n in (1, 2, 3)]
        parts[0].write_bytes(b"".join(lines[:50]))
        parts[1].write_bytes(lines[50][:300])
        parts[2].write_bytes(b"".join(lines[50:80]) + lines[80][:1])
        site.forget()
        done = crawl(site.origin, "max_depth=3")
        asked = site.requests()["stories"]
    assert len(asked) == 220 and sorted(done.ids) == ALL
    kept = sorted(path.name for path in tmp_path.glob("dw-2025*"))
    assert kept == ["dw-2025-01-01T00-00-00Z.jsonl", "dw-2025-01-03T00-00-00Z.jsonl"]
