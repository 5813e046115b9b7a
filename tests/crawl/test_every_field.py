"""A crawl of the miniature site gives, field by field, what the site put in."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
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


@pytest.mark.parametrize("layout", NOT_TOLD)
def test_every_field_of_every_story(layout: str, crawl: Crawler) -> None:
    world = World(stories=STORIES, layout=layout)  # type: ignore[arg-type]
    truths = Truths(world)
    with running("--stories", str(STORIES), "--layout", layout) as site:
        done = crawl(site.origin, f"languages={LANGUAGES}", "max_depth=3")
    assert done.status == 0, done.log
    assert sorted(done.ids) == [world.id_of(n) for n in range(STORIES)]
    for row in done.rows:
        n = world.n_of(row["id"])
        assert n is not None
        truth: dict[str, Any] = msgspec.to_builtins(truths.of(n).story)
        wrong = {
            name: (row[name], value)
            for name, value in truth.items()
            if name not in OF_THE_CRAWL | NOT_TOLD[layout].keys() and row[name] != value
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
    by_id = {teaser["id"]: teaser for teaser in truth["related"]}
    assert [t["id"] for t in row["related"]] == list(by_id)[: len(row["related"])]
    assert len(row["related"]) >= min(3, len(by_id))
    for teaser in row["related"]:
        told = by_id[teaser["id"]]
        assert teaser["date_published"][:10] == told["date_published"][:10]
        assert {k: teaser[k] for k in ("url", "type", "headline", "description")} == {
            k: told[k] for k in ("url", "type", "headline", "description")
        }
