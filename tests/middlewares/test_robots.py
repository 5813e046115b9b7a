"""robots.txt in odd forms: what was meant is obeyed, and never less."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.middlewares.robots_rules import (
    MOST_BYTES,
    is_markup,
    parser_of,
    product_token,
    sitemaps_of,
)

AGENT = "dwcrawler"
SITE = "https://www.dw.com"
STORY = f"{SITE}/en/a-slug/a-1"
CLOSED = "User-agent: *\nDisallow: /\n"
OWN = "User-agent: dwcrawler\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
OTHERS = "User-agent: *\nDisallow: /\n\nUser-agent: dwcrawler\nDisallow: /search\n"


def may(body: bytes | str, url: str = STORY) -> bool:
    raw = body.encode() if isinstance(body, str) else body
    return parser_of(raw, AGENT).can_fetch(url, AGENT)


@pytest.mark.parametrize("text", [CLOSED, OWN])
@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF8 * 2 + text.encode(),
        lambda text: text.replace("User", "\ufeffUser").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\n\r").encode(),
        lambda text: text.rstrip().encode(),
        lambda text: text.upper().encode(),
        lambda text: text.lower().encode(),
        lambda text: text.replace(": ", ":").encode(),
        lambda text: text.replace(": ", " : \t").encode(),
        lambda text: text.replace(": ", " ").encode(),
        lambda text: text.replace("User-agent", " \tUser-Agent").encode(),
        lambda text: text.replace("User-agent", "Useragent").encode(),
        lambda text: text.replace("Disallow", "\u00a0Disallow").encode(),
        lambda text: text.replace(": /", ":\u00a0/\u200b").encode(),
        lambda text: text.replace("\n", " # no more\n").encode(),
        lambda text: ("# \xff\xfe comments\n" * 9 + text).encode("latin-1"),
        lambda text: text.replace("\n", "\nNoindex: /x\nFoo: bar\n<!-- -->\n").encode(),
        lambda text: text.replace("\n", "\nSitemap: https://www.dw.com/x.xml\n").encode(),
        lambda text: text.replace("User-agent: ", "User-agent: Otherbot\nUser-agent: ").encode(),
        lambda text: text.replace("\nDisallow", "\nUser-agent: Otherbot\nDisallow").encode(),
        lambda text: text.replace("Disallow: /", "Allow: /x\n\nDisallow: /").encode(),
        lambda text: text.replace("Disallow: /", "Disallow: https://www.dw.com/").encode(),
        lambda text: text.replace("Disallow: /", "Disallow: https://www.dw.com").encode(),
        lambda text: text.replace("Disallow: /", "Disallow: *").encode(),
        lambda text: text.replace("Disallow: /", "Disallow: /*").encode(),
        lambda text: text.replace("Disallow: /", "Disallow: en/").encode(),
        lambda text: text.replace("dwcrawler", "dwcrawler/1.0").encode(),
        lambda text: text.replace("dwcrawler", "DWCrawler/0.1 (+https://example.org)").encode(),
        lambda text: text.replace("dwcrawler", "dwcrawler*").encode(),
        lambda text: text.replace("dwcrawler", "otherbot, dwcrawler").encode(),
        lambda text: text.replace("dwcrawler", "Mozilla/5.0 (compatible; dwcrawler/1.0)").encode(),
        lambda text: ("\n" * 5000 + text).encode(),
        lambda text: (text + "Disallow: /x\n" * 100_000).encode(),
        lambda text: text.replace("Disallow: /", "Crawl-delay: 1\nDisallow: /").encode(),
    ],
)
def test_what_is_closed_is_closed(text: str, form: object) -> None:
    assert callable(form)
    assert not may(form(text))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n \r\n",
        codecs.BOM_UTF8,
        b"User-agent: *\nDisallow:\n",
        b"User-agent: *\nDisallow: # nothing\n",
        b"Disallow: /\n",  # of nobody
        b"User-agent: dw\nDisallow: /\n",
        b"User-agent: dwcrawlers\nDisallow: /\n",
        b"User-agent: dwcrawler-news\nDisallow: /\n",
        b"User-agent: crawler\nDisallow: /\n",
        b"User-agent:\nDisallow: /\n",
        b"User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /search/\n",
        OTHERS.encode(),
        OTHERS.replace("dwcrawler", "DWCRAWLER/2").encode(),
        b"User-agent: *\nDisallow: /en\nAllow: /en/\n",
        b"User-agent: *\nDisallow: /*.pdf$\nDisallow: /en/a-slug/a-1$x\n",
        b"User-agent: *\nDisallow: /EN/\n",
        b"<!doctype html><html><body>Not found</body></html>",
        bytes(range(256)) * 40,
    ],
)
def test_what_is_open_is_open(body: bytes) -> None:
    assert may(body)


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/~user/", "/%7Euser/x"),
        ("/%7euser/", "/~user/x"),
        ("/über", "/%C3%BCber"),
        ("/%c3%bcber", "/über"),
        ("/ü*/a-", "/%C3%BCber/a-1"),
        ("/a b", "/a%20b"),
        ("/search?q=", "/search?q=x"),
        ("/*/a-", "/en/x/a-1"),
        ("/*.xml$", "/a/b.xml"),
        ("/a*b*c", "/a1b2c3"),
        ("/en/$", "/en/"),
        ("/%E4%B8%AD", "/中文"),
    ],
)
def test_paths_however_they_are_written(rule: str, path: str) -> None:
    body = f"User-agent: *\nDisallow: {rule}\n"
    assert not may(body, SITE + path)
    assert not may(body.encode("utf-16"), SITE + path)
    assert may(body, f"{SITE}/other")


def test_a_path_in_another_charset_is_its_bytes() -> None:
    assert not may("User-agent: *\nDisallow: /über\n".encode("latin-1"), f"{SITE}/%FCber")


def test_several_groups_of_one_name_are_one() -> None:
    body = "User-agent: dwcrawler\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\n"
    body += "User-agent: DWcrawler/1.0\nDisallow: /b\n"
    assert [may(body, f"{SITE}/{name}") for name in "abc"] == [False, False, True]


def test_only_the_first_500_kb_are_read() -> None:
    """What of a line lies beyond is no rule of its own."""
    filler = b"# " + b"x" * 97 + b"\n"
    head = filler * (MOST_BYTES // len(filler))
    assert may(head + CLOSED.encode())
    assert not may(CLOSED.encode() + head * 3)


@pytest.mark.parametrize("body", [b"<html>", b" \n<!DOCTYPE html>", "\ufeff<p>".encode()])
def test_a_page_is_known_as_such(body: bytes) -> None:
    assert is_markup(body) and is_markup(body + CLOSED.encode())
    assert not may(body + b"\n" + CLOSED.encode())


def test_a_wish_for_pauses() -> None:
    body = b"\xef\xbb\xbfUser-agent: dwcrawler/1.0\nCrawl-Delay: 2.5\n"
    assert parser_of(body, AGENT).crawl_delay(AGENT) == 2.5
    for value in ("-1", "inf", "nan", "soon", "9" * 400, "１"):
        delay = parser_of(body.replace(b"2.5", value.encode()), AGENT).crawl_delay(AGENT)
        assert delay is None or delay >= 0


@pytest.mark.parametrize(
    "agent", ["dwcrawler", "DWCrawler/1.0 (+https://example.org)", " dwcrawler "]
)
def test_the_name_that_a_robots_txt_knows(agent: str) -> None:
    assert product_token(agent) == AGENT


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body: bytes) -> None:
    for before in (b"", CLOSED.encode(), b"User-agent: *\nDisallow: "):
        assert may(before + body) in (True, False)


def test_the_sitemaps_that_it_names() -> None:
    named = b"User-agent: *\nDisallow: /\nSitemap: https://www.dw.com/a.xml # all\n"
    named += b"\xef\xbb\xbfsite-map : https://www.dw.com/b.xml\nSITEMAP:https://www.dw.com/a.xml\n"
    assert sitemaps_of(named) == ["https://www.dw.com/a.xml", "https://www.dw.com/b.xml"]
    assert sitemaps_of(named.decode().encode("utf-16")) == sitemaps_of(named)
    assert sitemaps_of(b"Sitemap:\nSitemap: \n<html>") == []
    many = b"".join(b"Sitemap: https://www.dw.com/%d.xml\n" % number for number in range(10_000))
    assert len(sitemaps_of(many)) == 100
