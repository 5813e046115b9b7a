"""Captures found by an index and fetched: from a real pywb, and in ranges of bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from fastwarc.warc import ArchiveIterator

from dwcrawler.minisite.process import running
from tests.archive.commands import archive, rows_of, without_provenance
from tests.archive.programs import pywb, ranges_of
from tests.crawls import ROOT, Crawl, Crawler
from tests.front import Front, in_front_of


@pytest.fixture(scope="module")
def crawl_and_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, Path]:
    """A collection that the crawler itself made, in two crawls."""
    folder = tmp_path_factory.mktemp("crawl")
    settings = (f"DW_WARC={folder / 'warc'}", "DW_WARC_MB=1")
    with running("--stories", "70", "--languages", "en,de") as site:
        crawl = Crawler(folder)(site.origin, "languages=en,de", settings=settings)
        assert crawl.status == 0, crawl.log
        site.edit(crawl.rows[0]["id"])
        (folder / "store.sqlite").unlink()
        for feed in folder.glob("dw-*.jsonl"):
            feed.rename(feed.with_suffix(".first"))
        Crawler(folder)(site.origin, "languages=en,de", settings=settings)
    return crawl, folder / "warc"


@pytest.fixture(scope="module")
def origin(
    crawl_and_folder: tuple[Crawl, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    warcs = sorted(crawl_and_folder[1].glob("*.warc.gz"))
    with pywb(tmp_path_factory.mktemp("pywb") / "all", warcs) as url:
        yield url


@contextmanager
def counted(origin: str) -> Iterator[Front]:
    """The same pywb behind a server that counts what it is asked."""

    def passes_on(path: str, before: int) -> tuple[int, Mapping[str, str], bytes] | None:
        return None

    with in_front_of(origin, passes_on) as front:
        yield front


def cdx(origin: str) -> tuple[str, ...]:
    return "--cdx", f"{origin}/dw/cdx", "--pause", "0"


def test_captures_that_pywb_replays(
    crawl_and_folder: tuple[Crawl, Path], origin: str, tmp_path: Path
) -> None:
    crawl, _ = crawl_and_folder
    feed = tmp_path / "stories.jsonl"
    with counted(origin) as front:
        done = archive(*cdx(front.origin), "-o", feed)
        assert done.returncode == 0, done.stderr
        first = Counter(front.asked)
        again = archive(*cdx(front.origin), "-o", feed)
        assert again.returncode == 0 and front.asked == first  # nothing is asked for twice
    rows = rows_of(feed)
    ones = {row["id"]: without_provenance(row) for row in rows if row["revision"] == 1}
    assert ones == {row["id"]: without_provenance(row) for row in crawl.rows}
    assert [row["id"] for row in rows if row["revision"] == 2] == [crawl.rows[0]["id"]]
    assert max(first.values()) == 1 or all("/cdx?" in path for path in first if first[path] > 1)


def test_ranges_of_bytes(crawl_and_folder: tuple[Crawl, Path], origin: str, tmp_path: Path) -> None:
    """As Common Crawl is read: the index says where records stand, another server has the files."""
    crawl, folder = crawl_and_folder
    feed = tmp_path / "stories.jsonl"
    with ranges_of(folder) as (records, asked):
        done = archive(*cdx(origin), "--records", records, "-o", feed, "--languages", "de")
    assert done.returncode == 0, done.stderr
    german = {row["id"] for row in crawl.rows if row["language"] == "de"}
    assert {row["id"] for row in rows_of(feed)} == german
    assert set(asked.values()) == {1} and all("bytes=" in each for each in asked)
    kept = list((tmp_path / "stories.jsonl.captures").glob("captures-*.warc.gz"))
    assert kept and sum(file.stat().st_size for file in kept) < sum(
        file.stat().st_size for file in folder.glob("*.warc.gz")
    )


def test_a_list_of_indexes_as_common_crawl_has_it(
    crawl_and_folder: tuple[Crawl, Path], origin: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Each index is asked page by page, until it says that there is no such page."""
    crawl, folder = crawl_and_folder
    monkeypatch.setenv("CDXT_CACHE_DIR", f"{tmp_path}/cache/")
    monkeypatch.setenv("CDXT_DEFAULT_MIN_RETRY_INTERVAL", "0")
    asked: list[str] = []

    def answers(path: str, before: int) -> tuple[int, Mapping[str, str], bytes] | None:
        if path == "/collinfo.json":
            names = [f"CC-MAIN-2026-{week:02d}" for week in range(1, 53)]
            names += [f"CC-MAIN-2025-{week:02d}" for week in range(1, 53)]
            told = [{"id": name, "cdx-api": f"{front.origin}/{name}-index"} for name in names]
            return 200, {"Content-Type": "application/json"}, json.dumps(told).encode()
        asked.append(path)
        query = parse_qs(urlsplit(path).query)
        if "2026-48" not in path or query["page"] != ["0"] or query["url"] != ["dw.com"]:
            return (400 if query["page"] != ["0"] else 404), {}, b'{"message": "No Captures found"}'
        return None if path.startswith("/dw/") else (200, {}, index)

    with urlopen(f"{origin}/dw/cdx?url=dw.com&matchType=domain&output=json", timeout=20) as told:
        index = told.read()
    with in_front_of(origin, answers) as front, ranges_of(folder) as (records, _):
        feed = tmp_path / "stories.jsonl"
        done = archive(
            "--cdx", f"{front.origin}/collinfo.json", "--records", records, "--pause", "0",
            "--since", "2026-11-01", "-o", feed,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {row["id"] for row in rows_of(feed)} == {row["id"] for row in crawl.rows}
    assert not any("2025" in path for path in asked)  # they ended before what is asked for


@pytest.mark.heavy
def test_a_run_that_is_killed_ten_times(
    crawl_and_folder: tuple[Crawl, Path], origin: str, tmp_path: Path
) -> None:
    """No request is made twice for what was safe, and in the end every capture is there once."""
    crawl, _ = crawl_and_folder
    feed = tmp_path / "stories.jsonl"
    chance = random.Random(3)
    killed = 0
    with counted(origin) as front:
        words = ("archive", *cdx(front.origin), "-o", str(feed))
        for _ in range(10):
            before = sum(front.asked.values())
            process = subprocess.Popen(
                [sys.executable, "-m", "dwcrawler", *words], cwd=ROOT, stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            enough = before + chance.randint(2, 8)
            while sum(front.asked.values()) < enough and process.poll() is None:
                time.sleep(0.002)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
            process.wait()
        done = archive(*cdx(front.origin), "-o", feed)
        assert done.returncode == 0, done.stderr
        repeated = {path: count - 1 for path, count in front.asked.items() if count > 1}
    assert killed == 10
    # Each kill can have met one request on its way, and no more.
    assert sum(repeated.values()) <= killed, repeated
    ones = {row["id"] for row in rows_of(feed) if row["revision"] == 1}
    assert ones == {row["id"] for row in crawl.rows}
    records = [
        (record.headers.get("WARC-Target-URI"), record.headers.get("WARC-Date"))
        for file in sorted((tmp_path / "stories.jsonl.captures").glob("captures-*.warc.gz"))
        for record in ArchiveIterator(str(file), parse_http=False, fsspec_args=False)
        if record.headers.get("WARC-Target-URI")
    ]
    assert len(records) == len(set(records)) >= len(ones)


def _told_by(answer: tuple[int, Mapping[str, str], bytes], part: str) -> object:
    def answers(path: str, before: int) -> tuple[int, Mapping[str, str], bytes] | None:
        return answer if part in path else None

    return answers


@pytest.mark.parametrize(
    ("part", "answer", "said"),
    [
        ("/cdx", (503, {"Retry-After": "0"}, b""), "HTTP status 503, 5 times"),
        ("/cdx", (200, {}, b"<html>no index</html>"), "this is no answer of a CDX server"),
        ("/cdx", (403, {}, b"no"), "HTTP status 403"),
        ("id_/", (404, {}, b"no"), "HTTP status 404 of the replay"),
    ],
)
def test_archives_that_do_not_answer(
    part: str, answer: tuple[int, Mapping[str, str], bytes], said: str, origin: str, tmp_path: Path
) -> None:
    with in_front_of(origin, _told_by(answer, part)) as front:  # type: ignore[arg-type]
        done = archive(*cdx(front.origin), "-o", tmp_path / "stories.jsonl")
    assert done.returncode == 1 and said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_what_could_not_be_had_is_fetched_by_the_next_run(origin: str, tmp_path: Path) -> None:
    feed = tmp_path / "stories.jsonl"
    limit = 20

    def answers(path: str, before: int) -> tuple[int, Mapping[str, str], bytes] | None:
        return (503, {"Retry-After": "0"}, b"") if sum(front.asked.values()) > limit else None

    with in_front_of(origin, answers) as front:
        done = archive(*cdx(front.origin), "-o", feed)
        assert done.returncode == 1 and "run the command again to go on" in done.stderr
        some = len(rows_of(feed))  # what was fetched is read
        assert 0 < some < 60
        limit = 10_000
        assert archive(*cdx(front.origin), "-o", feed).returncode == 0
    assert len(rows_of(feed)) > 60


def test_a_server_without_ranges(
    crawl_and_folder: tuple[Crawl, Path], origin: str, tmp_path: Path
) -> None:
    """Whole files of a gigabyte are not what was asked for."""
    with ranges_of(crawl_and_folder[1], has_ranges=False) as (records, asked):
        done = archive(*cdx(origin), "--records", records, "-o", tmp_path / "stories.jsonl")
    assert done.returncode == 1 and sum(asked.values()) <= 5
    assert "Traceback" not in done.stderr
