"""DW's pictures: their addresses, and what the state tells of them.

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
from dwcrawler.pages.content import Content
from dwcrawler.pages.record import Form, Number, Record, told

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
    if match := _PICTURE.search(url.partition("?")[0]):
        return int(match[1]), f"{_STATIC}/image/{match[1]}_{_WIDEST}{match[2]}"
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


class Picture(Record):
    """A picture's own entity; `static_url` is a template."""

    id: Number | None = None
    static_url: str | None = None
    licenser_supplement: str | None = None


class _PictureLink(Record):
    target_id: Number | None = None
    additional_information: str | None = None
    description: str | None = None
    target: Picture | None = None


_FORM: Final = Form(Picture)
_LINK_FORM: Final = Form(_PictureLink)


def main_image_of(content: Content) -> Image | None:
    """A story's or a teaser's own; None where neither a number nor a text says which it is."""
    link = content.record("mainContentImageLink", _LINK_FORM)
    if link is None:
        return None
    image = image_of(
        content, link.target, told(link.description), told(link.additional_information)
    )
    image.id = image.id or link.target_id
    return None if image.id is None and image.alt is None else image


def image_of(
    content: Content, found: Picture | None, caption: str | None, alt: str | None
) -> Image:
    """A picture or a reference to one, found in `content`: it tells the credit, a link to it the rest."""
    if found is not None and found.reference is not None:
        found = content.recorded(found.reference, _FORM)
    if found is None:
        return Image(caption=caption, alt=alt)
    number, url = picture(found.static_url)
    credit = told(found.licenser_supplement)
    return Image(id=number or found.id, url=url, caption=caption, credit=credit, alt=alt)


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
