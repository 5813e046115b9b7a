"""The miniature site's pages are true to the captured ones, key by key and name by name."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World

STATE = re.compile(rb"window\.__APOLLO_STATE__=(\{.*?\}) ?; ?</script>", re.DOTALL)
# Objects that stand on the captured page in several places, with other fields in each.
SPARSE = {"Navigation", "ContentLink", "Image", "AutoTopic", "Article", "Video", "Person"}


@pytest.fixture(scope="module")
def captured(shared_pages: Path) -> bytes:
    return (shared_pages / "apollo-2023-06-13-de.html").read_bytes()


@pytest.fixture(scope="module")
def made() -> list[bytes]:
    site = Site(World(stories=40, languages=("en",), layout="apollo", types=("article",)))
    return [site._story_page(n) for n in range(40)]


def keys_by_typename(page: bytes) -> dict[str, set[str]]:
    match = STATE.search(page)
    assert match is not None
    found: defaultdict[str, set[str]] = defaultdict(set)

    def look(value: Any) -> None:
        if isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, dict):
            if "__typename" in value:
                found[value["__typename"]] |= {name.partition("(")[0] for name in value}
            for inner in value.values():
                look(inner)

    look(json.loads(match[1]))
    return found


def test_no_key_is_invented(captured: bytes, made: list[bytes]) -> None:
    real = keys_by_typename(captured)
    for page in made:
        for typename, keys in keys_by_typename(page).items():
            assert typename in real
            assert keys <= real[typename], f"{typename} has {keys - real[typename]}"


def test_a_storys_object_has_every_key(captured: bytes, made: list[bytes]) -> None:
    def story_of(page: bytes) -> set[str]:
        match = STATE.search(page)
        assert match is not None
        state = json.loads(match[1])
        (query,) = [value for name, value in state["ROOT_QUERY"].items() if "content(" in name]
        return set(state[query["__ref"]])

    for page in made:
        assert story_of(page) == story_of(captured)


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
