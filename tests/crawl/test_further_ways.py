"""Ways in that not every edition has, that go on, or that nobody has met yet."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from dwcrawler.editions import editions
from tests.crawl.answering import answering, listing, sitemap, sitemap_index, story
from tests.crawls import Crawler

SITE = "https://www.dw.com"
START = editions()["en"].start_path
TOPIC = "/en/gaza/t-19074241"
NEW, OLD = "10/20/2026", "01/31/2020"
ROBOTS = b"User-agent: *\nAllow: /\n"


def stories(*numbers: int) -> dict[str, bytes]:
    return {f"/en/x/a-{number}": story(number) for number in numbers}


def test_a_new_word_for_a_listing_hides_no_story(crawl: Crawler) -> None:
    """`st-` is known; others are looked at once, whether in the menu, in a teaser or in a state."""
    menu = ["/en/latest-videos/st-62391524", "/en/reads/longread-7", "/en/courses/l-8", "/en/c/c-9"]
    told = '<a class="link-in-teaser" href="/en/x/interactive-10?maca=y">Interactive</a>'
    told += (
        '<script>s = {"namedUrl": "\\/en\\/x\\/feature-11"}</script><a href=/en/search/page-1>1</a>'
    )
    canonical = f'<link rel="canonical" href="{SITE}/en/x/a-3">'
    answers: dict[str, bytes | str | int] = {
        "/robots.txt": ROBOTS,
        START: listing(menu=menu, more=told + '<a href="/en/x/longread-12">Another</a>'),
        menu[0]: listing([("/en/x/a-1", NEW)]),
        menu[1]: listing([("/en/x/a-2", NEW)], menu=["/en/x/longread-13"]),
        "/en/x/interactive-10": story(3, head=canonical),
        "/en/x/longread-12": listing(),
        **stories(1, 2),
    }
    with answering(answers) as server:
        done = crawl(server.origin, "max_depth=0", "discover=sections")
        asked = server.asked
    assert done.status == 0, done.log
    assert sorted(done.ids) == [1, 2, 3]
    kinds = {word: done.stats[f"dw/unknown_kind/{word}"] for word in ("interactive", "feature")}
    assert kinds == {"interactive": 1, "feature": 1}
    assert done.stats["dw/unknown_kind/longread"] == 2
    assert done.log.count("longread- is a kind of page that is not known") == 1
    assert not [path for path in asked if "/l-" in path or "/c-" in path or "page-1" in path]
    assert asked["/en/x/feature-11"] == 1 and "/en/x/longread-13" not in asked
    assert not [name for name in done.stats if name.startswith(("dw/failures", "dw/listings/lost"))]


def test_kinds_that_nobody_knows_are_bounded(crawl: Crawler) -> None:
    menu = [f"/en/x/thing-{number}" for number in range(90)]
    with answering({"/robots.txt": ROBOTS, START: listing([("/en/x/a-1", NEW)], menu)}) as server:
        done = crawl(server.origin, "max_depth=0")
        looked_at = [path for path in server.asked if "/thing-" in path]
    assert len(looked_at) == 50 and done.stats["dw/unknown_kind/thing"] == 90
    assert "Skipping further pages of unknown kinds: 50 were fetched" in done.log


PAGES = {1: [(1, NEW)], 2: [(2, NEW)], 3: [(3, OLD), (1, NEW)], 4: [(4, OLD)]}
TOPIC_PAGES = {
    f"{TOPIC}/page-{page}" if page > 1 else TOPIC: listing(
        [(f"/en/x/a-{number}", date) for number, date in shown]
    )
    for page, shown in PAGES.items()
}


@pytest.mark.parametrize(
    ("arguments", "pages"),
    [
        ([f"urls={SITE}{TOPIC}"], [1]),
        ([f"urls={SITE}{TOPIC}", "max_pages=3"], [1, 2, 3]),
        ([f"urls={SITE}{TOPIC}", "max_pages=9"], [1, 2, 3, 4, 5]),  # the fifth is not there
        ([f"urls={SITE}{TOPIC}/page-2?maca=x", "max_pages=2"], [2, 3]),
        ([f"sections={SITE}{TOPIC}/page-2"], [2]),
        ([f"urls={SITE}{TOPIC}", "since=2026-01-01"], [1, 2, 3]),
        ([f"urls={SITE}{TOPIC}", "since=2026-01-01", "max_pages=2"], [1, 2]),
    ],
)
def test_a_listing_goes_on(arguments: list[str], pages: list[int], crawl: Crawler) -> None:
    answers = {"/robots.txt": ROBOTS, **TOPIC_PAGES, **stories(1, 2, 3, 4)}
    with answering(answers) as server:
        done = crawl(server.origin, *arguments, "max_depth=0")
        asked = {path for path in server.asked if TOPIC in path}
    assert asked == {f"{TOPIC}/page-{page}" if page > 1 else TOPIC for page in pages}
    assert done.status == 0, done.log
    shown = {number for page in pages for number, _ in PAGES.get(page, [])}
    new = {number for page in pages for number, date in PAGES.get(page, []) if date == NEW}
    assert set(done.ids) == (new if "since=2026-01-01" in arguments else shown)
    for row in done.rows:
        assert row["provenance"]["found_on"].partition("/page-")[0] == f"{SITE}{TOPIC}"
    assert not [name for name in done.stats if name.startswith(("dw/failures", "dw/listings/lost"))]


@pytest.mark.parametrize("beyond", ["first", "last", "empty", "redirect"])
def test_a_listing_ends_where_it_shows_nothing_new(beyond: str, crawl: Crawler) -> None:
    pages = {TOPIC: listing([("/en/x/a-1", NEW)]), f"{TOPIC}/page-2": listing([("/en/x/a-2", NEW)])}
    last: dict[str, bytes | str] = {
        "first": pages[TOPIC],
        "last": pages[f"{TOPIC}/page-2"],
        "empty": listing(),
        "redirect": TOPIC,
    }
    answers = {"/robots.txt": ROBOTS, **pages, **stories(1, 2)}
    answers |= {f"{TOPIC}/page-{page}": last[beyond] for page in range(3, 30)}
    with answering(answers) as server:
        done = crawl(server.origin, f"urls={SITE}{TOPIC}", "max_pages=20", "max_depth=0")
        asked = {path for path in server.asked if TOPIC in path}
    assert asked == {TOPIC, f"{TOPIC}/page-2", f"{TOPIC}/page-3"}
    assert done.status == 0 and sorted(done.ids) == [1, 2], done.log


def test_a_page_that_breaks_off_is_no_end(crawl: Crawler) -> None:
    second = listing([("/en/x/a-2", NEW)])
    answers = {"/robots.txt": ROBOTS, TOPIC: TOPIC_PAGES[TOPIC], f"{TOPIC}/page-2": second[:60]}
    with answering({**answers, **stories(1, 2)}) as server:
        done = crawl(server.origin, f"urls={SITE}{TOPIC}", "max_pages=3", "max_depth=0")
    assert done.ids == [1]
    assert done.stats["dw/problems/truncated"] and done.stats["dw/listings/lost/truncated"] == 1


def test_a_page_that_is_named_and_not_there_is_told(crawl: Crawler) -> None:
    with answering({"/robots.txt": ROBOTS}) as server:
        done = crawl(server.origin, f"urls={SITE}{TOPIC}/page-7")
    assert done.status == 3 and f"{SITE}{TOPIC}/page-7: HTTP status 404" in done.log


MAPS = {
    "/maps/english/news.xml": (1,),
    "/maps/en/article-1.xml.gz": (2,),
    "/maps/video_en.xml": (3,),
    "/maps/EN-imageGalleries.xml": (4,),
    "/maps/7.xml": (5,),
    "/maps/video_de.xml": (6,),
    "/de/maps/news.xml": (7,),
    "/en/person-sitemap.xml": (8,),
    "/maps/topics-en.xml": (9,),
    "/maps/en/navigation.xml": (10,),
}


@pytest.mark.parametrize("is_named", [True, False])
def test_of_the_sitemaps_only_those_that_are_wanted(is_named: bool, crawl: Crawler) -> None:
    """By language and type; `video` in a name that says nothing else is one, too."""
    index = "/maps/all.xml" if is_named else "/sitemap.xml"
    robots = ROBOTS + (b"sitemap : %s%s\n" % (SITE.encode(), index.encode()) if is_named else b"")
    answers: dict[str, bytes] = {"/robots.txt": robots}
    answers[index] = sitemap_index(f"{SITE}{path}" for path in MAPS)
    kinds = {3: "video", 4: "g", 6: "video"}
    for path, numbers in MAPS.items():
        answers[path] = sitemap(
            f"{SITE}/en/x/{kinds.get(number, 'video')}-{number}" for number in numbers
        )
    answers |= {f"/en/x/video-{number}": story(number) for number in range(1, 11)}
    with answering(answers) as server:
        done = crawl(server.origin, "discover=sitemap", "types=video,audio")
        asked = {path for path in server.asked if "map" in path}
    assert asked == {index, "/maps/english/news.xml", "/maps/video_en.xml", "/maps/7.xml"}
    assert done.status == 0 and sorted(done.ids) == [1, 3, 5], done.log


def test_without_an_index_the_two_names_that_were_seen(crawl: Crawler) -> None:
    """Also for an edition that the index does not have."""
    answers = {
        "/robots.txt": ROBOTS,
        "/sitemap.xml": sitemap_index([f"{SITE}/de/article-sitemap.xml"]),
        "/en/news-sitemap.xml": sitemap([f"{SITE}/en/x/a-1"]),
        "/de/article-sitemap.xml": sitemap([f"{SITE}/de/x/a-2"]),
        "/de/x/a-2": story(2),
        **stories(1),
    }
    with answering(answers) as server:
        done = crawl(server.origin, "discover=sitemap", "languages=en,de")
        assert "/de/news-sitemap.xml" not in server.asked
    assert sorted(done.ids) == [1, 2] and done.status == 0
    assert done.stats["dw/lists/absent"] == 1  # /en/article-sitemap.xml
    assert f"{SITE}/en/article-sitemap.xml is not there" in done.log


def test_lists_that_are_not_there_are_no_failure(crawl: Crawler) -> None:
    with answering({"/robots.txt": ROBOTS, START: listing([("/en/x/a-1", NEW)]), **stories(1)}) as (
        server
    ):
        done = crawl(server.origin, "discover=sections,rss,sitemap,headlines", "languages=en,bg")
        asked = server.asked
    assert asked["/rdf/rss-en-all"] == asked["/xml/rss-en-all"] == 1
    assert asked["/en/headlines/headlines-en"] == 1
    assert not any("rss" in path for path in asked if path.endswith(("bg", "bul")))
    assert done.ids == [1]
    absent = [line for line in done.log.splitlines() if "is not there" in line]
    assert len(absent) == done.stats["dw/lists/absent"] == 8 and all(" INFO: " in a for a in absent)
    told = [line for line in done.log.splitlines() if "No story was listed by" in line]
    assert len(told) == 1 and "rss or sitemap or headlines" in told[0] and "WARNING" in told[0]
    # The Bulgarian start page is not there either, which is another matter.
    assert {name for name in done.stats if name.startswith("dw/failures")} == {
        "dw/failures/http_404"
    }
    assert done.stats["dw/failures/http_404"] == 1


@pytest.mark.parametrize("discover", ["headlines", "sections,headlines"])
def test_headlines_stand_where_the_start_page_says(discover: str, crawl: Crawler) -> None:
    """An edition that has neither is no failure where only headlines are asked for."""
    languages = "languages=pl,bg" if discover == "headlines" else "languages=pl"
    start = quote(editions()["pl"].start_path)
    path = "/pl/najnowsze/headlines-pl"
    answers = {
        "/robots.txt": ROBOTS,
        start: listing([("/pl/x/a-2", NEW)], more=f'<footer><a href="{path}">All</a></footer>'),
        path: listing([("/pl/x/a-1", NEW)]),
        "/pl/x/a-1": story(1),
        "/pl/x/a-2": story(2),
    }
    with answering(answers) as server:
        done = crawl(server.origin, f"discover={discover}", languages)
        guessed = server.asked["/pl/headlines/headlines-pl"]
    assert sorted(done.ids) == ([1] if discover == "headlines" else [1, 2])
    assert guessed == (1 if discover == "headlines" else 0)
    assert next(r for r in done.rows if r["id"] == 1)["provenance"]["found_by"] == "headlines"
    assert "dw/failures/http_404" not in done.stats
    assert done.status == 0, done.log
