"""Feeds of Scrapy's own: what becomes known by them, and what happens when they cannot be written."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawler

WORLD = World(stories=200, languages=("en",))
SITE = ("--stories", "200", "--languages", "en")
ALL = sorted(WORLD.id_of(n) for n in range(200))


@pytest.mark.parametrize("uri", ["s3://bucket/stories.jsonl", "gopher://host/stories.jsonl"])
def test_a_feed_that_cannot_be_written_is_refused(
    uri: str, crawl: Crawler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "without" / "boto3.py"
    library.parent.mkdir()
    library.write_text("raise ImportError('not installed')")
    monkeypatch.setenv("PYTHONPATH", str(library.parent))
    with running(*SITE) as site:
        done = crawl(site.origin, options=("-O", uri))
        assert site.requests()["requests"] == {}
    assert done.status == 2, done.log
    assert "Nothing was crawled" in done.log and "Traceback" not in done.log


def test_a_reader_that_has_seen_enough_ends_the_crawl(crawl: Crawler) -> None:
    command = shlex.join(crawl.command("max_depth=3", options=("-o", "-:jsonlines")))
    with running(*SITE, "--latency", "50") as site:
        done = subprocess.run(
            ["bash", "-c", f"{command} | head -n 3 | wc -l; echo ${{PIPESTATUS[0]}}"],
            cwd=ROOT,
            env=crawl.environment(site.origin),
            capture_output=True,
            text=True,
            check=True,
        )
        told = crawl.result(0, done.stderr)
        after = crawl(site.origin, "max_depth=3")
    assert done.stdout.split() == ["3", "0"]
    assert told.stats["finish_reason"] == "output_closed"
    assert "the reader of its output closed the pipe" in done.stderr
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
    assert sorted(after.ids) == ALL  # what went into the pipe is not known


def test_what_went_to_standard_output_is_not_known(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=3", options=("-o", "-:jsonlines"))
        after = crawl(site.origin, "max_depth=3")
    assert len(done.printed.splitlines()) == 200
    assert sorted(after.ids) == ALL


def test_a_crawl_with_a_feed_of_its_own_that_died_leaves_what_it_found(crawl: Crawler) -> None:
    """Its stories are not known, and those that it had found are not forgotten."""
    options = ("-O", str(crawl.folder / "mine.jsonl"))
    with running(*SITE) as site:
        first = crawl(
            site.origin, "max_depth=3", settings=("CLOSESPIDER_ITEMCOUNT=50",), options=options
        )
        assert first.stats["finish_reason"] == "closespider_itemcount"
        process = subprocess.Popen(
            crawl.command("max_depth=3", options=options),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        for line in process.stderr:
            if "Resuming" in line:
                break
        process.kill()
        process.wait()
        done = crawl(site.origin, "max_depth=3", "discover=rss,explore_more")
    known = first.stats["item_scraped_count"]
    assert len(done.ids) == len(set(done.ids)) == WORLD.stories - known
