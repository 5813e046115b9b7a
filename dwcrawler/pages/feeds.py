"""Feeds and sitemaps -> teasers: RSS 1.0 (RDF), RSS 2.0, news and article sitemaps and their index.

RDF seen (`rss.dw.com/rdf/…`), the others attested. All four are flat lists of entries with few
fields, so one reading serves them: an entry is an `item` or a `url`, a part of an index a `sitemap`.
None has a document type; XML that declares one could only do harm (entities that expand or lead
elsewhere) and is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple, cast

from lxml import etree

from dwcrawler.identity import MAX_ID, Address, content_at, is_of_dw, short_url
from dwcrawler.items import Teaser
from dwcrawler.pages.markup import Element

# The protocol's limit for one sitemap file, unpacked.
MAX_BYTES: Final = 50 * 1024 * 1024
_MAX_ENTRIES: Final = 50_000
_ENTRIES: Final = frozenset({"item", "url"})
_DOCUMENT_TYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_GZIP: Final = b"\x1f\x8b"
_ROOTS: Final = frozenset({"RDF", "rss", "urlset", "sitemapindex"})


class NoFeed(ValueError):
    """XML, but not of a feed; the message says what instead."""


class Entry(NamedTuple):
    """`modified` is when the story last changed, raw, as sitemaps tell it."""

    teaser: Teaser
    modified: str | None


class Part(NamedTuple):
    """One file of a sitemap in parts; nothing in it is newer than `modified` (raw)."""

    url: str
    modified: str | None


@dataclass(slots=True)
class Feed:
    """`problems` are `code: what is wrong`: empty, too_large, bad_feed, truncated."""

    entries: list[Entry] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse_feed(body: bytes) -> Feed:
    """Never raises. What could be read before a file breaks off counts: each entry is whole."""
    feed = Feed()
    unpacked = _unpacked(body)
    if unpacked is None:
        feed.problems.append("bad_feed: packed, and cannot be unpacked")
    elif not unpacked.strip():
        feed.problems.append("empty: the feed has no content")
    elif len(unpacked) > MAX_BYTES:
        feed.problems.append(f"too_large: more than {MAX_BYTES} bytes")
    elif _DOCUMENT_TYPE.search(unpacked):
        feed.problems.append("bad_feed: declares a document type or entities, which no feed needs")
    else:
        _read(unpacked, feed)
    return feed


def _unpacked(body: bytes) -> bytes | None:
    if not body.startswith(_GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    try:
        return unpacking.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return None


def _read(body: bytes, feed: Feed) -> None:
    """Element by element, so that a big sitemap is never a tree in whole."""
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
    )
    seen: set[int] = set()
    try:
        for element in _elements(parser, body):
            name = _name(element)
            if name in _ENTRIES:
                _add_entry(feed, seen, element)
            elif name == "sitemap":
                _add_part(feed, element)
            else:
                continue
            element.clear()
            if len(feed.entries) >= _MAX_ENTRIES:
                feed.problems.append(f"too_large: more than {_MAX_ENTRIES} entries")
                return
    except NoFeed as error:
        feed.problems.append(f"bad_feed: {error}")
    except etree.XMLSyntaxError as error:
        code = "truncated" if feed.entries or feed.parts else "bad_feed"
        feed.problems.append(f"{code}: {error.msg}")


_STEP: Final = 64 * 1024


def _elements(parser: etree.XMLPullParser, body: bytes) -> Iterator[Element]:
    """Elements that ended, in order; raises NoFeed for a root that is no feed's."""
    is_first = True
    for start in range(0, len(body), _STEP):
        parser.feed(body[start : start + _STEP])
        for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if is_first:
                _check_root(element)
                is_first = False
            if event == "end":
                yield element
    parser.close()


def _check_root(root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding of its own
        raise NoFeed("declares a document type, which no feed needs")
    if _name(root) not in _ROOTS:
        raise NoFeed(f"{_name(root)} is neither a feed nor a sitemap")


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _texts(element: Element) -> dict[str, str]:
    """The texts of an entry by bare name (`news:title` is `title`), the first of each."""
    texts: dict[str, str] = {}
    for child in element.iter():
        if child is not element and (text := (child.text or "").strip()):
            texts.setdefault(_name(child), text)
    return texts


def _add_entry(feed: Feed, seen: set[int], element: Element) -> None:
    texts = _texts(element)
    target = _target(texts)
    if target is None:
        return
    url, address = target
    if not address.may_be_story or address.id in seen:
        return
    seen.add(address.id)
    published = texts.get("date") or texts.get("publication_date") or texts.get("pubDate")
    feed.entries.append(
        Entry(
            Teaser(
                id=address.id,
                short_url=short_url(address.id),
                url=url,
                type=address.kind,
                headline=texts.get("title"),
                description=texts.get("description"),
                kicker=texts.get("subject") or texts.get("category"),
                date_published=_date(published),
            ),
            modified=texts.get("lastmod"),
        )
    )


def _target(texts: dict[str, str]) -> tuple[str, Address] | None:
    """By the link; where that leads nowhere, by the id that items of RSS feeds carry (seen)."""
    for name in ("link", "loc", "guid"):
        target = content_at(texts.get(name, ""))
        if target is not None:
            return target
    number = texts.get("contentID", "")
    if number.isascii() and number.isdigit() and len(number) < 14 and int(number) <= MAX_ID:
        return short_url(int(number)), Address(None, None, int(number))
    return None


def _add_part(feed: Feed, element: Element) -> None:
    texts = _texts(element)
    url = texts.get("loc", "")
    if url.startswith(("http://", "https://")) and is_of_dw(url):
        feed.parts.append(Part(url, texts.get("lastmod")))


def _date(raw: str | None) -> str | None:
    """RSS 2.0 writes dates as mail does; ISO stays as it is."""
    if raw is None or raw[:4].isdigit():
        return raw
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return raw
