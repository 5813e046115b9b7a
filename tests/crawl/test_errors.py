"""Exceptions in users' own pipelines and components: counted, named, no success; and `extra`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.minisite.process import running
from tests.crawl.test_outcomes import errors_of
from tests.crawls import ROOT, Crawl, Crawler

SITE = ("--stories", "60", "--languages", "en")

# What users write: a settings module of their own around this project's.
SETTINGS = """
from dwcrawler.settings import *
ITEM_PIPELINES = {**ITEM_PIPELINES, "own.Own": %d}
SPIDER_MIDDLEWARES = {**SPIDER_MIDDLEWARES, "own.Middleware": 100}
EXTENSIONS = {**EXTENSIONS, "own.Extension": 500}
"""
NOTHING = """
class Own:
    def process_item(self, item):
        return item

class Middleware:
    pass

class Extension:
    pass
"""
FAILS = """
class Own:
    def process_item(self, item):
        return item["nothing of the kind"]
"""
FAILS_FOR_SOME = """
class Own:
    def process_item(self, item):
        if item.id // 10 % 5 == 0:
            raise LookupError("no such number")
        return item
"""
FORGETS = """
class Own:
    def process_item(self, item):
        item.extra["seen"] = True
"""
RETURNS_A_DICT = """
from itemadapter import ItemAdapter

class Own:
    def process_item(self, item):
        return ItemAdapter(item).asdict()
"""
ADDS_BY_ADAPTER = """
from itemadapter import ItemAdapter

class Own:
    def process_item(self, item):
        ItemAdapter(item)["score"] = 1
        return item
"""
ADDS = """
class Own:
    async def process_item(self, item):
        item.extra["words"] = {"of headline": len(item.headline.split())}
        return item
"""
ADDS_NO_JSON = """
class Own:
    def process_item(self, item):
        item.extra["file"] = object()
        return item
"""
BREAKS_EVERY_PAGE = """
class Middleware:
    async def process_spider_output(self, response, result):
        raise UnicodeDecodeError("utf-8", b"\\xff", 0, 1, "invalid start byte")
        yield
"""
BREAKS_STORIES = """
class Middleware:
    async def process_spider_output(self, response, result):
        if "/a-" in response.url and int(response.url.rpartition("-")[2]) % 4 == 0:
            raise ValueError("cannot be read")
        async for found in result:
            yield found
"""
BREAKS_AT_IDLE = """
from scrapy import signals

class Extension:
    @classmethod
    def from_crawler(cls, crawler):
        extension = cls()
        crawler.signals.connect(extension.idle, signals.spider_idle)
        return extension

    def idle(self):
        raise RuntimeError("at idle")
"""


class CrawlWith:
    """Runs a crawl in whose settings a user's own components stand, at the place `at`."""

    def __init__(self, crawl: Crawler, folder: Path) -> None:
        self._crawl = crawl
        self._folder = folder

    def __call__(self, own: str, *arguments: str, at: int = 350, **options: Any) -> Crawl:
        (self._folder / "own.py").write_text(NOTHING + own)
        (self._folder / "own_settings.py").write_text(SETTINGS % at)
        with running(*SITE) as site:
            done = subprocess.run(
                self._crawl.command(*arguments, **options),
                cwd=ROOT,
                env={
                    **self._crawl.environment(site.origin),
                    "PYTHONPATH": f"{self._folder}{os.pathsep}{ROOT}",
                    "SCRAPY_SETTINGS_MODULE": "own_settings",
                },
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
        return self._crawl.result(done.returncode, done.stderr, done.stdout)


@pytest.fixture
def crawl_with(crawl: Crawler, tmp_path_factory: pytest.TempPathFactory) -> CrawlWith:
    return CrawlWith(crawl, tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize("arguments", [(), ("max_stories=10",)])
def test_a_pipeline_that_always_fails_ends_the_crawl(
    arguments: tuple[str, ...], crawl_with: CrawlWith
) -> None:
    done = crawl_with(FAILS, *arguments)
    assert done.status == 8 and done.stats["finish_reason"] == "errors" and not done.rows
    ending = next(line for line in errors_of(done.log) if "the crawl ends" in line)
    assert "Own/TypeError" in ending and "first: https://www.dw.com/en/" in ending
    assert done.log.count("Error processing https://") < 60
    assert "errors" in done.log.partition("Summary of the crawl")[2]


def test_a_pipeline_that_fails_for_some(crawl_with: CrawlWith) -> None:
    done = crawl_with(FAILS_FOR_SOME, "max_depth=3")
    failed = done.stats["dw/errors/Own/LookupError"]
    assert done.status == 8 and len(done.rows) == 60 - failed > 0
    assert all(row["id"] // 10 % 5 for row in done.rows)
    assert f"Unexpected errors: Own/LookupError {failed} (first: https://" in done.log
    assert "no such number" in done.log.partition("Summary of the crawl")[2]


@pytest.mark.parametrize(("own", "what"), [(FORGETS, "nothing"), (RETURNS_A_DICT, "type dict")])
def test_a_pipeline_that_returns_no_story(own: str, what: str, crawl_with: CrawlWith) -> None:
    done = crawl_with(own, settings=("CONCURRENT_REQUESTS=2",))
    assert done.status == 8 and not done.rows
    ending = next(line for line in errors_of(done.log) if line.startswith("The crawl ends"))
    assert "the pipeline Own returned " in ending and what in ending
    assert "item.extra" in ending
    assert done.log.count("Error processing https://") <= 12  # those that were under way


def test_a_key_that_a_pipeline_adds_by_adapter_is_in_extra(crawl_with: CrawlWith) -> None:
    done = crawl_with(ADDS_BY_ADAPTER)
    assert done.status == 0 and done.rows
    assert all(row["extra"] == {"score": 1} for row in done.rows)


@pytest.mark.parametrize("at", [50, 350, 650, 950])
def test_a_pipeline_adds_keys(at: int, crawl_with: CrawlWith) -> None:
    done = crawl_with(ADDS, "max_depth=3", at=at)
    assert done.status == 0 and len(done.rows) == 60
    for row in done.rows:
        words = len(row["headline"].split())
        assert row["extra"] == {"words": {"of headline": words}}
        assert list(row)[-1] == "extra"


def test_keys_of_users_own_are_a_revision_only_where_asked(crawl_with: CrawlWith) -> None:
    first = crawl_with("", "max_depth=3")
    again = crawl_with(ADDS, "max_depth=3", "revisit=always")
    assert first.status == again.status == 0 and len(again.rows) == 60
    feed = first.output / "asked.jsonl"
    asked = crawl_with(
        ADDS, "max_depth=3", options=("-O", str(feed)), settings=("DW_HASH_EXTRA=1",)
    )
    rows = [json.loads(line) for line in feed.read_text().splitlines()]
    assert asked.status == 0 and [row["revision"] for row in rows] == [2] * 60


def test_keys_that_are_no_json_reject_the_story(crawl_with: CrawlWith) -> None:
    done = crawl_with(ADDS_NO_JSON)
    assert done.status in (6, 7) and not done.rows
    rejected = next(done.output.glob("rejected-*.jsonl")).read_text().splitlines()
    assert "extra: cannot be written as JSON" in json.loads(rejected[0])["errors"][0]
    assert "Traceback" not in done.log


def test_a_callback_that_always_raises_is_no_success(crawl_with: CrawlWith) -> None:
    done = crawl_with(BREAKS_EVERY_PAGE)
    assert done.status == 8 and done.stats["finish_reason"] == "errors"
    named = "callback/UnicodeDecodeError 1 (first: https://www.dw.com/en/"
    assert named in done.log.partition("Summary of the crawl")[2]


def test_pages_beside_one_that_raises_are_read(crawl_with: CrawlWith) -> None:
    done = crawl_with(BREAKS_STORIES, "max_depth=3", settings=("CONCURRENT_REQUESTS=1",))
    broken = done.stats["dw/errors/callback/ValueError"]
    assert done.status == 8 and broken > 0
    assert done.stats["dw/stories/lost/error"] == broken
    assert len(done.rows) >= 60 - 3 * broken


def test_what_breaks_elsewhere_is_seen(crawl_with: CrawlWith) -> None:
    done = crawl_with(BREAKS_AT_IDLE, "max_depth=0")
    assert done.status == 8 and done.rows
    assert "scrapy.utils.signal/RuntimeError" in done.log.partition("Summary of the crawl")[2]
