"""One crawl at a time; stores and feeds that are damaged; disks that are full; the breaker."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawler

WORLD = World(stories=200, languages=("en",))
SITE = ("--stories", "200", "--languages", "en")
ALL = sorted(WORLD.id_of(n) for n in range(200))


def test_a_second_crawl_on_a_store_ends_at_once(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE, "--latency", "300") as site:
        first = subprocess.Popen(
            crawl.command("max_depth=3"),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.DEVNULL,
        )
        while not (tmp_path / "store.sqlite").exists():
            assert first.poll() is None
            time.sleep(0.02)
        site.forget()
        second = Crawler(tmp_path)(site.origin, "max_depth=3")
        assert second.status == 4
        told = next(line for line in second.log.splitlines() if "another crawl is using" in line)
        assert f"process {first.pid}, begun 20" in told
        first.send_signal(signal.SIGKILL)
        first.wait()
        third = crawl(site.origin, "max_depth=3")
    assert third.status == 0
    assert sorted(third.ids) == ALL


def test_a_lock_of_a_dead_process_is_no_obstacle(crawl: Crawler, tmp_path: Path) -> None:
    (tmp_path / "store.sqlite.lock").write_text(json.dumps({"pid": 1, "started": "long ago"}))
    with running(*SITE) as site:
        assert crawl(site.origin, "max_depth=0").status == 0


@pytest.mark.parametrize(
    "damage", ["overwritten", "cut", "no database", "no table", "of an earlier version"]
)
def test_a_damaged_store_is_made_anew_from_the_feeds(
    damage: str, crawl: Crawler, tmp_path: Path
) -> None:
    store = tmp_path / "store.sqlite"
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3")
        _damage(store, damage)
        site.forget()
        second = crawl(site.origin, "max_depth=3")
        asked = site.requests()["stories"]
    assert second.status == 0, second.log
    assert "Traceback" not in second.log
    assert sorted(first.ids) == sorted(second.ids) == ALL
    assert asked == {}
    assert "damaged" in second.log and list(tmp_path.glob("store.sqlite.damaged-*"))


def _damage(store: Path, damage: str) -> None:
    content = store.read_bytes()
    if damage in ("no table", "of an earlier version"):
        change = "DROP TABLE link" if damage == "no table" else "PRAGMA user_version = 1"
        with contextlib.closing(sqlite3.connect(store)) as db:
            db.execute(change)
        return
    spoilt = {
        "overwritten": content[:4096] + os.urandom(8192) + content[12288:],
        "cut": content[: len(content) // 2],
        "no database": b"I was a store once. " * 500,
    }
    store.write_bytes(spoilt[damage])


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_a_store_that_is_gone_is_made_from_the_feeds(
    left: str, crawl: Crawler, tmp_path: Path
) -> None:
    store = tmp_path / "store.sqlite"
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3")
        store.unlink()
        if left == "an empty file":
            store.touch()
        site.forget()
        second = crawl(site.origin, "max_depth=3")
        assert site.requests()["stories"] == {}
    assert second.status == 0 and "damaged" not in second.log
    assert sorted(second.ids) == ALL


def test_what_a_dead_run_left_is_kept_but_for_a_torn_line(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3")
        (feed,) = tmp_path.glob("dw-*.jsonl")
        lines = feed.read_bytes().splitlines(keepends=True)
        feed.unlink()
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        part = tmp_path / "dw-2025-01-01T00-00-00Z.jsonl.part"
        part.write_bytes(b"".join(lines[:120]) + lines[120][:500])
        site.forget()
        done = crawl(site.origin, "max_depth=3")
        asked = site.requests()["stories"]
    kept = tmp_path / "dw-2025-01-01T00-00-00Z.jsonl"
    assert kept.read_bytes() == b"".join(lines[:120]) and not part.exists()
    assert sorted(done.ids) == ALL
    assert len(asked) == 80


def test_a_feed_of_the_same_second_is_never_written_over(tmp_path: Path) -> None:
    from dwcrawler.store.durable_feed import DurableFeed

    paths = []
    for word in (b"one\n", b"two\n", b"three\n"):
        feed = DurableFeed(tmp_path / "dw-x.jsonl")
        feed.append(word)
        paths.append(feed.close())
    assert [path.read_bytes() for path in paths if path] == [b"one\n", b"two\n", b"three\n"]


def test_a_folder_that_cannot_be_written_is_told(crawl: Crawler, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with running(*SITE) as site:
        done = crawl(site.origin, settings=(f"DW_OUTPUT_DIR={tmp_path / 'file' / 'output'}",))
        assert site.requests()["stories"] == {}
    assert done.status == 5
    assert "cannot be used" in done.log and "Traceback" not in done.log


@pytest.mark.parametrize("fault", ["error-503", "reset", "forbidden"])
def test_the_breaker_ends_a_crawl_that_mostly_fails(fault: str, crawl: Crawler) -> None:
    with running("--stories", "2000", "--languages", "en", "--fault", f"{fault}=0.9") as site:
        done = crawl(site.origin, "max_depth=3")
        asked = sum(site.requests()["stories"].values())
    assert done.status == 6, done.log
    assert done.stats["finish_reason"] == "too_many_failures"
    assert asked < 400
    assert "the crawl ends" in done.log


def test_resume_no_begins_afresh_and_forgets_nothing(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE, "--latency", "100") as site:
        process = subprocess.Popen(
            crawl.command("max_depth=3"),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.DEVNULL,
        )
        while not list(tmp_path.glob("dw-*.part")):
            time.sleep(0.02)
        time.sleep(1)
        process.kill()
        process.wait()
        done = crawl(site.origin, "max_depth=0", "discover=sections", "resume=no")
        listed = {WORLD.id_of(n) for n in range(200) if WORLD.depth_of(n) == 0}
    assert "dw/stories/left_over" not in done.stats
    assert listed <= set(done.ids)
    assert max(Counter(done.ids).values()) == 1


def test_failures_that_pass_do_not_end_a_crawl(crawl: Crawler) -> None:
    """Three in ten fail at first, and come at the second try."""
    fault = ("--fault", "error-503=0.3", "--heal", "1")
    with running("--stories", "400", "--languages", "en", *fault) as site:
        done = crawl(site.origin, "max_depth=3", settings=("DW_BREAKER_SHARE=0.2",))
    assert done.status == 0 and done.stats["retry/count"] > 80
    assert len(done.ids) == 400


def test_some_stories_that_fail_for_good_do_not_end_a_crawl(crawl: Crawler) -> None:
    """With their tries they are more than half of all answers, of the requests a sixth."""
    slow = ("RETRY_TIMES=6", "DW_RETRY_PAUSE_MAX=0.02", "CONCURRENT_REQUESTS=4")
    with running("--stories", "400", "--languages", "en", "--fault", "error-503=0.17") as site:
        done = crawl(site.origin, "max_depth=3", settings=slow)
    # It comes to its end, and says that so many stories are missing.
    assert done.status == 7 and done.stats["finish_reason"] == "stories_lost", done.log
    failed = done.stats["downloader/response_status_count/503"]
    assert failed > done.stats["downloader/response_status_count/200"]


def test_an_outage_ends_a_crawl_before_every_request_had_all_its_tries(crawl: Crawler) -> None:
    many = ("RETRY_TIMES=50", "DW_BREAKER_WINDOW=60")
    with running("--stories", "400", "--languages", "en", "--fault", "error-503=1") as site:
        done = crawl(site.origin, "max_depth=3", settings=many)
    assert done.status == 6 and "the crawl ends" in done.log


def test_a_store_that_cannot_be_written_while_the_feed_can(crawl: Crawler, tmp_path: Path) -> None:
    """Another program holds it: lines that are in the feed count for the next crawl."""
    with running(*SITE, "--latency", "100") as site:
        process = subprocess.Popen(
            crawl.command("max_depth=3"),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.PIPE,
            text=True,
        )
        while not list(tmp_path.glob("dw-*.part")):
            assert process.poll() is None
            time.sleep(0.02)
        with contextlib.closing(sqlite3.connect(tmp_path / "store.sqlite", timeout=60)) as db:
            db.execute("BEGIN IMMEDIATE")
            _, log = process.communicate(timeout=120)
            db.rollback()
        assert process.returncode == 5, log
        assert "database is locked" in log and "Traceback" not in log
        written = len(crawl.result(5, log).ids)
        site.forget()
        done = crawl(site.origin, "max_depth=3")
        asked = sum(site.requests()["stories"].values())
    assert 0 < written < 200 and asked == 200 - written
    assert sorted(done.ids) == ALL


def test_a_store_that_turns_out_to_be_damaged_ends_the_crawl_and_is_made_anew(
    crawl: Crawler, tmp_path: Path
) -> None:
    """The damage comes after the look at the start, and is seen when pages are read anew."""
    store = tmp_path / "store.sqlite"
    with running(*SITE, "--latency", "200") as site:
        crawl(site.origin, "max_depth=0")
        log = tmp_path / "log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                crawl.command("max_depth=3", "revisit=always"),
                cwd=ROOT,
                env=crawl.environment(site.origin),
                stderr=written,
            )
        while "Resuming" not in log.read_text():
            assert process.poll() is None, log.read_text()
            time.sleep(0.01)
        with store.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(store.stat().st_size - 4096))
        with contextlib.closing(sqlite3.connect(store, timeout=60)) as db:
            db.execute("PRAGMA user_version = 3")
        status = process.wait(timeout=120)
        site.forget()
        done = crawl(site.origin, "max_depth=3")
    assert status == 5, log.read_text()
    assert "Traceback" not in log.read_text() and "Traceback" not in done.log
    assert done.status == 0 and list(tmp_path.glob("store.sqlite.damaged-*"))
    assert sorted(done.ids) == ALL


def test_a_host_that_cannot_be_resolved(crawl: Crawler) -> None:
    """robots.txt is asked for first; without one to obey, the start page itself."""
    for more in ((), ("ROBOTSTXT_OBEY=0",)):
        done = crawl("http://nothing.invalid:1", "max_depth=0", settings=more)
        assert done.status == 3, done.log
        assert done.stats["finish_reason"] == "unreachable" and "Traceback" not in done.log
    assert done.stats["dw/failures/dns"] == 1


@pytest.mark.parametrize(
    "setting",
    [
        "DW_SYNC_SECONDS=0",
        "DW_SYNC_SECONDS=nan",
        "DW_SYNC_LINES=0",
        "DW_SYNC_LINES=2.5",
        "DW_REVISIT_INTERVALS=soon",
        "DW_REVISIT_INTERVALS=[[1, -3]]",
        "DW_BREAKER_WINDOW=none",
        "DW_BREAKER_SHARE=50",
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(
    setting: str, crawl: Crawler, tmp_path: Path
) -> None:
    done = crawl("http://127.0.0.1:9", settings=(setting,))
    name, _, value = setting.partition("=")
    assert done.status == 2
    assert f"{name}: {value!r} is invalid: expected " in done.log and "Traceback" not in done.log
    assert list(tmp_path.iterdir()) == []


def test_a_crawl_that_could_keep_nothing_does_not_begin(crawl: Crawler) -> None:
    without = json.dumps({"dwcrawler.pipelines.recording.Recording": None})
    done = crawl("http://127.0.0.1:9", settings=(f"ITEM_PIPELINES={without}",))
    assert done.status == 1 and "nothing would be kept" in done.log
