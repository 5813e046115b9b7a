"""Which story a rendered page is, in whatever layout: the canonical link says it, else the URL."""

from __future__ import annotations

from typing import Final, cast

from lxml import etree

from dwcrawler.editions import editions
from dwcrawler.identity import STORY_KINDS, Address, content_at, short_url
from dwcrawler.items import Story, StoryType
from dwcrawler.pages.markup import Element

_CANONICAL: Final = etree.XPath("string(.//link[@rel='canonical']/@href)")


def story_with_headline(root: Element, headline: str, address: Address | None) -> Story | None:
    """A story that knows who it is, to be filled by its layout; None for what is no story.

    `address` is that of the page's URL. Where the page states a canonical one, that counts: only it
    tells the kind of a story that was reached by its short URL.
    """
    url, stated = content_at(cast("str", _CANONICAL(root))) or (None, None)
    if stated is not None and stated.kind in STORY_KINDS:
        address = stated
    if not headline or address is None or address.kind not in STORY_KINDS:
        return None
    language = address.language or root.get("lang") or ""
    edition = editions().get(language)
    return Story(
        short_url=short_url(address.id),
        id=address.id,
        url=url or address.url,
        type=cast("StoryType", address.kind),
        language=language,
        direction="rtl" if edition and edition.direction == "rtl" else "ltr",
        headline=headline,
    )
