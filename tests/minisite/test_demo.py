"""`make demo` and the Makefile around it: what a person sees who has just unpacked the project."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.crawls import ROOT

STORIES = 40


class Shown(NamedTuple):
    text: str
    rows: list[dict[str, Any]]
    folder: Path
    printed: dict[str, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def demo() -> Iterator[Shown]:
    """What the demo prints, its feed, and what each of the commands that it names prints.

    The feed is in output/ as any crawl's, so it is removed.
    """
    command = [sys.executable, "-m", "dwcrawler.minisite.demo", "--stories", str(STORIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    feed = ROOT / _told(r"feed +(\S+)", done.stdout)
    rows = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    printed = {line: _pasted(line) for line in _named(done.stdout)}
    yield Shown(done.stdout, rows, feed.parent, printed)
    shutil.rmtree(feed.parent)


def _named(text: str) -> list[str]:
    following = text.partition("Try next:")[2]
    return [line.strip() for line in following.splitlines() if re.match(r"  \S", line)]


def _pasted(line: str) -> subprocess.CompletedProcess[str]:
    """By the console script where it is installed, as make does it; a test needs no more."""
    program, _, arguments = line.partition(" ")
    command = [sys.executable, "-m", "dwcrawler", *shlex.split(arguments)]
    assert program.endswith("dwcrawler")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_demo_shows_what_the_crawl_found(demo: Shown) -> None:
    assert len(demo.rows) == int(_told(r"^  stories +(\d+)", demo.text)) == STORIES
    counted = Counter(row["language"] for row in demo.rows)
    shown = _told(r"^    by language +(.+)$", demo.text)
    assert {name: int(n) for name, n in (part.split() for part in shown.split(", "))} == counted
    assert int(_told(r"duplicates avoided +(\d+)", demo.text)) > 0
    assert float(_told(r"requests per story +([\d.]+)", demo.text)) >= 1


def test_the_demo_is_short(demo: Shown) -> None:
    assert len(demo.text.splitlines()) <= 40


def test_the_demo_ends_with_commands_that_work(demo: Shown) -> None:
    table, story, why = demo.printed.values()
    for done in demo.printed.values():
        assert done.returncode == 0 and done.stderr == "", done
    assert len(table.stdout.splitlines()) > 1
    assert "Explore more" in story.stdout and "asked for" in why.stdout


def test_the_demo_names_its_report(demo: Shown) -> None:
    report = demo.folder / "report.html"
    assert str(report.relative_to(ROOT)) in demo.text.splitlines()[-2]
    assert "<svg" in (page := report.read_text(encoding="utf-8")) or "vega" in page


def test_the_stories_of_the_demo_are_of_today(demo: Shown) -> None:
    newest = max(row["date_published"] for row in demo.rows if row["date_published"])
    assert datetime.now(UTC) - datetime.fromisoformat(newest) < timedelta(hours=36)


def _told(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    assert match, f"{pattern} is not in:\n{text}"
    return match[1]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (None, "is not there: install Python 3.11 or later"),
        ("#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2\nexit 1\n", "3.9.2 is too old"),
        ("#!/bin/sh\ncase $2 in *version_info*) ;; *) exit 1; esac\n", "cannot make environments"),
    ],
)
def test_make_says_what_is_wrong_with_python(
    script: str | None, message: str, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    python = tmp_path / "python-of-theirs"
    if script is not None:
        python.write_text(script)
        python.chmod(0o755)
    done = subprocess.run(
        ["make", "demo", f"PYTHON={python}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert message in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_second_demo_shows_as_much_as_the_first(demo: Shown) -> None:
    command = [sys.executable, "-m", "dwcrawler.minisite.demo", "--stories", str(STORIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(_told(r"^  stories +(\d+)", done.stdout)) == STORIES
    shutil.rmtree((ROOT / _told(r"feed +(\S+)", done.stdout)).parent)
