"""What the captured pages list: menu, topics in focus, the day's top stories; and the captured feed.

Read off by eye; words are DW's and stand here as digests.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dwcrawler.identity import address_of
from dwcrawler.items import Teaser
from dwcrawler.normalize import dates
from dwcrawler.pages import parse_feed
from dwcrawler.pages.html import rendered
from dwcrawler.pages.markup import Element, document
from dwcrawler.pages.state import embedded, listing
from dwcrawler.pages.state.content import Content
from tests.pages.test_captured import APOLLO, digest

MENU = [
    *(12321, 12322, 12323, 12324, 12326, 65047449, 65047451, 65047602, 30367, 65047610, 65047630),
    *(65215444, 1503, 12296, 1534, 12284, 64431693),
]
FOCUS = [17292877, 17339192, 17477721]
# id, type, headline, kicker, the day or how long before the page was made, seconds, alternative text
EXPLORE_MORE = [
    (17393954, "gallery", "6647d10c0cb8", "eadf716f50f8", "2016-02-27", None, "f2a697b2b4bd"),
    (60197169, "article", "988864bec9c8", "eadf716f50f8", "2021-12-21", None, "486105614feb"),
    (57442784, "article", "e5107936871c", "eadf716f50f8", "2021-05-07", None, "691390f86bfb"),
]
TOP_STORIES = [
    (65847714, "article", "d79774df8fb8", "314cc4215153", "2023-06-13", None, "726998e0a88b"),
    (65819534, "video", "171625b65d57", "9b5d349399cf", "2023-06-05", 1566, "e59a5932a5f2"),
    (65684157, "video", "052e4dc502ee", "0ae1784296be", "2023-05-20", 756, "596fcbb8effb"),
    (65887595, "article", "07ddf1b7f3ed", "8b80f5793d03", "2023-06-13", None, "2581840c056d"),
    (65899827, "gallery", "24ae037f94e8", "0f0b5fe494b5", "2023-06-13", None, "867701b0570e"),
    (65897857, "article", "d16a34266ef3", "3660505a2d5b", "2023-06-13", None, "d28acf7722b3"),
    (65846044, "article", "35f700db5fd7", "8b80f5793d03", "2023-06-13", None, "0b1da2c8f98f"),
    (65895274, "article", "6bc37c58db69", "8b80f5793d03", "2023-06-12", None, "6d09c64102cb"),
    (65851729, "article", "0584a1f5d601", "f7a6e5b531e8", "2023-06-12", None, "7f28425d7e88"),
]


@pytest.fixture
def page(shared_pages: Path) -> bytes:
    return (shared_pages / APOLLO).read_bytes()


@pytest.fixture
def tree(page: bytes) -> Element:
    tree = document(page)
    assert tree is not None
    return tree


@pytest.fixture
def top(page: bytes) -> Content:
    found = embedded.find(page)
    assert found is not None
    content = embedded.read(page, found, 65897191, []).content
    assert content is not None
    top = content.object("topStoriesNavigation")
    assert top is not None
    return top


def told(teaser: Teaser) -> tuple[object, ...]:
    made_at = datetime.fromisoformat("2023-06-13T16:57:08+00:00")
    moment = dates.read(teaser.date_published or "", "de", made_at)
    return (
        teaser.id,
        teaser.type,
        digest((teaser.headline or "").strip()),
        digest(teaser.kicker),
        moment.value[:10] if moment else None,
        teaser.duration,
        digest(teaser.image.alt if teaser.image else None),
    )


def test_the_state_names_sections_and_topics_in_focus(top: Content) -> None:
    links = listing.menu_of(top)
    assert [link.id for link in links] == MENU + FOCUS
    assert all(link.text and link.url.startswith("https://www.dw.com/de/") for link in links)


def test_the_rendered_page_names_the_same(tree: Element, top: Content) -> None:
    shown = {(link.id, link.text, link.url) for link in rendered.menu_of(tree)}
    assert shown == {(link.id, link.text, link.url) for link in listing.menu_of(top)}


def test_the_state_lists_the_top_stories(top: Content) -> None:
    teasers = listing.teasers_of(top)
    assert [told(teaser) for teaser in teasers] == TOP_STORIES
    for teaser in teasers:
        assert teaser.image is not None and teaser.image.id and teaser.image.url


def test_the_rendered_page_lists_the_same_teasers(tree: Element) -> None:
    teasers = rendered.teasers_of(tree, [])
    assert [told(teaser) for teaser in teasers] == EXPLORE_MORE + TOP_STORIES
    for teaser in teasers:
        address = address_of(teaser.url)
        assert address is not None and address.id == teaser.id


def test_topics_from_a_to_z_are_found(page: bytes) -> None:
    assert rendered.indexes_of(page) == ["https://www.dw.com/de/themen-von-a-bis-z/index-de/a"]


def test_the_captured_feed(shared_pages: Path) -> None:
    feed = parse_feed((shared_pages / "feed-2020-07-08-bs.rdf").read_bytes())
    assert feed.problems == [] and feed.parts == []
    (entry,) = feed.entries
    teaser = entry.teaser
    assert (teaser.id, teaser.type, teaser.short_url) == (
        54087065,
        "article",
        "https://p.dw.com/p/3ewW1",
    )
    assert teaser.url.startswith("https://www.dw.com/bs/") and "?" not in teaser.url
    assert teaser.date_published == "2020-07-08T08:58:00Z"
    assert (
        digest(teaser.headline) == "350d2c7adfe8" and digest(teaser.description) == "66ee70778dc8"
    )
    assert digest(teaser.kicker) == "ef1ace431d3e"
