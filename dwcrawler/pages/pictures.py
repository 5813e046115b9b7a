"""DW's pictures: their addresses, and what several places say of one.

`https://static.dw.com/image/68059583_${formatId}.jpg` is a template; on pages it stands filled in
(`65897427_604.jpg`, in the classic layout also relative: `/image/16864611_303.jpg`). The number in
front is the picture's id. Format 607 is the widest that the site makes (16:9, 1,920 pixels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from dwcrawler.items import Image

_WIDEST: Final = "607"
_PICTURE: Final = re.compile(r"/image/(\d{1,12})_[^/.]{1,20}(\.[A-Za-z]{3,4})\Z", re.ASCII)
# What needs no second look: a plain host, then nothing that would have to be escaped or filled in.
_ABSOLUTE: Final = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[!#%-;=?-Z_a-z~]*\Z", re.ASCII)
_BLANK: Final = re.compile(r"\s")
_STATIC: Final = "https://static.dw.com"


@lru_cache(maxsize=4096)
def picture(url: str | None) -> tuple[int | None, str | None]:
    """A picture's id and the URL of its widest form; other web URLs as they are, without id."""
    if not url:
        return None, None
    url = url.strip()
    if match := _PICTURE.search(url if "?" not in url else url.partition("?")[0]):
        number, ending = match.groups()
        return int(number), f"{_STATIC}/image/{number}_{_WIDEST}{ending}"
    return None, web_url(url)


def web_url(url: str | None) -> str | None:
    """An absolute http(s) URL without blanks, or None; relative ones are taken from static."""
    if url and _ABSOLUTE.match(url):
        return url
    try:
        stated = urlsplit((url or "").strip())
        absolute = urljoin(_STATIC, (url or "").strip())
        parts = urlsplit(absolute)
        named = bool(parts.hostname) and (bool(stated.hostname) or not stated.scheme)
    except ValueError:
        return None
    if not url or parts.scheme not in ("http", "https") or not named or "${" in absolute:
        return None
    return None if _BLANK.search(absolute) else absolute


def with_lead(lead: Image | None, pictures: Iterable[Image]) -> list[Image]:
    """The lead image first, each picture once (by its id, else by its URL).

    What one place tells of a picture fills what those before it leave open: a gallery's lead image
    is often one of its pictures, and only there has a caption (seen).
    """
    seen: dict[int | str, Image] = {}
    images = []
    for image in [lead, *pictures]:
        if image is None:
            continue
        key = image.id or image.url
        if key is None or key not in seen:
            images.append(image)
            if key is not None:
                seen[key] = image
        elif image is not seen[key]:
            _fill(seen[key], image)
    return images


def _fill(image: Image, other: Image) -> None:
    image.url = image.url or other.url
    image.caption = image.caption or other.caption
    image.credit = image.credit or other.credit
    image.alt = image.alt or other.alt
