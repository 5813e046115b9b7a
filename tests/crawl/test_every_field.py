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
    "apollo": {},
    "dom": {
        "is_opinion": "nothing on the page says so",
        "authors": "names are not linked to pages",
        "related": "three are shown, with days for dates and pictures without address",
    },
    "dom without JSON-LD": {
        "date_published": "the day, or minutes or hours ago, as the page shows it",
        "date_precision": "of the same",
        "date_modified": "nothing on the page says so",
    },
    "dom video": {
        "lead_image": "the player hides it: its address alone is told, by Open Graph",
        "images": "the player hides the lead image",
    },
    "dom liveblog": {"posts": "names are not linked to pages, days for dates"},
    "classic": {
        "kicker": "no region",
        "date_published": "the day only, and in Amharic in numbers of no known calendar",
        "date_precision": "of the same",
        "date_modified": "not told",
        "authors": "names are not linked to pages",
        "categories": "not told",
        "regions": "not told",
        "is_opinion": "not told",
        "media": "one file of a video",
        "related": "no kicker, no duration, days for dates, no pictures in the first list",
    },
}
NOT_TOLD["dom audio"] = NOT_TOLD["dom video"]
# Of the classic layout no other type is captured or attested.
TYPES = {"classic": ("article",)}


@pytest.mark.parametrize("layout", ["app_state", "apollo", "dom", "classic", "mixed"])
def test_every_field_of_every_story(layout: str, crawl: Crawler) -> None:
    types = TYPES.get(layout, STORY_TYPES)
    world = World(stories=STORIES, layout=layout, types=types)  # type: ignore[arg-type]
    options = ("--stories", str(STORIES), "--layout", layout, "--types", ",".join(types))
    assert_all_is_told(world, options, crawl)


@pytest.mark.parametrize("layout", ["dom", "app_state"])
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


def assert_all_is_told(world: World, options: tuple[str, ...], crawl: Crawler) -> Crawl:
    """All stories, each once, and every field of each as the site put it in."""
    lists = Lists(world)
    with running(*options) as site:
        done = crawl(site.origin, *EVERYTHING, timeout=300)
    assert done.status == 0, done.log
    pages = {(world.layout_of(n), world.language_of(n)) for n in range(world.stories)}
    unread = {"dw/dates/unreadable", "dw/problems/bad_date"} & done.stats.keys()
    assert bool(unread) is (("classic", "am") in pages)
    published = printed_list(*options)
    assert [story["id"] for story in published] == [world.id_of(n) for n in range(world.stories)]
    assert sorted(done.ids) == [story["id"] for story in published]
    rows = {row["id"]: row for row in done.rows}
    for n, stated in enumerate(published):
        row = rows[stated["id"]]
        same = ("short_url", "url", "type", "language", "headline")
        assert {name: row[name] for name in same} == {name: stated[name] for name in same}
        assert row["provenance"]["layout"] == stated["layout"] == world.layout_of(n)
        assert_every_field(row, n, lists)
    assert {row["type"] for row in done.rows} == set(world.types)
    assert {row["language"] for row in done.rows} == set(world.languages)
    lists.assert_provenance(done.rows)
    by_hops = {row["type"] for row in done.rows if row["provenance"]["depth"]}
    assert by_hops or world.types == ("article",)  # a sitemap lists all of those
    return done


def assert_every_field(row: dict[str, Any], n: int, lists: Lists) -> None:
    world, truth = lists.world, lists.truths.of(n)
    layout, describes_itself = world.layout_of(n), world.describes_itself(n)
    expected = msgspec.to_builtins(told(truth, layout, describes_itself=describes_itself))
    wrong = {
        name: (row[name], value)
        for name, value in expected.items()
        if name not in OF_THE_CRAWL and row[name] != value
    }
    assert not wrong, f"story {n} ({row['url']}): {wrong}"
    not_told = NOT_TOLD[layout].keys() | NOT_TOLD.get(f"{layout} {row['type']}", {}).keys()
    if not describes_itself:
        not_told |= NOT_TOLD[f"{layout} without JSON-LD"].keys()
    whole = msgspec.to_builtins(truth.story)
    less = {name for name, value in expected.items() if whole[name] != value}
    assert less <= not_told, f"story {n}: {less - not_told} are not named"


def printed_list(*options: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "scrapy", "minisite", "--list", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]
