"""Which story a rendered page is, in whatever layout: its canonical link says it, else the URL."""

from __future__ import annotations

from typing import cast

from dwcrawler.editions import editions
from dwcrawler.identity import STORY_KINDS, Address, Kind, short_url
from dwcrawler.items import Story, StoryType
from dwcrawler.pages.metadata import Metadata


def story_of_page(
    page: Metadata, headline: str, address: Address | None, kind: Kind | None = None
) -> Story | None:
    """A story that knows who it is, to be filled by its layout; None for what is no story.

    address: of the page's URL. Where the page states a canonical one, that counts: only it tells
             the kind of a story that was reached by its short URL
    kind:    what the page says that it is, for addresses that do not tell it (`av-ID`)
    """
    url = None
    addresses = ((url, _with_kind(own, kind)) for url, own in page.addresses())
    stated = [(url, own) for url, own in addresses if own.kind in STORY_KINDS]
    if stated:
        asked = address.id if address else None
        url, address = next((found for found in stated if found[1].id == asked), stated[0])
    address = _with_kind(address, kind) if address else None
    if address is None or address.kind not in STORY_KINDS:
        return None
    language = address.language or _edition_of(page.head.language)
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


def _with_kind(address: Address, kind: Kind | None) -> Address:
    return address._replace(kind=kind) if address.kind is None and kind else address


def _edition_of(stated: str | None) -> str:
    """`de-DE` -> "de", `pt-BR` -> "pt-br"; what is no edition's as it stands."""
    code = (stated or "").lower()
    shorter = code.partition("-")[0]
    return shorter if code not in editions() and shorter in editions() else code
