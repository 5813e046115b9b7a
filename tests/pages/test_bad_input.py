"""Whatever arrives: no exception, a problem that names what is wrong, never a part as the whole."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dwcrawler.pages import Page, parse

URL = "https://www.dw.com/en/slug/a-67132206"


def app_state(content: Any) -> bytes:
    state = {"/graph-api/en/content/article/67132206": {"data": {"content": content}}}
    return f"<html><body><script>window.__APP_STATE__ = {json.dumps(state)};</script></body></html>".encode()


def codes(page: Page) -> set[str]:
    return {problem.partition(":")[0] for problem in page.problems}


CONTENT: dict[str, Any] = {
    "__typename": "Article",
    "id": 67132206,
    "language": "ENGLISH",
    "namedUrl": "/en/our-own-headline/a-67132206",
    "canonicalUrl": "https://www.dw.com/en/our-own-headline/a-67132206",
    "title": "A headline of our own",
    "teaser": "A teaser.",
    "text": "<p>First.</p><p>Second.</p>",
    "firstPublicationDate": "2024-01-30T14:13:12.269Z",
    "lastModifiedDate": "2024-01-30T15:00:00.6Z",
    "persons": [{"fullName": "Ada Example", "namedUrl": "/en/ada-example/person-1"}],
    "mainContentImageLink": None,
    "thematicFocusCategory": {"name": "Science"},
    "regions": [{"alignedName": "Global"}],
    "relatedAutoTopics": [],
    "trackingCategories": ["TOP STORIES", "Science"],
    "dossierContents": [],
    "contentLinks": [],
}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", {"empty"}),
        (b" \n ", {"empty"}),
        (b"\x00\x01\x02\xff\xfe" * 100, {"truncated"}),
        (b"%PDF-1.7 \x00\xff", {"truncated"}),
        (b"<html><body><h1>Before you continue</h1></body></html>", {"no_content"}),
        (b"<html><body><script>window.__APP_STATE__ = {};</script></body></html>", {"no_content"}),
        (b"<html><body><script>window.__APP_STATE__ = {", {"bad_state", "truncated"}),
        (b"<script>__APOLLO_STATE__={}</script></html>", {"bad_state", "not_html"}),
        (app_state({**CONTENT, "__typename": "Podcast"}), {"unknown_type"}),
    ],
)
def test_what_is_wrong_is_named(body: bytes, expected: set[str]) -> None:
    page = parse(body, URL)
    assert page.story is None
    assert codes(page) >= expected


def test_a_sound_state_has_no_problems() -> None:
    page = parse(app_state(CONTENT), URL)
    assert page.problems == []
    assert page.story is not None and page.story.headline == "A headline of our own"


@pytest.mark.parametrize("field", sorted(CONTENT.keys() - {"__typename"}))
@pytest.mark.parametrize("wrong", [7, True, "words", [], {}, [[]], [7], {"a": {"__ref": 7}}, 1e400])
def test_a_field_of_a_wrong_type_costs_at_most_that_field(field: str, wrong: Any) -> None:
    body = app_state({**CONTENT, field: "@"}).replace(b'"@"', json.dumps(wrong).encode())
    page = parse(body, URL)
    if page.story is None:
        assert page.problems
    else:
        assert page.story.id == 67132206 or "other_short_url" in codes(page)


def test_a_wrong_type_is_reported() -> None:
    page = parse(app_state({**CONTENT, "teaser": ["a", "list"]}), URL)
    assert page.problems == ["bad_field: teaser should be a text, but is list"]


@pytest.mark.parametrize(
    "body",
    [
        b'<script>window.__APP_STATE__ = {"/graph-api/en/content/article/67132206":'
        + b'{"a":' * 100_000
        + b"1"
        + b"}" * 100_000
        + b"}</script></html>",
        b"<div>" * 100_000 + b"</html>",
        b"<article>" + b"<blockquote>" * 100_000 + b"text</article></html>",
        app_state({**CONTENT, "text": "<ul><li>" * 50_000}),
        app_state({**CONTENT, "text": "<div>" * 100_000 + "deep"}),
    ],
    ids=["state", "html", "article", "lists", "body"],
)
def test_depth_is_harmless(body: bytes) -> None:
    page = parse(body, URL)
    assert page.problems or page.story is not None


def test_a_page_beyond_all_size_is_not_read() -> None:
    assert codes(parse(b"x" * (17 * 1024 * 1024), URL)) == {"too_large"}


@pytest.mark.heavy
def test_ten_megabytes_are_read() -> None:
    page = parse(app_state({**CONTENT, "text": "<p>word word</p>" * 640_000}), URL)
    assert page.story is not None or page.problems


def test_references_in_a_circle_end() -> None:
    cache = {
        "ROOT_QUERY": {'content({"id":67132206,"lang":"ENGLISH"})': {"__ref": "Article:67132206"}},
        "Article:67132206": {
            **CONTENT,
            "dossierContents": [{"__ref": "Article:67132206"}],
            "mainContentImageLink": {"__ref": "ContentLink:1"},
        },
        "ContentLink:1": {"target": {"__ref": "ContentLink:1"}},
    }
    page = parse(b"<script>__APOLLO_STATE__=" + json.dumps(cache).encode() + b"</script>", URL)
    assert page.story is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<script>", ""),
        ("<script>window.__APP_STATE__ = {};", ""),
        ("<script>window.__APOLLO_STATE__={};", ""),
        ('<script data-a="window.__APP_STATE__={}">', ""),
        (f'<script nonce="{"n" * 500}">', ""),
        ("<script>//<![CDATA[\n", "\n//]]>"),
        ("<script>", "</script><script>window.more = 1;"),
        ("<script>", "window.more = {};"),
        ("<script>var __APP_STATE__ = {};</script><script>", "</script><script>"),
    ],
)
def test_the_state_is_found_wherever_it_stands(before: str, after: str) -> None:
    state = app_state(CONTENT).replace(b"<script>", before.encode())
    page = parse(state.replace(b"</script></body>", f"{after}</script></body>".encode()), URL)
    assert page.layout == "app_state" and page.story is not None
    assert page.story.headline == "A headline of our own"


def test_a_state_with_tags_in_it_is_found() -> None:
    tags = "<b>x</b> window.__APP_STATE__ <script>"
    page = parse(app_state({**CONTENT, "teaser": tags}).replace(rb"\u003c", b"<"), URL)
    assert page.layout == "app_state" and page.story is not None
    assert page.story.description == tags


def apollo(queries: Any, after: bytes = b"") -> bytes:
    """A page with two stories in its state; which is its own, ROOT_QUERY and the URL say."""
    cache = {
        "ROOT_QUERY": queries,
        "Article:67132206": CONTENT,
        "Article:1": {**CONTENT, "id": 1, "title": "Another", "namedUrl": "/en/another/a-1"},
    }
    state = json.dumps(cache, separators=(",", ":")).encode()
    return b"<script>window.__APOLLO_STATE__=" + state + after + b"</script></html>"


OWN = 'content({"id":67132206,"lang":"ENGLISH"})'
OTHER = 'content({"id":1,"lang":"ENGLISH"})'
QUERIES: dict[str, Any] = {
    OWN: {"__ref": "Article:67132206"},
    OTHER: {"__ref": "Article:1"},
}


@pytest.mark.parametrize("after", [b"", b";", b";window.a=1;", b"</script><script>b=2"])
@pytest.mark.parametrize(
    "queries",
    [
        {"__typename": "Query", **QUERIES},
        {"__typename": "Query", OTHER: QUERIES[OTHER], OWN: QUERIES[OWN]},
        {"__typename": "Query", "menu": {OWN: QUERIES[OTHER]}, **QUERIES},
        {"__typename": "Query", OWN.replace("}", ',"a":"%s"}' % ("x" * 400)): QUERIES[OWN]},
        {OTHER: {"__typename": "Query", OWN: QUERIES[OTHER]}, OWN: QUERIES[OWN]},
        {"__typename": "Query", OWN: CONTENT},
    ],
    ids=["first", "second", "after a menu", "long", "in another", "no reference"],
)
def test_the_pages_own_query_is_found_wherever_it_stands(queries: Any, after: bytes) -> None:
    page = parse(apollo(queries, after), URL)
    assert page.story is not None and page.story.headline == "A headline of our own"
    assert page.problems == []


@pytest.mark.parametrize("after", [b"", b";window.a=1;"])
@pytest.mark.parametrize(
    "queries",
    [5, None, "words", [], [1], {}, {OWN: 5}, {OWN: {"__ref": 5}}, {OWN: {"__ref": "None:1"}}],
    ids=str,
)
def test_without_a_query_the_content_is_found_by_its_id_and_told(
    queries: Any, after: bytes
) -> None:
    page = parse(apollo(queries, after), URL)
    assert page.story is not None and page.story.headline == "A headline of our own"
    assert [problem.partition(":")[0] for problem in page.problems] == ["other_state_shape"]


def test_a_query_without_end_is_no_burden() -> None:
    endless = OWN.replace("}", ',"a":"' + "x" * 2_000_000 + '"}')
    tracemalloc.start()
    page = parse(apollo({"__typename": "Query", endless: QUERIES[OWN]}), URL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert page.story is not None
    assert most < 100_000_000


@given(st.binary(max_size=2000))
def test_any_bytes(body: bytes) -> None:
    parse(body, URL)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_page_cut_anywhere_gives_the_whole_story_or_none(data: st.DataObject) -> None:
    folder = Path(__file__).parents[3] / "shared/pages"
    if not folder.is_dir():
        pytest.skip("the captured pages are not there")
    name, url = data.draw(st.sampled_from(_captured(folder)))
    body = (folder / name).read_bytes()
    cut = data.draw(st.integers(0, len(body) - 1))
    page = parse(body[:cut], url)
    if page.story is None:
        assert page.problems, f"{name} cut at {cut} says nothing"
        return
    whole = parse(body, url).story
    assert whole is not None
    assert _seen_by_a_reader(page.story) == _seen_by_a_reader(whole)


def _captured(folder: Path) -> list[tuple[str, str]]:
    index = json.loads((folder / "index.json").read_text())
    return [(e["file"], e["url"]) for e in index if e["file"].endswith(".html")]


def _seen_by_a_reader(story: Any) -> dict[str, Any]:
    """Without blanks: one page was indented by who saved it, within its texts too."""
    row: dict[str, Any] = msgspec.to_builtins(story)
    return {
        "headline": row["headline"].strip(),
        "body": [(block["kind"], "".join((block["text"] or "").split())) for block in row["body"]],
        "images": [image["id"] for image in row["images"]],
        "media": row["media"],
    }
