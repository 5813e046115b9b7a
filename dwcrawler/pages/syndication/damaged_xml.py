"""A second reading of a feed that is no sound XML: what can be read of it, is.

A strict parser ends at the first fault, and lxml's `recover` loses its place at a wrong end tag.
Here all is text that is not clearly a tag, and an entry begins wherever its tag stands: so what is
wrong with one entry costs no other. Entities of HTML are read as HTML does; bytes that the encoding
does not know become U+FFFD; control characters are left out. A document type is refused, as in the
strict reading, and nothing is ever expanded or fetched.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final, NamedTuple

from dwcrawler.pages.syndication.events import (
    CONTAINERS,
    ENTRY_OF,
    PAGE_ELEMENTS,
    FeedEvents,
    own_element,
    split,
)

# Bytes decoded at a time, and characters in which a token may not end: all of most feeds.
_STEP: Final = 1024 * 1024

# Elements within an entry; HTML has many tags without an end.
_MAX_DEPTH: Final = 64
_MAX_NAMESPACES: Final = 100
# Elements before the root, such as those of a server's warning.
_MAX_BEFORE: Final = 100
# The root of a feed in which it is damaged, by the first element that is not.
_ROOT_ABOVE: Final = {"channel": "rss", **{entry: root for root, entry in ENTRY_OF.items()}}

_NAME: Final = r"[^\W\d][\w.-]*+(?::[^\W\d][\w.-]*+)?+"
# A value ends at its quote, or at the tag's end where the quote is missing. It may hold one "<".
_VALUE: Final = (
    r"""(?>"[^"<]*(?:<[^"<]*)?"(?=[\s/>])|'[^'<]*(?:<[^'<]*)?'(?=[\s/>])|["'][^"'<>]*["']?"""
    r"""|[^\s"'<>]+)"""
)
_ATTRIBUTE: Final = re.compile(rf"\s*+([\w:.-]++)\s*+=\s*+({_VALUE})")
# No part of it can be read in two ways, and a "<" ends it: it takes no time to see what is none.
_TOKEN: Final = re.compile(
    rf"<(?P<name>{_NAME})(?P<attributes>(?:\s*+[\w:.-]++\s*+=\s*+{_VALUE})*+)\s*+(?P<empty>/?)>"
    rf"|</(?P<end>{_NAME})[^<>]*>"
    # One that holds the beginning of another lacks its end.
    r"|<!\[CDATA\[(?P<cdata>[^\]<]*+(?:(?!\]\]>|<!\[CDATA\[)[\]<][^\]<]*+)*+)\]\]>"
    r"|<!--[^<-]*+(?:(?!-->|<!--)[<-][^<-]*+)*+-->"
    r"|<\?[^<>]*>"
    r"|<!(?i:DOCTYPE)\s+(?P<doctype>[\w:.-]+)"
)
_REFERENCE: Final = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLANK_CONTROLS: Final = re.compile("[\x0b\x0c\x1c-\x1f]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\ufffe\uffff]")

# Byte-order marks, or the zeros of UTF-16.
_MARKS: Final = (
    (re.compile(rb"\xef\xbb\xbf"), "utf-8"),
    (re.compile(rb"\xff\xfe|<\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\xfe\xff|\x00<\x00[^\x00]"), "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"<\?xml[^<>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
# Encodings of text on the web; the codecs of Python include some that are none.
_OF_TEXT: Final = re.compile(
    r"utf-8|iso8859-\d+|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc_(?:jp|kr)"
)
# Read as the larger ones that contain them, as browsers do.
_LARGER: Final = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}

# What a prefix means where a feed does not declare it.
_USUAL: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dwsyn": "http://rss.dw.com/syndication/dwsyn/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def read(body: bytes, events: FeedEvents, encoding: str | None = None) -> bool:
    """Tells `events` what is in the feed; False if it ends before its root does.

    Raises NoFeed and TooLarge, as `events` does.
    """
    reading = _Reading(events)
    for window in _windows(body, encoding or _encoding(body)):
        reading.read(window)
    return not reading.is_open


def _encoding(body: bytes) -> str:
    """By its first bytes, else as declared, else UTF-8."""
    for mark, encoding in _MARKS:
        if mark.match(body):
            return encoding
    declared = _DECLARED.search(body[:1000])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"
    return _LARGER.get(name, name) if _OF_TEXT.fullmatch(name) else "utf-8"


def _windows(body: bytes, encoding: str) -> Iterator[str]:
    """The text in pieces that end where an entry begins, so that no tag is in two of them."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for start in range(0, len(body), _STEP):
        rest += decoder.decode(body[start : start + _STEP])
        if len(rest) < _STEP:
            continue
        end = max(rest.rfind(f"<{name}") for name in ENTRY_OF.values())
        if end <= 0:
            end = rest.rfind("<")
        if end <= 0:
            end = len(rest)
        yield rest[:end]
        rest = rest[end:]
    yield rest + decoder.decode(b"", final=True)


class _Open(NamedTuple):
    """An element that has begun: its name as written, in small letters, and as lxml gives it."""

    written: str
    tag: str
    name: str
    namespaces: dict[str, str]


class _Reading:
    def __init__(self, events: FeedEvents) -> None:
        self._events = events
        self._open: list[_Open] = []
        self._entry_name = ""
        self._entry_depth = 0  # 0: in no entry
        self._before: list[str] = []  # elements before the root
        self._is_root_made = False

    @property
    def is_open(self) -> bool:
        """Whether the root lacks its end; one that had to be made has none."""
        return len(self._open) > self._is_root_made and self._open[0].name in ENTRY_OF

    def read(self, window: str) -> None:
        window = _CONTROLS.sub("", _BLANK_CONTROLS.sub(" ", window))
        position = 0
        for token in _TOKEN.finditer(window):
            name, attributes, empty, end, cdata, doctype = token.groups()
            if doctype and self._entry_name:
                continue  # within a feed it declares nothing: it is text
            if position < token.start():
                self._data(_resolved(window[position : token.start()]))
            position = token.end()
            if name:
                self._start(name, attributes)
                if empty:
                    self._end(name)
            elif end:
                self._end(end)
            elif cdata:
                self._data(cdata)
            elif doctype:
                self._events.doctype(doctype)
        self._data(_resolved(window[position:]))

    def _data(self, text: str) -> None:
        if text and self._open:
            self._events.data(text)

    def _start(self, written: str, raw: str) -> None:
        namespaces = self._open[-1].namespaces if self._open else {}
        attributes = _attributes(raw) if raw else {}
        if attributes:
            namespaces = _with_declared(namespaces, attributes)
            attributes = {_tag(name, namespaces, ""): text for name, text in attributes.items()}
        tag = _tag(written, namespaces, namespaces.get("", ""))
        name = split(tag)[1]
        if not self._entry_name and not self._begins(name):
            return
        if self._is_root_made and name in ENTRY_OF:
            self._close(0)  # what seemed to be the first entry was none
            self._is_root_made = False
            self._entry_name = ENTRY_OF[name]
        self._end_what_lacks_its_end(tag, name)
        if self._entry_depth and len(self._open) - self._entry_depth >= _MAX_DEPTH:
            return
        self._open.append(_Open(written.lower(), tag, name, namespaces))
        self._events.start(tag, attributes)
        if name == self._entry_name and not self._entry_depth:
            self._entry_depth = len(self._open)

    def _begins(self, name: str) -> bool:
        """Whether the feed begins here; its root may be damaged, and something may precede it."""
        root = name if name in ENTRY_OF else _ROOT_ABOVE.get(name)
        if root is None:
            self._before.append(name)
            if name.lower() in PAGE_ELEMENTS:
                self._events.start(name, {})  # refuses it
            if len(self._before) > _MAX_BEFORE:
                self._events.start(self._before[0], {})
            return False
        if root != name:
            self._is_root_made = True
            self._open.append(_Open(root.lower(), root, root, {}))
            self._events.start(root, {})
        self._entry_name = ENTRY_OF[root]
        return True

    def _end_what_lacks_its_end(self, tag: str, name: str) -> None:
        """Before an entry begins, the one before it ends; and an own element before the next."""
        entry = self._open[self._entry_depth - 1].tag if self._entry_depth else None
        if name == self._entry_name and entry in (None, tag):
            depth = len(self._open)
            while depth and self._open[depth - 1].name not in CONTAINERS:
                depth -= 1
            self._close(depth)
        elif entry is not None and len(self._open) == self._entry_depth + 1:
            namespace = split(entry)[0]
            if own_element(self._open[-1].tag, namespace) and own_element(tag, namespace):
                self._close(self._entry_depth)

    def _end(self, written: str) -> None:
        """Ends the nearest element of that name, and what is open in it; without one, nothing."""
        name = written.lower()
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].written == name:
                self._close(depth)
                return

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            self._events.end(self._open.pop().tag)
        if len(self._open) < self._entry_depth:
            self._entry_depth = 0


def _with_declared(namespaces: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    declared = {
        name.removeprefix("xmlns").removeprefix(":"): uri
        for name, uri in attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    if not declared or len(namespaces) > _MAX_NAMESPACES:
        return namespaces
    return {**namespaces, **declared}


def _tag(written: str, namespaces: dict[str, str], default: str) -> str:
    """`prefix:name` -> `{namespace}name`, as lxml writes it."""
    prefix, _, name = written.rpartition(":")
    if not prefix:
        namespace = default
    else:
        namespace = namespaces.get(prefix) or _USUAL.get(prefix) or f"undeclared:{prefix}"
    return f"{{{namespace}}}{name}" if namespace else name


def _attributes(raw: str) -> dict[str, str]:
    """Of several of one name the first counts, as in HTML."""
    found = reversed(_ATTRIBUTE.findall(raw))
    return {name: _resolved(_unquoted(value)) for name, value in found}


def _unquoted(value: str) -> str:
    quote = value[0]
    return value[1:].removesuffix(quote) if quote in "\"'" else value


def _resolved(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    """What is no entity stays as it is written."""
    if reference[1].startswith("#"):
        return html.unescape(reference[0])
    return html5.get(f"{reference[1]};", reference[0])
