"""What a page says of itself for machines: JSON-LD, Open Graph and the tracking layer.

They tell little of a story, but tell it exactly, and are found in the bytes without a tree.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

import msgspec

from dwcrawler.identity import canonical_url, content_at
from dwcrawler.items import Image, Person
from dwcrawler.pages.mending import decode
from dwcrawler.pages.pictures import picture

_JSON_LD: Final = re.compile(
    rb"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{1,100000}?)</script", re.DOTALL
)
_DATA_LAYER: Final = re.compile(rb"window\.dataLayer\s*=\s*(\[\{)")
_META: Final = re.compile(
    rb"""<meta\s[^>]{0,300}?property=["']og:([a-z_:]{1,40})["'][^>]{0,40}?content="([^"]{0,5000})\""""
)
_CANONICAL: Final = re.compile(
    rb"""<link\s[^>]{0,300}?rel=["']canonical["'][^>]{0,40}?href=["']([^"']{1,2000})["']"""
)
_OG_URL: Final = re.compile(
    rb"""<meta\s[^>]{0,300}?property=["']og:url["'][^>]{0,40}?content=["']([^"']{1,2000})["']"""
)
_NEWS_TYPES: Final = frozenset({"NewsArticle", "Article", "LiveBlogPosting", "VideoObject"})
Fields = dict[str, Any]


def json_ld(body: bytes) -> Fields:
    """Story fields of the page's NewsArticle, raw; empty where there is none that can be read."""
    for match in _JSON_LD.finditer(body):
        described = _news_article(match[1])
        if described is not None:
            return _story_fields(described)
    return {}


def open_graph(body: bytes) -> Fields:
    """Story fields of the Open Graph tags. The title carries the site's name and the date."""
    tags = {match[1]: _attribute(match[2]) for match in _META.finditer(body)}
    fields: Fields = {}
    if title := tags.get(b"title"):
        fields["headline"] = re.split(r"\s+[–|-]\s+DW\b", title)[0]
    if description := tags.get(b"description"):
        fields["description"] = description
    number, url = picture(tags.get(b"image"))
    if url:
        fields["lead_image"] = Image(id=number, url=url, alt=tags.get(b"image:alt") or None)
    return fields


def data_layer(body: bytes) -> Fields:
    """Section path, department and subjects from `window.dataLayer` (seen on apollo pages)."""
    match = _DATA_LAYER.search(body)
    if match is None:
        return {}
    end = body.find(b"</script", match.end())
    lines = body[match.start(1) : end if end >= 0 else match.end() + 20000]
    try:
        layers = decode(lines[: lines.rindex(b"]") + 1])
        page = layers[0]["pageData"]
        items = list(page.items())
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return {}
    subjects = page.get("subjects")
    department = page.get("departmentName")
    return {
        "section": [
            value
            for name, value in items
            if name.startswith("categoryLevel") and isinstance(value, str) and value
        ],
        "categories": [department] if isinstance(department, str) and department else [],
        "keywords": [subject for subject in subjects if isinstance(subject, str)]
        if isinstance(subjects, list)
        else [],
    }


def _news_article(raw: bytes) -> Fields | None:
    try:
        described = decode(raw.strip())
    except (msgspec.DecodeError, RecursionError):
        return None
    entries = described if isinstance(described, list) else [described]
    for entry in [*entries, *_graph(entries)]:
        if isinstance(entry, dict) and not _NEWS_TYPES.isdisjoint(_types(entry)):
            return entry
    return None


def _graph(entries: list[Any]) -> list[Any]:
    """What stands in a `@graph`, which may hold several things at once."""
    graphs = [entry.get("@graph") for entry in entries if isinstance(entry, dict)]
    return [inner for graph in graphs if isinstance(graph, list) for inner in graph]


def _types(entry: Fields) -> list[str]:
    stated = entry.get("@type")
    stated = stated if isinstance(stated, list) else [stated]
    return [name for name in stated if isinstance(name, str)]


def _story_fields(described: Fields) -> Fields:
    fields: Fields = {
        "headline": _text(described.get("headline")),
        "description": _text(described.get("description")),
        "date_published": _text(described.get("datePublished")),
        "date_modified": _text(described.get("dateModified")),
        "authors": _authors(described.get("author")),
    }
    images = described.get("image")
    first = images[0] if isinstance(images, list) and images else images
    number, url = picture(_text(first))
    if url:
        fields["lead_image"] = Image(id=number, url=url)
    return {name: value for name, value in fields.items() if value}


def _authors(authors: Any) -> list[Person]:
    persons = []
    for author in authors if isinstance(authors, list) else [authors]:
        if not isinstance(author, dict) or "Person" not in _types(author):
            continue
        if name := _text(author.get("name")):
            url = _text(author.get("url"))
            persons.append(Person(name=name, url=canonical_url(url) if url else None))
    return persons


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _attribute(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))


def stated_url(body: bytes) -> str | None:
    """The canonical URL that a saved page states of itself, if it leads to DW content."""
    for pattern in (_CANONICAL, _OG_URL):
        for match in pattern.finditer(body):
            target = content_at(_attribute(match[1]))
            if target is not None:
                return target[0]
    return None
