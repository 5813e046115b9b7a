"""Who a story is, read from its URL alone.

Every piece of DW content has one number, and its short URL is that number in base 62, digits
before capitals before small letters (seen on pages of 2011 to 2024). The slug in front of the
number is decoration, and one story is reached under many hosts, schemes, slugs and queries. So a
URL is turned into an `Address` before anything else is done with it, and everything later speaks
in ids. Nothing here raises, whatever the URL: what is no address of DW content is `None`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES: Final = {digit: value for value, digit in enumerate(ALPHABET)}
_PAIRS: Final = [high + low for high in ALPHABET for low in ALPHABET]

# What servers and browsers take; a longer one is an accident or an attack.
_MAX_LENGTH: Final = 2_083
# Seven digits of base 62 hold 3.5e12 ids; DW was at 7e7 in 2024.
_SHORT_CODE: Final = re.compile(r"[0-9A-Za-z]{1,7}\Z", re.ASCII)
MAX_ID: Final = len(ALPHABET) ** 7 - 1

Kind = Literal[
    "article", "liveblog", "video", "audio", "gallery", "program", "section", "topic", "person"
]
STORY_KINDS: Final = frozenset({"article", "liveblog", "video", "audio", "gallery"})
LISTING_KINDS: Final = frozenset({"program", "section", "topic", "person"})

# The word before the number in the last path segment. `av` was used for video and audio alike.
_KIND_BY_SEGMENT: Final[dict[str, Kind | None]] = {
    "a": "article",
    "live": "liveblog",
    "video": "video",
    "audio": "audio",
    "av": None,
    "g": "gallery",
    "program": "program",
    "st": "section",  # the newest videos, the newest audios (seen since 2024)
    "s": "section",
    "t": "topic",
    "person": "person",
}
# Of two words for one kind the last is the ordinary one.
_SEGMENT_BY_KIND: Final[dict[Kind, str]] = {
    kind: segment for segment, kind in _KIND_BY_SEGMENT.items() if kind
}
# `/en/top-stories/germany/s-1432` had two; without an edition in front one is seen (2015).
_MOST_SLUGS: Final = 3
# Another URL within a path, as archives, translators and redirects have it.
_NO_SLUG: Final = re.compile(r"^https?:|://", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+dw\.(?:com|de)\Z", re.IGNORECASE)
_COURSE_SEGMENTS: Final = frozenset({"l", "c"})
# Words before a number that are no kind of content; `page` is one of a search (seen).
_NO_KINDS: Final = frozenset({*_COURSE_SEGMENTS, "page"})
# How listings go on: `/en/gaza/t-19074241/page-2` (attested).
_PAGE_SEGMENT: Final = re.compile(r"page-([0-9]{1,6})\Z", re.ASCII | re.IGNORECASE)
# The word in the embedded state's keys and in /graph-api/ paths.
_KIND_BY_PATH_WORD: Final[dict[str, Kind]] = {
    "article": "article",
    "liveblog": "liveblog",
    "video": "video",
    "audio": "audio",
    "image-gallery": "gallery",
    "unified-program": "program",
    "navigation": "section",
    "auto-topic": "topic",
    "person": "person",
}
_PATH_WORD_BY_KIND: Final = {kind: word for word, kind in _KIND_BY_PATH_WORD.items()}
_API: Final = "https://www.dw.com/graph-api/"

# Whatever is requested is on a host of these domains; the second is the old one.
_OWN_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)*dw\.(?:com|de)\.?\Z", re.ASCII)
# learngerman., corporate., akademie. and static.dw.com hold no news and are not listed.
_CONTENT_HOSTS: Final = frozenset(
    {"www.dw.com", "dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de", "m.dw.de"}
)
# Where videos (seen) and audios (attested) lie.
_FILE_HOSTS: Final = frozenset({"tvdownloaddw-a.akamaihd.net", "radiodownloaddw-a.akamaihd.net"})
_SHORT_HOSTS: Final = frozenset({"p.dw.com", "p.dw.de"})
_ADDRESS_HOSTS: Final = _CONTENT_HOSTS | _SHORT_HOSTS
# What may stand bare in a path segment, but for ";": urljoin takes an empty one away.
_IN_SEGMENT: Final = "!$&'()*+,=:@~-._"
_IN_PATH: Final = f"/{_IN_SEGMENT}"
# An edition in a path: `en`, `pt-br`, `zh-hant`, `pt-002`.
EDITION_CODE: Final = r"[a-z]{2}(?:-[a-z0-9]{2,4})?"
_LANGUAGE: Final = re.compile(rf"{EDITION_CODE}\Z", re.ASCII)
_ESCAPES: Final = [f"%{byte:02X}" for byte in range(256)]
_LAST_SEGMENT: Final = re.compile(
    rf"({'|'.join(_KIND_BY_SEGMENT)})-([0-9]{{1,13}})\Z", re.ASCII | re.IGNORECASE
)
# Content URLs as DW's own pages write them, absolute or from the root: nearly all that a crawl
# meets, and read many times as fast this way. What does not match is read by the rules below.
_ORDINARY: Final = re.compile(
    r"(?P<site>https://www\.dw\.com)?"
    rf"(?P<path>/(?P<language>{EDITION_CODE})"
    r"/(?!\.{1,2}/|[hH][tT]{2}[pP][sS]?(?::|%3[aA]))[^/?#;\\\x00-\x20\x7f\ud800-\udfff]+"
    rf"/(?P<segment>{'|'.join(_KIND_BY_SEGMENT)})-(?P<id>[0-9]{{1,13}}))\Z",
    re.ASCII,
)
# Those of them that are canonical as they stand, but for the site in front: most of all.
_PLAIN_CONTENT: Final = re.compile(
    r"(?:https://www\.dw\.com)?"
    rf"(?P<path>/(?P<language>{EDITION_CODE})/[A-Za-z0-9_-][A-Za-z0-9._-]*"
    rf"/(?P<segment>{'|'.join(_KIND_BY_SEGMENT)})-(?P<id>[0-9]{{1,12}}))(?:[?#]\S*)?\Z",
    re.ASCII,
)
# Paths with escapes that are spelled already as canonical URLs spell them.
_CANONICAL: Final = re.compile(r"(?:[/A-Za-z0-9._-]|%[89A-F][0-9A-F])+\Z", re.ASCII)
_UNSAFE: Final = re.compile(rf"[^A-Za-z0-9{re.escape(_IN_PATH)}]+", re.ASCII)
_EDITION: Final = re.compile(rf"https?://www\.dw\.com/({EDITION_CODE})/", re.ASCII)
# The words before `headlines` and `index` may be long: escaped, a letter of some scripts takes nine characters.
_INDEX: Final = re.compile(
    rf"https?://www\.dw\.com/{EDITION_CODE}/[^/?#]{{1,600}}"
    rf"/(?:headlines-{EDITION_CODE}|index-{EDITION_CODE}/[^/?#]{{1,60}})/?(?:[?#].*)?\Z",
    re.ASCII,
)
_NUMBERED: Final = re.compile(r"https://[^/]+/[^/]+/[^/]+/([a-z]{1,20})-[0-9]{1,13}\Z", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,13}\Z", re.ASCII)
# What every address of content has, however it is escaped: a number, or the path of a short URL.
_NUMBER_OR_CODE: Final = re.compile(r"[0-9]|/p/")
# The front of an absolute URL in small letters, its scheme and host.
_FRONT: Final = re.compile(r"\s*([a-z][a-z0-9+.-]*):(?://([a-z0-9.-]+)(?=[/?#]|\Z))?")


class Address(NamedTuple):
    """What a URL says of the content it leads to.

    `kind` is None where the URL does not tell it (short URLs, `av-`, media overlays), `language`
    where the URL has no edition in its path. `page` is above 1 on a listing's later pages.
    """

    kind: Kind | None
    language: str | None
    id: int
    page: int = 1

    @property
    def may_be_story(self) -> bool:
        return self.kind is None or self.kind in STORY_KINDS

    @property
    def is_listing(self) -> bool:
        return self.kind in LISTING_KINDS

    @property
    def key(self) -> str:
        """One key for all URLs of one thing: a story is its id, a listing its language and id, and
        each of its later pages a thing of its own.

        (`zh` and `zh-hant` share their section ids.)
        """
        if self.is_listing:
            later = f":page-{self.page}" if self.page > 1 else ""
            return f"listing:{self.language}:{self.id}{later}"
        return f"story:{self.id}"

    @property
    def first_page(self) -> Address:
        return self if self.page == 1 else self._replace(page=1)

    @property
    def url(self) -> str:
        """A URL that reaches it: with kind and language the page itself, else the short URL."""
        if self.kind is None or self.language is None:
            return short_url(self.id)
        url = f"https://www.dw.com/{self.language}/-/{_SEGMENT_BY_KIND[self.kind]}-{self.id}"
        return f"{url}/page-{self.page}" if self.page > 1 else url

    @property
    def api_url(self) -> str | None:
        """Where the site serves the same content as JSON (attested); None where that needs to be
        known what it is, or for a listing's later pages, which have none."""
        if self.kind is None or self.language is None or self.page > 1:
            return None
        return f"{_API}{self.language}/content/{_PATH_WORD_BY_KIND[self.kind]}/{self.id}"


def short_code(content_id: int) -> str:
    """The id in base 62, as it stands in a short URL: 67132206 -> "4Xg9W".

    Raises ValueError for what cannot be a content id (below 0 or above `MAX_ID`).
    """
    if not 0 <= content_id <= MAX_ID:
        raise ValueError(f"not a DW content id: {content_id} (0 to {MAX_ID})")
    rest, last = divmod(content_id, len(_PAIRS))
    rest, third = divmod(rest, len(_PAIRS))
    first, second = divmod(rest, len(_PAIRS))
    code = f"{_PAIRS[first]}{_PAIRS[second]}{_PAIRS[third]}{_PAIRS[last]}"
    return code.lstrip("0") or "0"


def content_id(code: str) -> int | None:
    """The id that a short URL's code stands for: "4Xg9W" -> 67132206; None for no such code."""
    if not _SHORT_CODE.match(code):
        return None
    value = 0
    for digit in code:
        value = value * len(ALPHABET) + _VALUES[digit]
    return value


def short_url(content_id: int) -> str:
    return f"https://p.dw.com/p/{short_code(content_id)}"


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address | None:
    """Any URL variant of DW content -> its address; None for everything else."""
    if len(url) > _MAX_LENGTH:
        return None
    ordinary = _ORDINARY.match(url)
    if ordinary is not None and ordinary["site"]:
        kind = _KIND_BY_SEGMENT[ordinary["segment"]]
        return _address(kind, ordinary["language"], int(ordinary["id"]))
    if not _may_be_content(url):
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if host in _SHORT_HOSTS or host in _CONTENT_HOSTS:
        if len(segments) == 2 and segments[0].lower() == "p":
            return _address(None, None, content_id(segments[1]))
    if host in _CONTENT_HOSTS and segments:
        return _content_address(segments)
    return None


def page_url(url: str, page: int) -> str | None:
    """The URL of a listing's page of that number, 1 being the listing itself; None for no listing."""
    content = content_at(url)
    if content is None or not content[1].is_listing:
        return None
    first = content[0].rstrip("/")
    if _PAGE_SEGMENT.match(first.rpartition("/")[2]):
        first = first.rpartition("/")[0]
    return f"{first}/page-{page}" if page > 1 else first


def is_api(url: str) -> bool:
    """Whether a URL leads to the site's JSON in place of a page."""
    return url.startswith(_API)


def _may_be_content(url: str) -> bool:
    """False where it is certain without taking the URL apart that it leads elsewhere."""
    small = url.lower()
    if "://" in small and "dw.com" not in small and "dw.de" not in small:
        return False
    if not _NUMBER_OR_CODE.search(small):
        return False
    front = _FRONT.match(small)
    if front is None:
        return True
    scheme, host = front.groups()
    return scheme in ("http", "https") and (host is None or host.rstrip(".") in _ADDRESS_HOSTS)


def _content_address(segments: list[str]) -> Address | None:
    first = segments[0].lower()
    if first == "overlay":  # /overlay/media/en/<slug>/<media id>/<page id>, until mid-2023
        if len(segments) == 6 and segments[1] == "media" and _DIGITS.match(segments[4]):
            return _address(None, _language(segments[2]), int(segments[4]))
        return None
    if first == "graph-api":  # /graph-api/en/content/article/67132206
        if len(segments) == 5 and segments[2] == "content" and _DIGITS.match(segments[4]):
            kind = _KIND_BY_PATH_WORD.get(segments[3])
            return _address(kind, _language(segments[1]), int(segments[4])) if kind else None
        return None
    page = _PAGE_SEGMENT.match(segments[-1]) if len(segments) > 1 else None
    found = _numbered_address(segments[:-1] if page else segments)
    if found is None or page is None:
        return found
    number = int(page[1])
    return found._replace(page=number) if found.is_listing and number else None


def _numbered_address(segments: list[str]) -> Address | None:
    match = _LAST_SEGMENT.match(segments[-1])
    language = _language(segments[0].lower()) if len(segments) > 1 else None
    slugs = segments[1 if language else 0 : -1]
    if match is None or len(slugs) > (_MOST_SLUGS if language else 1):
        return None
    if any(map(_NO_SLUG.search, slugs)) or any(map(_HOST.match, slugs[:-1])):
        return None
    return _address(_KIND_BY_SEGMENT[match[1].lower()], language, int(match[2]))


def _address(kind: Kind | None, language: str | None, number: int | None) -> Address | None:
    return Address(kind, language, number) if number is not None and number <= MAX_ID else None


def _language(segment: str) -> str | None:
    code = segment.lower()
    return code if _LANGUAGE.match(code) else None


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
    return None if word in _KIND_BY_SEGMENT or word in _NO_KINDS else word


def is_course(url: str) -> bool:
    """Whether a URL leads to a language course, which is no news and never followed."""
    return _word_before_number(url) in _COURSE_SEGMENTS


def _word_before_number(url: str) -> str | None:
    match = _NUMBERED.match((canonical_url(url) or "").lower())
    return match[1] if match else None


def language_of(url: str) -> str | None:
    """The edition in a URL's path, as far as its form tells; None for short URLs."""
    match = _EDITION.match(url)
    return match[1] if match else None


def is_of_dw(url: str) -> bool:
    """Whether a URL leads to a host of DW's, be it one with content, pictures or feeds."""
    try:
        return _OWN_HOST.match(urlsplit(url).hostname or "") is not None
    except ValueError:
        return False


def may_hold_files(url: str) -> bool:
    """Whether a URL leads to a host where DW's pictures, videos and audios lie."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host in _FILE_HOSTS or _OWN_HOST.match(host) is not None


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str | None:
    """The URL under www.dw.com, percent-encoded, without query and fragment.

    Relative URLs, as the state holds them, are taken from the site's root. None for what is no
    http(s) URL on one of DW's own hosts; other sites' URLs are not ours to change.
    """
    if len(url) > _MAX_LENGTH:
        return None
    ordinary = _ORDINARY.match(url)
    if ordinary is not None and (canonical := _ordinary_url(ordinary["path"])) is not None:
        return canonical
    try:
        parts = urlsplit(urljoin("https://www.dw.com/", url.strip()))
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in _ADDRESS_HOSTS:
        return None
    host = "p.dw.com" if host in _SHORT_HOSTS else "www.dw.com"
    path = parts.path.encode("utf-8", "replace").decode()  # half a surrogate pair is "?"
    return f"https://{host}{'/'.join(map(_encoded, path.split('/'))) or '/'}"


@lru_cache(maxsize=4096)
def content_at(url: str) -> tuple[str, Address] | None:
    """The canonical URL and the address of the DW content that a link leads to.

    The link may be absolute or, as in the state and on the pages, start at the site's root.
    """
    if len(url) > _MAX_LENGTH:
        return None
    plain = _PLAIN_CONTENT.match(url)
    if plain is not None:
        path, language, segment, number = plain.groups()
        address = Address(_KIND_BY_SEGMENT[segment], language, int(number))
        return f"https://www.dw.com{path}", address
    ordinary = _ORDINARY.match(url)
    if ordinary is not None:
        _, path, language, segment, number = ordinary.groups()
        canonical = _ordinary_url(path)
        if canonical is not None:
            found = _address(_KIND_BY_SEGMENT[segment], language, int(number))
            return (canonical, found) if found else None
    if not _may_be_content(url):
        return None
    canonical = canonical_url(url)
    found = address_of(canonical) if canonical else None
    return (canonical, found) if canonical and found else None


def _ordinary_url(path: str) -> str | None:
    """None where escapes have to be looked at more closely."""
    if "%" not in path:
        return f"https://www.dw.com{_UNSAFE.sub(_escaped, path)}"
    return f"https://www.dw.com{path}" if _CANONICAL.match(path) else None


def _escaped(match: re.Match[str]) -> str:
    """As `quote` does it, at a fraction of its time: slugs in other scripts are ordinary."""
    return "".join([_ESCAPES[byte] for byte in match[0].encode()])


def _encoded(segment: str) -> str:
    """One spelling for all escapes of a path segment; an escaped slash stays escaped."""
    try:
        return quote(unquote(segment, errors="strict"), safe=_IN_SEGMENT)
    except UnicodeDecodeError:  # escapes of some other encoding stay as they are
        return quote(segment, safe=f"{_IN_SEGMENT}%")
