"""Pages that only a browser can make: a real Chromium, and a site that sends empty shells."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawl.test_every_field import NOT_TOLD, OF_THE_CRAWL
from tests.crawls import ROOT, Crawler

STORIES = 24
WORLD = World(stories=STORIES, languages=("en",), layout="shell")
TRUTHS = Truths(WORLD)
SITE = ("--stories", str(STORIES), "--languages", "en", "--layout", "shell")


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """The processes below one, each with its command line, from the nearest down."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    waiting = list(children.get(pid, []))
    while waiting:
        child = waiting.pop(0)
        waiting += children.get(child, [])
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        yield child, command


def browsers(pid: int) -> list[int]:
    """The browser itself, not its helpers, of a crawl."""
    return [
        child
        for child, command in descendants(pid)
        if "--headless" in command and "--type=" not in command and "chrom" in command
    ]


def test_a_shell_is_rendered_and_tells_every_field(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=3")
        requests = site.requests()["requests"]
    assert done.status == 0, done.log
    assert sorted(done.ids) == [WORLD.id_of(n) for n in range(STORIES)]
    for row in done.rows:
        n = WORLD.n_of(row["id"])
        assert n is not None
        truth = msgspec.to_builtins(TRUTHS.of(n).story)
        not_told = NOT_TOLD["dom"].keys() | NOT_TOLD.get(f"dom {row['type']}", {}).keys()
        compared = truth.keys() - OF_THE_CRAWL - not_told
        assert {k: row[k] for k in compared} == {k: truth[k] for k in compared}
        # All of Explore more: "show more" was clicked.
        assert [t["id"] for t in row["related"]] == [t["id"] for t in truth["related"]]
        assert row["provenance"]["rendered"] is True
        assert row["provenance"]["layout"] == "dom"
    assert any(len(row["related"]) > 3 for row in done.rows)
    assert done.stats["dw/render/pages"] == STORIES
    assert done.stats["dw/render/blocked"] >= 2 * STORIES
    assert requests.get("file", 0) == 0
    assert done.stats["playwright/page_count/closed"] == done.stats["playwright/page_count"]


def test_never_renders_nothing_and_says_what_is_missing(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "render=never")
    assert done.status == 0 and done.rows == []
    assert done.stats["dw/stories/missing"] > 0
    assert not any(name.startswith(("playwright", "dw/render")) for name in done.stats)


def test_always_renders_what_needs_it_not(crawl: Crawler) -> None:
    with running("--stories", "6", "--languages", "en", "--layout", "app_state") as site:
        done = crawl(site.origin, "render=always", "max_depth=0", "discover=sections")
    assert done.rows and all(row["provenance"]["rendered"] for row in done.rows)
    assert {row["provenance"]["layout"] for row in done.rows} == {"app_state"}


def test_no_page_that_needs_it_no_cost(crawl: Crawler) -> None:
    """Neither Playwright nor what binds it to Scrapy is imported, let alone a browser started."""
    program = (
        "import sys\nfrom scrapy.cmdline import execute\n"
        "try:\n    execute()\nfinally:\n"
        "    print([name for name in sys.modules if 'playwright' in name])\n"
    )
    with running("--stories", "20", "--languages", "en") as site:
        command = crawl.command("max_depth=1")
        command = [sys.executable, "-c", program, *command[command.index("crawl") :]]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=crawl.environment(site.origin),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.strip() == "[]", done.stderr


def test_without_a_browser_the_crawl_goes_on(crawl: Crawler) -> None:
    options = ("--stories", "60", "--languages", "en", "--fault", "shell=0.3")
    with running(*options) as site:
        os.environ["DW_CHROMIUM"] = "/nonexistent/chromium"
        try:
            done = crawl(site.origin, "max_depth=3")
        finally:
            del os.environ["DW_CHROMIUM"]
    assert done.status == 0
    assert "Traceback" not in done.log
    told = [line for line in done.log.splitlines() if "Install one" in line]
    assert len(told) == 1 and "apt install chromium" in told[0]
    assert 0 < len(done.rows) < 60
    assert done.stats["dw/failures/no_browser"] > 1


def started(crawl: Crawler, origin: str) -> tuple[subprocess.Popen[str], int]:
    """A crawl, once its browser runs."""
    process = subprocess.Popen(
        crawl.command("max_depth=3", settings=("DW_RENDER_TIMEOUT=5",)),
        cwd=ROOT,
        env=crawl.environment(origin),
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (found := browsers(process.pid)):
        assert process.poll() is None and time.monotonic() < deadline, "no browser was started"
        time.sleep(0.02)
    return process, found[0]


def test_a_browser_that_dies_is_started_again(crawl: Crawler) -> None:
    with running(*SITE) as site:
        process, browser = started(crawl, site.origin)
        time.sleep(1)
        os.kill(browser, signal.SIGKILL)
        _, log = process.communicate(timeout=120)
    done = crawl.result(process.returncode, log)
    assert done.status == 0, log
    assert sorted(done.ids) == [WORLD.id_of(n) for n in range(STORIES)], log
    assert done.stats["playwright/browser_count"] >= 2


def test_no_browser_outlives_the_crawl(crawl: Crawler) -> None:
    with running(*SITE) as site:
        process, browser = started(crawl, site.origin)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{browser}/cmdline").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{browser}/cmdline").exists()
