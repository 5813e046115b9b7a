"""A crawl of the miniature site gives, field by field, what the site put in.

Every type, in ten editions, in each of the generations; "dom" is the site without any state.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import TYPES as STORY_TYPES
from dwcrawler.minisite.world import World
from tests.crawls import Crawler

STORIES = 240
LANGUAGES = "en,de,es,ar,fa-ir,zh,ru,hi,am,pt-br"
OF_THE_CRAWL = {"provenance", "revision", "content_hash"}

# What each rendering of a story does not tell.
NOT_TOLD: dict[str, dict[str, str]] = {
    "app_state": {},
    "apollo": {},
    "dom": {
        "is_opinion": "nothing on the page says so",
        "authors": "names are not linked to pages",
        "related": "three are shown, with days for dates and pictures without address",
    },
    "dom video": {
        "lead_image": "the player hides it: its address alone is told, by Open Graph",
        "images": "the player hides the lead image",
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
        "related": "no kicker, days for dates, no pictures in the first list",
    },
}


NOT_TOLD["dom audio"] = NOT_TOLD["dom video"]
# Of the classic layout no other type is captured or attested.
TYPES = {"classic": ("article",)}


@pytest.mark.parametrize("layout", ["app_state", "apollo", "dom", "classic"])
def test_every_field_of_every_story(layout: str, crawl: Crawler) -> None:
    types = TYPES.get(layout, STORY_TYPES)
    world = World(stories=STORIES, layout=layout, types=types)  # type: ignore[arg-type]
    truths = Truths(world)
    options = ("--stories", str(STORIES), "--layout", layout, "--types", ",".join(types))
    with running(*options) as site:
        done = crawl(site.origin, f"languages={LANGUAGES}", "max_depth=3")
    assert done.status == 0, done.log
    assert {row["type"] for row in done.rows} == set(types)
    assert sorted(done.ids) == [world.id_of(n) for n in range(STORIES)]
    for row in done.rows:
        n = world.n_of(row["id"])
        assert n is not None
        truth: dict[str, Any] = msgspec.to_builtins(truths.of(n).story)
        not_told = NOT_TOLD[layout].keys() | NOT_TOLD.get(f"{layout} {row['type']}", {}).keys()
        wrong = {
            name: (row[name], value)
            for name, value in truth.items()
            if name not in OF_THE_CRAWL | not_told and row[name] != value
        }
        assert not wrong, f"story {n} ({row['short_url']}): {wrong}"
        assert_what_is_told_of_the_rest(row, truth)
        assert row["provenance"]["layout"] == layout
        assert row["provenance"]["depth"] == world.depth_of(n)


def assert_what_is_told_of_the_rest(row: dict[str, Any], truth: dict[str, Any]) -> None:
    """Fields that are told in part: that part is right."""
    assert [a["name"] for a in row["authors"]] == [a["name"] for a in truth["authors"]]
    assert row["date_published"][:10] == truth["date_published"][:10]
    assert row["kicker"][:1] == truth["kicker"][:1]
    assert [m["id"] for m in row["media"]] == [m["id"] for m in truth["media"]]
    assert [image["id"] for image in row["images"]] == [image["id"] for image in truth["images"]]
    for told, true in zip(row["posts"], truth["posts"], strict=True):
        assert told["date_published"][:10] == true["date_published"][:10]
        assert [a["name"] for a in told["authors"]] == [a["name"] for a in true["authors"]]
        same = ("headline", "body", "text")
        assert [told[name] for name in same] == [true[name] for name in same]
    by_id = {teaser["id"]: teaser for teaser in truth["related"]}
    assert [t["id"] for t in row["related"]] == list(by_id)[: len(row["related"])]
    assert len(row["related"]) >= min(3, len(by_id))
    for teaser in row["related"]:
        told = by_id[teaser["id"]]
        assert teaser["date_published"][:10] == told["date_published"][:10]
        same = ("url", "type", "headline", "description")
        assert [teaser[name] for name in same] == [told[name] for name in same]
