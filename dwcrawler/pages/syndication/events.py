"""What a parser comes upon in a feed or sitemap -> the texts of its entries.

What counts of an entry are its own elements: direct children in the namespace of the entry itself,
whatever that is (RSS 2.0 has none). Beside them count `dc:date`, `dc:subject`, `dwsyn:contentID`
(seen), title and date in `news:news` (attested), and the address in Atom's link or FeedBurner's, by
their namespaces, under any prefix.
Elements of other namespaces and whatever is nested deeper tell of pictures, films and other things
and are not read. So what a sitemap of videos has in `video:video` (title, publication date) does
not count: the story's page tells both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dwcrawler.pages import markup
from dwcrawler.pages.syndication.entries import ATOM_LINK, Entries

# The protocol's limit for one sitemap file.
_MAX_ENTRIES: Final = 50_000
# Elements begun and ended, and pieces of text: entries as many as may be, with 20 elements each.
_MAX_EVENTS: Final = 50_000 * 60
_MAX_DEPTH: Final = 256
# Characters kept of one element: a text, not a whole page.
_MAX_TEXT: Final = 20_000

# The root of each form, and what an entry is called in it.
ENTRY_OF: Final = {
    "RDF": "item",
    "rss": "item",
    "feed": "entry",
    "urlset": "url",
    "sitemapindex": "sitemap",
}
CONTAINERS: Final = ENTRY_OF.keys() | {"channel"}
PAGE_ELEMENTS: Final = frozenset({"html", "head", "body"})

_OWN: Final = frozenset(
    {"link", "loc", "guid", "id", "title", "description", "summary", "category"}
    | {"pubDate", "published", "issued", "lastmod", "updated", "modified"}
)
_OF_OTHERS: Final = (
    (re.compile(r"https?://purl\.org/dc/(?:elements/1\.[01]|terms)/?\Z"), ("date", "subject")),
    (re.compile(r"https?://[^/]+/syndication/dwsyn/?\Z"), ("contentID",)),
    (re.compile(r"https?://www\.google\.com/schemas/sitemap-news/[0-9.]+/?\Z"), ("news",)),
    (re.compile(r"http://rssnamespace\.org/feedburner/ext/[0-9.]+/?\Z"), ("origLink",)),
)
_OF_NEWS: Final = frozenset({"title", "publication_date"})
_ATOM: Final = "http://www.w3.org/2005/Atom"
# As they are spelled in small letters: some programs write all in capitals.
_SPELLED: Final = {
    name.lower(): name
    for names in (
        ENTRY_OF,
        ENTRY_OF.values(),
        CONTAINERS,
        _OWN,
        _OF_NEWS,
        *(n for _, n in _OF_OTHERS),
    )
    for name in names
}
_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


class NoFeed(ValueError):
    """XML, but not of a feed; the message says what instead."""


class OtherRoot(NoFeed):
    """Begins with an element that no feed has as its root."""


class TooDeep(NoFeed):
    """Has elements deeper in each other than any feed has."""


class TooLarge(ValueError):
    """More than any feed has; the message says of what."""


@lru_cache(maxsize=1024)
def own_element(tag: str, namespace: str) -> str | None:
    """The name of an entry's own element, given the entry's namespace; None for all others."""
    of, name = split(tag)
    if of == namespace:
        return name if name in _OWN else None
    if of == _ATOM and name == "link":  # an entry of RSS may have such a one
        return ATOM_LINK
    return next((name for form, names in _OF_OTHERS if name in names and form.match(of)), None)


@lru_cache(maxsize=1024)
def split(tag: str) -> tuple[str, str]:
    """`{namespace}name` -> namespace and name, known names in their usual spelling; the namespace is
    "" where there is none."""
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], _SPELLED.get(name.lower(), name)


class FeedEvents:
    """A target for lxml's parser, and for `damaged_xml`.

    Of an entry's elements of one name the first counts that has a text.
    """

    def __init__(self) -> None:
        self.found = Entries()
        self._events = 0
        self._entries = 0  # whether of stories or not
        self._open: list[str] = []  # names of elements, from the root on
        self._entry_name = ""  # known with the root
        self._entry_depth = 0  # 0: in no entry
        self._namespace = ""  # of the entry that is open
        self._news: str | None = None  # the namespace of the `news:news` that is open
        self._texts: dict[str, str] = {}
        self._name: str | None = None  # of the element whose text is being read
        self._name_depth = 0
        self._is_html = False
        self._text: list[str] = []
        self._length = 0

    @property
    def is_empty(self) -> bool:
        return not (self.found.entries or self.found.parts)

    def doctype(self, name: str | None, *declared: object) -> None:
        """Comes before anything in it is read, whatever the encoding."""
        if (name or "").lower() == "html":
            raise NoFeed("an HTML page, not a feed")
        raise NoFeed("declares a document type, which no feed needs")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count()
        namespace, name = split(tag)
        if not self._entry_name or (not self._open and name in ENTRY_OF):
            self._begin(name)
        if len(self._open) >= _MAX_DEPTH:
            raise TooDeep(f"more than {_MAX_DEPTH} elements deep")
        is_in_container = not self._open or self._open[-1] in CONTAINERS
        self._open.append(name)
        if self._entry_depth:
            self._start_in_entry(tag, attributes)
        elif name == self._entry_name and is_in_container:
            self._entry_depth = len(self._open)
            self._namespace = namespace
            self._texts.clear()
            self._keep("about", attributes.get(_ABOUT))

    def data(self, text: str) -> None:
        self._count()
        if self._name and self._length < _MAX_TEXT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        self._count()
        depth = len(self._open)
        if self._name and depth == self._name_depth:
            self._end_text(self._name)
        if self._entry_depth and depth == self._entry_depth:
            self._entry_depth = 0
            self._end_entry()
        if self._open:
            self._open.pop()

    def close(self) -> None:
        """What a parser's target must have."""

    def _begin(self, root: str) -> None:
        if root.lower() in PAGE_ELEMENTS:
            raise NoFeed("an HTML page, not a feed")
        if root not in ENTRY_OF:
            raise OtherRoot(f"{root} is neither a feed nor a sitemap")
        self._entry_name = ENTRY_OF[root]

    def _count(self) -> None:
        self._events += 1
        if self._events > _MAX_EVENTS:
            raise TooLarge(f"more than {_MAX_EVENTS} elements and texts")

    def _start_in_entry(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Only children and what is in `news:news` are told apart: all else belongs to them."""
        depth = len(self._open) - self._entry_depth
        if depth == 1:
            name = own_element(tag, self._namespace)
            self._news = split(tag)[0] if name == "news" else None
            if name in ("link", ATOM_LINK):
                self._keep(name, _atom_link(attributes))
            elif name == "category":
                self._keep("category", attributes.get("term"))
        elif depth == 2 and self._news is not None:
            namespace, inner = split(tag)
            name = f"news:{inner}" if namespace == self._news and inner in _OF_NEWS else None
        else:
            return
        self._name, self._name_depth = name, len(self._open)
        self._is_html = self._entry_name == "entry" and attributes.get("type") in (
            "html",
            "text/html",
        )
        self._text.clear()
        self._length = 0

    def _end_text(self, name: str) -> None:
        text = "".join(self._text)
        if self._is_html:
            text = markup.text_of(markup.fragment(text))
        self._keep(name, text)
        self._name = None

    def _keep(self, name: str, text: str | None) -> None:
        if text and (text := text.strip()):
            self._texts.setdefault(name, text)

    def _end_entry(self) -> None:
        if self._entry_name == "sitemap":
            self.found.add_part(self._texts)
        else:
            self.found.add_entry(self._texts)
        self._entries += 1
        if self._entries >= _MAX_ENTRIES:
            raise TooLarge(f"more than {_MAX_ENTRIES} entries")


def _atom_link(attributes: Mapping[str, str]) -> str | None:
    """Atom has several links to an entry, as attributes; one is the story's page."""
    is_page = attributes.get("type", "text/html") in _PAGE_TYPES
    is_own = attributes.get("rel", "alternate") == "alternate"
    return attributes.get("href") if is_page and is_own else None
