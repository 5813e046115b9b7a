"""What a crawl follows, how far, and what it never downloads."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawls import Crawler

WORLD = World(stories=200, languages=("en", "de"))
SITE = ("--stories", "200", "--languages", "en,de")


def ids(language: str, depth: int) -> set[int]:
    return {
        WORLD.id_of(n)
        for n in range(WORLD.stories)
        if WORLD.language_of(n) == language and WORLD.depth_of(n) <= depth
    }


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_max_depth_counts_hops_from_a_listing(depth: int, crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, f"max_depth={depth}")
    assert set(done.ids) == ids("en", depth)
    assert len(done.ids) == len(set(done.ids))
    for row in done.rows:
        provenance = row["provenance"]
        assert provenance["depth"] <= depth
        assert provenance["source"] == "crawl" and provenance["http_status"] == 200
        assert provenance["requested_url"] == row["url"]
        found_by = "explore_more" if provenance["depth"] else "section"
        assert provenance["found_by"] in (found_by, "start" if found_by == "section" else "")
        start = "https://p.dw.com/p/" if provenance["depth"] else "https://www.dw.com/en/"
        assert provenance["found_on"].startswith(start)


def test_what_is_asked_for_first_is_fetched_first(crawl: Crawler) -> None:
    truths = Truths(WORLD)
    numbers = [n for n in range(WORLD.stories) if WORLD.language_of(n) == "en"][6:0:-1]
    urls = ",".join(truths.of(n).story.url for n in numbers)
    with running(*SITE) as site:
        done = crawl(
            site.origin, f"urls={urls}", "max_depth=0", settings=("CONCURRENT_REQUESTS=1",)
        )
    assert done.ids == [WORLD.id_of(n) for n in numbers]


def test_only_the_languages_asked_for(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "languages=de", "max_depth=3")
    assert set(done.ids) == ids("de", 3)


def test_sections_by_name_id_and_slug(crawl: Crawler) -> None:
    business, science, health = (WORLD.sections("en")[i] for i in (0, 1, 5))
    with running(*SITE) as site:
        done = crawl(
            site.origin, f"sections=business,{science.id},{health.name}", "discover=sections"
        )
    listed = {WORLD.id_of(n) for s in (business, science, health) for n in WORLD.listed_in(s)}
    assert set(done.ids) == listed


def test_a_section_that_is_none_is_told_with_those_that_are(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "sections=Bussiness")
    assert done.status == 2 and done.rows == []
    error = next(line for line in done.log.splitlines() if "ERROR" in line)
    assert "bussiness" in error and "Business, Science" in error
    assert not list(done.output.glob("*.jsonl"))


def test_urls_instead_of_start_pages(crawl: Crawler) -> None:
    first, second = WORLD.id_of(0), WORLD.id_of(1)
    variants = f"http://www.dw.de/en/x/a-{first},https://amp.dw.com/en/y/a-{second}?maca=z"
    with running(*SITE) as site:
        done = crawl(site.origin, f"urls={variants}", "max_depth=0")
    assert sorted(done.ids) == [first, second]
    assert {row["provenance"]["found_by"] for row in done.rows} == {"start"}


def test_a_listing_instead_of_start_pages(crawl: Crawler) -> None:
    section = WORLD.sections("en")[2]
    with running(*SITE) as site:
        done = crawl(site.origin, f"urls=https://www.dw.com{section.path}", "max_depth=0")
    assert set(done.ids) == {WORLD.id_of(n) for n in WORLD.listed_in(section)}


def test_urls_beside_sections(crawl: Crawler) -> None:
    section, story = WORLD.sections("de")[1], Truths(WORLD).of(0).story
    with running(*SITE) as site:
        done = crawl(
            site.origin,
            *(f"urls={story.url}", f"sections={section.name}", "languages=de", "max_depth=0"),
        )
    assert done.status == 0, done.log
    listed = {WORLD.id_of(n) for n in WORLD.listed_in(section)}
    assert set(done.ids) == listed | {story.id}


def test_short_urls_lead_to_their_stories(crawl: Crawler) -> None:
    truth = Truths(WORLD).of(7).story
    with running(*SITE) as site:
        done = crawl(site.origin, f"urls={truth.short_url}", "languages=en,de", "max_depth=0")
    assert done.ids == [truth.id]
    assert done.rows[0]["provenance"]["requested_url"] == truth.short_url


def test_topics_and_links(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "discover=sections,topics", "sections=Sports")
        listed = {WORLD.id_of(n) for n in WORLD.listed_in(WORLD.sections("en")[4])}
    assert set(done.ids) > listed
    assert {row["provenance"]["found_by"] for row in done.rows} == {"section", "topic"}


def test_since_and_until_exclude_before_the_download(crawl: Crawler) -> None:
    truths = Truths(WORLD)
    dates = {WORLD.id_of(n): truths.head_of(n)[1] for n in range(WORLD.stories)}
    moments = sorted(moment for number, moment in dates.items() if number in ids("en", 1))
    since = moments[len(moments) // 3].replace(microsecond=0) - timedelta(minutes=1)
    until = moments[2 * len(moments) // 3]
    with running(*SITE) as site:
        done = crawl(
            site.origin,
            f"since={since:%Y-%m-%dT%H:%M:%SZ}",
            f"until={until:%Y-%m-%dT%H:%M:%SZ}",
        )
        asked = {int(number) for number in site.requests()["stories"]}
    assert done.rows
    for row in done.rows:
        published = datetime.fromisoformat(row["date_published"])
        if row["date_precision"] == "day":  # every moment of it may be meant
            assert since.date() <= published.date() <= until.date()
        else:
            assert since <= published <= until
    # Rendered listings tell only the day: at its edges a story may have to be looked at.
    for number in asked - set(done.ids):
        assert min(abs(dates[number] - since), abs(dates[number] - until)) < timedelta(days=1)
    listed = {n for n in ids("en", 0) if since <= dates[n] <= until}
    assert listed <= set(done.ids)
    assert done.stats["dw/stories/excluded/date"] > 0


def test_max_stories_ends_the_crawl_with_exactly_so_many(crawl: Crawler) -> None:
    with running(*SITE) as site:
        done = crawl(site.origin, "max_stories=7")
    assert len(done.rows) == 7 and done.status == 0
    assert done.stats["finish_reason"] == "max_stories"


def test_all_url_variants_of_a_story_are_one_request(crawl: Crawler) -> None:
    """Twenty links to each story, in every spelling: no second request, no second line."""
    with running("--stories", "1500", "--languages", "en", "--variants", "20") as site:
        done = crawl(site.origin, "max_depth=3")
        requests = site.requests()
    assert len(done.rows) == len(set(done.ids)) == 1500
    assert max(requests["stories"].values()) == 1
    assert sum(requests["requests"].values()) / len(done.rows) <= 1.05
