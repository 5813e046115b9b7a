"""A machine without a network hears of it within seconds; a site that was there is waited for."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from dwcrawler.minisite.process import running
from tests.commands.scrapy import scrapy
from tests.crawl.test_own_feeds import closed_port
from tests.crawls import ROOT, Crawler

# As in settings.py, where the fixture has others.
PATIENT = ("DW_RETRY_PAUSE=2", "RETRY_TIMES=4")
SITE = ("--stories", "60", "--languages", "en")
STORIES = 60


@contextmanager
def begun(crawl: Crawler, origin: str, *settings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        crawl.command("max_depth=3", settings=settings),
        cwd=ROOT,
        env=crawl.environment(origin),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    """Reads the log as far as a line with these words; gives what was read."""
    assert process.stderr is not None
    log = ""
    for line in process.stderr:
        log += line
        if words in line:
            return log
    raise AssertionError(f"{words!r} was not logged:\n{log}")


@pytest.mark.parametrize(
    ("origin", "why", "arguments", "settings"),
    [
        ("", "the connection was refused", (), ()),
        # Many start pages, a browser that could be asked, and no robots.txt to fail first.
        ("", "the connection was refused", ("languages=all",), ("ROBOTSTXT_OBEY=0",)),
        ("", "the connection was refused", ("discover=sitemap,sections", "fetch=api"), ()),
        ("http://no-such-host.invalid", "its host name cannot be resolved", (), ()),
    ],
)
def test_no_network_is_told_within_seconds(
    origin: str,
    why: str,
    arguments: tuple[str, ...],
    settings: tuple[str, ...],
    crawl: Crawler,
) -> None:
    began = time.monotonic()
    done = crawl(
        origin or f"http://127.0.0.1:{closed_port()}", *arguments, settings=(*PATIENT, *settings)
    )
    assert time.monotonic() - began < 12, done.log  # 5 s, and the start of a busy machine
    assert done.status == 3 and done.stats["finish_reason"] == "unreachable", done.log
    told = [line for line in done.log.splitlines() if "] ERROR: " in line or "] WARNING: " in line]
    assert len(told) == 2 and "The crawl ended with exit status 3: unreachable" in told[1]
    assert (
        "cannot be reached" in told[0] and why in told[0] and "Is this machine online?" in told[0]
    )
    assert "Traceback" not in done.log


def test_a_site_that_goes_away_in_a_running_crawl_is_waited_for(crawl: Crawler) -> None:
    """Longer than DW_UNREACHABLE_AFTER: something had answered."""
    port = closed_port()
    origin = f"http://127.0.0.1:{port}"
    quick = ("DW_RETRY_PAUSE=1", "RETRY_TIMES=6", "DW_UNREACHABLE_AFTER=0.5")
    slow = ("CONCURRENT_REQUESTS=2", "DOWNLOAD_DELAY=0.05")
    with ExitStack() as stack:
        with running(*SITE, "--port", str(port)):
            process = stack.enter_context(begun(crawl, origin, *quick, *slow))
            deadline = time.monotonic() + 60
            while not list(crawl.folder.glob("dw-*.jsonl.part")):
                assert time.monotonic() < deadline and process.poll() is None, "no story came"
                time.sleep(0.05)
        log = wait_for(process, "the connection was refused")
        time.sleep(2)
        with running(*SITE, "--port", str(port)):
            _, rest = process.communicate(timeout=60)
        done = crawl.result(process.returncode, log + rest)
    assert done.status == 0 and done.stats["finish_reason"] == "finished", done.log
    assert len(set(done.ids)) == STORIES


def test_a_network_that_comes_late_can_be_waited_for(crawl: Crawler) -> None:
    port = closed_port()
    origin = f"http://127.0.0.1:{port}"
    with begun(
        crawl, origin, "DW_RETRY_PAUSE=1", "RETRY_TIMES=6", "DW_UNREACHABLE_AFTER=60"
    ) as process:
        log = wait_for(process, "try 3 in")
        with running(*SITE, "--port", str(port)):
            _, rest = process.communicate(timeout=60)
        done = crawl.result(process.returncode, log + rest)
    assert done.status == 0 and len(set(done.ids)) == STORIES, done.log


def test_a_page_that_is_looked_at_without_a_network_is_told_within_seconds() -> None:
    began = time.monotonic()
    nobody = f"http://127.0.0.1:{closed_port()}"
    done = scrapy("parse", "https://www.dw.com/en/x/a-60000370", DW_MIRROR=nobody)
    assert time.monotonic() - began < 12
    assert "the connection was refused" in done.stderr and "Traceback" not in done.stderr
