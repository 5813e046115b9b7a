"""`scrapy extract`: saved pages, one JSON line a story, messages apart, a status that tells."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import msgspec
import pytest

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.commands.scrapy import scrapy

SITE = Site(World(stories=8, languages=("en",)))


def extract(*args: str) -> subprocess.CompletedProcess[str]:
    return scrapy("extract", *args)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    for n in range(8):
        (tmp_path / f"{n}.html").write_bytes(SITE._story_page(n))
    page = tmp_path / "7.html"
    (tmp_path / "7.html.gz").write_bytes(gzip.compress(page.read_bytes()))
    page.unlink()
    return tmp_path


def test_a_folder_of_pages(saved: Path) -> None:
    done = extract(str(saved))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [SITE.world.id_of(n) for n in range(8)]
    truth = msgspec.to_builtins(SITE.truths.of(0).story)
    assert rows[0]["text"] == truth["text"] and rows[0]["images"] == truth["images"]
    assert rows[0]["provenance"]["source"] == "file"


def test_a_file_without_a_story_is_told_and_the_others_are_printed(saved: Path) -> None:
    (saved / "3.html").write_bytes(b"<html><body>Nothing</body></html>")
    (saved / "4.html").write_bytes(SITE._story_page(4)[:3000])
    (saved / "7.html.gz").write_bytes(b"no gzip at all")
    done = extract(str(saved), str(saved / "absent.html"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 5
    for name in ("3.html", "4.html", "7.html.gz", "absent.html"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_every_capture_of_a_story_is_a_line(saved: Path) -> None:
    (saved / "again.html").write_bytes((saved / "0.html").read_bytes())
    done = extract(str(saved / "0.html"), str(saved / "again.html"))
    assert done.returncode == 0, done.stderr
    first, again = (json.loads(line)["id"] for line in done.stdout.splitlines())
    assert first == again


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    done = extract(str(tmp_path))
    assert done.returncode == 1 and f"{tmp_path}: no file in it ends with .html" in done.stderr


def test_the_url_can_be_given(saved: Path) -> None:
    url = SITE.truths.of(2).story.url
    page = (saved / "2.html").read_bytes().replace(b'rel="canonical"', b'rel="x"')
    page = page.replace(b"og:url", b"og:x").replace(b"mainEntityOfPage", b"x")
    (saved / "2.html").write_bytes(page)
    assert extract(str(saved / "2.html")).returncode == 1
    done = extract(str(saved / "2.html"), "--url", url)
    assert done.returncode == 0 and json.loads(done.stdout)["url"] == url


@pytest.mark.parametrize(
    ("args", "told"),
    [((), "no PATH"), (("a", "b", "--url", "https://p.dw.com/p/1"), "single file")],
)
def test_wrong_usage(args: tuple[str, ...], told: str) -> None:
    done = extract(*args)
    assert done.returncode == 2 and told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
