"""States that others have collected, each with its right value; and dates that are told twice."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.pages import parse
from tests.stories import clean_story

CASES = [
    *("state-undefined", "state-nan", "state-half-surrogate", "state-json-parse"),
    *("state-other-key", "hls-largest-first", "widget"),
]


@pytest.mark.parametrize("name", CASES)
def test_a_collected_case(name: str, shared_pages: Path) -> None:
    cases = shared_pages.parent / "cases"
    expected: dict[str, Any] = json.loads((cases / "cases.json").read_text())[f"{name}.html"]
    body = (cases / f"{name}.html").read_bytes()
    number = re.search(rb'"id": (\d+)', body)
    assert number is not None
    path = "harbor-film/video" if name.startswith("hls") else "harbor-opens/a"
    story = clean_story(body, f"https://www.dw.com/en/{path}-{number[1].decode()}")
    told = {
        "layout": story.provenance.layout,
        "embeds": [[block.provider, block.url] for block in story.body if block.kind == "embed"],
        "mp4": [source.url for media in story.media for source in media.sources][-1:],
    }
    for key, value in expected["expect"].items():
        found = told.get(key, getattr(story, key, None))
        assert str(found).endswith(f"{value}']") if key == "mp4" else found == value, key


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", ["ContentDate", "FirstPublicationDate"])
def test_the_date_that_is_spelled_out_counts(name: str, first: bool) -> None:
    dates = [(f"localized{name}", "06/05/2026"), (f"localized{name}Sr", "July 8, 2026")]
    content = {"__typename": "Article", "id": 7, "title": "A", "language": "ENGLISH"}
    content |= {"text": "<p>A</p>", **dict(dates if first else dates[::-1])}  # type: ignore[dict-item]
    state = {"/graph-api/en/content/article/7": {"data": {"content": content}}}
    body = f"<html><script>window.__APP_STATE__ = {json.dumps(state)};</script></html>"
    story = clean_story(body.encode(), "https://www.dw.com/en/a/a-7")
    assert (story.date_published, story.date_precision) == ("2026-07-08T00:00:00Z", "day")
    teaser = {"id": 8, "__typename": "Article", "namedUrl": "/en/b/a-8", **dict(dates)}
    listing = {"__typename": "Navigation", "id": 9, "contents": [teaser], "language": "ENGLISH"}
    read = parse(json.dumps({"data": {"content": listing}}), "https://www.dw.com/en/s/s-9")
    if name == "ContentDate":
        assert [teaser.date_published for teaser in read.teasers] == ["July 8, 2026"]


@pytest.mark.parametrize("text", [None, "", "<p> </p>", 5])
def test_an_article_whose_state_has_no_text_has_the_one_that_is_shown(text: Any) -> None:
    content = {"__typename": "Article", "id": 7, "title": "A", "language": "ENGLISH", "text": text}
    state = {"/graph-api/en/content/article/7": {"data": {"content": content}}}
    shown = '<article><h1>A</h1><div class="rich-text"><p>It is open.</p></div></article>'
    body = f"<html><body>{shown}<script>window.__APP_STATE__ = {json.dumps(state)};</script>"
    story = clean_story(f"{body}</body></html>".encode(), "https://www.dw.com/en/a/a-7")
    assert (story.text, story.provenance.layout) == ("It is open.", "app_state")


def test_a_character_that_no_browser_shows_is_not_replaced() -> None:
    content = {"__typename": "Article", "id": 7, "title": "A", "language": "ENGLISH"}
    content |= {"text": "<p>It is\0 open.</p>"}
    state = {"/graph-api/en/content/article/7": {"data": {"content": content}}}
    shown = '<article><h1>A</h1><div class="rich-text"><p>It is\0 open.</p></div></article>'
    for part in (f"<script>window.__APP_STATE__ = {json.dumps(state)};</script>", shown):
        body = f'<html lang="en"><body>{part}</body></html>'.encode()
        assert clean_story(body, "https://www.dw.com/en/a/a-7").text == "It is open."


def test_a_teasers_date_in_seconds_counts_as_a_storys() -> None:
    teaser = {"id": 8, "__typename": "Article", "namedUrl": "/en/b/a-8", "contentDate": 1781463601}
    listing = {"__typename": "Navigation", "id": 9, "contents": [teaser], "language": "ENGLISH"}
    read = parse(json.dumps({"data": {"content": listing}}), "https://www.dw.com/en/s/s-9")
    assert [each.date_published for each in read.teasers] == ["1781463601"]
    assert read.problems == []
    content = {"__typename": "Article", "id": 7, "title": "A", "text": "<p>A</p>"}
    content |= {"language": "ENGLISH", "contentDate": 1781463601, "dossierContents": [teaser]}  # type: ignore[dict-item]
    state = {"/graph-api/en/content/article/7": {"data": {"content": content}}}
    body = f"<html><script>window.__APP_STATE__ = {json.dumps(state)};</script></html>"
    story = clean_story(body.encode(), "https://www.dw.com/en/a/a-7")
    assert story.date_published == story.related[0].date_published == "2026-06-14T19:00:01Z"
