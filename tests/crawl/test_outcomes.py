"""A crawl is judged by its stories: what is lost, damaged or asked for in vain is no success."""

from __future__ import annotations

import re
import signal
import subprocess
import time

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawler

WORLD = World(stories=60, languages=("en",))
SITE = ("--stories", "60", "--languages", "en")
STORY = f"https://www.dw.com/en/-/a-{WORLD.id_of(0)}"
NOT_THERE = "https://www.dw.com/en/gone/a-1234567"


def errors_of(log: str) -> list[str]:
    return re.findall(r"\] ERROR: (.*)", log)


@pytest.mark.parametrize("fault", ["empty", "shell", "consent", "forbidden", "missing", "cut"])
def test_a_site_without_readable_stories_ends_the_crawl(fault: str, crawl: Crawler) -> None:
    with running("--stories", "400", "--languages", "en", "--fault", f"{fault}=1") as site:
        done = crawl(site.origin, "render=never", "discover=sections,rss,sitemap")
    assert done.status == 6 and not done.rows
    assert done.stats["finish_reason"] in ("too_many_stories_lost", "too_many_failures")
    assert len(errors_of(done.log)) == 1 and "the crawl ends" in errors_of(done.log)[0]
    assert "stories lost" in done.log and "Traceback" not in done.log


@pytest.mark.parametrize(("share", "status"), [("0.3", 7), ("0.05", 0)])
def test_the_share_that_may_be_lost(share: str, status: int, crawl: Crawler) -> None:
    with running(*SITE, "--fault", f"empty={share}") as site:
        done = crawl(site.origin, "render=never", "max_depth=3")
    lost = done.stats["dw/stories/lost/empty"]
    asked = lost + len(done.rows)
    assert done.status == status and lost
    assert re.search(rf"stories lost +{lost} of {asked} \(empty {lost}\)", done.log)
    assert len(errors_of(done.log)) == (1 if status else 0)
    if status:
        assert (
            f"{lost} of {asked} stories could not be read (empty {lost})" in errors_of(done.log)[0]
        )
        assert "DW_LOST_SHARE (0.1)" in errors_of(done.log)[0]


def test_the_share_is_a_setting(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "empty=0.3") as site:
        done = crawl(site.origin, "render=never", settings=("DW_LOST_SHARE=0.9",))
    assert done.status == 0 and not errors_of(done.log)


def test_fields_that_cannot_be_used_count(crawl: Crawler) -> None:
    with running(*SITE, "--layout", "app_state", "--fault", "bad-state=1") as site:
        done = crawl(site.origin, "render=never", "max_depth=3")
    assert done.status == 7 and len(done.rows) == 60
    assert "60 of 60 stories have fields that could not be used" in errors_of(done.log)[0]
    assert done.stats["dw/stories/damaged"] == 60


def test_a_verdict_stands_beside_another_reason_to_end(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "empty=0.5") as site:
        done = crawl(site.origin, "render=never", "max_stories=20", "max_depth=3")
    assert done.stats["finish_reason"] == "max_stories" and done.status == 7
    assert done.stats["dw/verdict"] == "stories_lost"


def test_a_browser_that_never_helps_is_given_up(crawl: Crawler) -> None:
    with running("--stories", "100", "--languages", "en", "--fault", "consent=1") as site:
        done = crawl(site.origin, settings=("DW_RENDER_TIMEOUT=0.5", "DW_RENDER_GIVE_UP=3"))
    assert done.status in (6, 7)
    assert done.log.count("A browser did not help with 3 pages in a row") == 1
    # Those that were under way when it was given up, and no more.
    assert done.stats["dw/render/pages"] <= 3 + 2
    assert done.stats["dw/stories/lost/no_browser"] > done.stats["dw/render/pages"]


# One rule for whatever is named in urls: nothing read at all is 3, a part of it 7.
@pytest.mark.parametrize(
    ("urls", "status"),
    [
        (NOT_THERE, 3),
        ("https://www.dw.com/en/none/s-999", 3),
        ("https://p.dw.com/p/5BAn", 3),
        (f"{NOT_THERE},{STORY}", 7),
        (f"https://www.dw.com/en/none/s-999,{STORY}", 7),
        (STORY, 0),
    ],
)
def test_what_is_named_and_not_there(urls: str, status: int, crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, f"urls={urls}", "max_depth=0")
    assert done.status == status
    assert len(errors_of(done.log)) == (1 if status else 0)
    if status == 7:
        assert (
            f"Named in urls, and could not be read: {urls.partition(',')[0]}: http_404"
            in (errors_of(done.log)[0])
        )


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_no_success(sent: signal.Signals, crawl: Crawler) -> None:
    with running(*SITE, "--latency", "100") as site:
        status, log = interrupted(crawl, site, sent)
    assert status == 128 + sent
    done = crawl.result(status, log)
    assert done.stats["finish_reason"] == "shutdown" and done.rows
    assert not list(crawl.folder.glob("*.part"))
    assert "Traceback" not in log


def interrupted(crawl: Crawler, site: RunningSite, sent: signal.Signals) -> tuple[int, str]:
    """Sends the signal when the first stories are written."""
    process = subprocess.Popen(
        crawl.command("max_depth=3", settings=("DW_SYNC_LINES=1", "CONCURRENT_REQUESTS=2")),
        cwd=ROOT,
        env=crawl.environment(site.origin),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(crawl.folder.glob("dw-*.part")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(sent)
    _, log = process.communicate(timeout=60)
    return process.returncode, log


def test_no_start_page(crawl: Crawler) -> None:
    """The feed is read, but what the sections have is missing."""
    with running(*SITE, "--languages", "en") as site:
        # An edition that the miniature site does not have: its start page is not there.
        done = crawl(site.origin, "languages=en,sq", "max_depth=0")
        alone = crawl(site.origin, "languages=sq", "discover=sections,rss")
    assert done.status == 0 and done.rows  # one of two is there
    assert alone.status == 3


def test_start_pages_that_all_fail(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "languages=sq", f"urls={STORY}", "sections=Nothing")
    assert done.status == 7 and len(done.rows) == 1
    assert "Listings could not be read, so stories are missing: all start pages" in done.log
