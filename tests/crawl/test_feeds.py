"""Where stories go: the default feed, -o, -O, other formats, and rejected stories."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree

from msgspec.structs import fields

from dwcrawler.items import Story
from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

SITE = ("--stories", "40", "--languages", "en")
COLUMNS = [field.name for field in fields(Story)]


def plain(
    crawl: Crawler, origin: str, *options: str, cwd: Path
) -> subprocess.CompletedProcess[str]:
    """In a folder that has the project's config, with its own settings for what goes where."""
    command = crawl.command("max_depth=0")
    at = next(at for at, part in enumerate(command) if part.startswith("DW_OUTPUT_DIR="))
    del command[at - 1 : at + 1]
    (cwd / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text())
    environment = {**crawl.environment(origin), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *options], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_the_default_feed(crawl: Crawler, tmp_path: Path) -> None:
    with running(*SITE) as site:
        done = plain(crawl, site.origin, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "output").iterdir()  # a mirror has one of its own
    assert folder.name == site.origin.removeprefix("http://").replace(":", "-")
    feeds = list(folder.glob("dw-*"))
    assert len(feeds) == 1
    assert {path.name for path in folder.iterdir()} == {
        feeds[0].name,
        "store.sqlite",
        "store.sqlite.lock",
    }
    assert re.fullmatch(r"dw-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl", feeds[0].name)
    lines = feeds[0].read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20
    for line in lines:
        assert list(json.loads(line)) == COLUMNS
    assert not any("\\u" in line for line in lines)


def test_o_appends_and_capital_o_replaces(crawl: Crawler, tmp_path: Path) -> None:
    feed = tmp_path / "mine.jsonl"
    with running(*SITE) as site:
        for option, lines in (("-o", 20), ("-o", 40), ("-O", 20)):
            done = plain(crawl, site.origin, option, str(feed), cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert len(feed.read_text().splitlines()) == lines
    assert not list((tmp_path / "output").glob("**/dw-*"))


def test_json_csv_and_xml_tell_the_same(crawl: Crawler, tmp_path: Path) -> None:
    document, table, tree = (tmp_path / f"mine.{end}" for end in ("json", "csv", "xml"))
    feeds = [part for feed in (document, table, tree) for part in ("-O", str(feed))]
    with running(*SITE) as site:
        done = plain(crawl, site.origin, *feeds, cwd=tmp_path)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    stories = json.loads(document.read_text())
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items = ElementTree.parse(tree).getroot().findall("item")
    assert len(stories) == len(rows) == len(items) == 20
    for story, row, item in zip(stories, rows, items, strict=True):
        assert list(row) == COLUMNS
        assert {name: from_cell(text, story[name]) for name, text in row.items()} == story
        assert item.findtext("headline") == story["headline"]
        assert [b.findtext("text") for b in item.findall("body/value")] == [
            block["text"] for block in story["body"]
        ]
        nulls = [name for name, value in story.items() if value is None]
        assert all(item.find(name) is None for name in nulls)


def from_cell(text: str, value: object) -> object:
    if value is None:
        return text or None
    return text if isinstance(value, str) else json.loads(text)


def test_columns_can_be_chosen(crawl: Crawler, tmp_path: Path) -> None:
    feed = tmp_path / "mine.jsonl"
    with running(*SITE) as site:
        chosen = ("-s", "FEED_EXPORT_FIELDS=id,headline", "-O", str(feed))
        done = plain(crawl, site.origin, *chosen, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {tuple(json.loads(line)) for line in feed.read_text().splitlines()} == {
        ("id", "headline")
    }


def test_a_story_that_is_not_valid_is_kept_apart(crawl: Crawler, tmp_path: Path) -> None:
    """A pipeline of the test's own spoils some stories before they are checked."""
    pipelines = {
        "dwcrawler.pipelines.deduplication.Deduplication": 100,
        "dwcrawler.pipelines.text.Text": 500,
        "dwcrawler.pipelines.validation.Validation": 900,
        "dwcrawler.pipelines.recording.Recording": 1000,
    }
    with running(*SITE) as site:  # dates are left as they are on the pages: not as the schema says
        done = crawl(
            site.origin,
            "max_depth=0",
            settings=(f"ITEM_PIPELINES_BASE={json.dumps(pipelines)}", "ITEM_PIPELINES={}"),
        )
    assert done.status == 7 and done.rows == []  # all are lost
    assert done.stats["dw/stories/rejected"] == 20
    (rejected,) = tmp_path.glob("rejected-*.jsonl")
    lines = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 20
    for line in lines:
        assert any(error.startswith("date_published: ") for error in line["errors"])
        assert any(error.startswith("content_hash: ") for error in line["errors"])
        assert list(line["story"]) == COLUMNS
        url = line["story"]["url"]
        told = [text for text in done.log.splitlines() if f"Invalid story {url}" in text]
        assert len(told) == 1 and "WARNING" in told[0] and "date_published" in told[0]


def test_ctrl_c_leaves_whole_lines(crawl: Crawler, tmp_path: Path) -> None:
    with running("--stories", "3000", "--languages", "en") as site:
        process = subprocess.Popen(
            crawl.command("max_depth=3"),
            cwd=ROOT,
            env=crawl.environment(site.origin),
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 30
        while not any(feed.stat().st_size for feed in tmp_path.glob("dw-*.jsonl.part")):
            assert time.monotonic() < deadline, "no story was written"
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=60)
    done = crawl.result(process.returncode, log)
    assert 0 < len(done.rows) < 3000
    assert done.stats["finish_reason"] == "shutdown"
    assert done.stats["item_scraped_count"] == len(done.rows)
