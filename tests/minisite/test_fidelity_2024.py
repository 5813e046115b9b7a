"""The miniature site's app_state is that of the captured page of 2024, key by key.

What one has and the other has not is named here, with the reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.minisite.captured import Keys, content_of, keys_by_typename, marks, state_of

# What the captured page has and the miniature site does not: nothing.
NOT_MADE: Final[Keys] = {}
# Types that the captured page has no object of: what embeds them is not on that page.
NOT_SEEN: Final = {
    "Person": "its authors are not named; the keys are apollo's",
    "Video": "it has no video; the keys are apollo's",
    "Widget": "it has no widget; attested by others' programs",
}
# Keys of types that it has objects of.
KEYS_NOT_SEEN: Final[dict[str, dict[str, str]]] = {
    "Article": {
        "formattedDurationInMinutes": "of a teaser of a video",
    },
    "ContentLink": {},
}


@pytest.fixture(scope="module")
def captured(shared_pages: Path) -> bytes:
    return (shared_pages / "app_state-2024-10-13-en.html").read_bytes()


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(World(stories=120, languages=("en",), layout="app_state"))


@pytest.fixture(scope="module")
def pages(site: Site) -> list[bytes]:
    articles = [n for n in range(120) if site.world.type_of(n) == "article"]
    return [site._story_page(n) for n in articles]


@pytest.fixture(scope="module")
def states(pages: list[bytes]) -> list[dict[str, Any]]:
    return [state_of(page) for page in pages]


def test_the_state_begins_with_labels_and_settings(
    captured: bytes, states: list[dict[str, Any]]
) -> None:
    """Its keys in their order, and what stands beside the data."""
    real = state_of(captured)

    def shape(state: dict[str, Any]) -> list[tuple[str, list[str], list[str]]]:
        numbers = str.maketrans("0123456789", "0" * 10)
        return [
            (key.translate(numbers), list(entry), list(entry["data"]))
            for key, entry in state.items()
        ]

    for state in states:
        assert shape(state) == shape(real)
        labels = state["/graph-api/en/road/translations"]["data"]["i18n"]["all"]
        assert '"more_on_topic"' in labels and '"copyright_prefix"' in labels
        outer = [(entry["loading"], entry["networkStatus"]) for entry in state.values()]
        assert outer == [(False, 7)] * 2


def test_a_story_has_the_keys_of_the_captured_one(
    captured: bytes, states: list[dict[str, Any]]
) -> None:
    real = set(content_of(state_of(captured)))
    for state in states:
        assert set(content_of(state)) == real


def test_its_objects_have_the_keys_of_the_captured_ones(
    captured: bytes, states: list[dict[str, Any]]
) -> None:
    """Both ways, of each type: what only one of them has is named above."""
    real, made = keys_by_typename([state_of(captured)]), keys_by_typename(states)
    assert real.keys() - made.keys() == NOT_MADE.keys()
    # Teasers lead to stories of all types; what an article is told by, they are.
    teasers = {"Audio", "ImageGallery", "Liveblog"}
    assert made.keys() - real.keys() == NOT_SEEN.keys() | teasers
    for typename in real.keys() & made.keys():
        assert real[typename] <= made[typename], typename
        unseen = KEYS_NOT_SEEN.get(typename, {}).keys()
        assert made[typename] - real[typename] <= unseen, typename
    for typename in teasers:
        allowed = real["Article"] | {"formattedDurationInMinutes", "modelType"}
        assert made[typename] <= allowed, typename


def test_the_same_object_is_served_alone(site: Site, states: list[dict[str, Any]]) -> None:
    for state in states[:5]:
        (path,) = (key for key in state if "/content/" in key)
        answer = site.answer("www.dw.com", path)
        assert answer.status == 200 and answer.content_type == "application/json"
        told = state_of(b"__APP_STATE__" + answer.body)
        assert told == {"data": {"content": content_of(state)}}


# The rendered page is that of 2023; what the captured one of 2024 has not is named.
RENDERED_AS_BEFORE: Final = {
    "go-to-homepage": "seen in 2023",
    "related-topics": "seen in 2023; the captured page has the links, without this name",
    "section-more-on-topic": "seen in 2023; the captured story has no Explore more",
    "show-more": "as the section that it is in",
}


def test_tracking_names(captured: bytes, pages: list[bytes]) -> None:
    real, made = marks([captured]), marks(pages)
    assert real.keys() <= made.keys()
    assert made.keys() - real.keys() == RENDERED_AS_BEFORE.keys()
    assert {name: made[name] for name in real} == real
