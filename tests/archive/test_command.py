"""`dwcrawler archive`, the real command: feeds out of archives, again and again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dwcrawler.analysis import load
from dwcrawler.minisite.world import World
from dwcrawler.pages import parse
from dwcrawler.store.packed import zstd
from tests.archive.archives import HTML, Page, pages_of, write_warc
from tests.archive.commands import archive, dwcrawler, rows_of, without_provenance
from tests.crawls import ROOT

WORLD = World(stories=30, languages=("en", "de"))


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(pages_of(WORLD))


def edited(page: Page, days: int, word: str = "") -> Page:
    """The same page later, with another headline and text in every layout if there is a `word`."""
    body = page.body
    if word:
        assert b"<h1" in body
        headline = parse(body, page.url).story.headline  # type: ignore[union-attr]
        body = body.replace(headline.encode(), f"{headline} {word}".encode())
        body = body.replace(json.dumps(headline)[1:-1].encode(), f"{headline} {word}".encode())
    return page._replace(body=body, moment=page.moment + timedelta(days))


def test_stories_of_several_files(pages: list[Page], tmp_path: Path) -> None:
    for n in range(3):
        write_warc(tmp_path / f"{n}.warc.gz", pages[n::3])
    feed = tmp_path / "stories.jsonl"
    done = archive(tmp_path, "-o", feed)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{feed}: 30 lines, of 30 stories in 30 captures\n"
    rows = rows_of(feed)
    assert [row["provenance"]["crawled_at"] for row in rows] == sorted(
        page.moment.strftime("%Y-%m-%dT%H:%M:%SZ") for page in pages
    )
    for row in rows:
        provenance = row["provenance"]
        assert (provenance["source"], row["revision"]) == ("archive", 1)
        assert provenance["found_on"].partition("#")[0] in {f"{n}.warc.gz" for n in range(3)}
        assert provenance["requested_url"] == row["url"]
    assert len(load(str(feed))) == 30  # beside the feeds of crawls, by the same means


def test_captures_become_revisions_in_order_of_time(pages: list[Page], tmp_path: Path) -> None:
    """Whatever the order of the files; what did not change is left out."""
    page = next(page for page in pages if b"__APOLLO_STATE__" in page.body)
    versions = [edited(page, 0), edited(page, 1), edited(page, 2, "mended"), edited(page, 3, "mended"),
                edited(page, 4)]  # fmt: skip
    for n, version in enumerate(reversed(versions)):
        write_warc(tmp_path / f"{n}.warc.gz", [version])
    feed = tmp_path / "stories.jsonl"
    done = archive(tmp_path, "-o", feed)
    assert done.stdout.endswith("3 lines, of 1 stories in 5 captures\n"), done.stderr
    rows = rows_of(feed)
    assert [row["revision"] for row in rows] == [1, 2, 3]
    assert [row["headline"].endswith("mended") for row in rows] == [False, True, False]
    moments = [row["provenance"]["crawled_at"][:10] for row in rows]
    assert moments == [f"{page.moment + timedelta(days):%Y-%m-%d}" for days in (0, 2, 4)]


def test_what_was_read_is_not_read_again_and_more_can_be_added(
    pages: list[Page], tmp_path: Path
) -> None:
    feed = tmp_path / "stories.jsonl"
    one = write_warc(tmp_path / "one.warc.gz", pages[:10])
    assert archive(one, "-o", feed).returncode == 0
    first = feed.read_bytes()
    two = write_warc(tmp_path / "two.warc.gz", pages[10:20])
    one.chmod(0o000)  # nobody looks into it (but root, who is not kept out)
    done = archive(one, two, "-o", feed)
    assert done.returncode == 0, done.stderr
    assert "1 of 2 files were read before" in done.stderr
    assert len(rows_of(feed)) == 20 and set(first.splitlines()) < set(
        feed.read_bytes().splitlines()
    )
    one.chmod(0o644)
    again = archive(one, two, "-o", feed, "--again")
    assert "read before" not in again.stderr and len(rows_of(feed)) == 20


def test_another_choice_needs_another_feed(pages: list[Page], tmp_path: Path) -> None:
    warc = write_warc(tmp_path / "a.warc.gz", pages)
    feed = tmp_path / "stories.jsonl"
    done = archive(warc, "-o", feed, "--languages", "de", "--until", "2026-02-01T12:20")
    assert done.returncode == 0, done.stderr
    rows = rows_of(feed)
    assert rows and {row["language"] for row in rows} == {"de"}
    assert all(row["provenance"]["crawled_at"] < "2026-02-01T12:20" for row in rows)
    refused = archive(warc, "-o", feed)
    assert refused.returncode == 2 and "with other --languages" in refused.stderr
    assert len(rows_of(feed)) == len(rows)


def test_parts_of_another_version_are_made_anew(pages: list[Page], tmp_path: Path) -> None:
    warc = write_warc(tmp_path / "a.warc.gz", pages[:5])
    feed = tmp_path / "stories.jsonl"
    archive(warc, "-o", feed)
    about = tmp_path / "stories.jsonl.parts/about.json"
    told = json.loads(about.read_bytes())
    about.write_text(json.dumps({**told, "version": "0.0.1"}))
    done = archive(warc, "-o", feed)
    assert "read before" not in done.stderr and len(rows_of(feed)) == 5


def test_a_packed_feed(pages: list[Page], tmp_path: Path) -> None:
    warc = write_warc(tmp_path / "a.warc.gz", pages[:5])
    archive(warc, "-o", tmp_path / "a.jsonl")
    archive(warc, "-o", tmp_path / "b.jsonl.zst")
    packed = zstd.decompress((tmp_path / "b.jsonl.zst").read_bytes())
    assert packed == (tmp_path / "a.jsonl").read_bytes()


def test_what_cannot_be_used_is_told(pages: list[Page], tmp_path: Path) -> None:
    broken = write_warc(tmp_path / "broken.warc.gz", pages[:4])
    broken.write_bytes(broken.read_bytes()[:-50])
    (tmp_path / "none.warc.gz").write_bytes(b"this is no archive")
    empty = Page("https://www.dw.com/en/nothing/a-71000000", b"<html></html>", headers=(HTML,))
    write_warc(tmp_path / "other.warc.gz", [empty])
    feed = tmp_path / "stories.jsonl"
    done = archive(tmp_path, "-o", feed)
    assert done.returncode == 1
    assert len(rows_of(feed)) == 3
    assert "none.warc.gz: it is no WARC file, or a damaged one" in done.stderr
    assert "not_html" in done.stderr and "other.warc.gz#" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name what to read"),
        (("x.warc", "-o", "out.csv"), "its name ends with .jsonl"),
        (("x.warc",), "name the feed"),
        (("x.warc", "-o", "o.jsonl"), "x.warc: there is no such file or folder"),
        (("x.warc", "-o", "o.jsonl", "--workers", "0"), "--workers: give 1 to"),
        (("x.warc", "-o", "o.jsonl", "--since", "June"), "--since June: give a day"),
        (("x.warc", "-o", "o.jsonl", "--languages", "xx"), "--languages: "),
        (("x.warc", "-o", "o.jsonl", "--dask", "tcp://127.0.0.1:1", "--workers", "2"), "exclude"),
        (("-o", "o.jsonl", "--cdx", "somewhere"), "--cdx somewhere: give cc"),
        (("x.warc", "-o", "o.jsonl", "--pause", "1"), "go with --cdx"),
    ],
)
def test_refusals(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    given = [str(tmp_path / word) if word.startswith("o.") else word for word in words]
    done = archive(*given)
    assert done.returncode == 2 and said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_an_interrupted_run_goes_on(number: int, pages: list[Page], tmp_path: Path) -> None:
    """The feed is as it was before, and no file that was read whole is read again."""
    folder = tmp_path / "warcs"
    folder.mkdir()
    for n in range(60):
        write_warc(folder / f"{n:02d}.warc.gz", [edited(page, n) for page in pages[n % 5 :: 5]])
    feed = tmp_path / "stories.jsonl"
    feed.write_text("as it was\n")
    command = [sys.executable, "-m", "dwcrawler", "archive", str(folder), "-o", str(feed)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    parts = tmp_path / "stories.jsonl.parts"
    while len(list(parts.glob("*.index"))) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == (130 if number == signal.SIGINT else -9)
    assert "Traceback" not in said
    assert feed.read_text() == "as it was\n"
    before = {path: path.stat().st_mtime_ns for path in parts.glob("*.index")}
    assert 3 <= len(before) < 60
    done = archive(folder, "-o", feed)
    assert done.returncode == 0, done.stderr
    assert f"{len(before)} of 60 files were read before" in done.stderr
    assert all(path.stat().st_mtime_ns == at for path, at in before.items())
    assert len(rows_of(feed)) == 30 and not list(parts.glob("*.part"))


def test_captured_pages_come_out_as_extract_gives_them(shared_pages: Path, tmp_path: Path) -> None:
    """Pages that nobody here wrote, put into a WARC by a tool that nobody here wrote."""
    told = json.loads((shared_pages / "index.json").read_bytes())
    captured = [one for one in told if one["file"].endswith(".html")]
    put = [
        Page(
            one["url"],
            (shared_pages / one["file"]).read_bytes(),
            datetime.fromisoformat(one["fetched"]),
        )
        for one in captured
    ]
    feed = tmp_path / "stories.jsonl"
    done = archive(write_warc(tmp_path / "a.warc.gz", put), "-o", feed)
    assert done.returncode == 0, done.stderr
    found = {row["id"]: row for row in rows_of(feed)}
    for one in captured:
        extracted = dwcrawler("extract", shared_pages / one["file"], "--url", one["url"])
        row = json.loads(extracted.stdout)
        theirs = found.pop(row["id"])
        assert without_provenance(theirs) == without_provenance(row), one["file"]
        assert theirs["provenance"]["layout"] == row["provenance"]["layout"]
    assert not found
