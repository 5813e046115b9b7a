"""Pages in other encodings than UTF-8 give the same story, however the encoding is declared."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from dwcrawler.pages import parse
from tests.pages import fuzzing
from tests.pages.test_bad_input import CONTENT, URL, codes

GERMAN = {
    **CONTENT,
    "title": "Ärger über Öl: „Maß“ für 5 €",
    "text": "<p>Größe, Flöße und Übergänge.</p>",
}
RUSSIAN = {**CONTENT, "title": "Ещё один заголовок", "text": "<p>Первый абзац.</p>"}
CHINESE = {**CONTENT, "title": "我们自己的标题", "text": "<p>第一段。</p>"}


def page(head: str, content: object = GERMAN) -> str:
    """A state that holds its letters as they are."""
    state = json.dumps(
        {"/graph-api/en/content/article/67132206": {"data": {"content": content}}},
        ensure_ascii=False,
    )
    script = f"<script>window.__APP_STATE__ = {state};</script>"
    return f"<!doctype html>\n<html><head>{head}</head><body>{script}</body></html>"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{0}">',
        "<meta charset={0}>",
        "<META CHARSET='{0}' />",
        '<meta http-equiv="Content-Type" content="text/html; charset={0}">',
        "<meta content='text/html;charset={0}' http-equiv=content-type>",
        "<!-- <meta charset=utf-8> --><meta charset='{0}'>",
        "<script charset=utf-8></script><meta charset={0}>",
        "<meta charset={0}><meta charset=utf-8>",
        "<title>t</title>" + "<link rel=x>" * 100 + "<meta charset='{0}'>",
        "<script>" + "archive();" * 800 + "</script><meta charset='{0}'>",
    ],
    ids=[
        "plain",
        "bare",
        "capitals",
        "equiv",
        "turned",
        "after a comment",
        "script",
        "first",
        "late",
        "archived",
    ],
)
@pytest.mark.parametrize(
    ("label", "codec", "content"),
    [
        ("windows-1252", "cp1252", GERMAN),
        ("Windows-1252", "cp1252", GERMAN),
        ("iso-8859-1", "cp1252", GERMAN),
        ("iso-8859-15", "iso8859-15", {**GERMAN, "title": "Ärger über Öl für 5 €"}),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("gb2312", "gb18030", CHINESE),
        ("big5", "big5", {**CONTENT, "title": "標題", "text": "<p>第一段。</p>"}),
        ("shift_jis", "cp932", {**CONTENT, "title": "見出し", "text": "<p>段落。</p>"}),
    ],
)
def test_a_declared_encoding(head: str, label: str, codec: str, content: object) -> None:
    text = page(head.format(label), content)
    read = parse(text.encode(codec), URL)
    assert read.problems == []
    assert read.story == parse(page("", content).encode(), URL).story
    assert read.story is not None and read.story.headline == content["title"]  # type: ignore[index]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", "", "\r\n"], ids=["mark", "none", "blanks"])
@pytest.mark.parametrize("head", ["", "<meta charset=utf-8>", '<meta charset="utf-16">'])
def test_utf_16(codec: str, mark: str, head: str) -> None:
    read = parse((mark + page(head)).encode(codec), URL)
    assert read.problems == []
    assert read.story == parse(page("").encode(), URL).story


def test_a_mark_of_utf_8() -> None:
    body = b"\xef\xbb\xbf" + page("<meta charset=windows-1252>").encode()
    assert parse(body, URL).story == parse(page("").encode(), URL).story


def test_an_xml_declaration() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + page("")
    assert parse(body.encode("cp1252"), URL).story == parse(page("").encode(), URL).story


@pytest.mark.parametrize(
    ("header", "head"),
    [
        ("text/html; charset=windows-1252", ""),
        (b"text/html;charset=ISO-8859-1", ""),
        ('text/html; charset="windows-1252"', "<meta charset=utf-8>"),
        ("text/html", "<meta charset=windows-1252>"),
        ("text/html; charset=no-such-thing", "<meta charset=windows-1252>"),
    ],
)
def test_the_header_counts_first(header: str | bytes, head: str) -> None:
    read = parse(page(head).encode("cp1252"), URL, header)
    assert read.problems == [] and read.story == parse(page("").encode(), URL).story


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "big5", "utf-16", "koi8-r"])
def test_utf_8_is_known_whatever_is_declared(label: str) -> None:
    """Servers and programs that save pages declare wrongly; UTF-8 by chance there is none."""
    expected = parse(page("").encode(), URL).story
    body = page(f"<meta charset={label}>").encode()
    for header in (None, f"text/html; charset={label}"):
        read = parse(body, URL, header)
        assert read.story == expected and read.problems == []
    read = parse(body.replace("Maß".encode(), b"Ma\xff"), URL)
    assert read.story is not None and read.story.headline == "Ärger über Öl: „Ma\ufffd“ für 5 €"
    assert codes(read) == {"bad_encoding"}


def test_bytes_that_the_encoding_does_not_have_are_told() -> None:
    body = page("<meta charset=windows-1252>").encode("cp1252").replace(b"\xc4rger", b"\x81rger")
    read = parse(body, URL)
    assert read.story is not None and read.story.headline.startswith("\ufffdrger über Öl")
    assert codes(read) == {"bad_encoding"}


@pytest.mark.parametrize(
    "label", ["utf-7", "punycode", "idna", "zip", "hex", "rot13", "undefined", "unicode_escape"]
)
def test_encodings_that_no_browser_knows_are_not_tried(label: str) -> None:
    body = page(f"<meta charset={label}>").encode() + b"<!-- \xff" + b"+ADw-" * 200_000
    began = time.process_time()
    read = parse(body, URL, f"text/html; charset={label}")
    assert time.process_time() - began < 2
    assert read.story == parse(page("").encode(), URL).story


# Captured pages, encoded anew


def declared(text: str, label: str) -> str:
    changed, count = re.subn(r"charset=([\"']?)utf-8", rf"charset=\1{label}", text, flags=re.I)
    assert count
    return changed


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("utf-16le", "utf-16-le"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "classic-2013-06-10-en.html",
        "classic-2023-04-28-de.html",
        "rendered-2026-06-14-en.html",
        "app_state-2024-10-13-en.html",
        "apollo-2023-06-13-de.html",
    ],
)
def test_a_captured_page(name: str, label: str, codec: str, shared_pages: Path) -> None:
    sample = next(sample for sample in fuzzing.captured() if sample.name == name)
    assert sample.url is not None
    text = declared(sample.body.decode(), label)
    body = text.encode(codec, "xmlcharrefreplace")
    story = parse(sample.body, sample.url).story
    if "state" in name or "apollo" in name:  # in a script no reference to a character is resolved
        story = parse(body.decode(codec), sample.url).story
    read = parse(body, sample.url)
    assert story is not None and read.story == story
    assert read.problems == []
