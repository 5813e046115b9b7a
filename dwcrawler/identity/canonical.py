"""One spelling for each URL of DW content, and what only that spelling tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from dwcrawler.identity.addresses import (
    ADDRESS_HOSTS,
    EDITION_CODE,
    KIND_BY_SEGMENT,
    MAX_LENGTH,
    ORDINARY,
    PAGE_SEGMENT,
    SHORT_HOSTS,
    Address,
    address_of,
    may_be_content,
    new_address,
    numbered,
)

_COURSE_SEGMENTS: Final = frozenset({"l", "c"})
# Words before a number that are no kind of content; `page` is one of a search (seen).
_NO_KINDS: Final = frozenset({*_COURSE_SEGMENTS, "page"})
# What may stand bare in a path segment, but for ";": urljoin takes an empty one away.
_IN_SEGMENT: Final = "!$&'()*+,=:@~-._"
_IN_PATH: Final = f"/{_IN_SEGMENT}"
# By a byte's number, how a canonical path spells it.
_SPELLED: Final = [quote(bytes([byte]), safe=_IN_PATH) for byte in range(256)]
# Those of them that are canonical as they stand, but for the site in front: most of all.
_PLAIN_CONTENT: Final = re.compile(
    r"(?:https://www\.dw\.com)?"
    rf"(?P<path>/(?P<language>{EDITION_CODE})/[A-Za-z0-9_-][A-Za-z0-9._-]*"
    rf"/(?P<segment>{'|'.join(KIND_BY_SEGMENT)})-(?P<id>[0-9]{{1,12}}))(?:[?#]\S*)?\Z",
    re.ASCII,
)
# What is escaped in a path; where it is no more than a few characters, as in most slugs in German or
# Spanish, they are replaced one after the other: at a third of the time that all bytes take.
_NOT_BARE: Final = re.compile(rf"[^/A-Za-z0-9{re.escape(_IN_SEGMENT)}]", re.ASCII)
_FEW: Final = 8
# Paths with escapes that are spelled already as canonical URLs spell them.
_CANONICAL: Final = re.compile(r"(?:[/A-Za-z0-9._-]|%[89A-F][0-9A-F])+\Z", re.ASCII)
# The words before `headlines` and `index` may be long: escaped, a letter of some scripts takes nine characters.
_INDEX: Final = re.compile(
    rf"https?://www\.dw\.com/{EDITION_CODE}/[^/?#]{{1,600}}"
    rf"/(?:headlines-{EDITION_CODE}|index-{EDITION_CODE}/[^/?#]{{1,60}})/?(?:[?#].*)?\Z",
    re.ASCII,
)
_NUMBERED: Final = re.compile(r"https://[^/]+/[^/]+/[^/]+/([a-z]{1,20})-[0-9]{1,13}\Z", re.ASCII)


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str | None:
    """The URL under www.dw.com, percent-encoded, without query and fragment.

    Relative URLs, as the state holds them, are taken from the site's root. None for what is no
    http(s) URL on one of DW's own hosts; other sites' URLs are not ours to change.
    """
    if len(url) > MAX_LENGTH:
        return None
    ordinary = ORDINARY.match(url)
    if ordinary is not None and (canonical := _ordinary_url(ordinary["path"])) is not None:
        return canonical
    try:
        parts = urlsplit(urljoin("https://www.dw.com/", url.strip()))
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in ADDRESS_HOSTS:
        return None
    host = "p.dw.com" if host in SHORT_HOSTS else "www.dw.com"
    path = parts.path.encode("utf-8", "replace").decode()  # half a surrogate pair is "?"
    return f"https://{host}{'/'.join(map(_encoded, path.split('/'))) or '/'}"


@lru_cache(maxsize=4096)
def content_at(url: str) -> tuple[str, Address] | None:
    """The canonical URL and the address of the DW content that a link leads to.

    The link may be absolute or, as in the state and on the pages, start at the site's root.
    """
    if len(url) > MAX_LENGTH:
        return None
    plain = _PLAIN_CONTENT.match(url) if url.isascii() else None
    if plain is not None:
        path, language, segment, number = plain.groups()
        own = new_address((KIND_BY_SEGMENT[segment], language, int(number), 1))
        return f"https://www.dw.com{path}", own
    ordinary = ORDINARY.match(url)
    if ordinary is not None:
        _, path, language, segment, number = ordinary.groups()
        canonical = _ordinary_url(path)
        if canonical is not None:
            found = numbered(KIND_BY_SEGMENT[segment], language, int(number))
            return (canonical, found) if found else None
    if not may_be_content(url):
        return None
    canonical = canonical_url(url)
    found = address_of(canonical) if canonical else None
    return (canonical, found) if canonical and found else None


def _ordinary_url(path: str) -> str | None:
    """None where escapes have to be looked at more closely."""
    if "%" in path:
        return f"https://www.dw.com{path}" if _CANONICAL.match(path) else None
    others = _NOT_BARE.findall(path)
    if len(others) > _FEW:
        # As `quote` does it, at a fraction of its time: slugs in other scripts are ordinary.
        return f"https://www.dw.com{''.join([_SPELLED[byte] for byte in path.encode()])}"
    for character in others:
        path = path.replace(character, _escape(character))
    return f"https://www.dw.com{path}"


@lru_cache(maxsize=1024)
def _escape(character: str) -> str:
    return quote(character, safe="")


def _encoded(segment: str) -> str:
    """One spelling for all escapes of a path segment; an escaped slash stays escaped."""
    try:
        return quote(unquote(segment, errors="strict"), safe=_IN_SEGMENT)
    except UnicodeDecodeError:  # escapes of some other encoding stay as they are
        return quote(segment, safe=f"{_IN_SEGMENT}%")


def page_url(url: str, page: int) -> str | None:
    """The URL of a listing's page of that number, 1 being the listing itself; None for no listing."""
    content = content_at(url)
    if content is None or not content[1].is_listing:
        return None
    first = content[0].rstrip("/")
    if PAGE_SEGMENT.match(first.rpartition("/")[2]):
        first = first.rpartition("/")[0]
    return f"{first}/page-{page}" if page > 1 else first


def is_index(url: str) -> bool:
    """Whether a URL leads to a page of headlines or of topics from A to Z (both attested).

    They have no number: `/en/headlines/headlines-en`, `/en/topics-a-z/index-en/a`, where the word
    in the middle differs by language.
    """
    return ("index-" in url or "headlines-" in url) and _INDEX.match(url) is not None


def unknown_kind(url: str) -> str | None:
    """The word before the number in a URL of DW content whose kind is not known: "interactive".

    None for known kinds, for language courses, and for whatever is no numbered page of DW's.
    """
    word = _word_before_number(url)
    return None if word in KIND_BY_SEGMENT or word in _NO_KINDS else word


def is_course(url: str) -> bool:
    """Whether a URL leads to a language course, which is no news and never followed."""
    return _word_before_number(url) in _COURSE_SEGMENTS


def _word_before_number(url: str) -> str | None:
    match = _NUMBERED.match((canonical_url(url) or "").lower())
    return match[1] if match else None
