"""One teaser of a rendered page: what a box tells of the story that it leads to."""

from __future__ import annotations

from typing import Final

from dwcrawler.identity import Address, short_url
from dwcrawler.items import Image, Link, Teaser
from dwcrawler.pages import richtext, selectors
from dwcrawler.pages.html.shown_dates import time_of
from dwcrawler.pages.markup import Element, duration_of, firsts_by_class, text_of

HEADINGS: Final = ("h2", "h3", "h4")


def teaser_in(box: Element, link: Link, address: Address) -> Teaser:
    """`link` is that of the box's headline."""
    # The box of a top story holds others too, below it (seen).
    parts = firsts_by_class(box, before=selectors.TEASER_WRAP)
    date = parts.get(selectors.DATE_TIME)
    if date is None:
        date = next(box.iter("time"), None)
        date = date.getparent() if date is not None else None
    return Teaser(
        id=address.id,
        short_url=short_url(address.id),
        url=link.url,
        type=address.kind if address.may_be_story else None,
        headline=link.text.strip() or text_of(parts.get(selectors.TITLE)) or None,
        description=text_of(parts.get(selectors.TEASER_DESCRIPTION)) or None,
        kicker=text_of(parts.get(selectors.KICKER)) or None,
        date_published=time_of(date, address.language or "") if date is not None else None,
        duration=_duration(date, address),
        image=_image(box),
    )


def _duration(date: Element | None, address: Address) -> int | None:
    """It stands after the date, as in `26:06 min`."""
    if date is None or address.kind not in ("video", "audio"):
        return None
    for sibling in date.itersiblings():
        text = text_of(sibling)
        if ":" in text:
            return duration_of(text)
    return None


def _image(box: Element) -> Image | None:
    """A placeholder until a reader scrolls to it: often only the alternative text is told."""
    for img in box.iter("img"):
        image = richtext.image_of(img)
        if image is not None and (image.id is not None or image.alt):
            return image
    return None
