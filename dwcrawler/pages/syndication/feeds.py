"""Feeds and sitemaps -> teasers: RSS 1.0 (RDF), RSS 2.0, Atom, sitemaps and their index.

RDF seen (`rss.dw.com/rdf/…`), the others attested. All are flat lists of entries with few fields,
so one reading serves them: an entry is an `item`, an `entry` or a `url`, a part of an index a
`sitemap`. No tree is made of any: however much is in a file, only one entry of it is in memory.

None has a document type; XML that declares one could do harm (entities that expand or lead
elsewhere) and is refused. So is RSS 0.91 with its own document type, which is harmless: DW has none.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from dwcrawler.pages.encoding import UTF_8, is_utf_8
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.syndication import damaged_xml
from dwcrawler.pages.syndication.entries import Entry, Part
from dwcrawler.pages.syndication.events import (
    ENTRY_OF,
    FeedEvents,
    NoFeed,
    OtherRoot,
    TooDeep,
    TooLarge,
)

__all__ = ["MAX_BYTES", "Entry", "Feed", "Part", "parse_feed"]

# The protocol's limit for one sitemap file, unpacked.
MAX_BYTES: Final = 50 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_BLANKS: Final = b" \t\r\n"
_STEP: Final = 64 * 1024
# Where an XML declaration may stand that has something before it.
_LATEST_DECLARATION: Final = 4096
# An encoding with a byte for each letter.
_DECLARES_BYTES: Final = re.compile(
    rb"<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"'](?:iso-8859-|windows-125|latin)", re.IGNORECASE
)
# The beginning of a feed, or of a page.
_BEGUN: Final = re.compile(rb"<(?:[\w.-]+:)?(?i:%s|html|!doctype)\b" % "|".join(ENTRY_OF).encode())
_UNDECLARED_PREFIX: Final = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE


@dataclass(slots=True)
class Feed:
    """`problems` are `code: what is wrong`.

    empty, too_large, bad_feed (no feed, or nothing in it could be read), truncated, damaged (what
    could be read of it was), bad_entry (entries that lead nowhere), bad_date.
    """

    entries: list[Entry] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Fault(NamedTuple):
    """Why XML is not sound; `at_end`: it lacks its end, all before that may be sound."""

    what: str
    at_end: bool


def parse_feed(body: bytes | str) -> Feed:
    """Never raises. What could be read of a file that is damaged or breaks off counts.

    Bytes are in the encoding that they begin with (a byte-order mark) or declare, else in UTF-8;
    they may be packed (gzip). Of text (`str`), what its XML declaration says of an encoding counts
    for nothing.
    """
    feed = Feed()
    encoding = None
    if isinstance(body, str):
        body, encoding = body.encode("utf-8", "surrogatepass"), "utf-8"
    unpacked = _unpacked(body)
    if unpacked is None:
        feed.problems.append(Problem("bad_feed", "packed, and cannot be unpacked"))
    elif not unpacked.strip():
        feed.problems.append(Problem("empty", "the feed has no content"))
    elif len(unpacked) > MAX_BYTES:
        feed.problems.append(Problem("too_large", f"more than {MAX_BYTES} bytes"))
    else:
        _read(unpacked, feed, encoding)
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


def _read(body: bytes, feed: Feed, encoding: str | None) -> None:
    body = body.removeprefix(_UTF_8_MARK).lstrip(_BLANKS)  # before an XML declaration: no harm
    before = _before_declaration(body)
    if before:
        feed.problems.append(Problem("damaged", "there is something before the XML declaration"))
        body = body[before:]
    if _DECLARES_BYTES.match(body) and is_utf_8(body):  # believed no more than of a page
        encoding = UTF_8
    events = FeedEvents()
    fault = None
    is_whole = True
    try:
        fault = _read_strictly(body, events, encoding)
        if fault is not None:
            events = FeedEvents()
            is_whole = damaged_xml.read(body, events, encoding)
    except NoFeed as error:
        feed.problems = [Problem("bad_feed", str(error))]
        return
    except TooLarge as error:
        feed.problems.append(Problem("too_large", str(error)))
    if fault is not None and events.is_empty:
        feed.problems = [Problem("bad_feed", fault.what)]
        return
    if fault is not None:
        feed.problems += _damage(fault, is_whole)
    feed.entries, feed.parts = events.found.entries, events.found.parts
    feed.problems += events.found.problems()


def _before_declaration(body: bytes) -> int:
    """How many bytes of something else, such as a server's warning, stand before a feed."""
    start = body.find(b"<?xml", 0, _LATEST_DECLARATION)
    return 0 if start < 0 or _BEGUN.search(body, 0, start) else start


def _read_strictly(body: bytes, events: FeedEvents, encoding: str | None) -> _Fault | None:
    """As XML must be read. What it told `events` before a fault may be wrong."""
    parser = etree.XMLParser(
        target=events,  # type: ignore[arg-type]  # the stubs ask for more than lxml does
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    start = 0
    try:
        for start in range(0, len(body), _STEP):
            parser.feed(body[start : start + _STEP])
        start = len(body)
        parser.close()
        # libxml2 goes on then, and takes `media:title` for a title.
        undeclared = parser.feed_error_log.filter_types(_UNDECLARED_PREFIX)
        return _Fault(undeclared[0].message, at_end=False) if undeclared else None
    except (OtherRoot, TooDeep) as error:  # as a damaged root, and tags without their ends, do
        return _Fault(str(error), at_end=False)
    except etree.XMLSyntaxError as error:
        return _Fault(error.msg or "no XML", at_end=start == len(body))


def _damage(fault: _Fault, is_whole: bool) -> list[Problem]:
    if fault.at_end and not is_whole:
        return [Problem("truncated", fault.what)]
    problems = [Problem("damaged", fault.what)]
    if not is_whole:
        problems.append(Problem("truncated", "the feed is cut off"))
    return problems
