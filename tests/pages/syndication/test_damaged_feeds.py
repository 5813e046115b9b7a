"""What is wrong with one entry costs no other: each entry damaged in turn, in many ways."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dwcrawler.minisite import feeds as made
from dwcrawler.minisite.catalogue import Catalogue
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from dwcrawler.pages import parse_feed
from dwcrawler.pages.syndication.feeds import Entry

WORLD = World(stories=14, languages=("en",))
TRUTHS = Truths(WORLD)
EDITION = WORLD.edition("en")
TEASERS = Catalogue(WORLD, TRUTHS).newest("en")[:10]


def atom() -> bytes:
    entries = "".join(
        f'<entry><title>{t.headline}</title><link rel="alternate" href="{t.url}"/><id>{t.id}</id>'
        f"<summary>{t.description}</summary><published>{t.date_published}</published></entry>"
        for t in TEASERS
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>DW</title>{entries}</feed>'.encode()


FEEDS = {
    "rdf": made.rdf(TEASERS, EDITION),
    "rss": made.rss(TEASERS, EDITION),
    "atom": atom(),
    "news sitemap": made.news_sitemap(TEASERS, EDITION),
    "article sitemap": made.article_sitemap(map(TRUTHS.of, range(10))),
    "titles in CDATA": re.sub(
        rb"<title>(.*?)</title>", rb"<title><![CDATA[\1]]></title>", made.rss(TEASERS, EDITION)
    ),
}
_ENTRY = re.compile(rb"<(item|entry|url)[ >](?!http).*?</\1>", re.DOTALL)  # no picture's url


def in_first_text(text: bytes) -> Callable[[bytes], bytes]:
    """Puts something into the entry's first text."""
    return lambda entry: re.sub(rb">([^<\s])", lambda m: b">" + m[1] + text, entry, count=1)


def in_last_text(text: bytes) -> Callable[[bytes], bytes]:
    def changed(entry: bytes) -> bytes:
        before, mark, after = entry.rpartition(b"</")[0].rpartition(b"</")
        return before + text + mark + after + entry[len(before + mark + after) :]

    return changed


def before_end(text: bytes) -> Callable[[bytes], bytes]:
    """Puts an element more into the entry."""
    return lambda entry: entry[: entry.rindex(b"</")] + text + entry[entry.rindex(b"</") :]


def replaced(pattern: bytes, by: bytes) -> Callable[[bytes], bytes]:
    return lambda entry: re.sub(pattern, by, entry, count=1)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a bare ampersand": in_first_text(b" & "),
    "an ampersand in a query": in_last_text(b"?a=1&b=2"),
    "&nbsp;": in_first_text(b"&nbsp;"),
    "&eacute; and &hellip;": in_first_text(b"&eacute;&hellip;"),
    "an entity that there is not": in_first_text(b"&ships;"),
    "an ampersand at the end": in_last_text(b"&"),
    "a reference to no character": in_first_text(b"&#0;&#x1;&#xD800;&#xFFFFFFF;&#;"),
    "a control character": in_first_text(b"\x0b"),
    "NUL": in_first_text(b"\0"),
    "a bad byte": in_first_text(b"\xff"),
    "half a character": in_first_text(b"\xe2\x82"),
    "windows-1252": in_first_text("Käse – “x”".encode("cp1252")),
    "a surrogate": in_first_text(b"\xed\xa0\x80"),
    "a bare <": in_first_text(b" < "),
    "two of them": in_first_text(b"<<"),
    "< before a word": in_first_text(b" <ships and"),
    "< before a number": in_first_text(b"<5"),
    "words in < and >": in_first_text(b" <ships and ports> "),
    "a word in < and >": in_first_text(b" <ships> "),
    "a tag without its end": in_first_text(b"<br>"),
    "many tags without their ends": in_first_text(b"<br>" * 400),
    "an end without its tag": in_first_text(b"</b>"),
    "an end of the feed": before_end(b"</rss></urlset></feed>"),
    "an end of the channel": before_end(b"</channel></rdf:RDF>"),
    "an attribute twice": before_end(b'<x a="1" a="2">y</x>'),
    "an attribute without quotes": before_end(b"<x a=1>y</x>"),
    "an attribute without its end": before_end(b'<x a="1>y</x>'),
    "an attribute with <": before_end(b'<x a="1 < 2">y</x>'),
    "an attribute without a value": before_end(b"<x a>y</x>"),
    "attributes without a blank": before_end(b'<x a="1"b="2">y</x>'),
    "an undeclared prefix": before_end(b"<media:title>y</media:title>"),
    "an undeclared prefix of an attribute": before_end(b'<x y:z="1"/>'),
    "the wrong end": before_end(b"<x>y</z>"),
    "ends in the wrong order": before_end(b"<x><z>y</x></z>"),
    "an end in capitals": replaced(rb"</(title|loc|link)>", b"</TITLE>"),
    "an end of something else": replaced(rb"</(title|loc)>", b"</b>"),
    "no end of an element": replaced(rb"</(title|loc)>", b""),
    "no end of the last element": before_end(b"<x>"),
    "no end of the entry": replaced(rb"</(item|entry|url)>\Z", b""),
    "the entry's end twice": lambda entry: entry + entry[entry.rindex(b"</") :],
    "CDATA without its end": before_end(b"<x><![CDATA[y</x>"),
    "an end of CDATA": in_first_text(b"]]>"),
    "a comment without its end": before_end(b"<!-- y"),
    "a comment in a comment": before_end(b"<!-- y <!-- z -->"),
    "hyphens in a comment": before_end(b"<!-- y -- z -->"),
    "an instruction without its end": before_end(b"<?y"),
    "a second XML declaration": before_end(b"<?xml version='1.0'?>"),
    "a document type": before_end(b"<!DOCTYPE html>"),
    "a tag that breaks off": before_end(b"<x"),
    "an entry in an entry": in_first_text(b"<item>"),
}


def damaged(body: bytes, number: int, damage: Callable[[bytes], bytes]) -> bytes:
    match = list(_ENTRY.finditer(body))[number]
    return body[: match.start()] + damage(match[0]) + body[match.end() :]


def without(entries: list[Entry], story: int) -> list[Entry]:
    return [entry for entry in entries if entry.teaser.id != story]


@pytest.mark.parametrize("what", DAMAGES)
@pytest.mark.parametrize("form", FEEDS)
def test_all_other_entries_are_there(form: str, what: str) -> None:
    body = FEEDS[form]
    sound = parse_feed(body)
    assert len(sound.entries) == 10 and sound.problems == []
    for number, entry in enumerate(sound.entries):
        feed = parse_feed(damaged(body, number, DAMAGES[what]))
        story = entry.teaser.id
        assert without(feed.entries, story) == without(sound.entries, story), number
        assert feed.problems, number


def test_every_damage_changes_every_form() -> None:
    for body in FEEDS.values():
        for damage in DAMAGES.values():
            for number in range(10):
                assert damaged(body, number, damage) != body


@pytest.mark.parametrize("what", DAMAGES)
def test_captured_feeds(shared_pages: Path, what: str) -> None:
    for file in sorted(shared_pages.glob("*.rdf")):
        body = file.read_bytes()
        sound = parse_feed(body)
        assert sound.entries and sound.problems == []
        chosen = random.Random(what).sample(range(len(sound.entries)), min(5, len(sound.entries)))
        for number in chosen:
            feed = parse_feed(damaged(body, number, DAMAGES[what]))
            story = sound.entries[number].teaser.id
            assert without(feed.entries, story) == without(sound.entries, story)
            assert feed.problems


# What the damaged entry itself still tells.
@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ships & ports", "Ships & ports"),
        ("Ships &amp ports", "Ships &amp ports"),
        ("Nets&nbsp;and ropes", "Nets and ropes"),
        ("Caf&eacute; & bar", "Café & bar"),
        ("a & b &amp; c &#38; d", "a & b & c & d"),
        ("a & &amp;nbsp; &amp;amp; b", "a & &nbsp; &amp; b"),
        ("&T; & R&D;", "&T; & R&D;"),
        ("5 < 6 & 7 > 6", "5 < 6 & 7 > 6"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("Ships <and", "Ships <and"),
        ("<![CDATA[Ships & <b>ports</b>]]> &", "Ships & <b>ports</b> &"),
        ("<![CDATA[Ships &nbsp; ports]]>&nbsp;", "Ships &nbsp; ports"),
        ("<![CDATA[Ships", "<![CDATA[Ships"),
        ("Sh\x08ips\x0band\x01 ports", "Ships and ports"),
        ("Ships&#150;&#0;", "Ships\u2013\ufffd"),
        ("Ships<br>and<br>ports", "Shipsandports"),
        ("Ships and </b>ports", "Ships and ports"),
    ],
)
def test_headlines(title: str, headline: str) -> None:
    body = f"<rss><channel><item><title>{title}</title>{LINK}</item></channel></rss>"
    feed = parse_feed(body)
    assert [entry.teaser.headline for entry in feed.entries] == [headline]
    assert [problem.partition(":")[0] for problem in feed.problems] == ["damaged"]


LINK = "<link>https://www.dw.com/en/x/a-70100005?a=1&amp;b=2</link>"


def test_a_bad_byte_costs_one_character() -> None:
    body = b"<rss><channel><item><title>Sh\xffips</title>%s</item></channel></rss>" % LINK.encode()
    (entry,) = parse_feed(body).entries
    assert entry.teaser.headline == "Sh\ufffdips"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.dw.com/en/x/a-70100005?a=1&b=2",
        "https://www.dw.com/en/x/a-70100005?a=1&copy=2&nbsp;",
        "https://www.dw.com/en/x/a-7010\x010005",
        "https://www.dw.com/en/x</b>/a-70100005",
    ],
)
def test_a_damaged_link_leads_to_its_story(link: str) -> None:
    feed = parse_feed(f"<rss><channel><item><link>{link}</link></item></channel></rss>")
    assert [entry.teaser.id for entry in feed.entries] == [70100005]


@pytest.mark.parametrize(
    "link", ["a-7010<0005", "a-7010\ufffd0005", "a-7010&#0;0005", "a-7010&0005"]
)
def test_a_damaged_id_is_never_another(link: str) -> None:
    body = (
        f"<rss><channel><item><link>https://www.dw.com/en/x/{link}</link><title>&</title>"
        "</item></channel></rss>"
    )
    assert parse_feed(body).entries == []


def test_elements_that_lack_their_end_do_not_swallow_the_next() -> None:
    body = (
        "<rss><channel><item><title>Ships<link>https://www.dw.com/en/x/a-70100005"
        "<pubDate>Mon, 05 May 2025 10:00:00 GMT<description>They came.<item>"
        "<title>Ports</title><link>https://www.dw.com/en/x/a-70100006</link></channel></rss>"
    )
    found = [
        (e.teaser.id, e.teaser.headline, e.teaser.description) for e in parse_feed(body).entries
    ]
    assert found == [(70100005, "Ships", "They came."), (70100006, "Ports", None)]


def test_damage_outside_of_entries() -> None:
    rss = FEEDS["rss"]
    sound = parse_feed(rss).entries
    for body in (
        rss.replace(b"<channel>", b"<channel><description>a & b <br>", 1),
        rss.replace(b"</channel>", b"", 1),
        rss.replace(b"</item>", b"</item></channel>", 1),
        rss.replace(b"</item>", b"</item></rss>", 1),
        rss.replace(b"</item>", b"</item> & more", 1),
        rss + b"<p>and more",
        b"Warning: something & more\n" + rss,
        b"<br />\n<b>Warning</b>: something & more<br />\n" + rss,
    ):
        feed = parse_feed(body)
        assert feed.entries == sound
        assert [problem.partition(":")[0] for problem in feed.problems] == ["damaged"]


@pytest.mark.parametrize("form", FEEDS)
def test_a_damaged_root(form: str) -> None:
    body, sound = FEEDS[form], [entry.teaser.id for entry in parse_feed(FEEDS[form]).entries]
    for damage in (b"<\xff\\1", b"\\1", b'<\\1&="', b"<\\1 a='1' a='2'", b"<<\\1"):
        feed = parse_feed(re.sub(rb"<(rdf:RDF|rss|feed|urlset)\b", damage, body))
        assert [entry.teaser.id for entry in feed.entries] == sound
        assert feed.problems[0].startswith("damaged")


@pytest.mark.parametrize("form", FEEDS)
def test_a_damaged_declaration(form: str) -> None:
    sound = [entry.teaser.id for entry in parse_feed(FEEDS[form]).entries]
    body = FEEDS[form].partition(b"?>")[2] or FEEDS[form]
    for start in (
        b"<?xml version=>",
        b"<?xml v<item>",
        b"<?xml v<url><loc>",
        b"<br>",
        b"<?xml \xff",
    ):
        feed = parse_feed(start + body)
        assert [entry.teaser.id for entry in feed.entries] == sound
        assert feed.problems[0].startswith("damaged")


def test_a_damaged_index_of_sitemaps() -> None:
    listed = [(f"https://www.dw.com/en/part-{number}.xml", "2025-01-01") for number in range(10)]
    body = made.sitemap_index(listed).replace(b"part-3", b"part-3?a&b", 1)
    feed = parse_feed(body)
    assert len(feed.parts) == 10 and feed.problems[0].startswith("damaged")
    assert [part for part in feed.parts if "a&b" not in part.url] == listed[:3] + listed[4:]


def test_the_usual_prefixes_need_no_declaration() -> None:
    body = re.sub(rb' xmlns:(dc|dwsyn|news)="[^"]*"', b"", FEEDS["rdf"])
    sound, feed = parse_feed(FEEDS["rdf"]), parse_feed(body)
    assert feed.entries == sound.entries and feed.problems[0].startswith("damaged")


@pytest.mark.parametrize("form", FEEDS)
def test_a_damaged_feed_may_break_off_too(form: str) -> None:
    body = damaged(FEEDS[form], 2, DAMAGES["&nbsp;"])
    whole = parse_feed(body).entries
    for end in range(len(body) // 2, len(body) - 20, 97):
        feed = parse_feed(body[:end])
        assert feed.entries == whole[: len(feed.entries)]
        assert [problem.partition(":")[0] for problem in feed.problems] == ["damaged", "truncated"]


@pytest.mark.parametrize("form", FEEDS)
def test_a_feed_that_only_breaks_off_is_not_called_damaged(form: str) -> None:
    body = FEEDS[form]
    for end in range(len(body) // 2, len(body), 41):
        feed = parse_feed(body[:end])
        assert [problem.partition(":")[0] for problem in feed.problems] == ["truncated"], end


def test_more_than_a_window_of_the_second_reading() -> None:
    """Entries that lie across its ends are whole, and in CDATA nothing is taken for a tag."""
    title = "<![CDATA[<b>Ships</b> & " + "ports " * 40 + "]]>"
    body = "".join(
        f"<item><title>{title}</title><link>https://www.dw.com/en/x/a-{70_100_000 + n}</link></item>"
        for n in range(9_000)
    )
    feed = parse_feed(f"<rss><channel><title>&</title>{body}</channel></rss>")
    assert len(feed.entries) == 9_000
    assert {entry.teaser.headline for entry in feed.entries} == {
        "<b>Ships</b> & " + "ports " * 39 + "ports"
    }


SLOW = {
    "tags that never end": b"<a ",
    "attributes": b"<a b='",
    "attributes with <": b'<a b="<',
    "names": b"<" + b"a" * 50,
    "CDATA": b"<![CDATA[ ",
    "comments": b"<!-- ",
    "ampersands": b"&",
    "references": b"&amp",
    "entries": b"<item>",
    "elements": b"<item><a><b></a>",
    "ends": b"</b>",
    "one tag": b" a='1'",
    "blanks": b" ",
    "quotes": b"'\"",
    "namespaces": b"<item>" + b"".join(b"<a xmlns:n%d='u'>" % n for n in range(300)),
}


@pytest.mark.heavy
@pytest.mark.parametrize("what", SLOW)
def test_the_second_reading_takes_its_time_once(what: str) -> None:
    """Twice as much of anything takes no more than some twice as long."""

    def seconds(size: int) -> float:
        body = b"<rss>&<a " + SLOW[what] * (size // len(SLOW[what]))
        start = time.process_time()
        parse_feed(body)
        return time.process_time() - start

    assert seconds(2_000_000) < 10 * seconds(500_000) + 1


def test_a_damaged_feed_of_too_many_entries() -> None:
    first = b"<item><link>https://www.dw.com/en/x/a-70100005</link></item>"
    feed = parse_feed(b"<rss>&" + first + b"<item>" * 60_000)
    assert [entry.teaser.id for entry in feed.entries] == [70100005]
    assert feed.problems[0].startswith("too_large")


@pytest.mark.heavy
@given(st.data())
@settings(max_examples=200, deadline=None)
def test_nothing_raises(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(list(FEEDS.values()))))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(body)))
        gone = data.draw(st.integers(0, 40))
        new = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from(PIECES)))
        body[place : place + gone] = new
    feed = parse_feed(bytes(body))
    ids = [entry.teaser.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    assert {problem.partition(":")[0] for problem in feed.problems} <= CODES


CODES = {"empty", "bad_feed", "damaged", "truncated", "bad_entry", "bad_date"}
PIECES = [
    *(b"<", b">", b"&", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<item>", b"</item>", b"<?"),
    *(b'"', b"'", b"<!DOCTYPE x>", b"</rss>", b"<url>", b"xmlns=''", b"\0", b"\xff\xfe", b"&#x0;"),
]
