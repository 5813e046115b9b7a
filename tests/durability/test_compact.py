"""Feeds of a month packed into one: the same stories for every reader, and for the next crawl."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dwcrawler.commands import compact as compact_command
from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.store import compacting
from dwcrawler.store.lock import Lock
from dwcrawler.store.sqlite import SqliteStore
from dwcrawler.store.stories import Feeds
from tests import warm
from tests.crawls import ROOT, Crawler

STORIES = 40
FEEDS = 8


@pytest.fixture(scope="module")
def site() -> Any:
    with running("--stories", str(STORIES), "--languages", "en") as at:
        yield at


@pytest.fixture(scope="module")
def crawled(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store, and feeds of two months, all known to it: those of one crawl, given out to many."""
    folder = tmp_path_factory.mktemp("year")
    crawl = Crawler(folder)(site.origin, "max_depth=5")
    assert len(crawl.rows) == STORIES
    (feed,) = folder.glob("dw-*.jsonl")
    lines = feed.read_bytes().splitlines(keepends=True)
    feed.unlink()
    for number in range(FEEDS):
        month = 1 if number < FEEDS - 2 else 2
        name = f"dw-2024-{month:02}-{number + 1:02}T03-00-00Z.jsonl"
        (folder / name).write_bytes(b"".join(lines[number::FEEDS]))
    assert Crawler(folder)(site.origin, "max_depth=5").status == 0  # the store reads them
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled, tmp_path / "output")
    return tmp_path / "output"


def compact(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return warm.run(
        "dwcrawler", "compact", str(folder), *words, cwd=ROOT, env=environment(), timeout=60
    )


def environment() -> dict[str, str]:
    return {**os.environ, "DW_MIRROR": "http://127.0.0.1:9"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("dw-*"))


def lines(folder: Path) -> list[tuple[int, int]]:
    """Id and revision of each line, as our own readers see them."""
    return sorted((story.id, story.revision) for story in Feeds([folder]).stories())


JANUARY, FEBRUARY = "dw-2024-01.jsonl.zst", "dw-2024-02.jsonl.zst"


def test_each_month_is_one_file_with_the_same_stories(folder: Path) -> None:
    before = lines(folder)
    assert len(before) == STORIES
    done = compact(folder)
    assert done.returncode == 0, done.stderr
    assert names(folder) == [JANUARY, FEBRUARY]
    assert lines(folder) == before
    assert f"{FEEDS - 2} feeds, " in done.stdout
    query = f"SELECT count(*), count(DISTINCT id) FROM read_json('{folder}/dw-*.jsonl.zst')"
    assert duckdb.sql(query).fetchall() == [(STORIES, STORIES)]
    again = compact(folder)
    assert (again.returncode, again.stdout) == (0, "There is nothing to pack\n")


def test_the_next_crawl_reads_nothing_again(folder: Path, site: RunningSite) -> None:
    compact(folder)
    crawl = Crawler(folder)(site.origin, "max_depth=5")
    assert crawl.status == 0
    assert "feeds that the store did not know" not in crawl.log
    assert "all known already" in crawl.log


def test_a_store_that_is_lost_is_made_again_from_packed_months(
    folder: Path, site: RunningSite
) -> None:
    compact(folder)
    (folder / "store.sqlite").unlink()
    crawl = Crawler(folder)(site.origin, "max_depth=5")
    assert f"Read 2 feeds that the store did not know: {STORIES} lines" in crawl.log
    assert "all known already" in crawl.log


def test_a_feed_that_comes_later_is_put_into_its_month(folder: Path, site: RunningSite) -> None:
    late = folder / "dw-2024-01-02T03-00-00Z.jsonl"
    text = late.read_bytes()
    late.unlink()
    compact(folder)
    (folder / f"{late.name}.gz").write_bytes(gzip.compress(text))
    assert compact(folder).returncode == 0
    assert names(folder) == [JANUARY, FEBRUARY]
    assert len(lines(folder)) == STORIES


def test_one_month_alone_and_a_dry_run(folder: Path) -> None:
    done = compact(folder, "--dry-run")
    assert done.stdout.startswith(f"2024-01: {FEEDS - 2} feeds, ")
    assert len(names(folder)) == FEEDS
    compact(folder, "--month", "2024-02")
    assert FEBRUARY in names(folder) and JANUARY not in names(folder)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b'{"short_url": "https://p.dw', "its last line, 1, is cut off"),
        (b'\xff\xfe{"a": 1}\n', "line 1 is no story"),
        (b"[1, 2]\n", "line 1 is no story"),
    ],
)
def test_a_damaged_feed_is_left_alone(folder: Path, damage: bytes, words: str) -> None:
    odd = folder / "dw-2024-01-09T03-00-00Z.jsonl"
    odd.write_bytes(damage)
    done = compact(folder)
    assert done.returncode == 1
    assert f"{odd.name} is left alone: {words}" in done.stderr
    assert names(folder) == [odd.name, JANUARY, FEBRUARY]
    assert odd.read_bytes() == damage


def test_other_files_are_left_alone(folder: Path) -> None:
    others = ["dw-notes.jsonl", "dw-2024-01.csv", "dw-2024-01-05T03-00-00Z.jsonl.part", "x.jsonl"]
    for name in others:
        (folder / name).write_bytes(b"mine")
    compact(folder)
    assert all((folder / name).read_bytes() == b"mine" for name in others)


def test_a_crawl_that_is_at_work_is_not_disturbed(folder: Path) -> None:
    lock = Lock(folder / "store.sqlite", "2024-01-01T00-00-00Z")
    try:
        done = compact(folder)
    finally:
        lock.release()
    assert done.returncode == 4 and "another crawl is using" in done.stderr
    assert len(names(folder)) == FEEDS


def test_a_plan_can_remove_nothing_else(folder: Path, tmp_path: Path) -> None:
    """The file may come from anywhere."""
    precious = tmp_path / "precious.jsonl"
    precious.write_bytes(b"x")
    compact(folder)
    (folder / "dw-2024-03-01T00-00-00Z.jsonl").write_bytes(b'{"id": 1}\n')
    plan = {"target": JANUARY, "size": (folder / JANUARY).stat().st_size,
            "sources": {"../precious.jsonl": 1, "store.sqlite": (folder / "store.sqlite").stat().st_size}}  # fmt: skip
    (folder / "compacting.json").write_text(json.dumps(plan))
    compact(folder)
    assert precious.exists() and (folder / "store.sqlite").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="mounts need root")
def test_a_full_disk_loses_nothing(folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    size = sum(path.stat().st_size for path in folder.iterdir()) // 1024 + 40
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", small], check=True)
    try:
        shutil.copytree(folder, small, dirs_exist_ok=True)
        filler = small / "filler"
        filler.write_bytes(bytes(max(0, shutil.disk_usage(small).free - 8192)))
        before = lines(small)
        done = compact(small)
        assert done.returncode == 1 and "The feeds are as they were" in done.stderr
        assert lines(small) == before and len(names(small)) == FEEDS
        filler.unlink()
        assert compact(small).returncode in (0, 1)
        assert lines(small) == before
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("words", [("--month", "2024-13"), ("--level", "99"), ("/no/such",)])
def test_wrong_options_are_refused(words: tuple[str, ...], folder: Path) -> None:
    done = warm.run("dwcrawler", "compact", *words, cwd=ROOT, env=environment(), timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


# Kills

# What does each step; the process is killed when one of them is called for the nth time.
_STEPS = ("_write", "_read", "_write_plan", "sync_folder", "_clear_away")


def _killed_at(step: int, folder: Path) -> bool:
    """Compacts in a process of its own that is killed at this step; whether it came so far."""
    pid = os.fork()
    if pid == 0:
        try:
            _die_at(step)
            _compact_here(folder)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def _die_at(step: int) -> None:
    """In a child: nothing of it is left in the tests."""
    calls = 0

    def counted(function: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **options)

        return call

    for name in _STEPS:
        setattr(compacting, name, counted(getattr(compacting, name)))
    Path.unlink = counted(Path.unlink)  # type: ignore[method-assign]
    SqliteStore.know_feeds = counted(SqliteStore.know_feeds)  # type: ignore[method-assign]


def _compact_here(folder: Path) -> int:
    chosen = argparse.Namespace(dry_run=False, month=None, level=3)
    return compact_command._in(folder, chosen)


@pytest.mark.process
def test_killed_at_each_step_it_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """Nothing is lost at any step, and the next run brings it to its end."""
    before = lines(folder)
    stops = 0
    for step in range(1, 60):
        output = tmp_path / f"at-{step}"
        shutil.copytree(folder, output)
        killed = _killed_at(step, output)
        assert set(lines(output)) == set(before)
        if not killed:
            break
        stops += 1
        assert _compact_here(output) == 0
        assert (lines(output), names(output)) == (before, [JANUARY, FEBRUARY])
        assert not (output / "compacting.json").exists()
        shutil.rmtree(output)
    assert stops >= 15


@pytest.mark.long
def test_twenty_five_kills_at_any_moment(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    before = lines(folder)
    killed = 0
    for number in range(25):
        output = tmp_path / f"kill-{number}"
        shutil.copytree(folder, output)
        process = subprocess.Popen(
            [sys.executable, "-m", "dwcrawler", "compact", str(output)], cwd=ROOT,
            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while not (output / "store.sqlite.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.1)
        process.kill()
        killed += process.wait(timeout=30) == -signal.SIGKILL
        assert set(lines(output)) == set(before)
        assert compact(output).returncode == 0
        assert (lines(output), names(output)) == (before, [JANUARY, FEBRUARY])
        shutil.rmtree(output)
    assert killed >= 10
