"""The content object of a listing (section, topic, programme, person) -> teasers and menu links.

A listing's composition nests differently on every kind of page and in every generation
(`contentComposition.informationSpaces[].compositionComponents[].contents` seen; other names
attested), so teasers are taken wherever a list named like their containers stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dwcrawler.identity import Address, content_at, short_url
from dwcrawler.items import Image, Link, Teaser
from dwcrawler.pages.content import Content
from dwcrawler.pages.markup import duration_of, link_to
from dwcrawler.pages.pictures import picture

_MENU: Final = (
    "regionsChildren",
    "topicsChildren",
    "categoriesChildren",
    "miscellaneousChildren",
    "latestMediaChildren",
)
_TEASER_LISTS: Final = frozenset({"contents", "moreContentsFromUnifiedProgram"})
# Deep enough for every composition seen (4), and a bound for those that are made to be deep.
_MAX_DEPTH: Final = 8


def teasers_of(content: Content) -> list[Teaser]:
    """Every teaser of the page's composition, in order, each once."""
    teasers: dict[int, Teaser] = {}
    for entry in _entries(content, 0):
        teaser = teaser_of(entry)
        if teaser is not None:
            teasers.setdefault(teaser.id, teaser)
    return list(teasers.values())


def menu_of(content: Content) -> list[Link]:
    """The sections that the site's menu names, then the topics in focus, each once."""
    top = content.object("topStoriesNavigation") or content
    links: dict[str, Link] = {}
    for child in (child for group in _MENU for child in top.objects(group)):
        _add(links, child.text("namedUrl"), child.text("name"))
    focus = top.object("focusNav")
    for entry in focus.objects("contentLinks") if focus else []:
        target = entry.object("target")
        _add(links, target.text("namedUrl") if target else None, entry.text("name"))
    return list(links.values())


def _add(links: dict[str, Link], url: str | None, name: str | None) -> None:
    link = link_to(url or "", name or "")
    if link is not None and link.id is not None:
        links.setdefault(link.url, link)


def _entries(content: Content, depth: int) -> Iterator[Content]:
    if depth > _MAX_DEPTH:
        return
    for name in content.names():
        if name in _TEASER_LISTS:
            yield from content.objects(name)
        elif name in ("contentComposition", "informationSpaces") or depth > 1:
            for inner in content.containers(name):
                yield from _entries(inner, depth + 1)


def teaser_of(entry: Content) -> Teaser | None:
    """One teaser; None for what leads to no content (a link abroad, a widget)."""
    named_url = entry.text("namedUrl", "canonicalUrl")
    target = content_at(named_url) if named_url else None
    if target is None:
        return None
    url, address = target
    image_link = entry.object("mainContentImageLink")
    return Teaser(
        id=address.id,
        short_url=short_url(address.id),
        url=url,
        type=address.kind if address.may_be_story else None,
        headline=entry.text("title", "name"),
        description=entry.text("teaser", "shortTeaser"),
        kicker=entry.text("roadTeaserKicker"),
        date_published=entry.text("contentDate"),
        duration=_duration(entry, address),
        image=image_of(image_link) if image_link else None,
    )


def _duration(entry: Content, address: Address) -> int | None:
    """Seconds; teasers in listings write it as minutes and seconds only (seen)."""
    if address.kind not in ("video", "audio", None):
        return None
    if entry.has("duration") and (seconds := entry.number("duration")) is not None:
        return seconds
    return duration_of(entry.text("formattedDurationInMinutes", "formattedDuration"))


def image_of(link: Content) -> Image | None:
    """A content link to a picture: the caption is the link's, the credit the picture's."""
    target = link.object("target")
    template = target.text("staticUrl") if target else None
    number, url = picture(template)
    if number is None:
        number = (target.number("id") if target else None) or link.number("targetId")
    alt = link.text("additionalInformation")
    if number is None and alt is None:
        return None
    return Image(
        id=number,
        url=url,
        caption=link.text("description"),
        credit=target.text("licenserSupplement") if target else None,
        alt=alt,
    )
