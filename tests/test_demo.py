"""`make demo` and the Makefile around it: what a person sees who has just unpacked the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.crawls import ROOT

STORIES = 40


class Shown(NamedTuple):
    text: str
    rows: list[dict[str, Any]]


@pytest.fixture(scope="module")
def demo() -> Shown:
    """What the demo prints, and its feed: that is in output/ as any crawl's, so it is removed."""
    command = [sys.executable, "-m", "dwcrawler.demo", "--stories", str(STORIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    feed = ROOT / _told(r"Feed +(\S+)", done.stdout)
    rows = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    shutil.rmtree(feed.parent)
    return Shown(done.stdout, rows)


def test_the_demo_tells_what_it_found(demo: Shown) -> None:
    assert len(demo.rows) == int(_told(r"^all +(\d+)", demo.text)) == STORIES
    for language, count in Counter(row["language"] for row in demo.rows).items():
        shown, sections = re.findall(rf"^{language} +(\d+)  (.+)$", demo.text, re.MULTILINE)[0]
        assert int(shown) == count
        of_language = [row for row in demo.rows if row["language"] == language]
        found = Counter(row["section"][-1] for row in of_language if row["section"])
        for section in sections.partition(", and ")[0].split(", "):
            name, _, number = section.rpartition(" ")
            assert found[name] == int(number)


def test_the_demo_tells_what_it_cost_and_what_to_try(demo: Shown) -> None:
    requests, stories = re.findall(r"(\d+) requests, (\d+) stories", demo.text)[0]
    told = float(_told(r"Requests per story +([\d.]+)", demo.text))
    assert int(stories) == STORIES and told == round(int(requests) / STORIES, 2) >= 1
    assert float(_told(r"Time +([\d.]+) s", demo.text)) > 0
    assert int(_told(r"Duplicates avoided +(\d+)", demo.text)) > 0
    assert "scrapy crawl dw" in demo.text.partition("Try next:")[2]


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
    command = [sys.executable, "-m", "dwcrawler.demo", "--stories", str(STORIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(_told(r"^all +(\d+)", done.stdout)) == STORIES
    shutil.rmtree((ROOT / _told(r"Feed +(\S+)", done.stdout)).parent)
