"""The blocks of stories below a story, from the state and from the page around it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.items import Teaser
from dwcrawler.pages import Page, parse

NUMBER = 70200001
URL = f"https://www.dw.com/en/harbor-opens/a-{NUMBER}"


def entry(number: int, word: str = "a", typename: str = "Article") -> dict[str, Any]:
    path = f"/en/story-{number}/{word}-{number}"
    return {"__typename": typename, "id": number, "namedUrl": path, "title": f"Story {number}"}


CONTENT: dict[str, Any] = {
    **entry(NUMBER),
    "language": "ENGLISH",
    "firstPublicationDate": "2026-06-14T19:00:01Z",
    "text": '<p class="rich-text">The harbor opened.</p>',
    "thematicFocusCategory": {"name": "Sports"},
    "regions": [{"alignedName": "Norway"}],
    "relatedAutoTopics": [
        {"__typename": "AutoTopic", "id": 5, "namedUrl": "/en/boats/t-5", "name": "Boats"}
    ],
    "videos": [entry(71, "video", "Video")],
    "dossierContents": [entry(11), entry(12, "video", "Video")],
    "contentLinks": [{"targetId": 12, "isInText": True}],
}
LABELS = {
    "content_block_detail": {
        "more_on_topic": {"headline": "Explore möre"},
        "related_videos_thematic_focus_region": {"headline": "${firstThematicFocus} nearby"},
        "related_videos_thematic_focus_global": {"headline": "Videos (global)"},
        "related_videos_keyword_country": {"headline": "From ${somewhere}"},
    }
}


def page(content: dict[str, Any], below: str = "") -> Page:
    state = {
        "/graph-api/en/road/translations": {"data": {"i18n": {"all": json.dumps(LABELS)}}},
        f"/graph-api/en/content/article/{NUMBER}": {"data": {"content": content}},
    }
    shown = f'<article><h1>Story</h1><div class="rich-text"><p>A</p></div></article>{below}'
    script = f"<script>window.__APP_STATE__ = {json.dumps(state)};</script>"
    return parse(f"<!doctype html><html><body>{shown}{script}</body></html>", URL)


def told(teasers: list[Teaser]) -> list[tuple[int, str | None, str | None]]:
    return [(teaser.id, teaser.relation, teaser.heading) for teaser in teasers]


def test_what_editors_chose_has_the_pages_own_heading() -> None:
    read = page(CONTENT)
    assert read.story is not None and read.problems == []
    assert told(read.story.related) == [(11, "explore_more", "Explore möre")]


@pytest.mark.parametrize(
    "block",
    [
        [entry(NUMBER), entry(11), entry(21), entry(22, "video", "Video"), entry(21)],
        {"contents": [entry(21), entry(22, "video", "Video")]},
        [{"__typename": "ContentLink", "targetId": n, "target": entry(n)} for n in (21, 22)],
        [None, 5, {"a": 1}, entry(21), entry(9, "t", "AutoTopic"), entry(22)],
    ],
)
@pytest.mark.parametrize(
    ("field", "relation", "heading"),
    [
        ("relatedContentsByThematicFocusRegion", "thematic_focus_region", "Sports nearby"),
        ('relatedContentByThematicFocusRegion({"n":3})', "thematic_focus_region", "Sports nearby"),
        ("moreAvContentsByThematicFocusAndGlobal", "thematic_focus_global", None),
        ("moreContentsFromUnifiedProgram", "program", None),
        ("recommendedContents", "related", None),
        ("similarStoriesByKeywordCountry", "keyword_country", None),
        ("columnContents", "column", None),
    ],
)
def test_every_list_of_stories_below_the_story_is_told(
    field: str, relation: str, heading: str | None, block: Any
) -> None:
    read = page({**CONTENT, field: block})
    assert read.story is not None
    assert told(read.story.related) == [
        (11, "explore_more", "Explore möre"),
        (21, relation, heading),
        (22, relation, heading),
    ]


SECTION = (
    '<section data-tracking-name="{0}"><h2>Shown {0}</h2>'
    '<div class="teaser-wrap"><h3 class="title"><a href="/en/x/a-{1}">One</a></h3></div></section>'
)


@pytest.mark.parametrize(
    "write",
    [
        lambda html: html,
        lambda html: html.replace('"', "'"),
        lambda html: html.replace('"section', "section").replace('"><h2', "><h2"),
        lambda html: html.replace('data-tracking-name="', "DATA-TRACKING-NAME = '").replace(
            '"><h2', "'><h2"
        ),
    ],
)
def test_a_block_that_only_the_page_shows_is_read_from_it(write: Any) -> None:
    below = (
        SECTION.format("section-more-on-topic", 31)
        + SECTION.format("section-related-content-by-keyword-country", 32)
        + SECTION.format("section-related-content-by-keyword-country", 11)
        + SECTION.format("section-top-story", 33)
        + SECTION.format("section-related-topics", 34)
    )
    read = page(CONTENT, write(below))
    assert read.story is not None
    assert told(read.story.related) == [
        (11, "explore_more", "Explore möre"),  # all of it is in the state: the page shows a part
        (32, "keyword_country", "Shown section-related-content-by-keyword-country"),
    ]


def test_the_captured_page_shows_the_words_above(shared_pages: Path) -> None:
    index = json.loads((shared_pages / "index.json").read_text())
    entry = next(entry for entry in index if entry["layout"] == "apollo")
    read = parse((shared_pages / entry["file"]).read_bytes(), entry["url"])
    assert read.story is not None
    assert {(t.relation, t.heading) for t in read.story.related} == {
        ("explore_more", "Mehr zum Thema")
    }
