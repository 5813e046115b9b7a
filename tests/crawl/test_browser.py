"""The browser that renders: missing, unable to start, hanging, dying; and none outlives its crawl."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dwcrawler.minisite.faults import Faults
from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawl, Crawler

pytestmark = pytest.mark.long

STORIES = 12
WORLD = World(stories=STORIES, languages=("en",), layout="shell")
IDS = [WORLD.id_of(n) for n in range(STORIES)]
# Where the site's JSON is forbidden: else that would tell what an empty page does not.
NO_JSON = ("--robots", "no-api")
SITE = ("--stories", str(STORIES), "--languages", "en", "--layout", "shell", *NO_JSON)


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


def renderers(pid: int) -> list[int]:
    """The processes in which its pages run."""
    return [child for child, command in descendants(pid) if "--type=renderer" in command]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def started(
    crawl: Crawler, origin: str, of: Callable[[int], list[int]] = browsers
) -> tuple[subprocess.Popen[str], list[int]]:
    """A crawl, once its browser runs, and the processes that `of` names."""
    process = subprocess.Popen(
        crawl.command("max_depth=3", settings=("DW_RENDER_TIMEOUT=5",)),
        cwd=ROOT,
        env=crawl.environment(origin),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that a signal to all of its group meets no other
    )
    deadline = time.monotonic() + 60
    while not (found := of(process.pid)):
        assert process.poll() is None and time.monotonic() < deadline, "no browser was started"
        time.sleep(0.02)
    return process, found


def ended(crawl: Crawler, process: subprocess.Popen[str]) -> Crawl:
    _, log = process.communicate(timeout=120)
    return crawl.result(process.returncode, log)


def test_without_a_browser_the_crawl_goes_on(
    crawl: Crawler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is none, or one that does not start: told once, and no failure of the site."""
    unable = tmp_path / "chromium"
    unable.write_text("#!/bin/sh\necho 'No usable sandbox!' >&2\nexit 1\n")
    unable.chmod(0o755)
    options = ("--stories", "60", "--languages", "en", "--fault", "shell=0.6")
    for number, browser in enumerate(("/nonexistent/chromium", "/bin/false", str(unable))):
        monkeypatch.setenv("DW_CHROMIUM", browser)
        folder = tmp_path / str(number)
        folder.mkdir()
        with running(*options) as site:
            done = Crawler(folder)(
                site.origin,
                "max_depth=3",
                settings=("DW_BREAKER_WINDOW=10", "DW_BREAKER_SHARE=0.1"),
            )
        assert done.status == 7, done.log  # it goes on to its end, without those stories
        assert "Traceback" not in done.log
        told = [line for line in done.log.splitlines() if "Install one" in line]
        assert len(told) == 1 and "apt install chromium" in told[0]
        assert 0 < len(done.rows) < 60
        assert done.stats["dw/failures/no_browser"] > 10
        assert "retry/count" not in done.stats


def test_pages_that_hang_cost_only_themselves(crawl: Crawler) -> None:
    """Their script never ends. There are more of them than may be open at a time."""
    truths = Truths(WORLD)
    faults = Faults({"hang": 0.25})
    hanging = [at for at in IDS if faults.of(at, 0)]
    assert 2 < len(hanging) < STORIES / 2
    with running(*SITE, "--fault", "hang=0.25") as site:
        urls = " ".join(truths.of(n).story.url for n in range(STORIES))
        done = crawl(site.origin, f"urls={urls}", settings=("DW_RENDER_TIMEOUT=2",), timeout=240)
    assert done.status == 7, done.log  # they were named
    assert sorted(done.ids) == sorted(set(IDS) - set(hanging))
    assert done.stats["dw/failures/timeout"] == len(hanging)
    assert "Traceback" not in done.log


@pytest.mark.parametrize("stopped", [signal.SIGKILL, signal.SIGSTOP])
def test_another_takes_the_place_of_a_browser_that_died_or_stands_still(
    crawl: Crawler, stopped: signal.Signals
) -> None:
    with running(*SITE) as site:
        process, (browser, *_) = started(crawl, site.origin)
        time.sleep(1)
        os.kill(browser, stopped)
        done = ended(crawl, process)
    assert done.status == 0, done.log
    assert sorted(done.ids) == IDS, done.log
    assert done.stats["playwright/browser_count"] >= 2
    assert is_gone([browser])


def killed(pid: int) -> bool:
    """False where it has ended meanwhile, as renderers do after their page."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def test_a_page_that_crashes_is_tried_again(crawl: Crawler) -> None:
    """The process that renders it is killed, while the browser lives on."""
    with running(*SITE, "--latency", "300") as site:
        process, _ = started(crawl, site.origin, of=renderers)
        time.sleep(1)
        while not any([killed(renderer) for renderer in renderers(process.pid)]):  # noqa: C419 (all)
            assert process.poll() is None
        done = ended(crawl, process)
    assert done.status == 0, done.log
    assert sorted(done.ids) == IDS, done.log
    assert done.stats["retry/count"] >= 1
    # A browser that broke off before it had opened the page is not trusted further.
    assert done.stats["playwright/browser_count"] <= 2


def is_gone(pids: list[int]) -> bool:
    """Waits for it: a driver that finds its crawl dead takes a moment."""
    deadline = time.monotonic() + 60
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not any(map(is_alive, pids))


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGINT], [signal.SIGINT, signal.SIGINT], [signal.SIGKILL]],
    ids=["once", "twice", "killed"],
)
@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["crawl", "group"])
def test_no_browser_outlives_the_crawl(
    signals: list[signal.Signals], send: Callable[[int, int], None], crawl: Crawler
) -> None:
    """Ctrl-C in a terminal meets the crawl and all that it started."""
    with running(*SITE) as site:
        process, _ = started(crawl, site.origin, of=renderers)
        below = [pid for pid, _ in descendants(process.pid)]
        for number in signals:
            send(process.pid, number)
            time.sleep(0.3)
        _, log = process.communicate(timeout=60)
    assert is_gone(below)
    assert "Traceback" not in log
