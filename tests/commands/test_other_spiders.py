"""Other spiders in the project, and Scrapy's commands for any page, work as without ours."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.commands.scrapy import scrapy, served
from tests.crawls import ROOT

FAST = ("-s", "AUTOTHROTTLE_ENABLED=0")
STORIES = 12
SPIDER = """
import scrapy


class Title(scrapy.Item):
    title = scrapy.Field()


class Other(scrapy.Spider):
    name = "other"

    def __init__(self, origin, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [f"{origin}/index.html", f"{origin}/none.html"]

    def parse(self, response):
        title = response.css("title::text").get()
        yield {"title": title} if title == "First" else Title(title=title)
        yield from response.follow_all(css="a", callback=self.parse)
"""


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<title>First</title><a href='b.html'>b</a>")
    (folder / "b.html").write_text("<title>Second</title><a href='b.html'>b</a>")
    with served(folder) as origin:
        yield origin


@pytest.fixture
def spider(tmp_path: Path) -> Path:
    path = tmp_path / "other_spider.py"
    path.write_text(SPIDER)
    return path


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        yield site


def test_a_page_of_any_site_can_be_fetched(origin: str) -> None:
    done = scrapy("fetch", f"{origin}/", *FAST)
    assert done.returncode == 0 and "<title>First</title>" in done.stdout
    assert "Traceback" not in done.stderr and "ERROR" not in done.stderr
    assert "'downloader/response_status_count/200': 1" in done.stderr
    none = scrapy("fetch", "--headers", f"{origin}/none.html", *FAST)
    assert "Traceback" not in none.stderr and "< Server:" in none.stdout


def test_a_shell_and_a_look_with_a_browser_open(origin: str) -> None:
    done = scrapy("shell", "-c", "response.css('title::text').get()", f"{origin}/", *FAST)
    assert done.returncode == 0 and done.stdout.strip() == "First", done.stderr
    assert "Traceback" not in done.stderr
    done = scrapy("view", f"{origin}/", *FAST, BROWSER="true")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "ERROR" not in done.stderr


def test_scrapys_bench_runs() -> None:
    done = scrapy("bench", "-s", "CLOSESPIDER_TIMEOUT=1", *FAST)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "ERROR" not in done.stderr and "'finish_reason': 'closespider_timeout'" in done.stderr


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "xml"])
def test_a_spider_of_another_file_writes_every_kind_of_feed(
    ending: str, origin: str, spider: Path, tmp_path: Path
) -> None:
    feed = tmp_path / f"titles.{ending}"
    done = scrapy("runspider", spider, "-a", f"origin={origin}", "-O", feed, *FAST)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr and "ERROR" not in done.stderr
    text = feed.read_text()
    if ending == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
    elif ending == "json":
        rows = json.loads(text)
    elif ending == "csv":
        rows = list(csv.DictReader(text.splitlines()))
    else:
        assert text.count("<title>") == 2 and "<title>Second</title>" in text
        return
    assert sorted(row["title"] for row in rows) == ["First", "Second"]


def test_a_spider_that_a_user_adds_to_the_project_crawls_beside_dw(
    origin: str, tmp_path: Path, site: RunningSite
) -> None:
    """Made by `genspider`; with depth counted, which `dw` does itself."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "dwcrawler", project / "dwcrawler")
    shutil.copy(ROOT / "scrapy.cfg", project)
    assert scrapy("genspider", "--list", cwd=project).returncode == 0
    done = scrapy("genspider", "plain", origin, cwd=project)
    assert done.returncode == 0 and "Created spider 'plain'" in done.stdout, done.stderr
    (project / "dwcrawler/spiders/other.py").write_text(SPIDER)
    assert scrapy("list", cwd=project).stdout.split() == ["dw", "other", "plain"]
    done = scrapy("crawl", "plain", *FAST, cwd=project)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    feed = tmp_path / "titles.jsonl"
    limited = ("-s", "DEPTH_LIMIT=0", "-s", "DW_MIRROR=no origin", "-s", "DW_SYNC_LINES=none")
    crawl = ("crawl", "other", "-a", f"origin={origin}", "-O", feed)
    done = scrapy(*crawl, *FAST, *limited, cwd=project)
    assert done.returncode == 0 and "'request_depth_max': " in done.stderr, done.stderr
    assert len(feed.read_text().splitlines()) == 2
    assert not (project / "output").exists()
    dw = scrapy("crawl", "dw", *FAST, cwd=project, DW_MIRROR=site.origin)
    assert dw.returncode == 0, dw.stderr
    feeds = list((project / "output").rglob("dw-*.jsonl"))
    assert [len(feed.read_text().splitlines()) for feed in feeds] == [STORIES]


def test_parse_shows_a_story_and_what_would_be_followed(site: RunningSite, tmp_path: Path) -> None:
    """Nothing of it is recorded, and a crawl at work on the store is not in the way."""
    truths = Site(World(stories=STORIES, languages=("en",))).truths
    story = truths.of(0).story
    output = tmp_path / "output"
    looks = ("-s", f"DW_MIRROR={site.origin}", "-s", f"DW_OUTPUT_DIR={output}", *FAST)
    done = scrapy("parse", "--nocolour", "--pipelines", story.url, *looks)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    items, _, requests = done.stdout.partition("# Requests")
    assert f"'short_url': '{story.short_url}'" in items
    related = [teaser.url for teaser in story.related[:3]]  # what a rendered page shows at first
    assert related and all(f"<GET {url}>" in requests for url in related)
    start = scrapy("parse", "--nocolour", "https://www.dw.com/en/top-stories/s-9097", *looks)
    assert start.stdout.count("<GET https://www.dw.com/en/") > STORIES / 2
    shown = scrapy("fetch", "--nolog", story.url, *looks)
    assert shown.returncode == 0 and str(story.id) in shown.stdout
    assert not output.exists()


def test_a_crawl_asks_for_no_more_at_a_time_than_it_has_room_for(
    site: RunningSite, tmp_path: Path
) -> None:
    """What a look hands on at once, a crawl keeps in its own queue, in its own order."""
    looks = ("-s", f"DW_MIRROR={site.origin}", "-s", f"DW_OUTPUT_DIR={tmp_path}", *FAST)
    stats = tmp_path / "stats.json"
    few = ("-s", "CONCURRENT_REQUESTS=1", "-s", "CLOSESPIDER_PAGECOUNT=3")
    scrapy("crawl", "dw", *looks, *few, "-s", f"DW_STATS_FILE={stats}")
    assert json.loads(stats.read_text())["scheduler/enqueued"] < STORIES
