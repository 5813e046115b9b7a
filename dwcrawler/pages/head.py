"""The tags in which a page speaks of itself, in its head or wherever a saved page has them.

`meta`, `link`, `title`, the language of `html`, and scripts, found in the bytes without a tree,
as the HTML standard reads them: attributes in any order, quoting, case and spacing, with entities;
the first counts where one is there twice. A tag within a comment, a script or a style is none.
Every page is read from its start to its end once, and each byte at most twice: no page costs more
time than its size.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

_ATTRIBUTES: Final = re.compile(
    rb"""[\s/]*+([^\s/>=]++|=[^\s/>=]*+)"""
    rb"""(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)
# The look ahead tells most other tags apart in half the time.
_TAG: Final = re.compile(
    rb"<(?=[!mlsthixn][-eictfmo])(?:(!--)|(meta|link|script|title|html|style|textarea|iframe|xmp|noembed|noframes)"
    rb"(?=[\s/>]))",
    re.IGNORECASE,
)
# All of a tag after its name; nothing of one that the page ends in.
_REST: Final = re.compile(
    rb"""(?:[\s/]*+(?:[^\s/>=]++|=[^\s/>=]*+)"""
    rb"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+[\s/]*+>"""
)
# From within its beginning: `<!-->` is a whole comment.
_COMMENT_END: Final = re.compile(rb"--!?>")
# What ends with its own tag alone, whatever stands in it.
_RAW_ENDS: Final = {
    name: re.compile(rb"</%s(?=[\s/>])" % name, re.IGNORECASE)
    for name in (
        *(b"script", b"title", b"style", b"textarea", b"iframe"),
        *(b"xmp", b"noembed", b"noframes"),
    )
}
# The names under which a `meta` tells what it tells.
_META_NAMES: Final = ("property", "name", "itemprop", "http-equiv")
# Four in five metas of a page (seen) are numbers that only Facebook asks for.
_FACEBOOKS: Final = re.compile(rb"""=\s*["']?fb:(?:pages|admins)["'\s/>]""")
# They stand in long rows, in one of these two forms (seen): a whole row is passed over at once.
_FACEBOOKS_ROW: Final = re.compile(
    rb"""(?:\s*+<meta(?: data-rh="true")?+(?: content="[0-9]{1,30}+")?+"""
    rb""" property="fb:(?:pages|admins)"(?: content="[0-9]{1,30}+")?+\s*+/?>)++"""
)
# Links that tell addresses of the page itself; the others are to be loaded with it.
_OWN_LINKS: Final = (b"canonical", b"amphtml", b"alternate", b"shortlink")
_READ: Final = {
    name.encode(): name for name in (*_META_NAMES, "content", "rel", "href", "type", "lang")
}
# Captured pages have 230 such tags and 20 comments at most. What is beyond these was made to be.
_MAX_TAGS: Final = 50_000
_MAX_ATTRIBUTES: Final = 200
_MAX_COMMENTS: Final = 50
_MAX_COMMENT: Final = 4_000

Attributes = dict[str, str]


@dataclass(slots=True)
class Head:
    """Names are in small letters, values as they stand but for entities and blanks around them.

    metas:    by their names (`og:title`, `date`): what they say, in order
    links:    by each word of their `rel`: where those lead that are about the page itself
              (canonical, amphtml, alternate)
    json_ld:  what stands in scripts of the type `application/ld+json`
    scripts:  where other scripts stand, as from and to
    comments: the first ones, cut to a few kilobytes
    language: of `html`
    """

    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    json_ld: list[bytes] = field(default_factory=list)
    scripts: list[tuple[int, int]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    language: str | None = None
    title: str | None = None

    def meta(self, *names: str) -> str | None:
        """The first of these that says more than blanks."""
        return next((text for name in names for text in self.metas.get(name, ())), None)


def read(body: bytes) -> Head:
    """Never raises, whatever the bytes."""
    head = Head()
    at = 0
    for _ in range(_MAX_TAGS):
        found = _TAG.search(body, at)
        if found is None:
            break
        if found[1]:
            at = _read_comment(head, body, found)
            continue
        end = _end_of_tag(body, found.end())
        if end < 0:
            break
        name, rest, at = found[2].lower(), body[found.end() : end], end
        if name == b"meta":
            if b"fb:" in rest and _FACEBOOKS.search(rest):
                row = _FACEBOOKS_ROW.match(body, at)
                at = row.end() if row else at
            else:
                _add_meta(head, _attributes(rest))
        elif name == b"link":
            small = rest.lower()
            if any(word in small for word in _OWN_LINKS):
                _add_link(head, _attributes(rest))
        elif name == b"html":
            head.language = head.language or _attributes(rest).get("lang") or None
        else:
            start, at = at, _end_of_raw(body, name, at)
            _add_raw(head, name, rest, body, start, at)
    return head


def _end_of_tag(body: bytes, at: int) -> int:
    """Behind its `>`; -1 where the page ends before. A `>` within quotes is none of its own."""
    end = body.find(b">", at) + 1
    if end and body.count(b'"', at, end) % 2 == 0 and body.find(b"'", at, end) < 0:
        return end
    tag = _REST.match(body, at)
    return tag.end() if tag is not None else -1


def _read_comment(head: Head, body: bytes, found: re.Match[bytes]) -> int:
    end = _COMMENT_END.search(body, found.start() + 2)
    if len(head.comments) < _MAX_COMMENTS:
        most = found.end() + _MAX_COMMENT
        text = body[found.end() : min(end.start(), most) if end else most]
        head.comments.append(_decoded(text))
    return end.end() if end else len(body)


def _attributes(rest: bytes) -> Attributes:
    attributes: Attributes = {}
    for name, double, single, bare in _ATTRIBUTES.findall(rest)[:_MAX_ATTRIBUTES]:
        key = _READ.get(name) or _READ.get(name.lower())
        if key is not None and key not in attributes:
            attributes[key] = _decoded(double or single or bare)
    return attributes


def _add_meta(head: Head, attributes: Attributes) -> None:
    content = attributes.get("content")
    if not content:
        return
    for kind, names in attributes.items():
        for name in names.lower().split() if kind in _META_NAMES else ():
            head.metas.setdefault(name, []).append(content)


def _add_link(head: Head, attributes: Attributes) -> None:
    target = attributes.get("href")
    if target:
        for word in attributes.get("rel", "").lower().split():
            head.links.setdefault(word, []).append(target)


def _end_of_raw(body: bytes, name: bytes, at: int) -> int:
    end = _RAW_ENDS[name].search(body, at)
    return end.start() if end else len(body)


def _add_raw(head: Head, name: bytes, rest: bytes, body: bytes, start: int, end: int) -> None:
    if name == b"title" and head.title is None:
        head.title = " ".join(_decoded(body[start : min(end, start + _MAX_COMMENT)]).split())
    elif name == b"script":
        if _is_json_ld(_attributes(rest).get("type", "")):
            head.json_ld.append(body[start:end])
        else:
            head.scripts.append((start, end))


def _is_json_ld(kind: str) -> bool:
    """`application/ld+json`, in capitals or with parameters (`; charset=utf-8`) too."""
    return kind.partition(";")[0].strip().lower() == "application/ld+json"


def _decoded(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace").strip()
    return html.unescape(text).strip() if "&" in text else text
