"""Galleries in the state: every picture once, with all that any place tells of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dwcrawler.items import Image, Story
from dwcrawler.pages import parse
from dwcrawler.pages.pictures import with_lead
from tests.pages.test_captured import APOLLO, digest
from tests.pages.test_generations import STATE
from tests.stories import clean_story

Json = dict[str, Any]
URL = "https://www.dw.com/en/ours/g-1001"


def picture(number: int, credit: str | None = None) -> Json:
    url = f"https://static.dw.com/image/{number}_${{formatId}}.jpg"
    return {"__typename": "Image", "id": number, "staticUrl": url, "licenserSupplement": credit}


def entry(name: str, description: str, image: Json | None, alt: str | None = None) -> Json:
    return {"name": name, "description": description, "altText": alt, "assignedImage": image}


def gallery(lead: Json | None, *entries: Json) -> Story:
    content = {
        "__typename": "ImageGallery",
        "id": 1001,
        "language": "ENGLISH",
        "title": "Our gallery",
        "namedUrl": "/en/ours/g-1001",
        "firstPublicationDate": "2024-01-01T00:00:00Z",
        "mainContentImageLink": lead,
        "extendedGalleryImages": list(entries),
    }
    state = {"/graph-api/en/content/image-gallery/1001": {"data": {"content": content}}}
    page = f"<html><script>window.__APP_STATE__ = {json.dumps(state)};</script></html>"
    story = parse(page.encode(), URL).story
    assert story is not None
    return story


def test_an_entry_fills_what_the_lead_picture_lacks() -> None:
    lead = {"targetId": 7, "description": "", "additionalInformation": "Alt", "target": picture(7)}
    story = gallery(
        lead,
        entry("One", "The first", picture(7, "Ada"), "Other alt"),
        entry("Two", "The second", picture(8, "Ben"), "Alt 2"),
    )
    first = Image(
        id=7,
        url="https://static.dw.com/image/7_607.jpg",
        caption="The first",
        credit="Ada",
        alt="Alt",
    )
    assert story.images[0] == story.lead_image == first
    assert [(i.id, i.caption, i.credit, i.alt) for i in story.images[1:]] == [
        (8, "The second", "Ben", "Alt 2")
    ]


def test_a_picture_used_twice_keeps_its_first_caption() -> None:
    story = gallery(
        None,
        entry("One", "", picture(8, "Ben")),
        entry("Two", "What is first told", picture(8)),
        entry("Three", "What is told later", picture(8, "Other")),
    )
    assert [(i.id, i.caption, i.credit) for i in story.images] == [(8, "What is first told", "Ben")]
    assert [(b.kind, b.text, b.ref) for b in story.body] == [
        *[("heading", "One", None), ("image", None, 8)],
        *[("heading", "Two", None), ("image", None, 8)],
        *[("heading", "Three", None), ("image", None, 8)],
    ]


def test_an_entry_without_a_picture_keeps_its_words() -> None:
    story = gallery(None, entry("One", "Words", None), entry("Two", "", None), {"name": "Three"})
    assert story.images == []
    assert [(b.kind, b.text) for b in story.body] == [
        *[("heading", "One"), ("paragraph", "Words"), ("heading", "Two"), ("heading", "Three")]
    ]


def test_pictures_without_an_id_are_told_apart_by_their_addresses() -> None:
    one, other = Image(url="https://example.org/1.jpg"), Image(url="https://example.org/2.jpg")
    again = Image(url="https://example.org/1.jpg", caption="Words")
    assert with_lead(one, [other, again, one]) == [one, other]
    assert one.caption == "Words"


def test_the_captured_gallery(shared_pages: Path) -> None:
    page = (shared_pages / APOLLO).read_bytes()
    match = STATE.search(page)
    assert match is not None
    cache = json.loads(match[1])
    query = 'content({"id":17393954,"lang":"GERMAN"})'
    cache["ROOT_QUERY"] = {query: {"__ref": "ImageGallery:17393954"}}
    script = b"<script>window.__APOLLO_STATE__=" + json.dumps(cache).encode() + b";</script>"
    story = clean_story(script, "https://www.dw.com/de/x/g-17393954")
    entries = cache["ImageGallery:17393954"]["extendedGalleryImages"]
    assert len(story.images) == len(entries) == 10
    for image, told in zip(story.images, entries, strict=True):
        assert f"Image:{image.id}" == told["assignedImage"]["__ref"]
        assert image.caption == " ".join(told["description"].split())
        assert image.credit and image.alt
    assert (story.images[0].id, digest(story.images[0].caption)) == (18276702, "f2a697b2b4bd")
