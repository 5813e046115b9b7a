"""The reader of a page's own tags: as the HTML standard says, whatever they look like."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.pages import head
from dwcrawler.pages.metadata import Metadata, stated_url

URL = "https://www.dw.com/en/harbor-opens/a-70100006"


@pytest.mark.parametrize(
    "tag",
    [
        f'<meta property="og:url" content="{URL}">',
        f'<meta content="{URL}" property="og:url"/>',
        f"<META CONTENT='{URL}' PROPERTY=og:url>",
        f"<meta content={URL} property=og:url>",
        f'<meta\n\tdata-rh = "true"\n content\n=\n"{URL}"\n property = \'og:url\' >',
        f'<meta data-x="a > b" property="og:url" content="{URL}">',
        f"<meta data-x=\"it's\" property='OG:URL' content='{URL}'>",
        f'<meta property=" og:url " content=" {URL}\n">',
        '<meta property="og:url" content="https:&#x2F;&#47;www.dw.com/en/harbor-opens/a-70100006">',
        f'<meta itemprop="x" property="og:url" property="og:title" content="{URL}" content="b">',
        f'<meta name="og:url" content="{URL}">',
        f'<meta/property="og:url"/content="{URL}">',
        f'</head><body><div><meta property="og:url" content="{URL}"></div>',
        f'<title>A <meta property="og:url" content="x"></title><meta property="og:url" content="{URL}">',
        f'<!-- <meta property="og:url" content="x"> --><meta property="og:url" content="{URL}">',
        f'<!--><meta property="og:url" content="{URL}"><!-- -->',
        f'<!--[if lt IE 7 ]><!--><meta property="og:url" content="{URL}">',
        f'<style>a{{}} <meta property="og:url" content="x"></STYLE ><meta property="og:url" content="{URL}">',
        f'<script>"<meta property=og:url content=x>"</script><meta property="og:url" content="{URL}">',
        f'<metadata property="og:url" content="x"><meta property="og:url" content="{URL}">',
    ],
)
def test_a_meta_however_it_is_written(tag: str) -> None:
    assert head.read(f"<html><head>{tag}</head></html>".encode()).metas["og:url"] == [URL]
    assert stated_url(tag.encode()) == URL


@pytest.mark.parametrize(
    "tag",
    [
        f'<!-- <link rel="canonical" href="{URL}"> -->',
        f'<!-- never closed <link rel="canonical" href="{URL}">',
        f'<script>\'<link rel="canonical" href="{URL}">\'</script>',
        f'<script type="application/json">{{"a": "<link rel=canonical href={URL}>"}}</script>',
        f'<textarea><link rel="canonical" href="{URL}"></textarea>',
        f'<link rel="canonical" data-href="{URL}">',
        f'<link rel="not-canonical" href="{URL}">',
        f'<link rel="canonical" href="{URL}"',
        '<link rel="canonical" href="https://www.dw.com/">',
    ],
)
def test_what_is_no_canonical_link(tag: str) -> None:
    assert stated_url(tag.encode()) is None


def test_a_canonical_link_that_leads_nowhere_hides_no_other() -> None:
    page = (
        f'<link rel=canonical href="https://www.dw.com/en/"><meta property=og:url content="{URL}">'
    )
    assert stated_url(page.encode()) == URL


def test_everything_that_a_head_tells() -> None:
    told = head.read(
        b"<!-- first --><HTML data-x=1 LANG=pt-BR><title>\n A &amp;\n B </title><title>C</title>"
        b'<link rel="Alternate  amphtml" href=/x><meta name=description content="1 &lt; 2">'
        b"<meta name=robots content=noindex><meta name=date content=2026-06-05>"
        b'<script src="x"></script><script type=" Application/LD+JSON; charset=utf-8">{"a": 1}</script>'
        b"<script type=application/ld+json>[2]</SCRIPT><script>let a</script>"
    )
    assert told.language == "pt-BR" and told.title == "A & B"
    assert told.meta("robots") == "noindex" and told.meta("none", "date") == "2026-06-05"
    assert told.metas["description"] == ["1 < 2"]
    assert told.links == {"alternate": ["/x"], "amphtml": ["/x"]}
    assert told.json_ld == [b'{"a": 1}', b"[2]"]
    assert told.comments == ["first"] and len(told.scripts) == 2


@pytest.mark.parametrize(
    ("metas", "published"),
    [
        ('<meta name="date" content="2026-06-05T08:15:00.250Z">', "2026-06-05T08:15:00.250Z"),
        ('<meta property="article:published_time" content="2026-06-05">', "2026-06-05"),
        ('<meta itemprop=datePublished content="2026-06-05">', "2026-06-05"),
        (
            '<meta name=date content="Invalid date"><meta name=pubdate content="2026-06-05">',
            "2026-06-05",
        ),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', None),
        ('<meta name="update" content="2026-06-05">', None),
    ],
)
def test_the_date_of_publication(metas: str, published: str | None) -> None:
    assert Metadata(metas.encode(), []).dates("en").get("date_published") == published


@given(
    st.binary(max_size=500) | st.text("<!-=\"'>/ metalinkscriptn\n", max_size=500).map(str.encode)
)
def test_any_bytes(body: bytes) -> None:
    head.read(body)


PIECES = [
    b"<",
    b"<!--",
    b"<!---->",
    b"<meta ",
    b"<meta",
    b"<meta>",
    b"a ",
    b'<meta a="',
    b"<meta a='",
]
PIECES += [
    b"<script>",
    b"<title>",
    b"</script",
    b" ",
    b"/ ",
    b"=",
    b'"',
    b"<html lang=a>",
    b"<link a",
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("start", [b"", b"<meta", b"<meta a=", b"<!--", b"<script>"])
def test_no_page_costs_more_time_than_its_size(start: bytes, piece: bytes) -> None:
    """Twice as long, and not four times as slow: well within what a loaded machine explains."""
    took = []
    for size in (500_000, 2_000_000):
        page = start + piece * (size // len(piece))
        began = time.process_time()
        head.read(page)
        took.append(time.process_time() - began)
    assert took[1] < max(0.5, 9 * took[0])
