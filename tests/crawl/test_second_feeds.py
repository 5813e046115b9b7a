"""FEEDS beside the durable feed, `-o` and `-O` in its place, and DW_DURABLE_FEED for the contrary."""

from __future__ import annotations

import csv
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from scrapy.settings import Settings

from dwcrawler.configuration.feed_targets import wrong_feeds
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.minisite.process import RunningSite, running
from tests.commands.scrapy import scrapy
from tests.crawl.test_own_feeds import closed_port
from tests.crawls import FAST, ROOT, Crawler

STORIES = 40


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        yield site


def feeds(*targets: Path | str) -> str:
    return f"FEEDS={json.dumps({str(target): {'overwrite': True} for target in targets})}"


def lines(feed: Path) -> list[bytes]:
    return feed.read_bytes().splitlines()


def test_a_second_feed_has_the_lines_of_the_durable_one(
    site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    """Known is what the durable one has: the next crawl asks for nothing again."""
    mine, table = tmp_path / "mine.jsonl", tmp_path / "mine.csv"
    done = crawl(site.origin, "max_depth=3", settings=(feeds(mine, table),))
    assert done.status == 0 and len(done.ids) == STORIES, done.log
    (durable,) = tmp_path.glob("dw-*.jsonl")
    assert lines(mine) == lines(durable)
    with table.open(encoding="utf-8", newline="") as file:
        assert [int(row["id"]) for row in csv.DictReader(file)] == done.ids
    summary = done.log.rpartition("Summary of the crawl")[2]
    assert all(str(feed) in summary for feed in (durable, mine, table))
    again = crawl(site.origin, "max_depth=3", settings=(feeds(mine), "DW_REVISIT_INTERVALS=[]"))
    assert again.status == 0 and again.stats["dw/stories/known"] == STORIES
    assert len(again.ids) == len(lines(mine)) == STORIES  # as they were
    assert f"{mine} was left as it was: the crawl found no story" in again.log


def test_o_stands_in_its_place_unless_a_setting_says_otherwise(
    site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    mine, beside = tmp_path / "mine.jsonl", tmp_path / "beside.jsonl"
    # FEEDS as well does not make a difference.
    alone = crawl(site.origin, "max_depth=3", options=("-O", str(mine)), settings=(feeds(beside),))
    assert alone.status == 0 and not alone.ids, alone.log
    assert lines(mine) == lines(beside) and len(lines(mine)) == STORIES
    after = crawl(site.origin, "max_depth=3")
    assert not after.ids and after.stats["dw/stories/known"]  # known, as all arrived
    both = crawl(
        site.origin,
        "max_depth=3",
        "revisit=always",
        options=("-O", str(mine)),
        settings=("DW_DURABLE_FEED=True", f"DW_OUTPUT_DIR={tmp_path / 'both'}"),
    )
    (durable,) = (tmp_path / "both").glob("dw-*.jsonl")
    assert both.status == 0 and lines(mine) == lines(durable) and len(lines(mine)) == STORIES


def test_feeds_alone_where_the_setting_says_so(
    site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.jsonl"
    for _ in range(2):  # everything comes again, as with -O
        done = crawl(site.origin, "max_depth=3", settings=(feeds(mine), "DW_DURABLE_FEED=0"))
        assert done.status == 0 and not list(tmp_path.glob("dw-*")), done.log
        assert len(lines(mine)) == STORIES


def test_a_second_feed_that_cannot_be_stored_costs_the_durable_one_nothing(
    site: RunningSite, crawl: Crawler, tmp_path: Path
) -> None:
    uri = f"ftp://127.0.0.1:{closed_port()}/mine.jsonl"
    done = crawl(site.origin, "max_depth=3", settings=(feeds(uri),))
    assert done.status == 5 and done.stats["finish_reason"] == "feed_failed", done.log
    assert len(done.ids) == STORIES and len(lines(tmp_path / "unsent-mine.jsonl")) == STORIES
    after = crawl(site.origin, "max_depth=3", settings=("DW_REVISIT_INTERVALS=[]",))
    assert after.stats["dw/stories/known"] == STORIES and len(after.ids) == STORIES


def test_a_kill_costs_the_durable_feed_nothing(crawl: Crawler, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    with running("--stories", "400", "--languages", "en") as site:
        process = subprocess.Popen(
            crawl.command("max_depth=3", settings=(feeds(mine), "DW_SYNC_LINES=5")),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while not sum(part.stat().st_size for part in tmp_path.glob("dw-*.jsonl.part")):
            assert time.monotonic() < deadline and process.poll() is None, "no story was written"
            time.sleep(0.02)
        process.kill()
        process.wait(timeout=10)
        done = crawl(site.origin, "max_depth=3")
    assert done.status == 0 and len(done.ids) == len(set(done.ids)) == 400, done.log
    assert len(list(tmp_path.glob("dw-*.jsonl"))) == 2


def project(**more: object) -> Settings:
    settings = Settings()
    settings.setmodule("dwcrawler.settings")
    for name, value in more.items():
        settings.set(name, value, priority="cmdline")
    return settings


def test_what_makes_no_sense_is_refused_by_name(tmp_path: Path) -> None:
    (line,) = wrong_feeds(project(DW_DURABLE_FEED="False"))
    assert "DW_DURABLE_FEED" in line and "-O FILE" in line
    (line,) = wrong_settings(project(DW_DURABLE_FEED="sometimes"))
    assert "DW_DURABLE_FEED: 'sometimes'" in line and "auto" in line
    for value in ("auto", "True", "0", 1, False):
        assert not wrong_settings(project(DW_DURABLE_FEED=value))


@pytest.mark.parametrize(
    "name", ["dw-mine.jsonl", "dw-%(time)s.jsonl", "dw-x.jsonl.gz", "./dw-2026.jsonl.part"]
)
def test_names_of_durable_feeds_are_theirs(name: str, tmp_path: Path) -> None:
    beside = {"FEEDS": {f"{tmp_path}/{name}": {"format": "jsonlines"}}, "DW_OUTPUT_DIR": tmp_path}
    (line,) = wrong_feeds(project(**beside))
    assert "choose another name" in line
    assert not wrong_feeds(project(**beside, DW_DURABLE_FEED=False))
    assert not wrong_feeds(project(**{**beside, "DW_OUTPUT_DIR": tmp_path / "other"}))


@pytest.mark.parametrize("option", ["-o", "-O"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xml"])
def test_standard_output_in_every_form(
    option: str, form: str, site: RunningSite, crawl: Crawler
) -> None:
    done = crawl(site.origin, "max_stories=5", options=(option, f"-:{form}"))
    assert done.status == 0 and "WARNING" not in done.log, done.log
    if form == "xml":
        rows = [item.findtext("id") for item in ElementTree.fromstring(done.printed)]
    elif form == "csv":
        rows = [row["id"] for row in csv.DictReader(done.printed.splitlines(keepends=True))]
    elif form == "json":
        rows = [str(row["id"]) for row in json.loads(done.printed)]
    else:
        rows = [str(json.loads(line)["id"]) for line in done.printed.splitlines()]
    assert len(rows) >= 5 and all(row and row.isdigit() for row in rows)


@pytest.mark.parametrize("option", ["-o", "-O"])
def test_a_spider_in_a_file_has_the_same_feeds(
    option: str, site: RunningSite, tmp_path: Path
) -> None:
    spider = tmp_path / "mine.py"
    spider.write_text(
        'from dwcrawler.spiders.dw import DwSpider\n\n\nclass Mine(DwSpider):\n    name = "mine"\n'
    )
    output = tmp_path / "output"
    chosen = [part for setting in (*FAST, f"DW_OUTPUT_DIR={output}") for part in ("-s", setting)]
    run = ("runspider", spider, "-a", "max_depth=3", *chosen)
    done = scrapy(*run, option, "-", DW_MIRROR=site.origin)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert len(done.stdout.splitlines()) == STORIES and not list(output.glob("dw-*"))
    done = scrapy(*run, DW_MIRROR=site.origin)
    (durable,) = output.glob("dw-*.jsonl")
    assert done.returncode == 0 and len(lines(durable)) == STORIES, done.stderr
