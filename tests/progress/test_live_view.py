"""The live view in a real terminal: what its screen shows, and that it is left as it was."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dwcrawler.minisite.process import RunningSite, running
from tests.crawls import Crawler
from tests.front import in_front_of
from tests.progress.terminals import Terminal, in_terminal, terminal

TEN = "en,de,ar,zh,hi,am,es,ru,fa-ir,pt-br"
# So slow that a crawl lasts as long as a test looks at it.
SITE = ("--stories", "120", "--latency", "150")
FEW = ("CONCURRENT_REQUESTS=2",)


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running(*SITE) as site:
        yield site


def started(
    window: Terminal, crawl: Crawler, *arguments: str, settings: tuple[str, ...] = FEW
) -> None:
    window.run(crawl.command(*arguments, settings=settings))


def frame(screen: str) -> list[str]:
    """The lines of the live view; there is one, and nothing stands below it."""
    lines = screen.splitlines()
    titles = [n for n, line in enumerate(lines) if line.startswith("dwcrawler  ")]
    assert len(titles) == 1, screen
    return lines[titles[0] :]


def row(screen: str, label: str) -> str:
    (found,) = [line for line in frame(screen) if line.startswith(label)]
    return found


def _until_it_fits(window: Terminal, columns: int) -> None:
    """A busy machine draws late; and then there is one view, and nothing of those before it."""
    deadline = time.monotonic() + 15
    while True:
        time.sleep(1)
        screen = window.screen()
        rules = [line for line in screen.splitlines() if line.startswith("──")]
        if rules == ["─" * columns] and len(frame(screen)[0]) <= columns:
            return
        assert time.monotonic() < deadline, screen


def is_sane(window: Terminal) -> bool:
    return window.cursor_is_shown() and window.wraps()


def test_a_crawl_from_its_beginning_to_its_end(site: RunningSite, crawl: Crawler) -> None:
    with terminal(80, 30, in_terminal(crawl.environment(site.origin))) as window:
        started(window, crawl, "languages=en,de", "max_stories=30")
        screen = window.until(r"^stories +[1-9]\d* of 30 .*about \d+ s left")
        assert re.fullmatch(r"dwcrawler  en, de; max_stories=30 .* +0:00:\d\d", frame(screen)[0])
        assert re.search(r"^languages +en \d+", screen, re.MULTILINE)
        assert re.search(r"^types +\w+ \d+", screen, re.MULTILINE)
        assert re.fullmatch(
            r"pages +\d+  [\d.]+ a second  \d+ waiting  \d+ under way", row(screen, "pages")
        )
        assert re.fullmatch(r"duplicates  \d+ avoided", row(screen, "duplicates"))
        assert "none" in row(screen, "failures") and "answers in 0." in row(screen, "site")
        assert re.search(r"^\d\d:\d\d:\d\d  en      \w+ +\w+", screen, re.MULTILINE)
        assert window.status() == 0
        end = window.history()
        assert is_sane(window)
    assert f"Crawling dw.com at {site.origin}: en, de; max_stories=30;" in end
    assert "robots.txt is obeyed, at most 2 requests at a time" in end
    assert "Enabled" not in end and "INFO" not in end and "dwcrawler  en" not in end
    summary = end.partition("Summary of the crawl")[2]
    assert re.search(r"^stories +30 *$", summary, re.MULTILINE)
    (feed,) = crawl.folder.glob("dw-*.jsonl")
    assert re.search(rf"^feed +{feed}$", summary, re.MULTILINE)
    assert "max_stories: the crawl found as many stories as asked for" in summary
    assert re.search(r"^next +DW_MIRROR=\S+ .*scrapy crawl dw .*-a max_stories=30$", summary, re.M)


def test_ctrl_c_says_what_it_does_and_how_to_go_on(crawl: Crawler) -> None:
    """A page that hangs keeps the crawl from ending: it is given up after the grace."""
    asked = threading.Event()
    over = threading.Event()

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if "/a-" in path or "/av-" in path or "/g-" in path:
            asked.set()
            over.wait(timeout=30)
        return None

    with running("--stories", "30") as site, in_front_of(site.origin, answers) as front:
        with terminal(80, 30, in_terminal(crawl.environment(front.origin))) as window:
            started(window, crawl, "languages=en", settings=(*FEW, "DOWNLOAD_TIMEOUT=60"))
            assert asked.wait(timeout=30)
            window.keys("C-c")
            window.until(r"^stopping +Ctrl-C again stops at once", 5)
            screen = window.until("Stopping: waiting", 5)  # the view may be drawn before it
            said = " ".join(screen.split())
            assert re.search(
                r"Stopping: waiting up to 3 s for [1-4] requests? under way, the feed is being "
                r"closed\. Ctrl-C again stops at once",
                said.replace("be ing", "being"),
            ), screen
            assert window.status(15) == 130
            end = window.history()
            assert is_sane(window)
        over.set()
    assert "ended" in end and "shutdown: the crawl was stopped by Ctrl-C or SIGTERM" in end
    assert re.search(r"^next +DW_MIRROR=\S+ .* crawl dw .*-a languages=en$", end, re.MULTILINE)
    assert "Traceback" not in end


@pytest.mark.long
def test_ctrl_c_twice_stops_at_once(crawl: Crawler) -> None:
    over = threading.Event()

    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if path.count("/a-"):
            over.wait(timeout=30)
        return None

    with running("--stories", "60") as site, in_front_of(site.origin, answers) as front:
        with terminal(80, 30, in_terminal(crawl.environment(front.origin))) as window:
            slow = (*FEW, "DOWNLOAD_TIMEOUT=60", "DW_SHUTDOWN_GRACE=60")
            started(window, crawl, "languages=en", settings=slow)
            screen = window.until(r"^hanging +no answer for \d+ s \(at most 1 min\)  dw\.com/en/")
            window.keys("C-c")
            window.until(r"^stopping ", 5)
            begun = time.monotonic()
            window.keys("C-c")
            assert window.status(15) == 130 and time.monotonic() - begun < 5
            end = window.history()
            assert is_sane(window)
        over.set()
    assert "Stopped at once: what was written by then" in end or ".jsonl.part" in end, end
    assert "The next crawl goes on from there: DW_MIRROR=" in end
    assert "Traceback" not in end and "under way" in screen


@pytest.mark.long
@pytest.mark.parametrize("columns", [80, 120])
def test_ten_editions(columns: int, site: RunningSite, crawl: Crawler) -> None:
    with terminal(columns, 40, in_terminal(crawl.environment(site.origin))) as window:
        started(window, crawl, f"languages={TEN}", "max_depth=3")
        window.until(r"^languages +.*\bpt-br \d+|^ {12}.*\bpt-br \d+")
        screen = window.screen()
        lines = frame(screen)
        languages = " ".join(
            lines[lines.index(row(screen, "languages")) : lines.index(row(screen, "types"))]
        )
        assert {*re.findall(r"([a-z-]+) \d", languages)} == {*TEN.split(",")}
        headlines = lines[next(n for n, line in enumerate(lines) if line.startswith("───")) + 1 :]
        columns_of = re.compile(
            r"\d\d:\d\d:\d\d  [a-z-]{2,7} +(article|video|audio|gallery|liveblog)"
        )
        assert len(headlines) == 8
        for line in headlines:
            assert columns_of.match(line) and line[10:17].strip() in TEN.split(",")
            assert line[18:26].strip() in ("article", "video", "audio", "gallery", "liveblog")
        window.keys("C-c")
        assert window.status() == 130


@pytest.mark.long
def test_while_the_site_asks_to_wait(crawl: Crawler) -> None:
    def answers(path: str, before: int) -> tuple[int, dict[str, str], bytes] | None:
        if re.search(r"/a-\d+", path):
            return 429, {"Retry-After": "30"}, b""
        return None

    with (
        running("--stories", "30") as site,
        in_front_of(site.origin, answers) as front,
        terminal(80, 24, in_terminal(crawl.environment(front.origin))) as window,
    ):
        started(window, crawl, "languages=en")
        screen = window.until(r"^site +asks us to wait until \d\d:\d\d:\d\d \(Retry-After\)")
        until = re.search(r"until (\d\d):(\d\d):(\d\d)", row(screen, "site"))
        assert until is not None
        now = time.localtime()
        seconds = sum(
            (int(told) - passed) * unit
            for told, passed, unit in zip(
                until.groups(),
                (now.tm_hour, now.tm_min, now.tm_sec),
                (3600, 60, 1),
                strict=True,
            )
        )
        assert 20 <= seconds % 86_400 <= 31
        window.until(r"^failures +none  [1-4] retr")
        window.keys("C-c")
        assert window.status(20) == 130


def test_a_page_that_hangs_and_a_narrow_low_window(crawl: Crawler) -> None:
    with (
        running("--stories", "12", "--fault", "slow=1") as site,
        terminal(40, 10, in_terminal(crawl.environment(site.origin))) as window,
    ):
        started(window, crawl, "languages=ar")
        screen = window.until(r"^hanging +for ([5-9]|\d\d) s  dw", 40)
        lines = frame(screen)
        assert len(lines) <= 9 and all(len(line) <= 40 for line in lines)
        assert re.search(r" s  dw\.com/…/\w+-6\d{7}$", row(screen, "hanging"))
        window.resize(110, 20)
        screen = window.until(r"^hanging +no answer for \d+ s \(at most 1 min\)  .?dw")
        assert "%D8" not in screen and re.search(r"[\u0600-\u06ff]", row(screen, "hanging"))
        window.keys("C-c")
        assert window.status(20) == 130


@pytest.mark.long
def test_warnings_stand_above_it_whole(crawl: Crawler) -> None:
    with (
        running(*SITE, "--fault", "forbidden=0.3") as site,
        terminal(80, 40, in_terminal(crawl.environment(site.origin))) as window,
    ):
        started(window, crawl, "languages=am", "max_depth=3")
        window.until(r"WARNING: https://www\.dw\.com/am/")
        window.until(r"^failures +\d+ \(http_403 \d+\)")
        frame(window.screen())
        window.status(60)
        end = window.history()
    (feed,) = crawl.folder.glob("dw-*.jsonl")
    told = re.findall(
        r"^\d\d:\d\d:\d\d WARNING: (https://www\.dw\.com/am/[^%\s]+): HTTP status 403", end, re.M
    )
    assert len(told) >= 3 and feed.stat().st_size > 0
    assert "INFO" not in end


@pytest.mark.long
def test_another_program_and_another_size(site: RunningSite, crawl: Crawler) -> None:
    """Ctrl-Z, what the shell says meanwhile, fg; and windows that are made smaller and larger."""
    with terminal(80, 40, in_terminal(crawl.environment(site.origin))) as window:
        started(window, crawl, f"languages={TEN}", "max_depth=3")
        window.until(r"^stories +[1-9]")
        window.keys("C-z")
        window.until(r"Stopped")
        assert is_sane(window) and "under way" not in window.screen()
        window.keys("echo in between", "Enter")
        window.until(r"^in between$")
        window.keys("fg", "Enter")
        window.until(r"^pages .* under way")
        time.sleep(1.2)
        screen = window.screen()
        assert "in between" in screen.partition("dwcrawler  en")[0] and frame(screen)
        for columns in (60, 110, 45):
            window.resize(columns, 40)
            _until_it_fits(window, columns)
        window.keys("C-c")
        assert window.status() == 130 and is_sane(window)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP])
def test_other_ends(
    number: signal.Signals, site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    with terminal(80, 30, in_terminal(crawl.environment(site.origin))) as window:
        window.run([*crawl.command("max_depth=3"), "--pidfile", str(pid)])
        window.until(r"^pages .* under way")
        os.kill(int(pid.read_text()), number)
        assert window.status() == 128 + number
        assert is_sane(window)


@pytest.mark.long
def test_an_exception_in_the_midst(site: RunningSite, crawl: Crawler) -> None:
    """Its traceback stands above the view, and the crawl goes on."""
    pipelines = 'ITEM_PIPELINES_BASE={"tests.crawl.answering.NoSuchPipeline": 1}'
    with terminal(80, 40, in_terminal(crawl.environment(site.origin))) as window:
        started(window, crawl, settings=(*FEW, pipelines))
        assert window.status() == 1
        assert is_sane(window) and "NoSuchPipeline" in window.history()
