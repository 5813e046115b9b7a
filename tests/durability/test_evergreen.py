"""Old ids that get a new film under a new date: lists tell it, `since` goes by what they show."""

from __future__ import annotations

from collections import Counter

import pytest

from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.crawls import Crawl, Crawler

pytestmark = pytest.mark.long

STORIES = 60
WORLD = World(stories=STORIES, languages=("en",))
SITE = ("--stories", str(STORIES), "--languages", "en")
NOW = ("max_depth=1", "since=1d")
OLD = [
    n
    for n in range(STORIES)
    if WORLD.layout_of(n) != "classic" and WORLD.describes_itself(n) and WORLD.depth_of(n) == 0
]
EVERGREEN = {WORLD.id_of(n) for n in OLD[3:18:3]}


def renew(site: RunningSite) -> None:
    for story in EVERGREEN:
        site.edit(story)


def requests(site: RunningSite) -> set[int]:
    return {int(story) for story in site.requests()["stories"]}


def revisions(done: Crawl) -> Counter[tuple[int, int]]:
    return Counter((row["id"], row["revision"]) for row in done.rows)


@pytest.mark.parametrize("ways", ["sections,explore_more", "rss"])
def test_a_new_film_under_an_old_id_is_the_next_revision(ways: str, crawl: Crawler) -> None:
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=1")
        renew(site)
        site.forget()
        second = crawl(site.origin, *NOW, f"discover={ways}")
        assert requests(site) <= EVERGREEN
        site.forget()
        third = crawl(site.origin, *NOW, f"discover={ways}")
        assert requests(site) == set()
        renew(site)
        fourth = crawl(site.origin, *NOW, f"discover={ways}")
    found = {row["id"] for row in second.rows if row["revision"] == 2}
    assert found and found <= EVERGREEN
    assert ways == "rss" or found == EVERGREEN
    assert revisions(second) - revisions(first) == Counter((story, 2) for story in found)
    assert revisions(third) == revisions(second)
    assert revisions(fourth) - revisions(third) == Counter((story, 3) for story in found)


@pytest.mark.parametrize("layout", ["mixed", "dom"])
def test_a_crawl_of_the_newest_has_what_lists_show_as_new_and_asks_once(
    layout: str, crawl: Crawler
) -> None:
    chosen = () if layout == "mixed" else ("--layout", layout)
    with running(*SITE, *chosen) as site:
        before = crawl(site.origin, *NOW)
        renew(site)
        site.forget()
        first = crawl(site.origin, *NOW)
        assert requests(site) == EVERGREEN
        site.forget()
        second = crawl(site.origin, *NOW)
        assert requests(site) == set()
    assert before.ids == []
    assert revisions(first) == revisions(second) == Counter((story, 1) for story in EVERGREEN)
    assert all(row["date_published"] < "2026-02" for row in first.rows)


def test_what_was_not_wanted_when_it_was_fetched_is_had_when_a_list_shows_it_as_new(
    crawl: Crawler,
) -> None:
    """Links do not tell a date, so each such story is fetched once to be known."""
    over_links = ("discover=sections,links", "since=2026-01-15", "max_depth=2")
    with running(*SITE) as site:
        first = crawl(site.origin, *over_links)
        site.forget()
        second = crawl(site.origin, *over_links)
        assert requests(site) == set()
        renew(site)
        third = crawl(site.origin, *NOW)
    assert first.stats["dw/stories/excluded/date"] > 0 and not revisions(second) - revisions(first)
    assert {row for row, _ in revisions(third) - revisions(second)} == EVERGREEN


def test_until_leaves_out_what_lists_show_as_newer(crawl: Crawler) -> None:
    with running(*SITE) as site:
        renew(site)
        done = crawl(site.origin, "max_depth=0", "since=2026-01-02", "until=2026-02-01")
        assert requests(site).isdisjoint(EVERGREEN)
    assert done.ids and EVERGREEN.isdisjoint(done.ids)
