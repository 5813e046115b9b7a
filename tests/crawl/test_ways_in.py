"""Every way to find stories: alone it finds what it lists, together they find all, each once."""

from __future__ import annotations

import pytest

from dwcrawler.minisite.catalogue import Catalogue
from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawl.listed import Lists
from tests.crawls import Crawler

WORLD = World(stories=1_200)
SITE = ("--stories", "1200")
LISTS = Lists(WORLD)
TRUTHS = LISTS.truths
ALL_WAYS = "sections,explore_more,topics,rss,sitemap,headlines"
LANGUAGES = ("en", "ar")

LISTED = {
    "rss": LISTS.in_feed,
    "headlines": LISTS.in_headlines,
    "sitemap": LISTS.in_sitemaps,
    "sections": LISTS.in_sections,
    "topics": LISTS.on_topics,
}
# What a story says that it was found by; on start pages, which lead to sections and topics, `start`.
FOUND_BY = {"sections": "section", "topics": "topic"}


@pytest.mark.parametrize("way", LISTED)
def test_each_way_alone_finds_what_it_lists(way: str, crawl: Crawler) -> None:
    with running(*SITE) as site:
        languages = ",".join(LANGUAGES)
        done = crawl(site.origin, f"languages={languages}", f"discover={way}", "max_depth=0")
    assert done.status == 0, done.log
    listed = set[int]().union(*(LISTED[way](language) for language in LANGUAGES))
    assert sorted(done.ids) == sorted(listed)
    at_start = set[int]()
    if way in FOUND_BY:
        at_start = set[int]().union(*map(LISTS.on_start_page, LANGUAGES))
    for row in done.rows:
        found_by = "start" if row["id"] in at_start else FOUND_BY.get(way, way)
        assert row["provenance"]["found_by"] == found_by, row["provenance"]
    LISTS.assert_provenance(done.rows)


def test_all_ways_together_find_every_story_once(crawl: Crawler) -> None:
    """Of 31 editions, 21 are not on the miniature site: that is told and stops nothing."""
    with running(*SITE) as site:
        done = crawl(
            site.origin, "languages=all", f"discover={ALL_WAYS}", "max_depth=3", timeout=300
        )
    assert done.status == 0, done.log
    assert sorted(done.ids) == [WORLD.id_of(n) for n in range(WORLD.stories)]
    for row in done.rows:
        n = WORLD.n_of(row["id"])
        assert n is not None
        assert (row["type"], row["language"]) == (WORLD.type_of(n), WORLD.language_of(n))
    assert {row["type"] for row in done.rows} == set(WORLD.types)
    assert {row["language"] for row in done.rows} == set(WORLD.languages)
    LISTS.assert_provenance(done.rows)


def test_stories_listed_everywhere_are_one_request_each(crawl: Crawler) -> None:
    options = ("--stories", "1600", "--languages", "en", "--variants", "4")
    world = World(stories=1_600, languages=("en",), variants=4)
    with running(*options) as site:
        done = crawl(site.origin, f"discover={ALL_WAYS}", "max_depth=3", timeout=300)
        requests = site.requests()
    assert sorted(done.ids) == [world.id_of(n) for n in range(world.stories)]
    assert set(requests["stories"].values()) == {1}
    asked = sum(count for kind, count in requests["requests"].items() if kind != "robots")
    assert asked <= 1.05 * world.stories, requests["requests"]


def test_with_since_old_parts_of_a_sitemap_are_not_fetched(crawl: Crawler) -> None:
    world = World(stories=3_000, languages=("en",))
    since = "2025-12-20"
    with running("--stories", "3000", "--languages", "en") as site:
        done = crawl(site.origin, "discover=sitemap", f"since={since}", "max_depth=0")
        requests = site.requests()
    truths = Truths(world)
    listed = {
        world.id_of(n)
        for n in world.newest("en")
        if world.type_of(n) in ("article", "video", "gallery")
        and (truths.of(n).story.date_published or "") >= since
    }
    newest = {teaser.id for teaser in Catalogue(world, truths).of_two_days("en")}
    assert set(done.ids) == listed | newest
    assert 0 < len(listed) < 800
    parts = list(Catalogue(world, truths).article_parts("en"))
    assert len(parts) > 10
    # The index of all, those of articles, news, videos and galleries, robots.txt apart: of the parts
    # only those that reach into the time.
    fetched = requests["requests"]["other"] - 5
    young = [p for p in parts if Catalogue(world, truths).changed(p) >= since]
    assert fetched == len(young) < len(parts) / 2
    # A story changed since, but published before, is fetched at most where the days touch.
    assert len(requests["stories"]) <= len(done.ids) + 15


def test_other_editions_only_where_asked_for(crawl: Crawler) -> None:
    german = next(n for n in range(100) if WORLD.language_of(n) == "de")
    url = TRUTHS.of(german).story.url
    related = LISTS.ids(WORLD.related_to(german))
    with running(*SITE) as site:
        here = crawl(site.origin, f"urls={url}", "languages=en", "discover=explore_more")
    assert here.ids == [WORLD.id_of(german)] and here.rows[0]["language"] == "de"
    assert here.stats["dw/stories/excluded/language"] == len(related)


def test_editions_are_followed_where_asked_for(crawl: Crawler) -> None:
    german = next(n for n in range(100) if WORLD.language_of(n) == "de")
    url = TRUTHS.of(german).story.url
    with running(*SITE) as site:
        done = crawl(site.origin, f"urls={url}", "languages=en", "discover=explore_more,editions")
    assert set(done.ids) == {WORLD.id_of(german)} | LISTS.ids(WORLD.related_to(german))
    assert {row["language"] for row in done.rows} == {"de"}


def test_only_the_types_asked_for_are_downloaded(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "types=video,liveblog", "max_depth=0")
        requests = site.requests()
    assert {row["type"] for row in done.rows} == {"video", "liveblog"}
    assert len(requests["stories"]) == len(done.rows)


SCATTERED = World(stories=600, languages=("en", "ar"), layout="rendered-2026", scattered=True)
REMOTE = (
    *("--stories", "600", "--languages", "en,ar", "--layout", "rendered-2026", "--scattered"),
)


def in_place(place: str) -> set[int]:
    numbers = (n for n in range(SCATTERED.stories) if SCATTERED.place_of(n) == place)
    return {SCATTERED.id_of(n) for n in numbers}


def test_what_stands_in_one_remote_place_only_is_found(crawl: Crawler) -> None:
    """Among the newest videos (`st-`), on later pages of sections, in a sitemap of videos or of
    galleries, in a block that the site itself put below a story."""
    lists = Lists(SCATTERED)
    ways = (
        "languages=en,ar",
        "discover=sections,explore_more,sitemap",
        "max_depth=3",
        "max_pages=50",
    )
    with running(*REMOTE) as site:
        done = crawl(site.origin, *ways, timeout=300)
    assert done.status == 0, done.log
    assert sorted(done.ids) == [SCATTERED.id_of(n) for n in range(SCATTERED.stories)]
    lists.assert_provenance(done.rows)
    found = {row["id"]: row["provenance"] for row in done.rows}
    remote = {place: in_place(place) for place in ("latest", "sitemap", "block")}
    assert all(remote.values())
    kinds = {address: found[address]["found_on"].rsplit("/", 1)[-1] for address in remote["latest"]}
    assert {kind.partition("-")[0] for kind in kinds.values()} == {"st", "s"}
    assert {found[story]["found_by"] for story in remote["sitemap"]} == {"sitemap"}
    assert {found[story]["found_by"] for story in remote["block"]} == {"explore_more"}


def test_without_those_ways_it_is_not(crawl: Crawler) -> None:
    """Else the test above would say nothing: one page a listing, no sitemap, no block."""
    lists = Lists(SCATTERED)
    with running(*REMOTE) as site:
        done = crawl(site.origin, "languages=en,ar", "discover=sections", "max_depth=0")
    listed = set[int]().union(*map(lists.in_sections, SCATTERED.languages))
    assert set(done.ids) == listed
    later = set[int]().union(*(lists.in_sections(code, 50) for code in SCATTERED.languages))
    assert listed < later
    assert later.isdisjoint(in_place("sitemap") | in_place("block"))
    assert in_place("latest") <= listed


@pytest.mark.parametrize("pages", [2, 3])
def test_so_many_pages_of_a_listing_as_are_asked_for(pages: int, crawl: Crawler) -> None:
    lists = Lists(SCATTERED)
    with running(*REMOTE) as site:
        done = crawl(site.origin, "discover=sections", "max_depth=0", f"max_pages={pages}")
    assert set(done.ids) == lists.in_sections("en", pages)
    lists.assert_provenance(done.rows)
