"""HTML bytes or text -> lxml trees, and the few questions that every reader asks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, cast, get_args
from urllib.parse import urljoin, urlsplit

from lxml import etree

from dwcrawler.identity import content_at
from dwcrawler.items import Link

Element = etree._Element

_DURATION: Final = re.compile(r"\s*(?:(\d{1,3}):)?(?:(\d{1,4}):)?(\d{1,6})(?!\d)", re.ASCII)
_BLANKS: Final = re.compile(r"\s+")
# Links abroad as they should be; all others are looked at more closely.
_ABSOLUTE: Final = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!#%-;=?-Z_a-z~]*)?\Z", re.ASCII)
_SITE: Final = "https://www.dw.com/"
# A surrogate alone is no character and cannot be encoded; NUL ends a C string.
_UNENCODABLE: Final = re.compile("[\ud800-\udfff\x00]")
NO_TEXT: Final = ("svg", "script", "style", "noscript", "template")
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
LISTS: Final = frozenset({"ul", "ol", "dl"})
# What ends a run of text; everything else is part of a line.
BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "aside", "blockquote", "figure", "table", "iframe", "video"}
    | {"audio", "img", "picture", "header", "footer", "main", "center", "br"}
    | HEADINGS.keys()
    | LISTS
)
# Ends a run of text only within another block.
_PARTS: Final = frozenset({"li", "dt", "dd", "tr", "td", "th", "figcaption", "caption"})
_BOUNDARIES: Final = BLOCKS | _PARTS
# A drawing without a text, as the site has them behind its links and in its buttons: to make a comment
# of it takes half the time that the parser needs for it. (`[^>]` is much faster than `[^<>]`.)
# The quotes stay: where one before it was not closed, its first one ends that value as it did.
_DRAWING: Final = re.compile(
    rb"<svg\b[^>]*+>(?:</?(?:path|g|circle|clipPath|defs|ellipse|line|linearGradient|mask|polygon"
    rb"|polyline|rect|stop|symbol|use)\b[^>]*+>)*+</svg>"
)
_NO_DRAWING: Final = b'<!--""-->'


# In pages for phones that archives have (`amp.dw.com`), a script makes these of elements that show the
# same: what it needs of them has the same attributes.
_AMP_SCRIPT: Final = b"cdn.ampproject.org"
_AMP_HEAD: Final = 16_384
_AMP: Final = re.compile(rb"<(/?)amp-(?=(?:img|video|audio|iframe)[\s/>])", re.IGNORECASE)


# huge_tree stays off: libxml2 then stops at a depth of 256 and at 10 MB of text.
_PARSER: Final = etree.HTMLParser(
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
    no_network=True,
    collect_ids=False,
    default_doctype=False,  # type: ignore[call-arg]  # the stubs do not know it
)


def document(body: bytes) -> Element | None:
    """A whole page; None if there is nothing in it that could be taken for HTML."""
    shown = body.replace(b"\0", b"")  # browsers leave it out, the parser would put U+FFFD there
    try:
        return cast("Element | None", etree.fromstring(shown, _PARSER))
    except (etree.XMLSyntaxError, ValueError):
        return None


def without_amp(page: bytes) -> bytes:
    """A page for phones with the elements that other pages have."""
    return page if page.find(_AMP_SCRIPT, 0, _AMP_HEAD) < 0 else _AMP.sub(rb"<\1", page)


def without_drawings(html: bytes) -> bytes:
    """The same HTML for the parser, which has less to do with it."""
    if html.rfind(b"</svg>") < 0:  # from the end: a page's last one stands in its footer
        return html
    return _DRAWING.sub(_NO_DRAWING, html)


def fragment(html: str) -> Element | None:
    """A piece of HTML, as the `body` element that the parser makes around it."""
    try:
        encoded = html.encode()
    except UnicodeEncodeError:
        encoded = _UNENCODABLE.sub("\ufffd", html).encode()
    root = document(b"<html><body>%s</body></html>" % without_drawings(encoded))
    return None if root is None else next(root.iterchildren("body"), None)


def text_of(element: Element | None) -> str:
    """All text in an element, blanks collapsed."""
    return " ".join(raw_text_of(element).split()) if element is not None else ""


def short_text_of(element: Element, most: int) -> str | None:
    """All text in an element, blanks collapsed; None for more than so many characters, of which no
    more is looked at: so it can be asked of every element of a page."""
    text = ""
    for piece in element.itertext():
        text += str(piece)
        if len(text) > 2 * most:
            return None
    text = " ".join(text.split())
    return text if len(text) <= most else None


def raw_text_of(element: Element) -> str:
    """All text in an element as it stands, with a blank where a line or a block in it ends."""
    if len(element) == 0:
        return element.text or ""
    if any(inner.tag in _BOUNDARIES for inner in element.iterdescendants()):
        return "".join(_pieces(element))
    return inline_text_of(element)


def inline_text_of(element: Element) -> str:
    """The same for an element without blocks in it; serialising is thrice as fast as `itertext`."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        blank = " " if child.tag in _BOUNDARIES else ""
        yield blank
        yield from _pieces(child)  # no deeper than the parser lets a tree be: 256
        yield blank
        yield child.tail or ""


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


# Attributes are found in half the time in which libxml2 finds elements that have them; and it takes
# several times as long to tell words apart as to tell whether a text is in another.
_VALUES: Final[dict[str, etree.XPath]] = {
    name: etree.XPath(f"descendant::*/@{name}[. = $value]") for name in ("id", "data-tracking-name")
}
Value = etree._ElementUnicodeResult


_Tag = Literal["*", "a", "div", "h4", "p", "span", "ul"]
_CLASSES: Final[dict[_Tag, etree.XPath]] = {
    tag: etree.XPath(f"descendant::{tag}/@class[contains(., $name)]") for tag in get_args(_Tag)
}


def all_by_class(element: Element, name: str, tag: _Tag = "*") -> list[Element]:
    """The descendants that have a class, in document order."""
    return [
        found
        for names in cast("list[Value]", _CLASSES[tag](element, name=name))
        if name in names.split() and (found := names.getparent()) is not None
    ]


def all_by_value(
    element: Element, attribute: Literal["id", "data-tracking-name"], value: str
) -> list[Element]:
    """The descendants whose attribute has this value, in document order."""
    values = cast("list[Value]", _VALUES[attribute](element, value=value))
    return [found for own in values if (found := own.getparent()) is not None]


def first_by_class(element: Element, name: str, tag: _Tag = "*") -> Element | None:
    return next(iter(all_by_class(element, name, tag)), None)


def firsts_by_class(element: Element, before: str) -> dict[str, Element]:
    """For each class in it, the first element that has it: one pass for many questions.

    What follows the first descendant with the class `before` is not looked at.
    """
    firsts: dict[str, Element] = {}
    for descendant in element.iterdescendants():
        names = descendant.get("class")
        if names is None:
            continue
        own = names.split()
        if before in own:
            break
        for name in own:
            if name not in firsts:
                firsts[name] = descendant
    return firsts


def link_of(anchor: Element) -> Link | None:
    """A link to the web or to DW; None for anchors, mail, scripts and broken addresses."""
    return link_to((anchor.get("href") or "").strip(), raw_text_of(anchor))


def link_to(href: str, text: str) -> Link | None:
    if not href or href.startswith("#"):
        return None
    content = content_at(href)
    if content is not None:
        return Link(url=content[0], text=text, id=content[1].id)
    url = href if _ABSOLUTE.match(href) else _absolute(href)
    return None if url is None else Link(url=url, text=text)


def _absolute(href: str) -> str | None:
    try:
        url = urljoin(_SITE, href)
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return _BLANKS.sub("%20", _UNENCODABLE.sub("", url))


def duration_of(text: str | None) -> int | None:
    """`03:38`, `26:06 min` or `1:02:03` -> seconds; a bare number is seconds already."""
    match = _DURATION.match(text or "")
    if not match:
        return None
    hours, minutes, seconds = match.groups()
    if minutes is None:
        hours, minutes = None, hours
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
