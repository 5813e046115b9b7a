"""Which sitemaps a crawl asks for: those of its languages and types, as far as their names tell.

The site has one index of some 217 sitemaps: for each edition news, article, video, person, topic,
navigation, gallery (attested; their names are not). So a name is taken apart into words, and a
sitemap whose name tells nothing is asked for, a bounded number of times.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from dwcrawler.console.readable import readable
from dwcrawler.discovery import lists
from dwcrawler.editions import editions
from dwcrawler.identity import is_of_dw
from dwcrawler.items import StoryType

logger = logging.getLogger(__name__)

# By the beginning or the end of a word. More than one may be in a name.
_TYPE_BY_WORD: Final[dict[str, StoryType]] = {
    "article": "article",
    "video": "video",
    "audio": "audio",
    "podcast": "audio",
    "gallery": "gallery",
    "galleries": "gallery",
    "liveblog": "liveblog",
}
# Those that list pages of lists, which have ways in of their own.
_LISTINGS: Final = ("person", "author", "topic", "navigation", "section", "program")
_EXTENSIONS: Final = re.compile(r"(?:\.(?:xml|gz|txt|php|aspx?|html?))+(?=/|\Z)", re.IGNORECASE)
_MOST_FIELDS: Final = 20  # of a query
_WORD: Final = re.compile(r"[a-z]+")
# Sitemaps whose name tells nothing, and all of them together. The index seen by others has 217.
_MOST_UNNAMED: Final = 300
_MOST: Final = 10_000


class Name(NamedTuple):
    """What the URL of a sitemap tells. `language` None: nothing, or not which of several; `types`
    None: nothing, or all of them; `is_of_listings`: it holds no stories."""

    language: str | None
    types: frozenset[StoryType] | None
    is_of_listings: bool

    @property
    def tells_nothing(self) -> bool:
        return self.language is None and self.types is None


def name_of(url: str) -> Name:
    try:
        parts = urlsplit(url)
        values = [value for _, value in parse_qsl(parts.query, max_num_fields=_MOST_FIELDS)]
    except ValueError:
        return Name(None, None, False)
    path = "/".join([unquote(parts.path), *values]).lower().replace("_", "-")
    path = _EXTENSIONS.sub("", path)
    words = [word for found in _WORD.findall(path) if (word := found.replace("sitemap", ""))]
    types = frozenset(_types(words))
    is_of_listings = not types and any(word.startswith(_LISTINGS) for word in words)
    return Name(_language(path), types or None, is_of_listings)


def _types(words: list[str]) -> Iterator[StoryType]:
    for word in words:
        if word == "live":
            yield "liveblog"
        for told, story_type in _TYPE_BY_WORD.items():
            if word.startswith(told) or word.endswith((told, f"{told}s")):
                yield story_type


def _language(path: str) -> str | None:
    """A segment of the path that is an edition's code; else the one code among its words, or the
    one language that is named in English."""
    for segment in path.split("/"):
        if segment in editions():
            return segment
    found = _among({code: code for code in editions()}, path) or _among(
        {e.dw_language.lower().replace("_", "-"): e.code for e in editions().values()}, path
    )
    return found.pop() if len(found) == 1 else None


def _among(codes: dict[str, str], path: str) -> set[str]:
    """The longest first: `zh-hant` is no `zh`."""
    words = "|".join(sorted(map(re.escape, codes), key=len, reverse=True))
    return {codes[word] for word in re.findall(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", path)}


class Sitemap(NamedTuple):
    """`language` None: its name does not tell it."""

    url: str
    language: str | None


class Sitemaps:
    """From the sitemaps that robots.txt names, else from the index that others saw, to their parts;
    for editions of which these have none to the two names that were seen (`lists`)."""

    def __init__(self, languages: Collection[str], types: Collection[str]) -> None:
        self._languages = languages
        self._types = frozenset(types)
        self._count = self._unnamed = 0
        self._is_told = False
        # Where it began, as long as these have not come; and the editions of which parts were found.
        self._beginnings: set[str] = set()
        self._covered: set[str | None] = set()

    def begin(self, named: Iterable[str]) -> list[Sitemap]:
        """`named`: those in robots.txt."""
        wanted = [url for url in dict.fromkeys(named) if is_of_dw(url) and self._wants(url)]
        wanted = wanted or [lists.sitemap_index_url()]
        self._beginnings = set(wanted)
        return [_sitemap(url) for url in wanted]

    def came(self, sitemap: Sitemap, parts: Iterable[str], has_entries: bool) -> list[Sitemap]:
        """The parts to ask for, of one that could be read."""
        wanted = [_sitemap(url, sitemap.language) for url in parts if self._wants(url)]
        self._covered.update(part.language for part in wanted)
        if has_entries and sitemap.language is not None and name_of(sitemap.url).types is not None:
            self._covered.add(sitemap.language)
        return wanted

    def done(self, url: str) -> list[Sitemap]:
        """After `came`, or where it could not be read; what is asked for when the last came."""
        if url not in self._beginnings:
            return []
        self._beginnings.discard(url)
        if self._beginnings or None in self._covered:
            return []
        lacking = [code for code in self._languages if code not in self._covered]
        return [
            Sitemap(url, code)
            for code in lacking
            for url in lists.sitemap_urls(editions()[code])
            if self._wants(url)
        ]

    def _wants(self, url: str) -> bool:
        """Call once for each: how many were wanted counts."""
        name = name_of(url)
        if name.is_of_listings or (name.types is not None and not name.types & self._types):
            return False
        if name.language is not None and name.language not in self._languages:
            return False
        if name.tells_nothing:
            self._unnamed += 1
        self._count += 1
        if self._unnamed <= _MOST_UNNAMED and self._count <= _MOST:
            return True
        if not self._is_told:
            self._is_told = True
            logger.warning(
                "There are more sitemaps than a crawl reads (%d whose names tell neither language "
                "nor type, %d in all): %s and later ones are left out",
                *(_MOST_UNNAMED, _MOST, readable(url)),
            )
        return False


def _sitemap(url: str, language: str | None = None) -> Sitemap:
    """What its own name does not tell, the index that has it may."""
    return Sitemap(url, name_of(url).language or language)
