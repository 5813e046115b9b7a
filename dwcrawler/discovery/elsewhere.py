"""What a URL is that leads to no content of DW, in plain words: why no crawl asks for it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from dwcrawler.editions import editions
from dwcrawler.identity import (
    MAX_ID,
    address_of,
    canonical_url,
    is_course,
    is_index,
    is_of_dw,
    may_hold_files,
    unknown_kind,
)

_CONTENT_HOSTS: Final = ("www.dw.com", "dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de")
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)\Z", re.IGNORECASE)
_MEDIA: Final = re.compile(r"\.(?:mp4|mp3|m3u8|m4a|ts|webm|vtt)\Z", re.IGNORECASE)
_FEEDS: Final = "rss.dw.com"
_NUMBER: Final = re.compile(r"-([0-9]{1,40})(?:/page-[0-9]+)?/?\Z", re.ASCII)
_CODE: Final = re.compile(r"/p/[0-9A-Za-z]*\Z", re.ASCII)
_START: Final = re.compile(r"(?:/([a-z]{2,3}(?:-[a-z0-9]{2,4})?))?/?\Z", re.ASCII)
_WITHIN: Final = re.compile(r"https?://(?:[a-z0-9-]+\.)*dw\.(?:com|de)/\S+", re.IGNORECASE)


def why_no_content(url: str) -> str:
    """One sentence or two, for a URL of which `address_of` knows nothing."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "This is not a URL."
    if parts.scheme not in ("http", "https") or not host:
        return "This is not a URL of a web page."
    path = parts.path
    if may_hold_files(url) and _PICTURE.search(path):
        return (
            "This is a picture. With download=images a crawl fetches the pictures of its stories."
        )
    if may_hold_files(url) and (_MEDIA.search(path) or not is_of_dw(url)):
        return "This is a media file. With download=media a crawl fetches those of its stories."
    if not is_of_dw(url):
        return f"This is another site ({host}): the crawler asks only dw.com.{_within(url)}"
    if host == _FEEDS:
        return "This is a feed of stories. With discover=rss a crawl asks for its edition's feed."
    if path.lower().endswith(".xml"):
        return "This is a sitemap. With discover=sitemap a crawl asks for those it needs."
    if host == "p.dw.com" or _CODE.search(path):
        return "This short URL has no code that stands for a number of DW (up to 7 letters and digits)."
    if host not in _CONTENT_HOSTS:
        return f"{host} is a host of DW without news, which the crawler does not ask."
    return _on_the_site(url, path)


def _on_the_site(url: str, path: str) -> str:
    if (start := _START.match(path)) is not None:
        edition = editions().get(start[1] or "en")
        if edition is not None:
            return f"This is a start page; its address with a number is {edition.start_url}."
    if is_index(url):
        way = "headlines" if "headlines-" in url else "topics"
        return (
            f"This is a page that lists stories or topics. With discover={way} a crawl asks for it."
        )
    canonical = canonical_url(url) or url
    number = _NUMBER.search(path)
    if number is not None and int(number[1]) > MAX_ID:
        return f"The number {number[1]} is too large: DW's numbers go up to {MAX_ID}."
    if is_course(canonical):
        return "This is a language course. It is no news, so a crawl never asks for it."
    if (word := unknown_kind(canonical)) is not None:
        return (
            f"This is a page of a kind that is not known ({word}-). A crawl looks at such a page as a "
            "list, once, if a start page links to it; it makes no story of it."
        )
    if number is None:
        return "This is a page of the site without a number: it is no story and no list of stories."
    return "This is no address of a story or a list of stories, though it ends in a number."


def _within(url: str) -> str:
    """An archive or a translator has the URL of DW in its own."""
    within = _WITHIN.search(url, 1)
    if within is None or address_of(within[0]) is None:
        return ""
    return f" Did you mean {within[0]}?"
