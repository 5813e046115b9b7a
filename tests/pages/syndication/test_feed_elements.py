"""Which elements of an entry are its own, in every form of feed; Atom; entries without a link."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.identity import short_url
from dwcrawler.pages import parse_feed
from dwcrawler.pages.syndication.feeds import Entry

LINK = "<link>https://www.dw.com/en/x/a-70100005</link>"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def the_entry(body: str | bytes, problems: int = 0) -> Entry:
    feed = parse_feed(body)
    assert len(feed.problems) == problems, feed.problems
    (entry,) = feed.entries
    return entry


def rss(item: str, declared: str = "") -> str:
    return f'<rss version="2.0" {declared}><channel><item>{item}</item></channel></rss>'


def test_the_cases(shared_pages: Path) -> None:
    folder = shared_pages.parent / "cases"
    cases: dict[str, Any] = json.loads((folder / "cases.json").read_text())
    feeds = {name: case["expect"] for name, case in cases.items() if case["kind"] == "feed"}
    assert len(feeds) >= 4
    for name, expected in feeds.items():
        feed = parse_feed((folder / name).read_bytes())
        assert [entry.teaser.id for entry in feed.entries] == expected["ids"]
        if "headlines" in expected:
            assert [entry.teaser.headline for entry in feed.entries] == expected["headlines"]
        assert bool(feed.problems) == expected.get("problems", False)


# What stands before, after or between an entry's own elements.
EXTENSIONS = (
    '<e:title xmlns:e="http://search.yahoo.com/mrss/">not this</e:title>',
    '<e:link xmlns:e="http://www.w3.org/2005/Atom" href="https://www.dw.com/en/y/a-1">y</e:link>',
    '<e:link xmlns:e="urn:e">https://www.dw.com/en/y/a-1</e:link>',
    '<e:id xmlns:e="urn:e">https://www.dw.com/en/y/a-1</e:id>',
    '<e:group xmlns:e="urn:e"><e:link>https://www.dw.com/en/y/a-1</e:link></e:group>',
    "<group><link>https://www.dw.com/en/y/a-1</link><title>not this</title></group>",
    '<image xmlns="urn:e"><loc>https://www.dw.com/en/y/a-1</loc><title>not this</title></image>',
    '<loc xmlns="urn:e">https://www.dw.com/en/y/a-1</loc>',
    '<e:video xmlns:e="http://www.google.com/schemas/sitemap-video/1.1"><e:title>not this</e:title>'
    "<e:publication_date>2019-01-01</e:publication_date></e:video>",
    '<e:date xmlns:e="urn:e">2019-01-01</e:date><e:pubDate xmlns:e="urn:e">2019-01-01</e:pubDate>',
    '<e:lastmod xmlns:e="urn:e">2019-01-01</e:lastmod>',
    '<e:updated xmlns:e="urn:e">2019-01-01</e:updated>',
    '<e:category xmlns:e="urn:e" term="not this">not this</e:category>',
    '<e:description xmlns:e="urn:e">not this</e:description>',
    '<e:encoded xmlns:e="http://purl.org/rss/1.0/modules/content/">not this</e:encoded>',
    '<e:contentID xmlns:e="urn:e">1</e:contentID>',
    "<content>not this</content><author><title>not this</title></author>",
)
OWN = {
    "rss": ("rss", "item", ""),
    "rdf": ("r:RDF", "item", 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '),
    "atom": ("feed", "entry", 'xmlns="http://www.w3.org/2005/Atom"'),
    "sitemap": ("urlset", "url", f'xmlns="{SITEMAP}"'),
    "sitemap, https": ("urlset", "url", f'xmlns="{SITEMAP.replace("http", "https")}"'),
    "sitemap of another version": ("urlset", "url", 'xmlns="http://www.google.com/sitemap/0.84"'),
    "sitemap without a namespace": ("urlset", "url", ""),
}


def elements(form: str) -> list[str]:
    if form.startswith("sitemap"):
        news = f'<n:news xmlns:n="{NEWS}"><n:publication><n:name>DW</n:name></n:publication>{{}}</n:news>'
        told = news.format(
            "<n:title>Ships</n:title><n:publication_date>2025-05-05</n:publication_date>"
        )
        return [
            "<loc>https://www.dw.com/en/x/a-70100005</loc>",
            "<lastmod>2025-05-06</lastmod>",
            told,
        ]
    if form == "atom":
        return [
            '<link href="https://www.dw.com/en/x/a-70100005"/>',
            "<title>Ships</title>",
            "<published>2025-05-05</published>",
            "<updated>2025-05-06</updated>",
        ]
    date = '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2025-05-05</d:date>'
    return [LINK, "<title>Ships</title>", date]


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("form", OWN)
def test_elements_of_extensions_are_not_the_entrys(form: str, extension: str) -> None:
    root, name, declared = OWN[form]
    if form == "rdf":
        declared += 'xmlns="http://purl.org/rss/1.0/"'
    if form == "atom":  # here these are its own
        extension = extension.replace("http://www.w3.org/2005/Atom", "urn:e")
    own = elements(form)
    for place in range(len(own) + 1):
        inner = "".join(own[:place]) + extension + "".join(own[place:])
        entry = the_entry(f"<{root} {declared}><{name}>{inner}</{name}></{root}>")
        teaser = entry.teaser
        assert (teaser.id, teaser.headline, teaser.date_published) == (
            70100005,
            "Ships",
            "2025-05-05",
        )
        assert (teaser.description, teaser.kicker) == (None, None)
        assert entry.modified in ((None,) if form in ("rss", "rdf") else ("2025-05-06",))


def test_a_prefix_for_the_entrys_own_namespace() -> None:
    body = (
        f'<s:urlset xmlns:s="{SITEMAP}" xmlns="urn:e"><s:url><loc>https://www.dw.com/en/y/a-1</loc>'
        "<s:loc>https://www.dw.com/en/x/a-70100005</s:loc></s:url></s:urlset>"
    )
    assert the_entry(body).teaser.id == 70100005


def test_an_undeclared_prefix_makes_nothing_the_entrys_own() -> None:
    entry = the_entry(rss(f"<media:title>not this</media:title>{LINK}<title>Ships</title>"), 1)
    assert entry.teaser.headline == "Ships"


def test_an_entry_is_no_element_of_that_name_elsewhere() -> None:
    body = (
        rss(f"<x><item>{LINK}</item></x>")
        .replace("<item><x>", "<x>")
        .replace("</x></item>", "</x>")
    )
    assert parse_feed(body).entries == []


# Atom


def atom(entry: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'


HREF = '<link href="https://www.dw.com/en/x/a-70100005"/>'


def test_atom() -> None:
    entry = the_entry(
        atom(
            '<link rel="self" href="https://www.dw.com/en/y/a-1"/>'
            '<link rel="enclosure" type="video/mp4" href="https://www.dw.com/en/y/video-2"/>'
            '<link rel="alternate" type="application/json" href="https://www.dw.com/en/y/a-3"/>'
            '<link rel="alternate" type="text/html" href="https://www.dw.com/en/x/a-70100005?maca=x"/>'
            "<id>tag:dw.com,2025:4444444</id><title>Ships</title><summary>They came.</summary>"
            '<category term="Business" label="not this"/><category term="Africa"/>'
            "<source><id>https://www.dw.com/en/y/a-5</id><title>not this</title></source>"
            "<published>2025-05-05T10:00:00Z</published><updated>2025-05-06T10:00:00+02:00</updated>"
            "<content>not this</content>"
        )
    )
    teaser = entry.teaser
    assert (teaser.id, teaser.url) == (70100005, "https://www.dw.com/en/x/a-70100005")
    assert (teaser.headline, teaser.description, teaser.kicker) == (
        "Ships",
        "They came.",
        "Business",
    )
    assert teaser.date_published == "2025-05-05T10:00:00Z"
    assert entry.modified == "2025-05-06T10:00:00+02:00"


@pytest.mark.parametrize(
    "title",
    [
        "<title>Ships &amp; ports</title>",
        '<title type="text">Ships &amp; ports</title>',
        '<title type="html">Ships &amp;amp; &lt;b&gt;ports&lt;/b&gt;</title>',
        '<title type="html"><![CDATA[Ships &amp; <b>ports</b>]]></title>',
        '<title type="html">Ships &amp;amp;&amp;nbsp;ports</title>',
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ships &amp; <b>ports</b></div></title>',
        '<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">Ships &amp;\n ports</h:div></title>',
    ],
)
def test_a_title_of_atom(title: str) -> None:
    assert the_entry(atom(HREF + title)).teaser.headline == "Ships & ports"


def test_text_of_atom_is_no_markup() -> None:
    title = '<title type="text">5 &lt;b&gt; 6 &amp;amp; 7</title>'
    assert the_entry(atom(HREF + title)).teaser.headline == "5 <b> 6 &amp; 7"
    xhtml = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">5 &lt; 6</div></title>'
    assert the_entry(atom(HREF + xhtml)).teaser.headline == "5 < 6"


def test_atom_without_a_date_of_publication_tells_none() -> None:
    entry = the_entry(atom(f"{HREF}<updated>2025-05-06T10:00:00Z</updated>"))
    assert (entry.teaser.date_published, entry.modified) == (None, "2025-05-06T10:00:00Z")


# Entries without a link


@pytest.mark.parametrize(
    "name",
    [
        *("70100005", " 70100005\n", "https://www.dw.com/en/x/a-70100005", "/en/x/a-70100005"),
        *(
            short_url(70100005),
            "tag:dw.com,2025:70100005",
            "tag:rss.dw.com,2025-05-05:a-70100005",
        ),
        *("tag:www.dw.de,2025:/en/x/a-70100005", "urn:dw:70100005", "urn:dw:article:70100005"),
        *("urn:dw.com:70100005", "TAG:DW.COM,2025:70100005"),
    ],
)
def test_an_entry_is_known_by_its_own_id(name: str) -> None:
    for body in (rss(f'<guid isPermaLink="false">{name}</guid>'), atom(f"<id>{name}</id>")):
        assert the_entry(body).teaser.id == 70100005


@pytest.mark.parametrize(
    "name",
    [
        *("5", "12345", "99999999999999", "70100005x", "x70100005", "a 70100005", "dw 70100005"),
        *("tag:example.org,2025:70100005", "tag:notdw.com,2025:70100005", "tag:dw.com,2025-05-05"),
        *(
            "urn:uuid:60a76c80-d399-11d9-b93c-000393970100",
            "urn:isbn:9783161484100",
            "urn:dwx:70100005",
        ),
        *("https://example.org/70100005", "https://rss.dw.com/70100005", "-70100005", "7010.0005"),
        "70100005" * 100,
    ],
)
def test_an_id_that_may_mean_something_else_is_none(name: str) -> None:
    for body in (rss(f"<title>x</title><guid>{name}</guid>"), atom(f"<id>{name}</id>")):
        assert parse_feed(body).entries == []


def test_the_content_id_counts_before_the_entrys_own() -> None:
    declared = 'xmlns:d="http://partner.dw-world.de/syndication/dwsyn/"'
    body = rss("<guid>70100006</guid><d:contentID>70100005</d:contentID>", declared)
    assert the_entry(body).teaser.id == 70100005


STORY = "https://www.dw.com/en/x/a-70100005"
ATOM = 'xmlns:a="http://www.w3.org/2005/Atom"'
BURNED = 'xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"'


@pytest.mark.parametrize(
    ("item", "declared"),
    [
        (f'<a:link href="{STORY}"/>', ATOM),
        (f'<a:link rel="self" href="https://www.dw.com/en/y/a-1"/><a:link href="{STORY}"/>', ATOM),
        (f'<a:link href="https://www.dw.com/en/y/a-1"/>{LINK}', ATOM),
        (f"<link>https://feeds.example.org/~r/1</link><f:origLink>{STORY}</f:origLink>", BURNED),
    ],
)
@pytest.mark.parametrize("damage", ["", "<title>&</title>"])
def test_an_item_of_rss_with_its_address_in_anothers_element(
    item: str, declared: str, damage: str
) -> None:
    assert the_entry(rss(damage + item, declared), problems=bool(damage)).teaser.id == 70100005


@pytest.mark.parametrize("damage", ["", "<TITLE>&</TITLE>"])
def test_names_in_capitals(damage: str) -> None:
    body = rss(f"{damage}<title>Ships</title>{LINK}<pubDate>Mon, 1 Jun 2026 10:00:00 GMT</pubDate>")
    in_capitals = re.sub(r"</?\w+", lambda tag: tag[0].upper(), body)
    entry = the_entry(in_capitals, problems=bool(damage))
    assert entry.teaser.id == 70100005 and entry.teaser.date_published is not None


def test_an_item_of_rdf_is_known_by_what_it_is_about() -> None:
    body = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><item r:about="https://www.dw.com/en/x/a-70100005?maca=x">'
        "<title>Ships</title></item></r:RDF>"
    )
    assert the_entry(body).teaser.id == 70100005


def test_entries_without_an_address_are_told() -> None:
    feed = parse_feed(rss("<title>x</title></item><item><guid>5</guid></item><item>" + LINK))
    assert [entry.teaser.id for entry in feed.entries] == [70100005]
    assert feed.problems == ["bad_entry: 2 without an address or an id"]


def test_links_to_what_is_no_story_are_no_fault() -> None:
    feed = parse_feed(rss("<link>https://www.dw.com/en/s-1432</link></item><item>" + LINK))
    assert [entry.teaser.id for entry in feed.entries] == [70100005] and feed.problems == []


# Pages in place of feeds


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Not found</body></html>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        "<HTML><HEAD><TITLE>x</TITLE><META NAME=x></HEAD><BODY>&nbsp;<P>Not found</HTML>",
        "\n<!-- x -- y --><!doctype HTML>\n<title>x</title>",
        "Error & more <html><body><rss><channel/></rss></body></html>",
        "<head><title>x</title></head><body><br></body>",
        '<!DOCTYPE html><html><body><?xml version="1.0"?><rss><channel/></rss></body></html>',
    ],
)
def test_a_page_is_called_a_page(page: str) -> None:
    feed = parse_feed(page)
    assert (feed.entries, feed.problems) == ([], ["bad_feed: an HTML page, not a feed"])


def test_a_document_type_is_told() -> None:
    body = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "x">' + rss(LINK)
    for damage in ("", "<title>&</title>"):
        feed = parse_feed(re.sub("<item>", f"<item>{damage}", body))
        assert feed.problems == ["bad_feed: declares a document type, which no feed needs"]
