"""The texts of a feed's or sitemap's entry -> a teaser, or a part of a sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dwcrawler.identity import MAX_ID, Address, content_at, is_of_dw, short_url
from dwcrawler.items import Teaser
from dwcrawler.normalize.dates import feed_dates
from dwcrawler.normalize.text import clean
from dwcrawler.pages.problems import Problem

# In an entry of RSS, which has its own.
ATOM_LINK: Final = "atom:link"
# The surest first.
_URLS: Final = ("link", "loc", "guid", "id", "about", "origLink", ATOM_LINK)
_PUBLISHED: Final = ("date", "news:publication_date", "pubDate", "published", "issued")
_MODIFIED: Final = ("lastmod", "updated", "modified")
# An id of an entry that is no address: `70100017`, `tag:dw.com,2026:70100017`, `urn:dw:70100017`.
# Only of DW's own making, and as long as content ids are: a short number may count anything.
_NUMBERED: Final = re.compile(
    r"(?:(?:tag:(?:[a-z0-9-]+\.)*dw\.(?:com|de),[^:]*|urn:dw(?:\.com|\.de)?):(?:.*[^0-9])?)?"
    r"(?P<id>[0-9]{6,13})\Z",
    re.ASCII | re.IGNORECASE,
)
_CONTENT_ID: Final = re.compile(r"(?P<id>[0-9]{1,13})\Z", re.ASCII)


class Entry(NamedTuple):
    """`modified` is when the story last changed (ISO 8601), as sitemaps and Atom tell it."""

    teaser: Teaser
    modified: str | None


class Part(NamedTuple):
    """One file of a sitemap in parts; nothing in it is newer than `modified` (ISO 8601)."""

    url: str
    modified: str | None


@dataclass(slots=True)
class _Unused:
    """How many values of a kind could not be used, and the first of them."""

    count: int = 0
    example: str = ""

    def add(self, raw: str) -> None:
        self.example = self.example or " ".join(raw.split())[:40]
        self.count += 1


@dataclass(slots=True)
class Entries:
    """What was read so far, each story once; `parts` are those of an index."""

    entries: list[Entry] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _no_address: int = 0
    _no_date: _Unused = field(default_factory=_Unused)
    _no_zone: _Unused = field(default_factory=_Unused)

    def add_entry(self, texts: Mapping[str, str]) -> None:
        """`texts` by the names of elements."""
        target = _target(texts)
        if target is None:
            self._no_address += not any("://" in texts.get(name, "") for name in _URLS)
            return
        url, address = target
        if not address.may_be_story or address.id in self._seen:
            return
        self._seen.add(address.id)
        teaser = Teaser(
            id=address.id,
            short_url=short_url(address.id),
            url=url,
            type=address.kind,
            headline=clean(texts.get("title") or texts.get("news:title")),
            description=clean(texts.get("description") or texts.get("summary")),
            kicker=clean(texts.get("subject") or texts.get("category")),
            date_published=self._date(texts, _PUBLISHED),
        )
        self.entries.append(Entry(teaser, self._date(texts, _MODIFIED)))

    def add_part(self, texts: Mapping[str, str]) -> None:
        url = texts.get("loc", "")
        if url.startswith(("http://", "https://")) and is_of_dw(url):
            self.parts.append(Part(url, self._date(texts, _MODIFIED)))

    def problems(self) -> Iterator[Problem]:
        """What could not be used of the entries that were read, each kind once."""
        if self._no_address:
            yield Problem("bad_entry", f"{self._no_address} without an address or an id")
        if self._no_date.count:
            yield Problem(
                "bad_date", f"{self._no_date.count} not understood, such as {self._no_date.example}"
            )
        if self._no_zone.count:
            yield Problem(
                "bad_date",
                f"{self._no_zone.count} with an unknown time zone, "
                f"such as {self._no_zone.example}: only their day counts",
            )

    def _date(self, texts: Mapping[str, str], names: tuple[str, ...]) -> str | None:
        """The first that can be read."""
        for name in names:
            raw = texts.get(name)
            if raw is None:
                continue
            told = feed_dates.read(raw)
            if told.value is not None:
                if not told.is_zone_known:
                    self._no_zone.add(raw)
                return told.value
            self._no_date.add(raw)
        return None


def _target(texts: Mapping[str, str]) -> tuple[str, Address] | None:
    """By the address; where that leads nowhere, by the id that items of RSS feeds carry (seen).

    The entry's own id may be that number, too (attested by other programs).
    """
    for name in _URLS:
        target = content_at(texts.get(name, ""))
        if target is not None:
            return target
    numbered = _CONTENT_ID.match(texts.get("contentID", ""))
    for name in ("guid", "id"):
        numbered = numbered or _NUMBERED.match(texts.get(name, ""))
    if numbered is None or int(numbered["id"]) > MAX_ID:
        return None
    return short_url(int(numbered["id"])), Address(None, None, int(numbered["id"]))
