"""Where no live view is shown: plain lines, no lists of components, and `--quiet`."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from dwcrawler.minisite.process import RunningSite, running
from tests.crawls import ROOT, Crawler

LISTS = (
    "Enabled extensions",
    "Enabled downloader middlewares",
    "Enabled item pipelines",
    "Enabled addons",
    "Overridden settings",
    "Dumping Scrapy stats",
    "Scrapy 2.",
)
_LINE = re.compile(r"[\d-]+ [\d:]+ \[(\S+)\] (\w+): (.*)")


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", "40", "--languages", "en,de", "--latency", "100") as site:
        yield site


def on_a_terminal(crawl: Crawler, origin: str, *options: str, **environment: str) -> str:
    """What a crawl writes on standard error, if that is a terminal of 80 columns, whole."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
    command = [*crawl.command("languages=en,de"), *options]
    known = {**crawl.environment(origin), "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment}
    with subprocess.Popen(command, cwd=ROOT, env=known, stdout=subprocess.DEVNULL, stderr=theirs):
        os.close(theirs)
        told = b""
        while True:
            try:
                told += os.read(ours, 65_536)
            except OSError:  # Linux says so where nobody holds the other end any more
                break
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


def is_live(told: str) -> bool:
    return "\x1b[?25l" in told


def test_a_log_begins_with_what_is_crawled_and_tells_how_it_goes_on(
    site: RunningSite, crawl: Crawler
) -> None:
    done = crawl(site.origin, "languages=en,de", settings=("LOGSTATS_INTERVAL=0.2",))
    assert done.status == 0 and "\x1b" not in done.log
    lines = [found.groups() for text in done.log.splitlines() if (found := _LINE.match(text))]
    folder = crawl.folder
    assert lines[0][2] == (f"Crawling dw.com at {site.origin}: en, de; feed and store in {folder}")
    assert lines[1][2].startswith(
        "robots.txt is obeyed, at most 16 requests at a time, no pause between requests, as dwcraw"
    )
    assert lines[2][2] == "Spider opened"
    told = [text for name, level, text in lines if name == "dwcrawler.extensions.progress"]
    assert any(re.match(r"\d+ stories \(en \d+(, de \d+)?\), .*\d+ waiting", text) for text in told)
    assert not any(said in done.log for said in LISTS)
    summary = done.log.partition("Summary of the crawl\n")[2]
    assert (
        summary.splitlines()[-1]
        == "  ended               finished: the crawl fetched everything that it found"
    )


def test_the_lists_are_there_for_those_who_ask(site: RunningSite, crawl: Crawler) -> None:
    done = crawl(site.origin, "max_stories=1", options=("-L", "DEBUG"))
    for said in LISTS:
        assert re.search(rf"DEBUG: {re.escape(said)}", done.log), said


def test_another_spider_keeps_its_lists(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(
        "import scrapy\nclass Own(scrapy.Spider):\n    name = 'own'\n"
        "    async def start(self):\n        return\n        yield\n"
    )
    command = [
        "scrapy", "crawl", "own", "-s", f"DW_OUTPUT_DIR={tmp_path}",
        "-s", "SPIDER_MODULES=dwcrawler.spiders,own",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    for said in LISTS:
        assert re.search(rf"INFO: {re.escape(said)}", done.stderr), (said, done.stderr)


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ((), {"TERM": "dumb"}),
        (("-L", "INFO"), {}),
        (("-s", "LOG_LEVEL=INFO"), {}),
        (("-s", "DW_PROGRESS=lines"), {}),
        ((), {"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_no_live_view_where_a_log_is_wanted(
    options: tuple[str, ...], environment: dict[str, str], site: RunningSite, crawl: Crawler
) -> None:
    told = on_a_terminal(crawl, site.origin, *options, **environment)
    assert not is_live(told) and "\x1b" not in told
    assert "INFO: Spider opened" in told and "INFO: Summary of the crawl" in told


def test_a_log_in_a_file_and_a_live_view_beside_it(
    site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    """`auto` shows none then; asked for, it is there, and the log is whole in its file."""
    log = tmp_path / "crawl.log"
    assert on_a_terminal(crawl, site.origin, "--logfile", str(log)) == ""
    log.unlink()
    told = on_a_terminal(
        crawl, site.origin, "--logfile", str(log), "-s", "DW_PROGRESS=live", "-a", "revisit=always"
    )
    assert is_live(told) and "Summary of the crawl" in told
    assert "Summary of the crawl" in log.read_text() and "\x1b" not in log.read_text()


def test_a_live_view_is_asked_for_where_there_is_no_terminal(
    site: RunningSite, crawl: Crawler
) -> None:
    done = crawl(site.origin, "max_stories=1", settings=("DW_PROGRESS=live",))
    assert done.status == 0 and "\x1b" not in done.log
    assert "WARNING: DW_PROGRESS=live: standard error is no terminal that can show it" in done.log
    assert "Summary of the crawl" in done.log


def test_off_and_a_wrong_value(site: RunningSite, crawl: Crawler) -> None:
    for settings in (("DW_PROGRESS=off", "LOGSTATS_INTERVAL=0.2"), ("LOGSTATS_INTERVAL=0",)):
        done = crawl(site.origin, "max_stories=5", settings=settings)
        assert done.status == 0 and "waiting" not in done.log
        assert "Summary of the crawl" in done.log and "Traceback" not in done.log
        assert "items_per_minute" in done.stats
    refused = crawl(site.origin, settings=("DW_PROGRESS=loud",))
    assert refused.status == 2 and "DW_PROGRESS: 'loud'" in refused.log
    assert "auto, live, lines or off" in refused.log


def test_quiet_is_the_summary_alone(site: RunningSite, crawl: Crawler) -> None:
    done = crawl(site.origin, "max_stories=5", options=("--quiet",))
    lines = done.log.splitlines()
    assert done.status == 0 and lines[0] == "Summary of the crawl"
    assert all(line.startswith("  ") for line in lines[1:]) and "  feed      " in done.log
    dropped = crawl(site.origin, options=("-L", "WARNING"))
    assert dropped.log == "" and dropped.status == 0


def test_quiet_keeps_warnings_and_errors_and_works_on_a_terminal(crawl: Crawler) -> None:
    with running("--stories", "12", "--languages", "en", "--fault", "forbidden=0.5") as site:
        told = on_a_terminal(crawl, site.origin, "--quiet")
    assert not is_live(told) and "Summary of the crawl" in told
    assert "WARNING: https://www.dw.com/en/" in told and "INFO" not in told
