"""A field of a captured state that is lost or broken is told by what else the page holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.items import Story
from dwcrawler.pages import Page, parse

FILES = {
    "app_state-2024-10-13-en.html": (
        "https://www.dw.com/en/x/a-70479704",
        ("/graph-api/en/content/article/70479704", "data", "content"),
    ),
    "apollo-2023-06-13-de.html": (
        "https://www.dw.com/de/x/a-65897191",
        ("Article:65897191",),
    ),
}
_STATE = re.compile(r"__(?:APP|APOLLO)_STATE__\s*=\s*(?=\{)")
BROKEN: dict[str, Any] = {
    "a number": 7,
    "a list of numbers": [7],
    "a text": "words",
    "a flag": True,
}


def read(file: str, folder: Path, *fields: str, value: Any = None) -> Page:
    """With these fields of the content lost, or with another value in them."""
    url, path = FILES[file]
    html = (folder / file).read_text(encoding="utf-8")
    start = match.end() if (match := _STATE.search(html)) else 0
    state, end = json.JSONDecoder().raw_decode(html, start)
    content = state
    for name in path:
        content = content[name]
    for name in [name for name in content if name.partition("(")[0] in fields]:
        if value is None:
            del content[name]
        else:
            content[name] = value
    written = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return parse(f"{html[:start]}{written}{html[end:]}".encode(), url)


def story(page: Page) -> Story:
    assert page.story is not None, page.problems
    return page.story


@pytest.mark.parametrize("value", [None, *BROKEN])
@pytest.mark.parametrize(
    "fields",
    [("thematicFocusCategory",), ("regions", "firstRegionArray"), ("firstRegionArray",)],
    ids=" ".join,
)
@pytest.mark.parametrize("file", FILES)
def test_the_kicker_is_whole(
    file: str, fields: tuple[str, ...], value: str | None, shared_pages: Path
) -> None:
    usual = story(read(file, shared_pages))
    found = story(read(file, shared_pages, *fields, value=BROKEN[value] if value else None))
    assert (found.kicker, found.regions, found.categories) == (
        *(usual.kicker, usual.regions),
        usual.categories,
    )


@pytest.mark.parametrize("value", [None, *BROKEN])
@pytest.mark.parametrize("file", FILES)
def test_stories_in_the_text_are_not_related(
    file: str, value: str | None, shared_pages: Path
) -> None:
    usual = story(read(file, shared_pages))
    found = story(read(file, shared_pages, "contentLinks", value=BROKEN[value] if value else None))
    assert [teaser.id for teaser in found.related] == [teaser.id for teaser in usual.related]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        *(("persons", "authors"), ("teaser", "description"), ("title", "headline")),
        *(("relatedAutoTopics", "topics"), ("mainContentImageLink", "lead_image")),
        *(("firstPublicationDate", "date_published"), ("text", "body")),
    ],
)
@pytest.mark.parametrize("file", FILES)
def test_no_list_of_numbers_hides_what_the_page_shows(
    file: str, field: str, name: str, shared_pages: Path
) -> None:
    usual = story(read(file, shared_pages))
    page = read(file, shared_pages, field, value=[7])
    assert bool(getattr(story(page), name)) == bool(getattr(usual, name))
    assert page.problems != []


# By states of our own, on pages that show nothing

URL = "https://www.dw.com/en/harbor-opens/a-1001"
TEXT = "<p>Ships came in.</p>"
CONTENT = {
    "__typename": "Article",
    "id": 1001,
    "title": "Harbor opens",
    "language": "ENGLISH",
    "teaser": "After the <p> storm",
}


def state_of(**fields: Any) -> Page:
    content = {**CONTENT, **fields}
    state = {"/graph-api/en/content/article/1001": {"data": {"content": content}}}
    script = json.dumps(state).replace("</", "<\\/")
    return parse(f"<html><script>window.__APP_STATE__ = {script};</script></html>".encode(), URL)


def test_a_text_under_another_name() -> None:
    page = state_of(bodyText=TEXT)
    assert [block.text for block in story(page).body] == ["Ships came in."]
    assert page.problems == ["other_state_shape: the text is in bodyText"]


@pytest.mark.parametrize("fields", [{}, {"text": None}, {"text": " "}, {"text": "<p> </p>"}])
def test_a_story_without_text_says_so(fields: dict[str, Any]) -> None:
    page = state_of(**{"teaser": "After the storm", **fields})
    assert story(page).body == []
    assert [problem.code for problem in page.problems] == ["other_page_shape"]


@pytest.mark.parametrize("typename", ["article", "ARTICLE", "Article "])
def test_a_type_name_however_it_is_written(typename: str) -> None:
    page = state_of(__typename=typename, text=TEXT)
    assert story(page).type == "article" and page.problems == []


ADA, BEN = {"fullName": "Ada Moor"}, {"fullName": "Ben Fox"}


@pytest.mark.parametrize(
    ("persons", "names"),
    [
        ([ADA, BEN], ["Ada Moor", "Ben Fox"]),
        ({"nodes": [ADA, BEN]}, ["Ada Moor", "Ben Fox"]),
        ({"edges": [{"node": ADA}, {"node": BEN}]}, ["Ada Moor", "Ben Fox"]),
        ({"items": [ADA]}, ["Ada Moor"]),
        (ADA, ["Ada Moor"]),
    ],
)
def test_a_list_in_an_object_or_one_object_alone(persons: Any, names: list[str]) -> None:
    page = state_of(text=TEXT, persons=persons, trackingCategories={"nodes": ["News"]})
    assert [person.name for person in story(page).authors] == names
    assert story(page).section == ["News"] and page.problems == []
