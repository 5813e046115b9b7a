"""`scrapy report` as a user gives it: where the report goes, and what goes wrong."""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from dwcrawler.commands.report import Command
from tests.commands.scrapy import scrapy
from tests.crawls import ROOT
from tests.report.made import many, story, write_feed


def _lines(text: str) -> list[str]:
    return text.splitlines()


def test_the_report_goes_to_the_output_folder_and_nowhere_else(tmp_path: Path) -> None:
    """Without FEED it is of that folder's feeds; invalid lines are told here and in the page."""
    output = tmp_path / "output"
    output.mkdir()
    feed = write_feed(output, many(20))
    with feed.open("ab") as file:
        file.write(b'{"no": "story"}\n')
    elsewhere = tmp_path / "precious.txt"
    elsewhere.write_text("precious")
    (output / "report.html").symlink_to(elsewhere)
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    done = scrapy(
        *("report", "--open", "--title", "Ours & <theirs>", "-s", f"DW_OUTPUT_DIR={output}"),
        BROWSER=f"{browser} %s",
    )
    assert done.returncode == 0, done.stderr
    report = output / "report.html"
    size = f"{report.stat().st_size / 1e6:.1f} MB"
    assert _lines(done.stdout) == [f"{report} ({size})"]
    problem = f"{feed}: skipped 1 invalid line"
    assert _lines(done.stderr) == [f"dwcrawler report: {problem}"]
    assert not report.is_symlink() and elsewhere.read_text() == "precious"
    assert report.stat().st_mode & 0o777 == 0o644
    assert {path.name for path in output.iterdir()} == {feed.name, "report.html"}
    page = report.read_text(encoding="utf-8")
    assert problem in page and '<h1 dir="auto">Ours &amp; &lt;theirs&gt;</h1>' in page
    assert len(page) < 3_000_000
    assert opened.read_text().strip() == report.as_uri()


REFUSED = {
    "no such feed": (("none.jsonl",), 1, "none.jsonl: no such file or folder"),
    "no feeds": (("empty",), 1, "empty: no feeds here (files named dw-*.jsonl)"),
    "a folder": (("feeds", "-o", "feeds"), 1, "feeds: it is a folder"),
    "a device": (("feeds", "-o", "/dev/null"), 1, "/dev/null: it is not a regular file"),
    "below a file": (("feeds", "-o", "feeds/dw-1.jsonl/x"), 1, "dw-1.jsonl/x cannot be written: "),
    "no story": (("nothing.jsonl", "-o", "r.html"), 1, "the feeds hold no story"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_told_in_a_line(
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("empty", "feeds"):
        (tmp_path / folder).mkdir()
    write_feed(tmp_path / "feeds", [story(1)], "dw-1.jsonl")
    (tmp_path / "nothing.jsonl").write_bytes(b"")
    arguments, status, told = REFUSED[what]
    command = Command()
    command.settings = get_project_settings()
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    options, feeds = parser.parse_known_args(arguments)
    command.run(feeds, options)
    assert command.exitcode == status
    lines = capsys.readouterr().err.splitlines()
    assert told in lines[-1] and len(lines) == (2 if what == "no story" else 1)
    assert (tmp_path / "r.html").exists() == (what == "no story")
    assert sorted(path.name for path in (tmp_path / "feeds").iterdir()) == ["dw-1.jsonl"]


def test_an_option_that_is_none_is_refused(tmp_path: Path) -> None:
    done = scrapy("report", write_feed(tmp_path, [story(1)]), "--titel")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert _lines(done.stderr) == ["dwcrawler report: --titel: there is no such option"]


@pytest.mark.parametrize("library", ["altair", pytest.param("vl_convert", marks=pytest.mark.long)])
def test_without_its_libraries_a_line_says_what_to_install(library: str, tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [story(1)])
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules['{library}'] = None\n")
    done = scrapy("report", feed, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2 and done.stdout == ""
    assert _lines(done.stderr) == [
        f"dwcrawler report: needs {library}, which is not installed: "
        "pip install 'dwcrawler[report]'"
    ]


def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path) -> None:
    """While it reads a feed that takes long, as its progress on a terminal shows."""
    feed = write_feed(tmp_path, [story(1)])
    feed.write_bytes(feed.read_bytes() * 100_000)
    target = tmp_path / "report.html"
    command = [sys.executable, "-m", "scrapy", "report", str(feed), "-o", str(target)]
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=follower)
    os.close(follower)
    told, is_asked = b"", False
    for block in _blocks(leader):
        told += block
        if b"Reading" in told and not is_asked:
            process.send_signal(signal.SIGINT)
            is_asked = True
    assert process.wait(timeout=60) == 130 and not target.exists()
    assert b"Traceback" not in told
    assert b"dwcrawler report: interrupted, no report was written" in told


def _blocks(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal, until nobody has it open any more."""
    with suppress(OSError):  # Linux says so when the other end is closed
        while select.select([terminal], [], [], 60)[0] and (block := os.read(terminal, 1 << 16)):
            yield block
    os.close(terminal)


@pytest.mark.long
def test_a_terminal_sees_progress_and_a_pipe_does_not(tmp_path: Path) -> None:
    feed = write_feed(tmp_path, many(3000))
    command = [sys.executable, "-m", "scrapy", "report", str(feed), "-o", str(tmp_path / "r.html")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=follower, stdout=subprocess.DEVNULL
    )
    os.close(follower)
    seen = b"".join(_blocks(leader))
    assert process.wait(timeout=60) == 0
    assert b"Reading" in seen and seen.endswith(b"\x1b[2K"), seen[-80:]


@pytest.mark.long
def test_a_hundred_thousand_stories_do_not_need_gigabytes(tmp_path: Path) -> None:
    """Measured with 110,000 lines: 385 MB, of which the libraries take 220."""
    feed = write_feed(tmp_path, many(20_000, ("en", "de", "ar")))
    code = (
        "import resource, sys\n"
        "from dwcrawler.store.stories import Feeds\n"
        "from dwcrawler.report.counting import count\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "counted = count(Feeds([sys.argv[1]]).stories(), lambda lines: None)\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(grown * 1024 // len(counted))\n"
    )
    command = [sys.executable, "-c", code, str(feed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 4000 < feed.stat().st_size / 20_000, "bytes a story"
