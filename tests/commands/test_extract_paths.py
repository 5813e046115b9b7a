"""`scrapy extract`: each saved page once, however it is named and packed; `-` is standard input."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.commands.scrapy import scrapy
from tests.crawls import ROOT

SITE = Site(World(stories=4, languages=("en",)))


def _ids(printed: str) -> list[int]:
    return [json.loads(line)["id"] for line in printed.splitlines()]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """0 and 1 packed and unpacked, 2 only packed, 3 only unpacked in a folder of its own."""
    for n in range(3):
        page = SITE._story_page(n)
        (tmp_path / f"{n}.html.gz").write_bytes(gzip.compress(page, mtime=n))
        if n < 2:
            (tmp_path / f"{n}.html").write_bytes(page)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/3.htm").write_bytes(SITE._story_page(3))
    return tmp_path


def test_a_page_beside_its_packed_self_is_one_story(saved: Path) -> None:
    done = scrapy("extract", saved)
    assert done.returncode == 0, done.stderr
    assert sorted(_ids(done.stdout)) == [SITE.world.id_of(n) for n in range(4)]


def test_a_page_that_is_named_twice_is_one_story(saved: Path) -> None:
    named = sorted(saved.glob("*.html*"))
    done = scrapy("extract", saved, *named, saved / "deep", *named)
    assert sorted(_ids(done.stdout)) == [SITE.world.id_of(n) for n in range(4)]


def test_two_captures_and_a_damaged_file_are_not_taken_for_one(saved: Path) -> None:
    """Nothing is passed over by its name alone."""
    (saved / "0.html.gz").write_bytes(gzip.compress(SITE._story_page(0) + b"<!-- later -->"))
    (saved / "1.html.gz").write_bytes(b"\x1f\x8b no more of it")
    done = scrapy("extract", saved)
    assert done.returncode == 1 and "1.html.gz" in done.stderr
    expected = [0, 0, 1, 2, 3]
    assert sorted(_ids(done.stdout)) == [SITE.world.id_of(n) for n in expected]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("options", [(), ("--url", SITE.truths.of(2).story.url)])
def test_a_page_comes_from_standard_input(pack: type[bytes], options: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "extract", "-", *options],
        cwd=ROOT,
        input=pack(SITE._story_page(2)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert _ids(done.stdout.decode()) == [SITE.world.id_of(2)]


def test_standard_input_that_is_no_page_is_told() -> None:
    for body in (b"", b"\x1f\x8bbroken", b"<html><p>no story"):
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "extract", "-"],
            cwd=ROOT,
            input=body,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1 and done.stdout == b""
        assert done.stderr.startswith(b"-: ") and b"Traceback" not in done.stderr
