"""The miniature site's newest pages are true to the captured one of 2026, name by name.

What one has and the other has not is named here, with the reason.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from lxml import html

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.minisite.captured import marks, tags_by_class

STORIES: Final = 120
# Tracking names that the captured page has not.
NOT_SEEN: Final = {"section-more-on-topic": "seen in 2023; the captured story has none"}
# Metas of the captured page that tell nothing of a story.
OTHER_METAS: Final = {
    *("fb:admins", "fb:pages", "theme-color", "taboola:image", "twitter:site"),
    *("twitter:description", "twitter:image:alt"),
}
STABLE: Final = (
    *("kicker", "author-details", "author-link", "extra-info", "time-area", "publication"),
    *("teaser-text", "rich-text", "copyright", "author", "author-name", "author-image"),
    *(
        "teaser-wrap",
        "teaser",
        "teaser-data",
        "teaser-description",
        "title",
        "teaser-footer-wrapper",
    ),
    *("date-time", "content-block", "media-list", "group-list", "menu-wrapper", "page-header"),
    *("internal-link", "placeholder-image", "img-caption"),
)


@pytest.fixture(scope="module")
def captured(shared_pages: Path) -> bytes:
    return (shared_pages / "rendered-2026-06-14-en.html").read_bytes()


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(World(stories=STORIES, languages=("en",), layout="rendered-2026"))


@pytest.fixture(scope="module")
def pages(site: Site) -> list[bytes]:
    """Articles, with and without their scripts."""
    numbers = (n for n in range(STORIES) if site.world.type_of(n) == "article")
    return [site._story_page(n) for n in numbers]


def test_some_have_lost_their_scripts(pages: list[bytes], captured: bytes) -> None:
    """As the captured page has, and with them state and JSON-LD."""
    assert b"<script" not in captured
    without = [page for page in pages if b"<script" not in page]
    assert 0 < len(without) < len(pages)
    for page in pages:
        assert (b"__APP_STATE__" in page) == (b"ld+json" in page) == (page not in without)


def test_tracking_names_stand_on_the_same_elements(captured: bytes, pages: list[bytes]) -> None:
    real, made = marks([captured]), marks(pages)
    assert real.keys() - made.keys() == set()
    assert made.keys() - real.keys() == NOT_SEEN.keys()
    for name, places in real.items():
        within_unseen = {place for place in made[name] if set(place[1]) & NOT_SEEN.keys()}
        assert made[name] - within_unseen == places, name


@pytest.mark.parametrize("name", STABLE)
def test_stable_classes_stand_on_the_same_elements(
    name: str, captured: bytes, pages: list[bytes]
) -> None:
    """Authors without a page are not on the captured one: they stand in a span, as in 2024."""
    real, made = tags_by_class([captured])[name], tags_by_class(pages)[name]
    assert made == real | ({"span"} if name == "author" else set())


def test_heads_tell_the_same(captured: bytes, pages: list[bytes]) -> None:
    """Each meta, with its attributes in the order of the captured page's links and metas."""

    def metas(page: bytes) -> set[str]:
        found = html.fromstring(page).xpath("//meta[@data-rh]")
        return {meta.get("name") or meta.get("property") for meta in found}

    for page in pages:
        assert metas(page) == metas(captured) - OTHER_METAS
        (canonical,) = re.findall(rb'<link data-rh="true" href="[^"]+" rel="canonical">', page)
        assert canonical in page
        assert re.search(rb'<meta data-rh="true" content="[^"]+" property="og:url">', page)
        (date,) = re.findall(rb'<meta data-rh="true" name="date" content="([^"]+)">', page)
        assert re.fullmatch(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z", date)
        assert b" \xe2\x80\x93 DW \xe2\x80\x93 " not in page.partition(b"<body>")[0]


def test_dates_stand_twice(captured: bytes, pages: list[bytes]) -> None:
    """In numbers, month first, and written out."""
    form = re.compile(
        rb'<time aria-hidden="true">\s*\d\d/\d\d/\d{4}</time>\s*<span class="[^"]*">[A-Z][a-z]+ \d+, \d{4}<'
    )
    assert form.search(captured)
    assert all(form.search(page) for page in pages)


def test_the_blocks_below_a_story(captured: bytes, pages: list[bytes]) -> None:
    """Each with its words and three teasers at most, whose parts are those of the captured ones."""

    def blocks(page: bytes) -> dict[str, list[str]]:
        sections = html.fromstring(page).xpath(
            "//section[contains(@data-tracking-name, '-content-')]"
        )
        return {
            section.get("data-tracking-name"): [
                section.xpath("string(.//h2)"),
                *section.xpath(".//*[@data-tracking-name='Teaser']/*/@data-stats-id"),
            ]
            for section in sections
        }

    real = blocks(captured)
    assert len(real) == 2
    made = [blocks(page) for page in pages]
    assert any(page.keys() == real.keys() for page in made)
    for page in made:
        assert page.keys() <= real.keys()
        for heading, *stories in page.values():
            assert heading.startswith("More on ") and 1 <= len(stories) <= 3

    def shape(page: bytes) -> set[tuple[tuple[str, str], ...]]:
        teasers = html.fromstring(page).xpath("//*[@data-tracking-name='Teaser']")
        return {
            tuple(
                (e.tag, " ".join(sorted(set((e.get("class") or "").split()) & NAMED)))
                for e in t.iter()
            )
            for t in teasers
        }

    for page in pages:  # those of videos and audios have a length besides
        assert shape(captured) & shape(page) or b"-content-" not in page


NAMED: Final = {
    *("teaser-wrap", "teaser", "teaser-image-wrap", "teaser-image", "lazy-load-container"),
    *("lq-img", "hq-img", "teaser-data-wrap", "teaser-data", "title", "teaser-description"),
    *("teaser-footer-wrapper", "kicker", "date-time"),
}


def test_the_menu_leads_to_the_newest_videos(captured: bytes, pages: list[bytes]) -> None:
    """Their address is `st-ID`, that of the newest audios `s-ID`."""

    def kinds(page: bytes) -> set[tuple[str, str]]:
        anchors = html.fromstring(page).xpath(
            "//a[starts-with(@data-tracking-name, 'go-to-WEBAPP')]"
        )
        return {
            (a.get("data-tracking-name"), re.search(r"/(st?)-\d+$", a.get("href"))[1])  # type: ignore[index]
            for a in anchors
        }

    assert len(kinds(captured)) == 4
    assert all(kinds(page) == kinds(captured) for page in pages)


def test_pictures_have_their_webp_files_first(captured: bytes, pages: list[bytes]) -> None:
    def types(page: bytes) -> list[str]:
        pictures = html.fromstring(page).xpath("//article//picture")
        return list(dict.fromkeys(pictures[0].xpath(".//source/@type")))

    assert types(captured) == ["image/webp", "image/jpeg"]
    assert all(types(page) == types(captured) for page in pages)
