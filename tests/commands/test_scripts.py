"""Crawls that a script starts, outside of the project's folder, as the documentation shows it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dwcrawler.minisite.process import RunningSite, running
from tests.crawls import FAST, ROOT

STORIES = 20
BEGIN = """
from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, CrawlerProcess, CrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from dwcrawler.spiders.dw import DwSpider

settings = Settings()
settings.setmodule("dwcrawler.settings")
"""
ASYNC_PROCESS = """
process = AsyncCrawlerProcess(settings)
process.crawl(DwSpider, max_depth="3")
process.start()
"""
PROCESS = """
process = CrawlerProcess(settings)
process.crawl("dw", languages="en", max_depth=3)
process.start()
"""
ASYNC_RUNNER = """
from twisted.internet.task import react
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
configure_logging(settings)


async def crawl():
    runner = AsyncCrawlerRunner(settings)
    await runner.crawl(DwSpider, max_depth=0)
    await runner.crawl(DwSpider, max_depth=3)  # what is new since


react(lambda reactor: deferred_from_coro(crawl()))
"""
RUNNER = """
from twisted.internet.defer import inlineCallbacks
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
configure_logging(settings)
from twisted.internet import reactor


@inlineCallbacks
def crawl():
    runner = CrawlerRunner(settings)
    yield runner.crawl(DwSpider, max_depth=0)
    yield runner.crawl(DwSpider, max_depth=3)
    reactor.stop()


reactor.callWhenRunning(crawl)
reactor.run()
"""
FROM_ENVIRONMENT = """
process = AsyncCrawlerProcess(get_project_settings())
process.crawl("dw", max_depth=3)
process.start()
"""


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        yield site


def run(script: str, folder: Path, origin: str, *settings: str) -> subprocess.CompletedProcess[str]:
    path = folder / "script.py"
    chosen = dict(setting.split("=", 1) for setting in (*FAST, *settings))
    path.write_text(f"{BEGIN}\nsettings.setdict({chosen!r}, priority='cmdline')\n{script}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DW_MIRROR": origin}
    done = subprocess.run(
        [sys.executable, path],
        cwd=folder,
        env={**environment, "SCRAPY_SETTINGS_MODULE": "dwcrawler.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def ids(folder: Path) -> list[int]:
    feeds = sorted((folder / "output").rglob("dw-*.jsonl"))
    return [json.loads(line)["id"] for feed in feeds for line in feed.read_text().splitlines()]


@pytest.mark.parametrize(
    "script",
    [ASYNC_PROCESS, PROCESS, ASYNC_RUNNER, RUNNER, FROM_ENVIRONMENT],
    ids=["AsyncCrawlerProcess", "CrawlerProcess", "AsyncCrawlerRunner", "CrawlerRunner", "project"],
)
def test_every_way_to_start_a_crawl_from_a_script(
    script: str, site: RunningSite, tmp_path: Path
) -> None:
    """The runners crawl twice, the second time what the first did not find."""
    done = run(script, tmp_path, site.origin)
    assert done.returncode == 0, done.stderr
    assert len(ids(tmp_path)) == len(set(ids(tmp_path))) == STORIES
    assert done.stderr.count("Spider closed (finished)") == (2 if "Runner" in script else 1)


def test_a_second_feed_of_a_script(site: RunningSite, tmp_path: Path) -> None:
    script = f"settings['FEEDS'] = {{'mine.jsonl': {{'overwrite': True}}}}\n{ASYNC_PROCESS}"
    done = run(script, tmp_path, site.origin)
    mine = [json.loads(line)["id"] for line in (tmp_path / "mine.jsonl").read_text().splitlines()]
    assert done.returncode == 0 and mine == ids(tmp_path) and len(mine) == STORIES


def test_what_is_wrong_is_an_exception_with_a_sentence(site: RunningSite, tmp_path: Path) -> None:
    script = """
try:
    AsyncCrawlerProcess(settings).crawl(DwSpider, languages="xx")
except ValueError as error:
    print(error)
"""
    done = run(script, tmp_path, site.origin, "DW_SYNC_LINES=x")
    assert done.stdout.startswith("DW_SYNC_LINES: 'x'")


SUBCLASS = """
import scrapy
from itemadapter import ItemAdapter


class Notes:
    def process_item(self, item):
        adapter = ItemAdapter(item)
        adapter["extra"]["sentences"] = adapter["text"].count(".")
        adapter["mykey"] = [adapter["id"], {"half": 0.5}]
        assert adapter["mykey"] and "mykey" in adapter and adapter.get("nothing") is None
        return item


class Mine(DwSpider):
    name = "mine"
    custom_settings = {
        "ITEM_PIPELINES": {**settings.getdict("ITEM_PIPELINES"), Notes: 650},
        "FEEDS": {f"mine.{form}": {"overwrite": True} for form in ("csv", "json", "xml", "jsonl")},
    }


process = AsyncCrawlerProcess(settings)
process.crawl(Mine, max_depth=3)
process.start()
"""


def test_a_derived_spider_with_keys_of_its_own_in_every_feed(
    site: RunningSite, tmp_path: Path
) -> None:
    done = run(SUBCLASS, tmp_path, site.origin)
    assert done.returncode == 0 and len(ids(tmp_path)) == STORIES, done.stderr
    (durable,) = (tmp_path / "output").rglob("dw-*.jsonl")
    rows = [json.loads(line) for line in durable.read_text().splitlines()]
    for row in rows:
        assert set(row["extra"]) == {"sentences", "mykey"}
        assert row["extra"]["mykey"] == [row["id"], {"half": 0.5}]
    assert json.loads((tmp_path / "mine.json").read_text()) == rows
    assert [json.loads(line) for line in (tmp_path / "mine.jsonl").read_text().splitlines()] == rows
    with (tmp_path / "mine.csv").open(encoding="utf-8", newline="") as file:
        assert [json.loads(row["extra"]) for row in csv.DictReader(file)] == [
            row["extra"] for row in rows
        ]
    items = ElementTree.parse(tmp_path / "mine.xml").getroot()
    assert [int(item.findtext("extra/sentences") or -1) for item in items] == [
        row["extra"]["sentences"] for row in rows
    ]
    assert [item.findtext("extra/mykey/value") for item in items] == [
        str(row["id"]) for row in rows
    ]
