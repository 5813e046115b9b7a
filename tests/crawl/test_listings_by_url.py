"""A listing that is named by its URL brings its language, as a story does; its menu widens nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dwcrawler.identity import address_of
from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.crawl.listed import Lists
from tests.crawls import Crawler

STORIES = 120
LANGUAGES = ("en", "de", "ar")
WORLD = World(stories=STORIES, languages=LANGUAGES)
LISTS = Lists(WORLD)
SECTION = next(iter(WORLD.sections("de")))
PROGRAM = next(program for program in WORLD.programs("de") if list(WORLD.shown_in(program)))
IN_SECTION = LISTS.ids(WORLD.listed_in(SECTION))
IN_PROGRAM = LISTS.ids(WORLD.shown_in(PROGRAM))
SITE = "https://www.dw.com"
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing may be asked there


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running("--stories", str(STORIES), "--languages", ",".join(LANGUAGES)) as site:
        yield site


@pytest.mark.parametrize(
    ("argument", "path", "shown"),
    [
        ("urls", SECTION.path, IN_SECTION),
        ("urls", PROGRAM.path, IN_PROGRAM),
        ("sections", SECTION.path, IN_SECTION),
        ("sections", f"/de/-/s-{SECTION.id}", IN_SECTION),  # another spelling of it
        ("urls", f"{WORLD.edition('de').start_path}?maca=x", LISTS.on_start_page("de")),
    ],
)
def test_what_it_shows_is_crawled_whatever_languages_says(
    argument: str, path: str, shown: set[int], site: RunningSite, crawl: Crawler
) -> None:
    assert shown
    done = crawl(site.origin, f"{argument}={SITE}{path}", "max_depth=0")
    assert done.status == 0, done.log
    assert set(done.ids) == shown
    assert {row["language"] for row in done.rows} == {"de"}
    found_by = "section" if argument == "sections" else "start"
    for row in done.rows:
        on = address_of(row["provenance"]["found_on"])
        assert on == address_of(f"{SITE}{path}") and row["provenance"]["found_by"] == found_by


def test_its_menu_and_its_stories_do_not_lead_on_into_its_edition(
    site: RunningSite, crawl: Crawler
) -> None:
    """With ways on: what a German story recommends is German, and was not asked for."""
    site.forget()
    done = crawl(
        site.origin,
        f"urls={SITE}{SECTION.path}",
        "languages=ar",
        "discover=sections,topics,explore_more",
        "max_depth=2",
    )
    assert set(done.ids) == IN_SECTION
    assert done.stats["dw/listings"] == 1
    assert done.stats["dw/stories/excluded/language"] > 0


def test_it_is_crawled_again_and_what_was_left_over_is_not_lost(
    site: RunningSite, crawl: Crawler
) -> None:
    """With the same URL: an earlier crawl came to two stories only."""
    asked = (f"urls={SITE}{SECTION.path}", "max_depth=0")
    some = crawl(site.origin, *asked, "max_stories=2", settings=("CONCURRENT_REQUESTS=1",))
    rest = crawl(site.origin, *asked)
    assert len(some.ids) == 2 and set(rest.ids) == IN_SECTION
    assert len(rest.ids) == len(IN_SECTION)  # each once, over both crawls
    third = crawl(site.origin, *asked, "revisit=always")
    seen = ("dw/stories/unchanged", "dw/stories/not_modified")
    assert third.status == 0 and third.stats["dw/listings"] == 1
    assert sum(third.stats.get(stat, 0) for stat in seen) == len(IN_SECTION)


def test_types_and_dates_still_choose_among_what_it_shows(
    site: RunningSite, crawl: Crawler
) -> None:
    done = crawl(site.origin, f"urls={SITE}{SECTION.path}", "max_depth=0", "types=video")
    wanted = {n for n in WORLD.listed_in(SECTION) if WORLD.type_of(n) == "video"}
    assert set(done.ids) == LISTS.ids(wanted)


@pytest.mark.parametrize(
    ("argument", "hint"),
    [
        ("urls=www.dw.com/en/a-story/a-60000000", "did you mean https://www.dw.com/en/a-story/a-6"),
        ("urls=//p.dw.com/p/4Xg9W", "did you mean https://p.dw.com/p/4Xg9W?"),
        ("urls=htps://www.dw.com/en/a-story/a-60000000", "did you mean https://www.dw.com/en/a-s"),
        ("sections=dw.com/de/wissen/s-12", "did you mean https://dw.com/de/wissen/s-12?"),
        ("urls=www.dw.com", "languages=en"),
        ("urls=https://www.dw.com/", "its URL is https://www.dw.com/en/"),
        ("urls=dw.com/de", "languages=de"),
        ("urls=https://www.dw.com/pt-br/", "languages=pt-br"),
        ("urls=https://www.dw.com/en/some-words", "a story's ends as in …/a-12345678"),
        ("sections=https://www.dw.com/en/business", "a listing's as in …/s-1234"),
    ],
)
def test_what_is_no_url_is_refused_with_what_was_meant(
    argument: str, hint: str, crawl: Crawler
) -> None:
    done = crawl(NOBODY, argument)
    assert done.status == 2 and hint in done.log
    assert "Traceback" not in done.log and list(done.output.iterdir()) == []
