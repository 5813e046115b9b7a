"""A second crawl: what is known is not fetched again, what changed is, and is the next revision."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawls import Crawl, Crawler

pytestmark = pytest.mark.long

WORLD = World(stories=200, languages=("en",))
SITE = ("--stories", "200", "--languages", "en")
# Pages that tell days and no times are as of the visit: on lists that tell only days, an edit on the
# day of the visit is not seen.
TIMED = [n for n in range(200) if WORLD.layout_of(n) != "classic" and WORLD.describes_itself(n)]
EDITED = [n for n in TIMED if WORLD.depth_of(n) == 0][2:82:8]


def new(done: Crawl, before: Crawl) -> Counter[int]:
    """How often each story was written since."""
    return Counter(done.ids) - Counter(before.ids)


@pytest.mark.parametrize("ways", ["sections,explore_more", "sections,explore_more,rss,sitemap"])
def test_an_unchanged_site_costs_no_story_request(ways: str, crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3", f"discover={ways}")
        site.forget()
        second = crawl(site.origin, "max_depth=3", f"discover={ways}")
        requests = site.requests()
    assert len(first.ids) == len(set(first.ids)) == WORLD.stories
    assert requests["stories"] == {} and requests["requests"]["listing"] > 5
    assert not new(second, first) and second.status == 0
    assert len(list(second.output.glob("dw-*.jsonl"))) == 1  # no empty feed besides


def test_ten_edits_are_ten_revisions(crawl: Crawler) -> None:
    assert len(EDITED) == 10
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3")
        for n in EDITED:
            site.edit(WORLD.id_of(n))
        site.forget()
        second = crawl(site.origin, "max_depth=3")
        requests = site.requests()
        third = crawl(site.origin, "max_depth=3")
    ids = {WORLD.id_of(n) for n in EDITED}
    assert new(second, first) == Counter(ids)
    assert {int(story) for story in requests["stories"]} == ids
    assert second.stats["dw/stories/changed"] == 10
    truths = Truths(WORLD)
    for row in second.rows:
        n = WORLD.n_of(row["id"])
        assert n is not None
        was = truths.of(n).story.description
        edited = row["revision"] == 2
        assert row["description"] == (f"{was} (1)" if edited else was)
    assert sorted(row["id"] for row in second.rows if row["revision"] == 2) == sorted(ids)
    assert not new(third, second)


def test_always_asks_conditionally_and_writes_what_changed(crawl: Crawler) -> None:
    edited = WORLD.id_of(EDITED[0])
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3")
        site.edit(edited)
        site.forget()
        second = crawl(site.origin, "max_depth=3", "revisit=always")
        requests = site.requests()
    assert len(requests["stories"]) == WORLD.stories
    assert new(second, first) == Counter([edited])
    # Explore more of others shows the edit too: their pages changed, their stories did not.
    told = second.stats
    assert told["dw/stories/not_modified"] + told.get("dw/stories/unchanged", 0) == 199
    assert told["dw/stories/not_modified"] > 150


def test_never_leaves_known_stories_alone(crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=0")
        for n in EDITED:
            site.edit(WORLD.id_of(n))
        site.forget()
        second = crawl(site.origin, "max_depth=1", "revisit=never")
        requests = site.requests()
    found = new(second, first)
    assert set(found) == {WORLD.id_of(n) for n in range(200) if WORLD.depth_of(n) == 1}
    assert len(requests["stories"]) == len(found)


def test_a_feed_of_ones_own_gets_all_that_is_found(crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3")
        feed = first.output / "mine.jsonl"
        done = crawl(site.origin, "max_depth=3", options=("-O", str(feed)))
    assert done.status == 0
    assert len(feed.read_text().splitlines()) == WORLD.stories
    assert not new(done, first)


def test_standard_output_is_a_feed_too(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0", options=("-o", "-:jsonlines"))
    assert len(done.printed.splitlines()) == 100


def test_a_feed_of_ones_own_makes_its_stories_known(crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3", options=("-O", str(crawl.folder / "a.jsonl")))
        site.forget()
        crawl(site.origin, "max_depth=3")
        assert site.requests()["stories"] == {}
    assert first.stats["item_scraped_count"] == WORLD.stories


@pytest.mark.parametrize("fault", ["gone", "missing"])
def test_a_story_that_is_gone_is_remembered_as_gone(fault: str, crawl: Crawler) -> None:
    with running(*SITE, "--fault", f"{fault}=0.2") as site:
        first = crawl(site.origin, "max_depth=3")
        site.forget()
        second = crawl(site.origin, "max_depth=3")
        assert site.requests()["stories"] == {}
    assert 0 < len(first.ids) < WORLD.stories
    assert first.stats["dw/stories/gone"] > 10
    assert not new(second, first)


def test_stories_that_were_not_wanted_are_not_fetched_again(crawl: Crawler) -> None:
    """The rendered Explore more tells days only: what falls on the day is fetched to be known."""
    since = "since=2026-01-12T09:00:00Z"
    with running(*SITE, "--layout", "dom") as site:
        first = crawl(site.origin, "max_depth=3", since)
        asked = len(site.requests()["stories"])
        site.forget()
        crawl(site.origin, "max_depth=3", since)
        assert site.requests()["stories"] == {}
    assert asked > len(first.ids)


@pytest.mark.parametrize("layout", ["app_state", "dom"])
def test_a_change_of_layout_is_no_change_of_stories(layout: str, crawl: Crawler) -> None:
    """All types of story: a rendered page tells less of a video than its state does."""
    edited = WORLD.id_of(EDITED[0])
    with running(*SITE, "--layout", layout) as site:
        first = crawl(site.origin, "max_depth=3")
    with running(*SITE, "--layout", "dom" if layout == "app_state" else "app_state") as site:
        second = crawl(site.origin, "max_depth=3", "revisit=always")
        site.edit(edited)
        third = crawl(site.origin, "max_depth=3", "revisit=always")
    assert not new(second, first)
    assert new(third, second) == Counter([edited])


def test_a_story_that_was_not_wanted_is_had_by_a_crawl_that_wants_it(crawl: Crawler) -> None:
    with running(*SITE, "--layout", "dom") as site:
        first = crawl(site.origin, "max_depth=3", "since=2026-01-12T09:00:00Z")
        with contextlib.closing(sqlite3.connect(crawl.folder / "store.sqlite")) as db:
            unwanted = {story for (story,) in db.execute("SELECT id FROM story WHERE revision = 0")}
        second = crawl(site.origin, "max_depth=3")
    assert unwanted and not unwanted & set(first.ids)
    assert len(second.ids) == len(set(second.ids)) == WORLD.stories


# Without the pipelines that make a story complete, none is as the schema says.
INCOMPLETE = {
    "dwcrawler.pipelines.validation.Validation": 900,
    "dwcrawler.pipelines.recording.Recording": 1000,
}
REJECTING = (f"ITEM_PIPELINES_BASE={json.dumps(INCOMPLETE)}", "ITEM_PIPELINES={}")


@pytest.mark.parametrize("fault", ["forbidden", "redirect-loop", "redirect-offsite"])
def test_an_address_that_gives_no_story_is_not_asked_for_in_every_crawl(
    fault: str, crawl: Crawler
) -> None:
    with running(*SITE, "--fault", f"{fault}=0.1") as site:
        first = crawl(site.origin, "max_depth=3")
        site.forget()
        second = crawl(site.origin, "max_depth=3")
        assert site.requests()["stories"] == {}
    assert 0 < len(first.ids) < WORLD.stories and not new(second, first)


def test_a_rejected_story_is_not_asked_for_in_every_crawl(crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=0", settings=REJECTING)
        site.forget()
        crawl(site.origin, "max_depth=0", settings=REJECTING)
        assert site.requests()["stories"] == {}
        later(crawl)
        third = crawl(site.origin, "max_depth=0")
    assert first.ids == [] and first.stats["dw/stories/rejected"] == 100
    assert len(third.ids) == 100


def test_a_404_that_passes_is_no_end(crawl: Crawler) -> None:
    with running(*SITE, "--fault", "missing=0.2", "--heal", "1") as site:
        first = crawl(site.origin, "max_depth=3")
        second = crawl(site.origin, "max_depth=3")
        assert len(first.ids) < WORLD.stories and not new(second, first)
        later(crawl)
        third = crawl(site.origin, "max_depth=3")
        later(crawl)
        fourth = crawl(site.origin, "max_depth=3")
    assert len(third.ids) > len(second.ids)
    assert len(fourth.ids) == len(set(fourth.ids)) == WORLD.stories


def later(crawl: Crawler) -> None:
    """As if the last visits had been a month ago."""
    with contextlib.closing(sqlite3.connect(crawl.folder / "store.sqlite")) as db:
        db.execute("UPDATE story SET last_crawled = '2020-01-01T00:00:00Z' WHERE revision = 0")
        db.commit()


def test_a_clock_that_was_put_back(crawl: Crawler) -> None:
    """The last crawl was, as its clock told it, in years to come."""
    future = "2099-01-01T00:00:00Z"
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3")
        (feed,) = crawl.folder.glob("dw-*.jsonl")
        feed.rename(feed.with_name("dw-2099-01-01T00-00-00Z.jsonl"))
        with contextlib.closing(sqlite3.connect(crawl.folder / "store.sqlite")) as db:
            db.execute("UPDATE story SET last_crawled = ?, newest = ?", (future, future))
            db.commit()
        for n in EDITED:
            site.edit(WORLD.id_of(n))
        second = crawl(site.origin, "max_depth=3")
        third = crawl(site.origin, "max_depth=3")
        with contextlib.closing(sqlite3.connect(crawl.folder / "store.sqlite")) as db:
            (mended,) = db.execute(
                "SELECT count(*) FROM story WHERE last_crawled < ? AND newest < ?", (future, future)
            ).fetchone()
    assert new(second, first) == Counter(WORLD.id_of(n) for n in EDITED)
    assert not new(third, second) and mended >= len(EDITED)
