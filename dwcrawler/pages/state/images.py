"""Pictures, as the state describes them."""

from __future__ import annotations

from typing import Final

from dwcrawler.items import Image
from dwcrawler.pages.pictures import picture
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, Number, non_blank


class Picture(Entity):
    """A picture's own entity; `static_url` is a template."""

    id: Number | None = None
    static_url: str | None = None
    licenser_supplement: str | None = None


class _PictureLink(Entity):
    target_id: Number | None = None
    additional_information: str | None = None
    description: str | None = None
    target: Picture | None = None


_FORM: Final = EntityReader(Picture)
_LINK_FORM: Final = EntityReader(_PictureLink)


def main_image_of(content: Content) -> Image | None:
    """A story's or a teaser's own; None where neither a number nor a text says which it is."""
    link = content.entity("mainContentImageLink", _LINK_FORM)
    if link is None:
        return None
    image = image_of(
        content, link.target, non_blank(link.description), non_blank(link.additional_information)
    )
    image.id = image.id or link.target_id
    return None if image.id is None and image.alt is None else image


def image_of(
    content: Content, found: Picture | None, caption: str | None, alt: str | None
) -> Image:
    """A picture or a reference to one, found in `content`: it tells the credit, a link to it the rest."""
    if found is not None and found.reference is not None:
        found = content.entity_at(found.reference, _FORM)
    if found is None:
        return Image(caption=caption, alt=alt)
    number, url = picture(found.static_url)
    credit = non_blank(found.licenser_supplement)
    return Image(id=number or found.id, url=url, caption=caption, credit=credit, alt=alt)
