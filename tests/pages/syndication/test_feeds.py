"""RSS of both kinds, sitemaps in one file and in parts, packed and broken, and hostile XML."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.minisite import feeds as made
from dwcrawler.minisite.catalogue import Catalogue
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from dwcrawler.normalize import dates
from dwcrawler.pages import parse_feed
from dwcrawler.pages.syndication.feeds import MAX_BYTES

WORLD = World(stories=60, languages=("en",))
TRUTHS = Truths(WORLD)
CATALOGUE = Catalogue(WORLD, TRUTHS)
TEASERS = CATALOGUE.newest("en")
EDITION = WORLD.edition("en")
RDF = made.rdf(TEASERS, EDITION)
SITEMAP = made.article_sitemap(map(TRUTHS.of, range(60)))
NO_FEED = "bad_feed"


@pytest.mark.parametrize("body", [RDF, made.rss(TEASERS, EDITION)])
def test_rss_tells_what_the_site_put_in(body: bytes) -> None:
    feed = parse_feed(body)
    assert feed.problems == []
    assert len(feed.entries) == len(TEASERS) == 40
    for entry, true in zip(feed.entries, TEASERS, strict=True):
        teaser = entry.teaser
        for name in ("id", "short_url", "url", "type", "headline", "description", "kicker"):
            assert getattr(teaser, name) == getattr(true, name)
        moment = dates.read(teaser.date_published or "", "en", None)
        assert moment is not None and moment.value == true.date_published


def test_a_news_sitemap_tells_dates_and_headlines() -> None:
    feed = parse_feed(made.news_sitemap(TEASERS, EDITION))
    found = [(e.teaser.url, e.teaser.date_published, e.teaser.headline) for e in feed.entries]
    assert found == [(t.url, t.date_published, t.headline) for t in TEASERS]


def test_an_article_sitemap_tells_changes() -> None:
    feed = parse_feed(SITEMAP)
    stories = [TRUTHS.of(n).story for n in range(60)]
    assert [(e.teaser.url, e.modified) for e in feed.entries] == [
        (story.url, story.date_modified) for story in stories
    ]
    assert all(entry.teaser.date_published is None for entry in feed.entries)


def test_parts_lead_to_dw_only() -> None:
    body = made.sitemap_index(
        [
            ("https://www.dw.com/en/part-1.xml", "2025-01-01T00:00:00Z"),
            ("https://example.org/part-2.xml", "2025-01-01"),
            ("file:///etc/passwd", "2025-01-01"),
        ]
    )
    assert parse_feed(body).parts == [("https://www.dw.com/en/part-1.xml", "2025-01-01T00:00:00Z")]


def test_a_packed_sitemap() -> None:
    assert parse_feed(gzip.compress(SITEMAP)) == parse_feed(SITEMAP)


def test_an_entry_without_a_link_that_leads_anywhere_is_known_by_its_id() -> None:
    body = RDF.replace(TEASERS[0].url.encode(), b"https://rss.dw.com/elsewhere")
    first = parse_feed(body).entries[0].teaser
    assert (first.id, first.url) == (TEASERS[0].id, TEASERS[0].short_url)


def entities(count: int) -> bytes:
    """Each ten of the one before: 10^count in the end."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, count))
    return (
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item>'
        f"<title>&e{count - 1};</title></item></channel></rss>"
    ).encode()


ITEM = "<item><title>x</title><link>https://www.dw.com/en/x/a-5</link></item>"
DECLARING = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def declared(encoding: str) -> bytes:
    """A document type, in an encoding in which its letters are other bytes."""
    start = f'<?xml version="1.0" encoding="{encoding}"?>'
    return f"{start}{DECLARING}<rss><channel>{ITEM}</channel></rss>".encode(encoding)


HOSTILE = {
    "entity expansion": entities(12),
    "external entity": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><title>&x;</title></item></channel></rss>",
    "external document type": b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss></rss>',
    "another encoding": entities(9).decode().encode("utf-16"),
    "entities in an attribute": b'<!doctype r [<!ENTITY a "b">]><rss version="&a;"></rss>',
    **{f"a document type in {name}": declared(name) for name in ("utf-16-le", "utf-16-be", "hz")},
    "a document type in UTF-7": b'<?xml version="1.0" encoding="utf-7"?>'
    + DECLARING.replace("<", "+ADw-").replace(">", "+AD4-").encode()
    + b"+ADw-rss+AD4-+ADw-/rss+AD4-",
    "gigantic depth": b"<rss>" + b"<a>" * 200_000,
    "gigantic depth below an entry": b"<rss>" + ITEM.encode() + b"<a>" * 300 + b"</a>" * 300,
    "gigantic depth of entries": b"<urlset>" + b"<url>" * 200_000,
    "a page": b"<!doctype html><html><body>Not found</body></html>",
    "XML of another kind": b"<svg></svg>",
    "no XML": b"\x00\xff\xfe" * 300,
    "JSON": b'{"items": []}',
    "a packed file that is none": b"\x1f\x8bnonsense",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_feed_is_refused_at_once(what: str) -> None:
    feed = parse_feed(HOSTILE[what])
    assert feed.entries == [] and feed.parts == []
    assert len(feed.problems) == 1 and feed.problems[0].startswith(NO_FEED)


SOUND = f"<rss><channel>{ITEM}</channel></rss>"


@pytest.mark.parametrize(
    "body",
    [
        SOUND.replace("<title>", "<description><![CDATA[<!DOCTYPE html>]]></description><title>"),
        SOUND.replace("<channel>", "<!-- <!DOCTYPE rss [<!ENTITY a 'b'>]> --><channel>"),
        f'\n <?xml version="1.0"?>{SOUND}',
        f'\ufeff\n<?xml version="1.0" encoding="UTF-8"?>{SOUND}',
        SOUND.replace("<channel>", "<channel><image><url>https://www.dw.com/en/y</url></image>"),
        SOUND.replace("<title>x", "<media><url>https://www.dw.com/en/y/a-6</url></media><title>x"),
        SOUND.replace("<title>x</title>", "<title>x</title><image><title>other</title></image>"),
        SOUND.replace("<title>x</title>", "<title><![CDATA[x]]></title>"),
    ],
    ids=[
        *("CDATA", "comment", "blanks before", "mark and blanks before", "image of the channel"),
        *("url in an entry", "title in an entry's image", "title in CDATA"),
    ],
)
def test_sound_feeds_of_unusual_form(body: str) -> None:
    feed = parse_feed(body.encode())
    assert feed.problems == []
    assert [(e.teaser.id, e.teaser.headline) for e in feed.entries] == [(5, "x")]


@pytest.mark.parametrize("cut", [1, 20, len(SITEMAP) // 2, len(SITEMAP) - 1])
def test_a_packed_file_of_several_members(cut: int) -> None:
    packed = gzip.compress(SITEMAP[:cut]) + gzip.compress(b"") + gzip.compress(SITEMAP[cut:])
    assert parse_feed(packed) == parse_feed(SITEMAP)
    assert parse_feed(packed + b"\0\0 and more") == parse_feed(SITEMAP)


BROAD = {
    "siblings": b"<rss>" + b"<a/>" * 1_600_000 + b"</rss>",
    "children": b"<rss><item>" + b"<a/>" * 1_600_000 + b"</item></rss>",
    "texts": b"<rss>" + b"&amp;" * 3_200_000 + b"</rss>",
}


@pytest.mark.heavy
@pytest.mark.parametrize("what", BROAD)
def test_breadth_is_harmless(what: str) -> None:
    """Entries before it count; the rest is not read."""
    body = BROAD[what].replace(b"<rss>", b"<rss>" + ITEM.encode(), 1)
    feed = parse_feed(gzip.compress(body, 1))
    assert [entry.teaser.id for entry in feed.entries] == [5]
    assert [problem.partition(":")[0] for problem in feed.problems] == ["too_large"]


def test_breadth_takes_no_memory() -> None:
    """In a process of its own, as lxml's memory shows nowhere else; a tree would take 180 MB."""
    code = """if True:
        import resource
        from dwcrawler.pages import parse_feed
        body = b"<rss>" + b"<a/>" * 1_600_000 + b"</rss>"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        parse_feed(body)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 60_000  # KiB


def test_a_packed_bomb_is_not_unpacked() -> None:
    feed = parse_feed(gzip.compress(b" " * (MAX_BYTES + 2)))
    assert feed.entries == []


def test_too_big() -> None:
    feed = parse_feed(b"<urlset>" + b" " * MAX_BYTES + b"</urlset>")
    assert feed.entries == [] and feed.problems[0].startswith("too_large")


@given(st.integers(0, len(SITEMAP)))
def test_a_feed_cut_off_gives_its_whole_entries(end: int) -> None:
    feed = parse_feed(SITEMAP[:end])
    whole = parse_feed(SITEMAP).entries
    assert feed.entries == whole[: len(feed.entries)]
    assert feed.problems or end == len(SITEMAP)


@given(st.binary(max_size=300))
def test_nothing_raises(body: bytes) -> None:
    for start in (b"", b"<rss>", b"<urlset><url><loc>"):
        parse_feed(start + body)
