"""What a URL says of the content that it leads to: `address_of`, and the hosts that DW has."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from dwcrawler.identity.ids import MAX_ID, content_id, short_url

# What servers and browsers take; a longer one is an accident or an attack.
MAX_LENGTH: Final = 2_083

Kind = Literal[
    "article", "liveblog", "video", "audio", "gallery", "program", "section", "topic", "person"
]
STORY_KINDS: Final = frozenset({"article", "liveblog", "video", "audio", "gallery"})
LISTING_KINDS: Final = frozenset({"program", "section", "topic", "person"})

# The word before the number in the last path segment. `av` was used for video and audio alike.
KIND_BY_SEGMENT: Final[dict[str, Kind | None]] = {
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
    kind: segment for segment, kind in KIND_BY_SEGMENT.items() if kind
}
# `/en/top-stories/germany/s-1432` had two; without an edition in front one is seen (2015).
_MOST_SLUGS: Final = 3
# Another URL within a path, as archives, translators and redirects have it.
_NO_SLUG: Final = re.compile(r"^https?:|://", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+dw\.(?:com|de)\Z", re.IGNORECASE)
# How listings go on: `/en/gaza/t-19074241/page-2` (attested).
PAGE_SEGMENT: Final = re.compile(r"page-([0-9]{1,6})\Z", re.ASCII | re.IGNORECASE)
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
SHORT_HOSTS: Final = frozenset({"p.dw.com", "p.dw.de"})
ADDRESS_HOSTS: Final = _CONTENT_HOSTS | SHORT_HOSTS
# An edition in a path: `en`, `pt-br`, `zh-hant`, `pt-002`.
EDITION_CODE: Final = r"[a-z]{2}(?:-[a-z0-9]{2,4})?"
_LANGUAGE: Final = re.compile(rf"{EDITION_CODE}\Z", re.ASCII)
_LAST_SEGMENT: Final = re.compile(
    rf"({'|'.join(KIND_BY_SEGMENT)})-([0-9]{{1,13}})\Z", re.ASCII | re.IGNORECASE
)
# Content URLs as DW's own pages write them, absolute or from the root: nearly all that a crawl
# meets, and read many times as fast this way. What does not match is read by the rules below.
ORDINARY: Final = re.compile(
    r"(?P<site>https://www\.dw\.com)?"
    rf"(?P<path>/(?P<language>{EDITION_CODE})"
    r"/(?!\.{1,2}/|[hH][tT]{2}[pP][sS]?(?::|%3[aA]))[^/?#;\\\x00-\x20\x7f\ud800-\udfff]+"
    rf"/(?P<segment>{'|'.join(KIND_BY_SEGMENT)})-(?P<id>[0-9]{{1,13}}))\Z",
    re.ASCII,
)
_EDITION: Final = re.compile(rf"https?://www\.dw\.com/({EDITION_CODE})/", re.ASCII)
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


# `Address(kind, language, id)` of a tuple with the page in it: at a third of the time.
new_address: Final[Callable[[tuple[Kind | None, str | None, int, int]], Address]] = partial(
    tuple.__new__, Address
)


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address | None:
    """Any URL variant of DW content -> its address; None for everything else."""
    if len(url) > MAX_LENGTH:
        return None
    ordinary = ORDINARY.match(url.partition("?")[0])  # a query says nothing of the content
    if ordinary is not None and ordinary["site"]:
        kind = KIND_BY_SEGMENT[ordinary["segment"]]
        return numbered(kind, ordinary["language"], int(ordinary["id"]))
    if not may_be_content(url):
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if host in SHORT_HOSTS or host in _CONTENT_HOSTS:
        if len(segments) == 2 and segments[0].lower() == "p":
            return numbered(None, None, content_id(segments[1]))
    if host in _CONTENT_HOSTS and segments:
        return _content_address(segments)
    return None


def is_api(url: str) -> bool:
    """Whether a URL leads to the site's JSON in place of a page."""
    return url.startswith(_API)


def may_be_content(url: str) -> bool:
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
    return scheme in ("http", "https") and (host is None or host.rstrip(".") in ADDRESS_HOSTS)


def _content_address(segments: list[str]) -> Address | None:
    first = segments[0].lower()
    if first == "overlay":  # /overlay/media/en/<slug>/<media id>/<page id>, until mid-2023
        if len(segments) == 6 and segments[1] == "media" and _DIGITS.match(segments[4]):
            return numbered(None, _language(segments[2]), int(segments[4]))
        return None
    if first == "graph-api":  # /graph-api/en/content/article/67132206
        if len(segments) == 5 and segments[2] == "content" and _DIGITS.match(segments[4]):
            kind = _KIND_BY_PATH_WORD.get(segments[3])
            return numbered(kind, _language(segments[1]), int(segments[4])) if kind else None
        return None
    page = PAGE_SEGMENT.match(segments[-1]) if len(segments) > 1 else None
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
    return numbered(KIND_BY_SEGMENT[match[1].lower()], language, int(match[2]))


def numbered(kind: Kind | None, language: str | None, number: int | None) -> Address | None:
    """None without a number, or with one that is too large for an id."""
    return None if number is None or number > MAX_ID else new_address((kind, language, number, 1))


def _language(segment: str) -> str | None:
    code = segment.lower()
    return code if _LANGUAGE.match(code) else None


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
