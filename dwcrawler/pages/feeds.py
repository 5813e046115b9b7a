"""Feeds and sitemaps -> teasers: RSS 1.0 (RDF), RSS 2.0, news and article sitemaps and their index.

RDF seen (`rss.dw.com/rdf/…`), the others attested. All four are flat lists of entries with few
fields, so one reading serves them: an entry is an `item` or a `url`, a part of an index a `sitemap`.
None has a document type; XML that declares one could only do harm (entities that expand or lead
elsewhere) and is refused. No tree is made of any: however much is in a file, only one entry of it
is in memory.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from lxml import etree

from dwcrawler.identity import MAX_ID, Address, content_at, is_of_dw, short_url
from dwcrawler.items import Teaser

# The protocol's limit for one sitemap file, unpacked.
MAX_BYTES: Final = 50 * 1024 * 1024
_MAX_ENTRIES: Final = 50_000
# Elements begun and ended, and pieces of text: entries as many as may be, with 20 elements each.
_MAX_EVENTS: Final = 50_000 * 60
_ENTRIES: Final = frozenset({"item", "url"})
_PART: Final = "sitemap"
_MAX_DEPTH: Final = 256
_GZIP: Final = b"\x1f\x8b"
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_STEP: Final = 64 * 1024
_ROOTS: Final = frozenset({"RDF", "rss", "urlset", "sitemapindex"})


class NoFeed(ValueError):
    """XML, but not of a feed; the message says what instead."""


class TooLarge(ValueError):
    """More than any feed has; the message says of what."""


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
    else:
        _read(unpacked, feed)
    return feed


def _unpacked(body: bytes) -> bytes | None:
    """At most one byte more than `MAX_BYTES`; None for what is packed and broken.

    A packed file may have several members, as programs that write them bit by bit make them;
    whatever else follows the first is not looked at.
    """
    if not body.startswith(_GZIP):
        return body
    unpacked = bytearray()
    unpacking = zlib.decompressobj(wbits=31)
    try:
        for start in range(0, len(body), _STEP):
            piece = body[start : start + _STEP]
            while piece and len(unpacked) <= MAX_BYTES:
                if unpacking.eof:
                    if not _GZIP.startswith(piece[: len(_GZIP)]):
                        return bytes(unpacked)
                    unpacking = zlib.decompressobj(wbits=31)
                unpacked += unpacking.decompress(piece, MAX_BYTES + 1 - len(unpacked))
                piece = unpacking.unused_data
    except zlib.error:
        return None
    return bytes(unpacked)


def _read(body: bytes, feed: Feed) -> None:
    parser = etree.XMLParser(
        target=_Reading(feed),  # type: ignore[arg-type]  # the stubs ask for more than lxml does
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    body = body.removeprefix(_UTF_8_MARK).lstrip(b" \t\r\n")  # before an XML declaration: no harm
    try:
        for start in range(0, len(body), _STEP):
            parser.feed(body[start : start + _STEP])
        parser.close()
    except NoFeed as error:
        feed.entries.clear()
        feed.parts.clear()
        feed.problems.append(f"bad_feed: {error}")
    except TooLarge as error:
        feed.problems.append(f"too_large: {error}")
    except etree.XMLSyntaxError as error:
        code = "truncated" if feed.entries or feed.parts else "bad_feed"
        feed.problems.append(f"{code}: {error.msg}")


class _Reading:
    """Is told by the parser what it comes upon, and keeps the texts of the entry that is open.

    Of an entry counts each element's text (up to the first element in it) by its bare name
    (`news:title` is `title`), the first of each name.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._seen: set[int] = set()
        self._events = 0
        self._depth = 0
        self._entry_depth = 0  # 0: in no entry
        self._texts: dict[str, str] = {}
        self._name = ""  # of the element whose text is being read
        self._text: list[str] = []

    def doctype(self, *declared: object) -> None:
        """Comes before anything in it is read, whatever the encoding."""
        raise NoFeed("declares a document type, which no feed needs")

    def start(self, tag: str, attributes: object) -> None:
        self._count()
        self._depth += 1
        name = tag.rpartition("}")[2]
        if self._depth == 1 and name not in _ROOTS:
            raise NoFeed(f"{name} is neither a feed nor a sitemap")
        if self._depth > _MAX_DEPTH:
            raise NoFeed(f"more than {_MAX_DEPTH} elements deep")
        if self._entry_depth:
            self._end_text()
            self._name = name
        elif name in _ENTRIES or name == _PART:
            self._entry_depth = self._depth
            self._texts.clear()

    def data(self, text: str) -> None:
        self._count()
        if self._name:
            self._text.append(text)

    def end(self, tag: str) -> None:
        self._count()
        if self._name:
            self._end_text()
        if self._depth == self._entry_depth:
            self._entry_depth = 0
            self._end_entry(tag.rpartition("}")[2])
        self._depth -= 1

    def close(self) -> None:
        """What a parser's target must have."""

    def _count(self) -> None:
        self._events += 1
        if self._events > _MAX_EVENTS:
            raise TooLarge(f"more than {_MAX_EVENTS} elements and texts")

    def _end_text(self) -> None:
        text = "".join(self._text).strip()
        if self._name and text:
            self._texts.setdefault(self._name, text)
        self._name = ""
        self._text.clear()

    def _end_entry(self, name: str) -> None:
        if name == _PART:
            _add_part(self._feed, self._texts)
            return
        _add_entry(self._feed, self._seen, self._texts)
        if len(self._feed.entries) >= _MAX_ENTRIES:
            raise TooLarge(f"more than {_MAX_ENTRIES} entries")


def _add_entry(feed: Feed, seen: set[int], texts: dict[str, str]) -> None:
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


def _add_part(feed: Feed, texts: dict[str, str]) -> None:
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
