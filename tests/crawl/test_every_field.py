"""A crawl of the miniature site gives, field by field, what the site put in.

Every type, in ten editions, by all ways in, in each of the generations; "dom" is the site without
any state.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

import msgspec
import pytest

from dwcrawler.items import Layout
from dwcrawler.minisite.process import running
from dwcrawler.minisite.told import told
from dwcrawler.minisite.world import TYPES as STORY_TYPES
from dwcrawler.minisite.world import World
from tests.crawl.listed import Lists
from tests.crawls import ROOT, Crawl, Crawler

# So many that in English some are on no list and only found by Explore more.
STORIES = 300
EVERYTHING: Final = (
    "languages=all",
    "discover=sections,explore_more,topics,rss,sitemap,headlines",
    "max_depth=3",
)
# What is not about the story but about the crawl: tested for itself, below and in other places.
OF_THE_CRAWL = {"provenance", "revision", "content_hash"}

# What each rendering of a story does not tell, or not in full; what it tells of it is exact.
NOT_TOLD: dict[str, dict[str, str]] = {
    "app_state": {},
    "app_state of 2026": {"related": "what the site chose stands on the page alone, as days"},
    "api": {"related": "what the site chose for articles, and the words above a block"},
    "apollo": {"keywords": "not DW's own", "body": "the frames of widgets"},
    "dom": {
        "is_opinion": "nothing on the page says so",
        "authors": "names are not linked to pages",
        "related": "three are shown, with days for dates and pictures without address",
        "keywords": "not DW's own",
        "body": "the frames of widgets",
    },
    "dom without JSON-LD": {
        "date_published": "the day, or minutes or hours ago, as the page shows it",
        "date_precision": "of the same",
        "date_modified": "nothing on the page says so",
    },
    "dom of 2026": {
        "section": "it lost its scripts, which tell it",
        "categories": "all but the one above the headline, of the same",
    },
    "dom video": {
        "lead_image": "the player hides it: its address alone is told, by Open Graph",
        "images": "the player hides the lead image",
        "date_modified": "JSON-LD of videos does not say so",
        "media": "no subtitles",
        "program": "not told",
    },
    "dom liveblog": {"posts": "names are not linked to pages, days for dates"},
    "classic": {
        "kicker": "no region",
        "date_published": "the day only",
        "date_precision": "the day only",
        "date_modified": "not told",
        "authors": "names are not linked to pages",
        "categories": "not told",
        "regions": "not told",
        "is_opinion": "not told",
        "media": "one file of a video",
        "related": "no kicker, no duration, days for dates, no pictures in the first list",
        "keywords": "not DW's own",
        "body": "the frames of widgets",
    },
    "classic video": {
        "lead_image": "its address alone",
        "images": "of the same",
        "program": "not told",
    },
}
NOT_TOLD["dom audio"] = NOT_TOLD["dom video"]
# Of the classic layout no other types are captured.
TYPES = {"classic": ("article", "video")}
LAYOUTS = ("rendered-2026", "app_state", "apollo", "dom", "classic", "mixed")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_of_every_story(layout: str, crawl: Crawler) -> None:
    types = TYPES.get(layout, STORY_TYPES)
    world = World(stories=STORIES, layout=layout, types=types)  # type: ignore[arg-type]
    options = ("--stories", str(STORIES), "--layout", layout, "--types", ",".join(types))
    assert_all_is_told(world, options, crawl)


@pytest.mark.parametrize(
    "layout", ["dom", pytest.param("app_state", marks=pytest.mark.long), "rendered-2026"]
)
def test_of_fresh_stories_that_say_how_old_they_are(layout: str, crawl: Crawler) -> None:
    """Minutes, hours and days ago, in every edition's words, counted from the site's own clock."""
    world = World(stories=STORIES, layout=layout, fresh=True)  # type: ignore[arg-type]
    options = ("--stories", str(STORIES), "--layout", layout, "--fresh")
    done = assert_all_is_told(world, options, crawl)
    now = Lists(world).truths.now
    assert now is not None
    assert {row["provenance"]["crawled_at"] for row in done.rows} == {f"{now:%Y-%m-%dT%H:%M:%SZ}"}
    if layout == "dom":
        precisions = {(row["language"], row["date_precision"]) for row in done.rows}
        assert precisions == {
            (code, precision) for code in world.languages for precision in (None, "day", "second")
        }


@pytest.mark.parametrize("layout", ["rendered-2026", pytest.param("mixed", marks=pytest.mark.long)])
def test_every_field_that_the_sites_json_tells(layout: str, crawl: Crawler) -> None:
    """In place of pages: one request a story, and all that a state tells."""
    world = World(stories=STORIES, layout=layout)  # type: ignore[arg-type]
    options = ("--stories", str(STORIES), "--layout", layout)
    assert_all_is_told(world, options, crawl, fetch="api")


def test_pages_that_are_empty_cost_a_request_of_json_and_no_browser(crawl: Crawler) -> None:
    world = World(stories=60, layout="shell")
    done = assert_all_is_told(world, ("--stories", "60", "--layout", "shell"), crawl, "shell")
    assert "dw/render/pages" not in done.stats
    assert not [name for name in done.stats if name.startswith("playwright")]


def assert_all_is_told(
    world: World, options: tuple[str, ...], crawl: Crawler, fetch: str = "page"
) -> Crawl:
    """All stories, each once, and every field of each as the site put it in.

    fetch: `page`, or `api` for the site's JSON alone, or `shell` for that after an empty page
    """
    lists = Lists(world)
    arguments = [*EVERYTHING, *(["fetch=api"] if fetch == "api" else [])]
    with running(*options) as site:
        done = crawl(site.origin, *arguments, timeout=300)
        requests = site.requests()["requests"]
    assert done.status == 0, done.log
    assert "dw/dates/unreadable" not in done.stats
    assert "dw/problems/bad_date" not in done.stats
    asked = (requests.get("story", 0), requests.get("api", 0))
    if fetch == "api":  # listings may be asked for in this way, too
        assert asked[0] == 0 and asked[1] >= world.stories
    else:
        assert asked == (world.stories, world.stories if fetch == "shell" else 0)
    published = printed_list(*options)
    assert [story["id"] for story in published] == [world.id_of(n) for n in range(world.stories)]
    assert sorted(done.ids) == [story["id"] for story in published]
    rows = {row["id"]: row for row in done.rows}
    for n, stated in enumerate(published):
        row = rows[stated["id"]]
        same = ("short_url", "url", "type", "language", "headline")
        assert {name: row[name] for name in same} == {name: stated[name] for name in same}
        assert stated["layout"] == world.layout_of(n)
        layout = world.layout_of(n) if fetch == "page" else "api"
        assert row["provenance"]["layout"] == layout
        assert_every_field(row, n, lists, layout)
    assert {row["type"] for row in done.rows} == set(world.types)
    assert {row["language"] for row in done.rows} == set(world.languages)
    lists.assert_provenance(done.rows)
    if set(world.types) - {"article", "video", "gallery"} and world.stories >= STORIES:
        # Of the others, no list has all.
        assert {row["type"] for row in done.rows if row["provenance"]["depth"]}
    return done


def assert_every_field(row: dict[str, Any], n: int, lists: Lists, layout: Layout) -> None:
    world, truth = lists.world, lists.truths.of(n)
    describes_itself = layout == "api" or world.describes_itself(n)
    expected = msgspec.to_builtins(told(truth, layout, describes_itself=describes_itself))
    wrong = {
        name: (row[name], value)
        for name, value in expected.items()
        if name not in OF_THE_CRAWL and row[name] != value
    }
    assert not wrong, f"story {n} ({row['url']}): {wrong}"
    names = [layout, f"{layout} {row['type']}"]
    names += [f"{layout} of 2026"] if truth.is_of_2026 else []
    names += [] if describes_itself else [f"{layout} without JSON-LD"]
    not_told = set[str]().union(*(NOT_TOLD.get(name, {}) for name in names))
    whole = msgspec.to_builtins(truth.story)
    less = {name for name, value in expected.items() if whole[name] != value}
    assert less <= not_told, f"story {n}: {less - not_told} are not named"


def printed_list(*options: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "scrapy", "minisite", "--list", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]
