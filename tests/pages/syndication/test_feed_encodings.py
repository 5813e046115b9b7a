"""Feeds in other encodings than UTF-8, by mark or by declaration, sound and damaged; text."""

from __future__ import annotations

import codecs

import pytest

from dwcrawler.pages import parse_feed

LATIN = "Käse – „Brot“ für €5"
ITEM = "<item><title>{}</title><link>https://www.dw.com/de/käse/a-70100005</link></item>"


def rss(title: str, declared: str | None) -> str:
    start = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return f"{start}<rss><channel>{ITEM.format(title)}</channel></rss>"


def headline(body: bytes | str) -> str | None:
    (entry,) = parse_feed(body).entries
    assert entry.teaser.id == 70100005
    return entry.teaser.headline


ENCODED = {
    "windows-1252": (LATIN, "cp1252", b""),
    "iso-8859-1": ("Käse für vier", "latin-1", b""),
    "ISO-8859-15": ("Käse für €5", "iso8859-15", b""),
    "utf-8": (LATIN, "utf-8", codecs.BOM_UTF8),
    "UTF-16": (LATIN, "utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16": (LATIN, "utf-16-be", codecs.BOM_UTF16_BE),
    "UTF-16LE": (LATIN, "utf-16-le", b""),
    "windows-1251": ("Корабли", "cp1251", b""),
    "gb2312": ("船只和港口", "gb2312", b""),
    "big5": ("船隻", "big5", b""),
}


@pytest.mark.parametrize("title", ["{}", "{} & more", "{}&nbsp;& more", "{}\x0b &amp; more"])
@pytest.mark.parametrize("declared", ENCODED)
def test_declared_or_marked(declared: str, title: str) -> None:
    text, encoding, mark = ENCODED[declared]
    link = "käse" if encoding not in ("cp1251", "gb2312", "big5") else "x"
    body = rss(title.format(text), declared).replace("käse", link)
    expected = text if title == "{}" else f"{text} & more"
    assert headline(mark + body.encode(encoding)) == expected


@pytest.mark.parametrize("declared", ["ISO-8859-1", "iso-8859-15", "Windows-1252", "latin1"])
def test_utf_8_in_spite_of_its_declaration(declared: str) -> None:
    assert headline(rss(f"{LATIN} 船", declared).encode()) == f"{LATIN} 船"
    assert headline(rss("Ships", declared).encode()) == "Ships"


def test_a_mark_counts_without_a_declaration() -> None:
    assert headline(codecs.BOM_UTF16_LE + rss(LATIN, None).encode("utf-16-le")) == LATIN


@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_bytes_that_are_no_utf_8(declared: str | None) -> None:
    body = rss(LATIN, declared).encode("cp1252")
    assert headline(body) == "K\ufffdse \ufffd \ufffdBrot\ufffd f\ufffdr \ufffd5"
    assert parse_feed(body).problems[0].startswith("damaged")


@pytest.mark.parametrize(
    "declared", ["utf-16", "x-unknown", "base64", "idna", "rot13", "undefined"]
)
def test_a_wrong_declaration_counts_for_nothing(declared: str) -> None:
    body = rss(LATIN, declared).encode()
    assert headline(body) == LATIN
    assert parse_feed(body).problems[0].startswith("damaged")


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "utf-16", "x-unknown"])
@pytest.mark.parametrize("title", [LATIN, f"{LATIN} &amp; 船", f"{LATIN} & 船"])
def test_of_text_the_declaration_counts_for_nothing(title: str, declared: str | None) -> None:
    for before in ("", "\ufeff", "\n "):
        body = before + rss(title, declared)
        feed = parse_feed(body)
        assert bool(feed.problems) == ("& " in title)
        assert headline(body) == title.replace("&amp;", "&")


def test_text_with_half_a_surrogate_pair() -> None:
    body = rss("Ships\ud800 and ports", "utf-8")
    assert (headline(body) or "").replace("\ufffd", "") == "Ships and ports"
    assert headline(rss("Ships \ud83d\ude00", "utf-8").encode("utf-16", "surrogatepass"))
