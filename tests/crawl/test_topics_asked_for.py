"""`topics=`: a topic's page is where the crawl begins, and only stories that carry it are kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dwcrawler.editions import editions
from dwcrawler.identity import Address
from dwcrawler.minisite.composer import topics_of
from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.crawl.answering import answering, listing, story
from tests.crawl.listed import Lists
from tests.crawls import Crawler

WORLD = World(stories=120, languages=("en", "de"))
SITE = ("--stories", "120", "--languages", "en,de")
LISTS = Lists(WORLD)
RIVER, MARKET = topics_of("en")[0], topics_of("en")[2]
FLUSS = topics_of("de")[0]
ROBOTS = b"User-agent: *\nAllow: /\n"
START = editions()["en"].start_path
GAZA = "/en/gaza/t-19074241"
NEW = "10/20/2026"


@pytest.fixture(scope="module")
def site() -> Iterator[RunningSite]:
    with running(*SITE) as site:
        yield site


def on_page(language: str, topic_id: int) -> set[int]:
    shown = LISTS.catalogue.listing_at(Address("topic", language, topic_id))
    assert shown is not None
    return {teaser.id for teaser in shown.teasers}


@pytest.mark.parametrize("topic", [RIVER.name.upper(), str(RIVER.id), RIVER.url])
def test_by_name_id_and_url(topic: str, site: RunningSite, crawl: Crawler) -> None:
    site.forget()
    done = crawl(site.origin, f"topics={topic}", "languages=en,de", "max_depth=0")
    assert done.status == 0, done.log
    assert set(done.ids) == on_page("en", RIVER.id) and done.rows
    assert all(RIVER.id in {t["id"] for t in row["topics"]} for row in done.rows)
    assert {row["provenance"]["found_by"] for row in done.rows} == {"topic"}
    listings = site.requests()["requests"]
    assert listings["listing"] <= 3 and ("other" in listings) is (topic == RIVER.name.upper())
    assert not [name for name in done.stats if name.startswith(("dw/failures", "dw/listings/lost"))]


def test_what_does_not_carry_it_is_followed_and_not_kept(site: RunningSite, crawl: Crawler) -> None:
    arguments = (f"topics={RIVER.name}", "max_depth=3")
    done = crawl(site.origin, *arguments)
    with_topic = {
        WORLD.id_of(n) for n in range(WORLD.stories) if RIVER in LISTS.truths.of(n).story.topics
    }
    assert on_page("en", RIVER.id) < set(done.ids) <= with_topic
    excluded = done.stats["dw/stories/excluded/topics"]
    assert excluded == done.stats["dw/stories/found"] - len(done.rows) > 0
    site.forget()
    again = crawl(site.origin, *arguments)
    assert "story" not in site.requests()["requests"] and len(again.rows) == len(done.rows)
    # To a crawl that wants them, the others are new.
    whole = crawl(site.origin, "max_depth=3")
    assert set(whole.ids) == {
        WORLD.id_of(n) for n in range(WORLD.stories) if WORLD.language_of(n) == "en"
    }
    assert len(whole.ids) == len(set(whole.ids))


def test_names_of_several_languages(site: RunningSite, crawl: Crawler) -> None:
    done = crawl(
        site.origin, f"topics={RIVER.name},{FLUSS.name.upper()}", "languages=en,de", "max_depth=0"
    )
    assert set(done.ids) == on_page("en", RIVER.id) | on_page("de", FLUSS.id)
    assert "WARNING" not in done.log


@pytest.mark.parametrize(
    ("topic", "told"),
    [("rivr", f"No topic is named rivr (did you mean {RIVER.name}?)"), ("99", "No topic 99 in en")],
)
def test_a_topic_that_is_none_is_refused(
    topic: str, told: str, site: RunningSite, crawl: Crawler
) -> None:
    site.forget()
    done = crawl(site.origin, f"topics={topic}")
    assert done.status == 2 and done.rows == [], done.log
    assert told in next(line for line in done.log.splitlines() if "ERROR" in line)
    assert "story" not in site.requests()["requests"]
    assert done.stats["finish_reason"] == "unknown_topic"


def test_beside_one_that_is_there_it_is_told(site: RunningSite, crawl: Crawler) -> None:
    done = crawl(site.origin, f"topics=rivr,{MARKET.name}", "max_depth=0")
    assert done.status == 0 and set(done.ids) == on_page("en", MARKET.id)
    assert "No list of topics has rivr (did you mean river?)" in done.log
    assert "Neither a page nor a story was found of this topic asked for: rivr" in done.log
    assert done.stats["dw/topics/unmet"] == 1


def of_topic(number: int, *names: str) -> bytes:
    """A story with links to topics; the id of each is made of its name."""
    links = "".join(f'<a href="/en/{name}/t-{len(name) * 1000}">{name}</a>' for name in names)
    section = f'<section data-tracking-name="section-related-topics">{links}</section>'
    return story(number).replace(b"</article>", f"</article>{section}".encode())


def test_where_no_list_of_topics_can_be_read_stories_tell_them(crawl: Crawler) -> None:
    answers = {
        "/robots.txt": ROBOTS,
        START: listing([(f"/en/x/a-{n}", NEW) for n in (1, 2)]),
        "/en/x/a-1": of_topic(1, "peace"),
        "/en/x/a-2": of_topic(2, "gaza", "un"),
        "/en/gaza/t-4000": listing([(f"/en/x/a-{n}", NEW) for n in (2, 3)]),
        "/en/x/a-3": of_topic(3, "gaza"),
    }
    with answering(answers) as server:
        done = crawl(server.origin, "topics=Gaza")
    assert done.status == 0, done.log
    assert sorted(done.ids) == [2, 3]
    assert "No list of topics has Gaza" in done.log and "Neither" not in done.log


INDEX = "/en/a-z-index/index-en/"
LETTERS = "abcdefghijklmnop"
ALL_LETTERS = "".join(f'<a href="{INDEX}{letter}">{letter}</a>' for letter in LETTERS)


@pytest.mark.parametrize(("letter", "pages"), [("g", "ag"), ("p", LETTERS)])
def test_a_to_z_is_read_by_the_letter_first(letter: str, pages: str, crawl: Crawler) -> None:
    """Two pages are enough: the one that the start page names, and that of the letter. Where the
    topic stands under another letter, all are read."""
    answers = {
        "/robots.txt": ROBOTS,
        START: listing([("/en/x/a-9", NEW)], more=f'<a href="{INDEX}a">Topics</a>'),
        **{
            f"{INDEX}{other}": listing(more=f'{ALL_LETTERS}<a href="/en/x{other}/t-{at}">No</a>')
            for at, other in enumerate(LETTERS, 1)
        },
        f"{INDEX}{letter}": listing(more=f'{ALL_LETTERS}<a href="{GAZA}">Gaza</a>'),
        GAZA: listing([("/en/x/a-1", "01/31/2020"), ("/en/x/a-2", NEW)]),
        f"{GAZA}/page-2": listing([("/en/x/a-3", NEW)]),
        **{f"/en/x/a-{n}": of_topic(n, "Gaza") for n in (1, 2, 3, 9)},
    }
    with answering(answers) as server:
        done = crawl(server.origin, "topics=Gaza", "since=2026-01-01", "max_pages=2")
        asked = {url.removeprefix(INDEX) for url in server.asked if "index" in url}
    assert sorted(done.ids) == [2, 3] and done.status == 0, done.log
    assert asked == set(pages)
