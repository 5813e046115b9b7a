"""What a listing's state lists, wherever it stands in it, and how much of it is looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dwcrawler.items import Teaser
from dwcrawler.pages import Page, parse
from dwcrawler.pages.html import rendered
from dwcrawler.pages.markup import document
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.listing import menu_of, teaser_of, teasers_of

Json = dict[str, Any]
FIRST, SECOND = 11, 12


def story(number: int, **fields: Any) -> Json:
    url = f"/en/slug/a-{number}"
    return {"__typename": "Article", "id": number, "namedUrl": url, "title": "Ours", **fields}


def listing(word: str = "s", typename: str = "Navigation", **fields: Any) -> Json:
    url = f"/en/our-list/{word}-500"
    return {"__typename": typename, "id": 500, "language": "ENGLISH", "namedUrl": url, **fields}


def content(fields: Json, cache: Json | None = None) -> Content:
    return Content(fields, cache or {}, [])


def read(fields: Json, kind: str = "navigation", html: str = "") -> Page:
    state = {f"/graph-api/en/content/{kind}/500": {"data": {"content": fields}}}
    script = f"<script>window.__APP_STATE__ = {json.dumps(state)};</script>"
    page = f"<html><body>{html}{script}</body></html>"
    return parse(page.encode(), f"https://www.dw.com{fields['namedUrl']}")


def nested(depth: int) -> Json:
    inner: Json = {"contents": [story(FIRST)]}
    for _ in range(depth):
        inner = {"components": [inner]}
    return inner


COMPOSITIONS: dict[str, Json] = {
    "spaces of components": {"informationSpaces": [{"x": [{"contents": [story(FIRST)]}]}]},
    "components": {"compositionComponents": [{"contents": [story(FIRST)]}]},
    "one component": {"stage": {"contents": [story(FIRST)]}},
    "a component that names a section": {
        "x": [{"namedUrl": "/en/asia/s-9", "title": "Asia", "contents": [story(FIRST)]}]
    },
    "a section as a component": {
        "x": [{"__typename": "Navigation", "namedUrl": "/en/asia/s-9", "contents": [story(FIRST)]}]
    },
    "a component of a type not known": {
        "x": [{"__typename": "Carousel", "id": 9, "title": "Ours", "contents": [story(FIRST)]}]
    },
    "a component among contents": {
        "x": [{"contents": [{"__typename": "CompositionComponent", "contents": [story(FIRST)]}]}]
    },
    "a link to it": {"x": [{"contents": [{"__typename": "ContentLink", "target": story(FIRST)}]}]},
    "a link that has only its id": {
        "x": [
            {
                "contents": [
                    {"__typename": "ContentLink", "targetId": FIRST, "targetType": "ARTICLE"}
                ]
            }
        ]
    },
    "one story": {"x": [{"content": story(FIRST)}]},
    "spaces by name": {"informationSpaces": {"T": {"x": [{"contents": [story(FIRST)]}]}}},
    "15 deep": nested(15),
}


@pytest.mark.parametrize("what", COMPOSITIONS)
def test_a_story_is_found_wherever_it_stands_in_the_composition(what: str) -> None:
    page = read(listing(contentComposition=COMPOSITIONS[what]))
    assert [(t.id, t.type) for t in page.teasers] == [(FIRST, "article")]
    assert page.problems == []


@pytest.mark.parametrize(
    ("word", "typename", "kind"),
    [
        ("t", "AutoTopic", "auto-topic"),
        ("person", "Person", "person"),
        ("program", "UnifiedProgram", "unified-program"),
        ("s", "Navigation", "navigation"),
    ],
)
@pytest.mark.parametrize("field", ["contents", "ourOwnName", 'latest({"amount":60})'])
def test_a_list_of_any_name_is_read(word: str, typename: str, kind: str, field: str) -> None:
    page = read(listing(word, typename, **{field: [story(FIRST), story(SECOND)]}), kind)
    assert [teaser.id for teaser in page.teasers] == [FIRST, SECOND]


def test_what_stands_on_every_page_is_not_the_lists_own() -> None:
    other = {"namedUrl": "/en/top/s-1", "contentComposition": {"x": [{"contents": [story(7)]}]}}
    fields = listing(
        topStoriesNavigation=other,
        focusNav={"contentLinks": [{"__typename": "ContentLink", "target": story(8)}]},
        persons=[{"__typename": "Person", "namedUrl": "/en/ada/person-9", "latest": [story(9)]}],
        contents=[story(FIRST)],
    )
    assert [teaser.id for teaser in read(fields).teasers] == [FIRST]
    top = listing(topStoriesNavigation={**other, "namedUrl": "/en/our-list/s-500"})
    assert [teaser.id for teaser in read(top).teasers] == [7]


def test_programmes_are_teasers_in_lists_of_contents_only() -> None:
    programme = {"__typename": "UnifiedProgram", "id": 6, "namedUrl": "/en/x/program-6"}
    page = read(listing(contents=[programme], belongsTo=[{**programme, "id": 7}]))
    assert [(teaser.id, teaser.type) for teaser in page.teasers] == [(6, None)]


def test_a_state_that_refers_to_itself_ends() -> None:
    cache: Json = {"A": {"x": [{"__ref": "A"}] * 50, "contents": [story(FIRST)]}}
    found = teasers_of(content({"contentComposition": {"__ref": "A"}}, cache))
    assert [teaser.id for teaser in found] == [FIRST]


def test_an_object_of_many_fields_is_looked_at_once() -> None:
    looked: list[str] = []

    class Counting(dict[str, Any]):
        def __iter__(self) -> Any:
            looked.append("names")
            return super().__iter__()

    wide = Counting({f"f{n}": 1 for n in range(150_000)})
    teasers_of(content({"x": [{"__ref": "wide"}] * 10_000}, {"wide": wide}))
    assert 0 < len(looked) < 20


# Types


@pytest.mark.parametrize(
    ("fields", "kind", "url"),
    [
        ({"__typename": "Video", "namedUrl": "/en/x/av-9"}, "video", "/en/-/video-9"),
        ({"modelType": "AUDIO", "namedUrl": "/en/x/av-9"}, "audio", "/en/-/audio-9"),
        ({"targetType": "IMAGE_GALLERY", "namedUrl": "/en/x/g-9"}, "gallery", "/en/x/g-9"),
        ({"__typename": "Video", "namedUrl": "/en/x/a-9"}, "video", "/en/-/video-9"),
        ({"__typename": "Liveblog", "language": "GERMAN"}, "liveblog", "/de/-/live-9"),
        (
            {"__typename": "Article", "namedUrl": "/ur/elsewhere", "language": "URDU"},
            *("article", "/ur/-/a-9"),
        ),
        ({"namedUrl": "/en/x/video-9"}, "video", "/en/x/video-9"),
        ({"__typename": "ExternalLink", "namedUrl": "/en/x/a-9"}, "article", "/en/x/a-9"),
    ],
)
def test_the_type_is_told_by_the_type_name_then_by_the_url(
    fields: Json, kind: str, url: str
) -> None:
    teaser = teaser_of(content({"id": 9, **fields}))
    assert teaser is not None
    assert (teaser.id, teaser.type, teaser.url) == (9, kind, f"https://www.dw.com{url}")


def test_without_a_language_the_short_url_leads_there() -> None:
    teaser = teaser_of(content({"__typename": "Video", "id": 9}))
    assert teaser is not None
    assert (teaser.type, teaser.url) == ("video", teaser.short_url)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"__typename": "Interactive", "namedUrl": "/en/x/interactive-9"}, "Interactive"),
        ({"__typename": "Podcast", "namedUrl": "/en/x/a-9"}, "Podcast"),
        ({"__typename": "Podcast", "id": 9, "title": "Ours"}, "Podcast"),
        ({"modelType": "PODCAST", "namedUrl": "/en/x/podcast-9"}, "PODCAST"),
        ({"namedUrl": "/en/x/interactive-9"}, "interactive"),
    ],
)
def test_a_type_that_is_not_known_is_told_once_and_left_out(fields: Json, word: str) -> None:
    page = read(listing(contents=[fields, {**fields, "id": 10}, story(FIRST)]))
    assert [teaser.id for teaser in page.teasers] == [FIRST]
    assert page.problems == [f"unknown_type: {word}"]


@pytest.mark.parametrize(
    "fields",
    [
        {"__typename": "ExternalLink", "url": "https://example.org/a-9", "title": "Abroad"},
        {"__typename": "Article", "id": 9, "namedUrl": "https://example.org/en/x/a-9"},
        {"__typename": "Image", "id": 9, "title": "Ours"},
        {"__typename": "Course", "namedUrl": "/en/x/l-9", "title": "Words"},
        {"__typename": "Channel", "namedUrl": "/en/live-tv/channel-english"},
        {"__typename": "CompositionComponent", "id": 9, "title": "Ours", "contents": []},
        {"__typename": "Navigation", "id": 9, "title": "Nowhere"},
        {"__typename": "Article", "id": 10**15, "title": "No such id"},
        {},
    ],
)
def test_what_is_no_content_is_left_out_without_a_word(fields: Json) -> None:
    page = read(listing(contents=[fields, story(FIRST)]))
    assert [teaser.id for teaser in page.teasers] == [FIRST]
    assert page.problems == []


def test_a_link_says_what_a_reader_sees() -> None:
    link = {"__typename": "ContentLink", "name": "As linked", "target": story(FIRST, teaser="T")}
    teaser = teaser_of(content(link))
    assert isinstance(teaser, Teaser)
    assert (teaser.headline, teaser.description) == ("As linked", "T")


# Menus


def child(number: int) -> Json:
    return {"name": f"Section {number}", "namedUrl": f"/en/x/s-{number}"}


def focus(*links: Json) -> Json:
    return {"contentLinks": list(links)}


def test_the_pages_own_menu_counts_beside_the_sites() -> None:
    topic = {"name": "In focus", "target": {"namedUrl": "/en/x/t-4"}}
    untold = {"name": "Too", "targetId": 5, "targetType": "AUTO_TOPIC", "target": None}
    fields = listing(
        topStoriesNavigation={"regionsChildren": [child(1), child(2)], "focusNav": focus(topic)},
        regionsChildren=[child(2), child(3)],
        focusNav=focus(topic, untold),
    )
    assert [link.id for link in menu_of(content(fields))] == [1, 2, 3, 4, 5]
    assert menu_of(content(fields))[-1].url == "https://www.dw.com/en/-/t-5"
    assert [link.id for link in menu_of(content({**fields, "topStoriesNavigation": {}}))] == [
        *[2, 3, 4, 5]
    ]


# The rendered page


def test_rendered_teasers_whose_links_have_no_class() -> None:
    root = document(
        b'<div class="teaser-wrap"><a href="/en/x/a-11"><img></a><h3><a href="/en/x/a-11">Ours'
        b'</a></h3></div><p><a href="/en/x/a-12">No teaser</a></p>'
    )
    assert root is not None
    assert [(t.id, t.headline) for t in rendered.teasers_of(root, [])] == [(FIRST, "Ours")]


def test_rendered_teasers_of_types_that_are_not_known() -> None:
    teasers = "".join(
        f'<div class="teaser-wrap"><a class="link-in-teaser" href="/en/x/{word}-11">O</a></div>'
        for word in ("podcast", "a", "l", "podcast", "interactive")
    )
    root = document(teasers.encode())
    assert root is not None
    problems: list[str] = []
    assert [teaser.id for teaser in rendered.teasers_of(root, problems)] == [FIRST]
    assert problems == ["unknown_type: podcast", "unknown_type: interactive"]
