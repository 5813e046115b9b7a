"""The miniature site's pages are true to the captured ones, key by key and name by name."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from dwcrawler.minisite.composer import topics_of
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World

STATE = re.compile(rb"window\.__APOLLO_STATE__=(\{.*?\}) ?; ?</script>", re.DOTALL)


@pytest.fixture(scope="module")
def captured(shared_pages: Path) -> bytes:
    return (shared_pages / "apollo-2023-06-13-de.html").read_bytes()


@pytest.fixture(scope="module")
def made() -> list[bytes]:
    site = Site(World(stories=40, languages=("en",), layout="apollo", types=("article",)))
    return [site._story_page(n) for n in range(40)]


class State:
    """A page's flat cache; objects are followed to, and their keys told without arguments."""

    def __init__(self, page: bytes) -> None:
        match = STATE.search(page)
        assert match is not None
        self.cache: dict[str, Any] = json.loads(match[1])

    def content(self) -> dict[str, Any]:
        (query,) = [v for name, v in self.cache["ROOT_QUERY"].items() if "content(" in name]
        return self.followed(query)

    def followed(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.cache[value["__ref"]] if "__ref" in value else value
        return found

    def objects(self) -> Iterator[dict[str, Any]]:
        """All of the page that say what they are."""
        waiting: list[Any] = [self.cache]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += value.values()
                if "__typename" in value:
                    yield value

    def of_type(self, typename: str) -> list[dict[str, Any]]:
        return [found for found in self.objects() if found["__typename"] == typename]


def keys(value: dict[str, Any]) -> set[str]:
    return {name.partition("(")[0] for name in value}


def keys_by_typename(page: bytes) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for value in State(page).objects():
        found[value["__typename"]] |= keys(value)
    return found


def test_no_key_is_invented(captured: bytes, made: list[bytes]) -> None:
    real = keys_by_typename(captured)
    for page in made:
        for typename, keys in keys_by_typename(page).items():
            assert typename in real
            assert keys <= real[typename], f"{typename} has {keys - real[typename]}"


def test_a_storys_object_has_every_key(captured: bytes, made: list[bytes]) -> None:
    for page in made:
        assert set(State(page).content()) == set(State(captured).content())


@pytest.fixture(scope="module")
def of_all_types() -> Site:
    return Site(World(stories=200, languages=("en",), layout="apollo"))


def pages_of(site: Site, kind: str) -> list[State]:
    world = site.world
    numbers = (n for n in range(world.stories) if world.type_of(n) == kind)
    return [State(site._story_page(n)) for n in numbers]


@pytest.fixture(scope="module")
def listings(of_all_types: Site) -> list[State]:
    """The start page, all sections and topics."""
    world = of_all_types.world
    topics = (topic.url for topic in topics_of("en"))
    paths = [world.edition("en").start_path, *(section.path for section in world.sections("en"))]
    paths += [urlsplit(url).path for url in topics]
    answers = [of_all_types.answer("www.dw.com", path) for path in paths]
    assert all(answer.status == 200 for answer in answers)
    return [State(answer.body) for answer in answers]


# Of content inside of other content only: what announces it there.
ANNOUNCED = {"roadTeaserKicker", "modelType", "shortTeaser"}


@pytest.mark.parametrize(
    ("kind", "typename"), [("gallery", "ImageGallery"), ("video", "Video"), ("article", "Article")]
)
def test_a_page_of_each_type_tells_what_the_captured_one_does(
    kind: str, typename: str, captured: bytes, of_all_types: Site
) -> None:
    """Captured are a whole article, and a gallery and videos as an article embeds them."""
    real = State(captured)
    whole = max((keys(found) for found in real.of_type(typename)), key=len)
    assert ANNOUNCED.isdisjoint(keys(real.content()))
    known = keys_by_typename(captured)
    for page in pages_of(of_all_types, kind):
        told = keys(page.content())
        assert whole - ANNOUNCED <= told
        assert told <= known[typename] | known["Article"]


def test_the_pictures_of_galleries(captured: bytes, of_all_types: Site) -> None:
    real = State(captured)
    (gallery,) = [found for found in real.of_type("ImageGallery") if "trackingId" in found]
    entry = gallery["extendedGalleryImages"][0]
    picture = real.followed(entry["assignedImage"])
    lead = keys(real.followed(gallery["mainContentImageLink"]))
    article_lead = keys(real.followed(real.content()["mainContentImageLink"]))
    seen = set()
    for page in pages_of(of_all_types, "gallery"):
        entries = page.content()["extendedGalleryImages"]
        assert len(entries) >= 2
        for made in entries:
            assert keys(made) == keys(entry) and made["__typename"] == entry["__typename"]
        for made in entries[1:]:  # the first is the lead picture too
            assert keys(page.followed(made["assignedImage"])) == keys(picture)
        seen.add(frozenset(keys(page.followed(page.content()["mainContentImageLink"]))))
    assert seen == {frozenset(lead), frozenset(article_lead)}


def test_embedded_videos(captured: bytes, of_all_types: Site) -> None:
    real = State(captured)
    whole = keys(real.followed(real.content()["videos"][0]))
    made = [
        keys(page.followed(video))
        for page in pages_of(of_all_types, "article")
        for video in page.content()["videos"]
    ]
    assert made and all(found == whole for found in made)


def teasers_by_place(state: State) -> dict[tuple[str, str], set[frozenset[str]]]:
    """(type of the component, type of the teaser) -> the keys that its teasers have."""
    found: defaultdict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for component in state.of_type("CompositionComponent"):
        for entry in component["contents"]:
            teaser = state.followed(entry)
            if teaser["__typename"] == "ContentLink":
                teaser = state.followed(teaser["target"])
            place = (component["type"], teaser["__typename"])
            found[place].add(frozenset(keys(teaser)))
    return found


def test_teasers_of_listings(captured: bytes, listings: list[State]) -> None:
    real = teasers_by_place(State(captured))
    assert len(real) == 4
    made: defaultdict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for listing in listings:
        for place, found in teasers_by_place(listing).items():
            made[place] |= found
    assert {place: made[place] for place in real} == real


@pytest.mark.parametrize("typename", ["CompositionComponent", "InformationSpace"])
def test_components_of_listings(typename: str, captured: bytes, listings: list[State]) -> None:
    real = State(captured).of_type(typename)
    made = [found for listing in listings for found in listing.of_type(typename)]
    assert {frozenset(keys(found)) for found in made} == {frozenset(keys(real[0]))}


def test_components_stand_in_several_places(listings: list[State]) -> None:
    """As other programs met them; captured are those in spaces."""
    compositions = [f for page in listings for f in page.of_type("ContentComposition")]
    assert any("compositionComponents" in found for found in compositions)
    assert any(found["informationSpaces"] for found in compositions)
    assert any("stage" in page.content() for page in listings)
    links = (
        page.followed(entry)["__typename"] == "ContentLink"
        for page in listings
        for component in page.of_type("CompositionComponent")
        for entry in component["contents"]
    )
    assert any(links)


MENU = ("regionsChildren", "topicsChildren", "categoriesChildren", "latestMediaChildren")


def test_the_menu(captured: bytes, listings: list[State]) -> None:
    def menu_of(page: State) -> dict[str, set[frozenset[str]]]:
        top = page.content()["topStoriesNavigation"]
        links = [page.followed(link) for link in top["focusNav"]["contentLinks"]]
        told = {name: {frozenset(keys(page.followed(e))) for e in top[name]} for name in MENU}
        return {
            **told,
            "itself": {frozenset(keys(top))},
            "focusNav": {frozenset(keys(top["focusNav"]))},
            "its links": {frozenset(keys(link)) for link in links},
            "where they lead": {frozenset(keys(link["target"])) for link in links},
        }

    real = menu_of(State(captured))
    # A section's page stands in its own menu, with all that it holds.
    pages = [page for page in listings if "/s-4" not in page.content()["namedUrl"]]
    assert 1 < len(pages) < len(listings)
    for page in pages:
        assert menu_of(page) == real


def marks(page: bytes) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each tracking name's element, and the names of those that it stands in."""
    found = {}
    for element in html.fromstring(page).xpath("//*[@data-tracking-name]"):
        above = (ancestor.get("data-tracking-name") for ancestor in element.iterancestors())
        found[element.get("data-tracking-name")] = (element.tag, tuple(filter(None, above)))
    return found


def test_tracking_names_stand_on_the_same_elements(captured: bytes, made: list[bytes]) -> None:
    real = marks(captured)
    seen = {}
    for page in made:
        seen.update(marks(page))
    for name, place in seen.items():
        assert place == real[name], name
    # Below a story the site shows the day's news, which no reader of the story needs.
    assert real.keys() - seen.keys() == {
        "section-top-story",
        "section-high-priority-stories-list",
    }


STABLE = (
    *("kicker", "author-details", "author", "time-area", "publication", "teaser-text", "rich-text"),
    *("copyright", "teaser-wrap", "teaser", "teaser-data", "teaser-description", "title"),
    *("teaser-footer-wrapper", "date-time", "link-in-teaser", "vjs-wrapper", "rich-text-ad"),
)


@pytest.mark.parametrize("name", STABLE)
def test_stable_classes_stand_on_the_same_elements(
    name: str, captured: bytes, made: list[bytes]
) -> None:
    def tags(page: bytes) -> set[str]:
        found = html.fromstring(page).xpath(
            f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        )
        return {element.tag for element in found}

    seen = set[str]().union(*(tags(page) for page in made))
    assert seen and seen <= tags(captured) | ({"h2"} if name == "title" else set())
