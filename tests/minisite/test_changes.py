"""What the site serves when it changed: each change on pages of every layout that has what it changes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from urllib.parse import urlsplit

import pytest

from dwcrawler.identity import address_of
from dwcrawler.minisite.answer import Answer
from dwcrawler.minisite.changes import CHANGES
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.minisite.test_site import minisite

WORLD = World(stories=120, languages=("en", "de"))
SOUND = Site(WORLD)
WITH_STATE = {"apollo", "app_state", "app_state of 2026"}
ALL = WITH_STATE | {"dom", "dom of 2026", "classic"}
# Change -> the layouts whose stories show it, and what no page has any more where it was.
SHOWN: dict[str, tuple[set[str], bytes]] = {
    "renamed-key": (WITH_STATE, rb'"mainContentImageLink'),
    "no-state": (WITH_STATE, rb"window\.__AP"),
    "date-format": (ALL, rb"\d{4}-\d\d-\d\dT|\d\d\.\d\d\.\d{4}"),
    "moved-caption": (ALL, rb'<figcaption|"licenserSupplement"|<img itemprop[^>]*></a><p>'),
    "empty-teaser": (ALL, rb'"teaser":"[^"]|teaser-text[^>]*>[^<]|class="intro">[^<]'),
    "login-wall": (ALL, rb"<blockquote"),
    "anti-robot": (ALL, rb"<h1|window\.__AP"),
    "doubled-ids": (ALL, rb"(?!)"),
    "new-type": (WITH_STATE, rb'"__typename":"Article"'),
    "renamed-block": (ALL, rb'section-more-on-topic|"dossierContents"|class="linkList '),
    "author-links": (
        ALL,
        rb'author-details|author-link|"persons["(]|"legacyAuthor"|Author</strong>',
    ),
}


def layout_of(n: int) -> str:
    return f"{WORLD.layout_of(n)}{' of 2026' if WORLD.is_of_2026(n) else ''}"


@cache
def site_with(change: str) -> Site:
    return Site(WORLD, altered=(change,))


def story(site: Site, n: int) -> Answer:
    return site.answer("www.dw.com", urlsplit(SOUND.truths.of(n).story.url).path)


def as_json(site: Site, n: int) -> Answer:
    address = address_of(SOUND.truths.of(n).story.url)
    assert address is not None and address.api_url is not None
    return site.answer("www.dw.com", urlsplit(address.api_url).path)


def test_every_change_has_a_line_here() -> None:
    assert SHOWN.keys() | {"redirected-sections"} == CHANGES.keys()


@pytest.mark.parametrize("change", SHOWN)
def test_stories_of_all_layouts_change(change: str) -> None:
    """Of each layout some, and no page still has in its old place what was changed."""
    layouts, gone = SHOWN[change]
    differing = defaultdict(int)
    was_there = 0
    for n in range(WORLD.stories):
        before, after = story(SOUND, n).body, story(site_with(change), n).body
        differing[layout_of(n)] += before != after
        was_there += bool(re.search(gone, before))
        assert not re.search(gone, after), (layout_of(n), re.search(gone, after))
    assert {layout for layout, count in differing.items() if count} >= layouts
    assert was_there or change == "doubled-ids"


def test_without_a_change_nothing_differs() -> None:
    """Nor does what a change does not concern: the start page, when listings are redirected."""
    plain = Site(World(stories=120, languages=("en", "de")), altered=())
    for n in range(WORLD.stories):
        assert story(plain, n) == story(SOUND, n)
    start = WORLD.edition("en").start_path
    redirected = site_with("redirected-sections")
    assert redirected.answer("www.dw.com", start) == SOUND.answer("www.dw.com", start)


def test_listings_lead_to_the_start_page_of_their_edition() -> None:
    site = site_with("redirected-sections")
    for code in WORLD.languages:
        places = [*WORLD.sections(code), *WORLD.programs(code), *WORLD.latest(code)]
        paths = {place.path for place in places} - {WORLD.edition(code).start_path}
        for path in paths:
            answer = site.answer("www.dw.com", path)
            assert answer.status == 302, path
            assert answer.headers["Location"] == WORLD.edition(code).start_url


def test_robots_are_kept_out_of_the_interface_too() -> None:
    """Else a crawl has every story all the same. Listings are served."""
    site = site_with("anti-robot")
    section = WORLD.sections("en")[1].path
    assert b"not a robot" in as_json(site, 0).body and as_json(site, 0).status == 200
    assert site.answer("www.dw.com", section) == SOUND.answer("www.dw.com", section)


def test_behind_the_wall_stands_the_first_paragraph_alone() -> None:
    """With the headline above it; in the interface as well."""
    site = site_with("login-wall")
    for n in range(WORLD.stories):
        truth = SOUND.truths.of(n).story
        if truth.type != "article":
            continue
        for page in (story(site, n).body.decode(), as_json(site, n).body.decode()):
            paragraphs = [block.text for block in truth.body if block.kind == "paragraph"]
            first, *others = [text.split()[-1].strip(".") for text in paragraphs if text]
            assert truth.headline in page and first in page
            text = page.partition('"text":"')[2].partition('"contentLinks"')[0] or page
            assert text.count("</p>") + text.count("<\\/p>") < len(others) + 6
            for block in truth.body:
                if block.kind == "heading":
                    assert f">{block.text}" not in page, (layout_of(n), block.text)


def test_captions_do_not_go_with_teasers() -> None:
    """One change is one: what the state calls a description is a picture's caption."""
    emptied = site_with("empty-teaser")
    captions = re.compile(rb'"description":"[^"]+"')
    for n in range(WORLD.stories):
        if layout_of(n) in WITH_STATE and WORLD.type_of(n) == "article":
            assert captions.search(story(emptied, n).body), n


def test_several_stories_say_that_they_are_the_same_one() -> None:
    site = site_with("doubled-ids")
    for n in range(0, WORLD.stories, 4):
        assert len({story(site, n + at).body for at in range(4)}) == 1


def test_a_change_that_is_none_is_told_with_those_that_are() -> None:
    done = minisite("--change=new-logo", "--list")
    assert done.returncode == 2 and "renamed-block" in done.stderr
    assert "Traceback" not in done.stderr
    assert "date-format:" in "".join(minisite("--help").stdout.split())  # wrapped at hyphens


def test_sites_with_other_first_ids_have_no_story_in_common() -> None:
    ids = [World(stories=120, seed=seed, first_id=60_000_000 + seed * 1_200) for seed in (1, 2)]
    one, other = ({world.id_of(n) for n in range(120)} for world in ids)
    assert len(one) == len(other) == 120 and not one & other
