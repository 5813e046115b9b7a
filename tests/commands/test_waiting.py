"""`-a wait=10m`: a crawl waits for another one on the store to end, and can be ended while it does."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from dwcrawler.store.journal import STORE
from dwcrawler.store.lock import Lock
from tests.crawls import ROOT, Crawler

pytestmark = pytest.mark.long

STORIES = 24
IDS = {World(stories=STORIES, languages=("en",)).id_of(n) for n in range(STORIES)}
SLOW = ("CONCURRENT_REQUESTS=1", "DOWNLOAD_DELAY=0.5", "DW_STATS_FILE=")
QUIET = ("--nolog",)


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        yield site


@contextmanager
def crawling(
    crawl: Crawler, site: RunningSite, *arguments: str, **options: tuple[str, ...]
) -> Iterator[subprocess.Popen[str]]:
    """A crawl under way, with its log on standard error."""
    with subprocess.Popen(
        crawl.command(*arguments, **options),
        cwd=ROOT,
        env=crawl.environment(site.origin),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _until_logged(process: subprocess.Popen[str], words: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return line
    raise AssertionError(f"ended without {words!r}")


def _until_there(crawl: Crawler, pattern: str) -> None:
    until = time.monotonic() + 60
    while not any(path.stat().st_size for path in crawl.folder.glob(pattern)):
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def held(crawl: Crawler) -> Iterator[Lock]:
    """The store in use by this process, which is as good as a crawl."""
    lock = Lock(crawl.folder / STORE, "2026-01-31T12-00-00Z")
    yield lock
    lock.release()


def test_a_crawl_begins_when_the_other_has_ended_and_goes_on_from_there(
    site: RunningSite, crawl: Crawler
) -> None:
    with crawling(crawl, site, "max_depth=5", settings=SLOW, options=QUIET) as first:
        _until_there(crawl, f"{STORE}.lock")
        with crawling(crawl, site, "wait=10m", "max_depth=5") as second:
            waiting = _until_logged(second, "Waiting for at most 600 s")
            assert f"process {first.pid}, begun 20" in waiting
            _until_there(crawl, "dw-*.part")
            first.send_signal(signal.SIGTERM)
            first.wait(timeout=30)
            _until_logged(second, "The store is free after")
            _until_logged(second, "Resuming")
            assert second.stderr is not None
            rest = second.stderr.read()
            assert second.wait(timeout=60) == 0, rest
    done = crawl.result(0, rest)
    assert sorted(done.ids) == sorted(IDS)  # each once, over both
    feeds = sorted(crawl.folder.glob("dw-*.jsonl"))
    assert len(feeds) == 2 and feeds[0].stat().st_mtime < feeds[1].stat().st_mtime


def test_a_wait_has_an_end(site: RunningSite, crawl: Crawler, held: Lock) -> None:
    log = crawl.folder / "second.log"
    done = crawl(site.origin, "wait=1s", options=("--logfile", str(log)))
    assert done.status == 4 and done.rows == []
    (line,) = done.log.splitlines()
    assert f"another crawl is using {crawl.folder}" in line and str(os.getpid()) in line
    assert "-a wait=10m" in line
    told = log.read_text()
    assert "Waiting for at most 1 s" in told
    assert "ERROR: Nothing was crawled: another crawl is using" in told
    assert "never awaited" not in told and "Traceback" not in told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_waiting_crawl_ends_at_once_when_it_is_told_to(
    number: signal.Signals, site: RunningSite, crawl: Crawler, held: Lock
) -> None:
    with crawling(crawl, site, "wait=1h") as waiting:
        _until_logged(waiting, "Waiting for at most 3600 s")
        waiting.send_signal(number)
        begun = time.monotonic()
        assert waiting.stderr is not None
        rest = waiting.stderr.read()
        waiting.wait(timeout=10)
        assert time.monotonic() - begun < 8
    assert "Nothing was crawled: it was stopped while it waited for another crawl" in rest
    assert "Spider closed (shutdown)" in rest
    assert "Traceback" not in rest and "was destroyed" not in rest


@pytest.mark.parametrize("wait", ["soon", "10", "-5m", "1d"])
def test_a_duration_that_is_none_is_refused(wait: str, crawl: Crawler) -> None:
    done = crawl("http://127.0.0.1:9", f"wait={wait}")
    assert done.status == 2 and f"wait: '{wait}' is no duration: write 30s, 10m or 2h" in done.log


def test_what_an_early_end_leaves_is_told_and_resumed(site: RunningSite, crawl: Crawler) -> None:
    some = crawl(site.origin, "max_stories=3", "max_depth=5", settings=("CONCURRENT_REQUESTS=1",))
    left = some.stats["dw/stories/waiting"]
    assert left > 0 and f"\n  not fetched         {left}\n" in some.log
    rest = crawl(site.origin, "max_depth=5")
    resumed = rest.stats["dw/stories/left_over"]
    assert f"Resuming {resumed} stories left over from earlier crawls" in rest.log
    assert f"\n  resumed             {resumed}\n" in rest.log
    assert "not fetched" not in rest.log and sorted(rest.ids) == sorted(IDS)
