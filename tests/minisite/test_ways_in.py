"""The miniature site's ways in by themselves: what is listed where, and that it is there."""

from __future__ import annotations

import json
import re
from collections import deque
from urllib.parse import unquote, urlsplit

import pytest

from dwcrawler.items import Teaser
from dwcrawler.minisite.answer import Answer
from dwcrawler.minisite.composer import topics_of
from dwcrawler.minisite.site import ROBOTS, Site
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World

LOC = re.compile(r"<loc>([^<]+)</loc>")
WORLD = World(stories=600, layout="rendered-2026", scattered=True)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(WORLD)


def get(site: Site, url: str) -> Answer:
    parts = urlsplit(url)
    return site.answer(parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path)


@pytest.mark.heavy
def test_all_that_the_sitemap_index_names_is_there(site: Site) -> None:
    """It names seven for each edition, among them sitemaps of listings; parts of articles below."""
    robots = get(site, "https://www.dw.com/robots.txt").body.decode()
    assert "Sitemap: https://www.dw.com/sitemap.xml" in robots
    waiting = deque(["https://www.dw.com/sitemap.xml"])
    pages, sitemaps = set[str](), set[str]()
    while waiting:
        url = waiting.popleft()
        if not url.endswith(".xml"):
            pages.add(url)
            continue
        answer = get(site, url)
        assert answer.status == 200 and answer.content_type == "application/xml", url
        sitemaps.add(url)
        waiting += LOC.findall(answer.body.decode())
    parts = [url for url in sitemaps if re.search(r"-sitemap-\d+\.xml$", url)]
    assert len(sitemaps) - len(parts) - 1 == 7 * len(WORLD.languages)
    for url in sorted(pages):
        assert get(site, url).status == 200, url
    ids = {int(url.rpartition("-")[2]) for url in pages if WORLD.n_of(int(url.rpartition("-")[2]))}
    only_there = {WORLD.id_of(n) for n in range(WORLD.stories) if WORLD.place_of(n) == "sitemap"}
    assert only_there and only_there <= ids


def test_listings_go_on_until_they_end(site: Site) -> None:
    """Each story once, the newest first; behind the last page is none."""
    section = WORLD.sections("en")[0]
    truths = Truths(WORLD)
    pages = WORLD.pages_of([truths.head_of(n)[0] for n in WORLD.listed_in(section)])
    assert len(pages) > 1
    for number, teasers in enumerate(pages, 1):
        path = section.path if number == 1 else f"{section.path}/page-{number}"
        answer = site.answer("www.dw.com", path)
        assert answer.status == 200
        assert stories_of(answer) == [teaser.id for teaser in teasers]
    assert site.answer("www.dw.com", f"{section.path}/page-{len(pages) + 1}").status == 404
    topic = urlsplit(topics_of("en")[0].url).path
    assert site.answer("www.dw.com", f"{topic}/page-2").status == 200


def stories_of(answer: Answer) -> list[int]:
    found = re.findall(rb'data-stats-id="(\d+)"', answer.body)
    return [int(number) for number in found]


def test_the_newest_videos_have_an_address_of_their_own(site: Site) -> None:
    some = 0
    for code in WORLD.languages:
        for latest in WORLD.latest(code):
            segment = "st" if latest.type == "video" else "s"
            assert re.search(rf"/{segment}-\d+$", latest.path)
            answer = site.answer("www.dw.com", latest.path)
            assert answer.status == 200
            shown = [WORLD.id_of(n) for n in WORLD.shown_as_latest(latest)]
            assert stories_of(answer) == shown
            some += bool(shown)
    assert some >= len(WORLD.languages)


def test_feeds_are_there_in_three_forms_but_for_one_edition(site: Site) -> None:
    served = {}
    for code in WORLD.languages:
        name = WORLD.edition(code).rss
        if name is not None:
            served[code] = {
                get(site, f"https://rss.dw.com/{form}/{name}").status
                for form in ("rdf", "xml", "atom")
            }
    assert served.pop("am") == {404}
    assert set(map(frozenset, served.values())) == {frozenset({200})}


def test_headlines_have_another_word_in_one_edition(site: Site) -> None:
    there = {
        (code, word): site.answer("www.dw.com", f"/{code}/{word}/headlines-{code}").status
        for code in ("en", "pt-br")
        for word in ("headlines", "manchetes")
    }
    assert {key for key, status in there.items() if status == 200} == {
        ("en", "headlines"),
        ("pt-br", "manchetes"),
    }
    start = site.answer("www.dw.com", WORLD.edition("pt-br").start_path).body
    assert b'"/pt-br/manchetes/headlines-pt-br"' in start


@pytest.mark.parametrize("layout", ["rendered-2026", "apollo", "classic", "shell"])
def test_the_json_tells_all_stories_and_listings(layout: str) -> None:
    """The word in the path must fit; what is not there is told as nothing."""
    world = World(stories=40, layout=layout)  # type: ignore[arg-type]
    site = Site(world)
    words = {"video": "video", "article": "article", "audio": "audio"}
    words |= {"gallery": "image-gallery", "liveblog": "liveblog"}
    for n in range(world.stories):
        story = site.truths.of(n).story
        content = content_at(site, f"{story.language}/content/{words[story.type]}/{story.id}")
        assert content and content["id"] == story.id and content["permaLinkUrl"] == story.short_url
        assert f"https://www.dw.com{content['namedUrl']}" == story.url
    section = world.sections("de")[1]
    content = content_at(site, f"de/content/navigation/{section.id}")
    assert content and content["namedUrl"] == section.path
    assert content_at(site, f"en/content/video/{world.id_of(0)}") is None
    assert content_at(site, "en/content/article/1") is None


def content_at(site: Site, path: str) -> dict[str, object] | None:
    answer = site.answer("www.dw.com", f"/graph-api/{path}")
    assert answer.status == 200 and answer.content_type == "application/json"
    content: dict[str, object] | None = json.loads(answer.body)["data"]["content"]
    return content


def test_robots_may_forbid_the_json_or_name_no_sitemap() -> None:
    texts = {name: text.decode() for name, (_, text) in ROBOTS.items()}
    assert "/graph-api/" in texts["no-api"] and "/graph-api/" not in texts["polite"]
    assert "Sitemap:" in texts["no-api"] and "Sitemap:" not in texts["no-sitemap"]


def test_every_story_of_a_scattered_site_can_be_reached() -> None:
    """By all pages of its sections, the newest videos and audios, sitemaps, and below stories."""
    listed = {
        n for code in WORLD.languages for s in WORLD.sections(code) for n in WORLD.listed_in(s)
    }
    listed |= {
        n for code in WORLD.languages for s in WORLD.latest(code) for n in WORLD.shown_as_latest(s)
    }
    listed |= {n for n in range(WORLD.stories) if WORLD.place_of(n) == "sitemap"}
    reached = set(listed)
    while listed:
        listed = {other for n in listed for other in WORLD.related_to(n)} - reached
        reached |= listed
    assert reached == set(range(WORLD.stories))
    places = {WORLD.place_of(n) for n in range(WORLD.stories)}
    assert places == {"section", "explore_more", "latest", "sitemap", "block"}


def test_what_stands_in_one_place_stands_in_no_other() -> None:
    """A block shows some of the others; what is among the newest, or in a sitemap, nothing shows."""
    shown = {other for n in range(WORLD.stories) for other in WORLD.related_to(n)}
    for n in range(WORLD.stories):
        assert (n in shown) or WORLD.place_of(n) != "block"
        assert (n not in shown) or WORLD.place_of(n) not in ("latest", "sitemap")
    explored = {other for n in range(WORLD.stories) for other in WORLD.explore_more_of(n)}
    assert not [n for n in explored if WORLD.place_of(n) == "block"]


def test_an_evergreen_video_gets_a_new_film_under_its_old_date() -> None:
    world = World(stories=60, languages=("en",), layout="rendered-2026", evergreen=True)
    site = Site(world)
    n = world.evergreen_of("en")
    assert n is not None and world.type_of(n) == "video"

    def now() -> tuple[str | None, str, Teaser]:
        story = site.truths.of(n).story
        return story.date_published, story.media[0].sources[0].url, site.truths.head_of(n)[0]

    published, film, teaser = now()
    assert published is not None and published < "2020" < (teaser.date_published or "")
    assert site.edit(world.id_of(n))
    again, other_film, newer = now()
    assert again == published and other_film != film
    assert (newer.date_published or "") > (teaser.date_published or "")
    content = content_at(site, f"en/content/video/{world.id_of(n)}")
    assert content is not None and unquote(str(content["hlsVideoSrc"])) == other_film
    ordinary = World(stories=60, languages=("en",), layout="rendered-2026")
    assert ordinary.evergreen_of("en") is None
