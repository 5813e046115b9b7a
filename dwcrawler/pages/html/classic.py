"""The layout that dw.com had until mid-2023 -> a raw Story. It embeds no state (seen 2013-2023).

`div#bodyContent` holds the story, its "DW recommends" and, under labels in the page's language,
date, author, topic pages, keywords and permalink. That last list stands twice; a gallery nested in
the body repeats `div.longText`, and its texts are not the story's.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, cast
from urllib.parse import parse_qs, urlsplit

from dwcrawler.identity import Address, address_of, short_url
from dwcrawler.items import Block, Image, Media, Person, Source, Story, StoryType, Teaser, Topic
from dwcrawler.pages import archived, checks, metadata, richtext, selectors
from dwcrawler.pages.html import unmarked
from dwcrawler.pages.html.canonical import story_of_page
from dwcrawler.pages.lazy import picture_in
from dwcrawler.pages.markup import (
    Element,
    all_by_class,
    all_by_value,
    classes,
    duration_of,
    first_by_class,
    link_of,
    text_of,
)
from dwcrawler.pages.media import with_player
from dwcrawler.pages.pictures import picture, web_url, with_lead
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.relations import EXPLORE_MORE

_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\Z")
_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\Z", re.ASCII)
# Authors' names: a letter first, then no digit and nothing that ends or divides sentences. A full
# stop may stand after initials ("Jr.", "u.a."), not at the end after a word.
_NAMES: Final = re.compile(r"[^\W\d_][^:;!?…。！？؟।@\d_|<>]{1,200}(?<!\w{4}\.)\Z")
_BETWEEN_NAMES: Final = re.compile(r"[,،、/&(]")
_MAX_WORDS: Final = 8
# "DW recommends" of the 2010s ends its texts with the date: `… (31.05.2013)`.
_DATE_AT_END: Final = re.compile(r"\s*\(([^()]{6,40})\)\Z")
_SEGMENT: Final[dict[StoryType, str]] = {"video": "video", "audio": "audio", "gallery": "g"}


def content_of(root: Element) -> Element | None:
    """`div#bodyContent`, by which this generation is known."""
    return next(iter(all_by_value(root, "id", selectors.CLASSIC_CONTENT)), None)


def is_whole(body: bytes) -> bool:
    """Archives write some kilobytes behind a page's end."""
    return archived.has_end(body, max(0, len(body) - 8_000))


def story_of(root: Element, page: metadata.Metadata, address: Address | None) -> Story | None:
    """The story, or None where the page shows none."""
    content = content_of(root)
    if content is None:
        return None
    headline = text_of(content.find(".//h1"))
    player = _own_player(content, page, address)
    kind = _kind_of(player) if player is not None else None
    story = story_of_page(page, headline if checks.is_text(headline) else "", address, kind)
    if story is None:
        return None
    story.description = text_of(first_by_class(content, selectors.CLASSIC_INTRO, "p")) or None
    kicker = text_of(first_by_class(content, selectors.CLASSIC_KICKER, "h4"))
    story.kicker = [kicker] if kicker else []
    paths = all_by_value(root, "id", selectors.CLASSIC_PATH)
    crumbs = dict.fromkeys(crumb for path in paths for crumb in path.iterdescendants("a"))
    story.section = [text_of(crumb) for crumb in crumbs]
    story.related = _related(content, story.id)
    _read_details(content, story, page.problems)
    story.keywords = story.keywords or page.keywords()
    column = first_by_class(content, selectors.CLASSIC_TEXT, "div")
    if column is None:
        if player is None:
            unmarked.mark_text(content, selectors.CLASSIC_TEXT, story.type, page.problems)
        column = first_by_class(content, selectors.CLASSIC_TEXT)
    _read_body(content, story, column)
    if player is not None:
        _read_player(player, story)
    metadata.complete(story, page)
    return story if story.headline else None


def _own_player(
    content: Element, page: metadata.Metadata, address: Address | None
) -> Element | None:
    """The player that the page is about: it stands outside the text, and has the page's own id.

    The address of such a page (`av-ID`) does not tell a video from an audio (seen in 2018).
    """
    ids = {own.id for _, own in page.addresses()} | ({address.id} if address else set())
    for box in all_by_class(content, selectors.CLASSIC_PLAYER, "div"):
        if richtext.number_of(_hidden(box).get("media_id")) in ids:
            return box
    return None


def _kind_of(player: Element) -> Literal["video", "audio"]:
    """`player_type` says it; else the file does."""
    stated = _hidden(player).get("player_type", "").strip().lower()
    return _media(player).kind if stated not in ("video", "audio") else cast("Any", stated)


def _read_player(player: Element, story: Story) -> None:
    if story.type not in ("video", "audio"):
        return
    fields, media = _hidden(player), _media(player)
    media.kind = story.type
    with_player(story, media)
    number, url = picture(fields.get("preview_image"))
    if story.lead_image is None and number is not None:
        story.lead_image = Image(id=number, url=url)
        story.images = with_lead(story.lead_image, story.images)
    day = _DAY.match(fields.get("display_date", "").strip())
    if story.date_published is None and day is not None:
        story.date_published = "-".join(day.groups())


def _read_details(content: Element, story: Story, problems: list[Problem]) -> None:
    """`ul.smallList`: told apart by what stands in an entry, as labels differ by language."""
    details = first_by_class(content, selectors.CLASSIC_DETAILS, "ul")
    after_date = False
    for entry in details.iterchildren("li") if details is not None else []:
        value = _without_label(entry)
        anchors = [link for anchor in entry.iter("a") if (link := link_of(anchor))]
        addresses = [address_of(link.url) for link in anchors]
        if _DATE.match(value) or (not anchors and checks.is_date(value, story.language)):
            told = [("the date shown", value)]
            story.date_published = checks.first("date_published", told, story.language, problems)
            after_date = True
            continue
        if any(address and address.kind == "topic" for address in addresses):
            story.topics = [
                Topic(id=link.id, name=link.text, url=link.url)
                for link in anchors
                if link.id is not None
            ]
        elif keywords := list(_keywords(entry)):
            story.keywords = keywords
        elif after_date and (_all_persons(addresses) or _is_name(entry, value)):
            people = [Person(name=link.text, url=link.url) for link in anchors if link.text]
            story.authors = people or [Person(name=value)]
        after_date = False


def _all_persons(addresses: list[Address | None]) -> bool:
    return bool(addresses) and all(address and address.kind == "person" for address in addresses)


def _is_name(entry: Element, value: str) -> bool:
    """Whether an entry tells authors who have no page: it links nowhere, and is no sentence.

    What follows the date where no author is told is "Send us an e-mail", or how to print (seen).
    """
    if entry.find(".//a") is not None or not _NAMES.match(value):
        return False
    return all(len(name.split()) <= _MAX_WORDS for name in _BETWEEN_NAMES.split(value))


def _without_label(entry: Element) -> str:
    label = entry.find("strong")
    text = text_of(entry)
    return text.removeprefix(text_of(label)).strip() if label is not None else text


def _keywords(entry: Element) -> Iterator[str]:
    """Keywords are links to a search; the query holds the keyword itself."""
    for anchor in entry.iter("a"):
        try:
            parts = urlsplit(anchor.get("href") or "")
        except ValueError:
            continue
        if parts.path.startswith("/search/") and "item" in parse_qs(parts.query):
            if text := text_of(anchor):
                yield text


def _related(content: Element, own_id: int) -> list[Teaser]:
    """ "DW recommends" and the media lists below the body, then "Related content", each story once.

    Not the newest headlines of a section, which the right column shows in such boxes too.
    """
    teasers: dict[int, Teaser] = {}
    for box, relation, heading in _boxes(content):
        teaser = _teaser(box)
        if teaser is None or teaser.id == own_id:
            continue
        teaser.relation, teaser.heading = relation, heading
        known = teasers.setdefault(teaser.id, teaser)
        if known is not teaser:  # what one box tells, and the one before it does not
            known.description = known.description or teaser.description
            known.date_published = known.date_published or teaser.date_published
            known.image = known.image or teaser.image
            known.type = known.type or teaser.type
    return list(teasers.values())


def _boxes(content: Element) -> Iterator[tuple[Element, str, str | None]]:
    """Of teasers: each with the block's relation, and the heading that stands before it (`h4`)."""
    recommended, related = [], []
    heading: str | None = None
    for element in content.iter("h4", "div"):
        if element.tag == "h4":
            is_kicker = selectors.CLASSIC_KICKER in classes(element)
            heading = None if is_kicker else text_of(element) or None
            continue
        own = classes(element)
        if selectors.CLASSIC_RECOMMENDED in own and not _is_headline_of_a_section(element):
            recommended.append((element, EXPLORE_MORE, heading))
        elif selectors.CLASSIC_TEASER in own and any(
            selectors.CLASSIC_RELATED in classes(above) for above in element.iterancestors()
        ):
            related.append((element, "related_content", heading))
    yield from recommended
    yield from related


def _is_headline_of_a_section(box: Element) -> bool:
    return any(
        above.tag == "aside" or selectors.CLASSIC_HEADLINES in classes(above)
        for above in box.iterancestors()
    )


def _teaser(box: Element) -> Teaser | None:
    anchor = box.find(".//a")
    link = link_of(anchor) if anchor is not None else None
    address = address_of((anchor.get("href") or "") if anchor is not None else "")
    address = address or (address_of(link.url) if link else None)
    if anchor is None or link is None or address is None:
        return None
    kind = address.kind if address.may_be_story else None
    kind = kind or _kind_by_icon(anchor)
    headline, description = text_of(anchor.find("h2")), text_of(anchor.find("p"))
    date = text_of(first_by_class(anchor, selectors.CLASSIC_DATE, "span"))
    match = _DATE_AT_END.search(description) if not date else None
    if match and (_DATE.match(match[1]) or checks.is_date(match[1], address.language or "")):
        date, description = match[1], description[: match.start()]
    return Teaser(
        id=address.id,
        short_url=short_url(address.id),
        url=_teaser_url(link.url, address, kind),
        type=kind,
        headline=headline.removesuffix(date).strip() or None,
        description=description or None,
        date_published=date or None,
        image=_picture(anchor.find(".//img")),
    )


def _kind_by_icon(anchor: Element) -> StoryType | None:
    for icon in all_by_class(anchor, selectors.CLASSIC_ICON, "span"):
        for name in classes(icon):
            if name in selectors.CLASSIC_KINDS:
                return selectors.CLASSIC_KINDS[name]
    return None


def _teaser_url(url: str, address: Address, kind: str | None) -> str:
    """An overlay's address is gone with its layout; the same id has a page of its own now."""
    segments = url.split("/")
    if "overlay" not in segments:
        return url
    segment = _SEGMENT.get(cast("StoryType", kind))
    if segment is None or address.language is None:
        return short_url(address.id)
    slug = segments[segments.index("overlay") + 3]
    return f"https://www.dw.com/{address.language}/{slug}/{segment}-{address.id}"


def _read_body(content: Element, story: Story, column: Element | None) -> None:
    """column: what holds the text"""
    body = richtext.RichText()
    if column is not None:
        body = _ClassicReading().read(column)
    story.lead_image = _lead_image(content, column)
    story.body = body.blocks
    story.links = body.links
    story.media = body.media
    story.images = with_lead(story.lead_image, body.images)


def _lead_image(content: Element, column: Element | None) -> Image | None:
    """The first picture box, unless it already belongs to the body."""
    box = first_by_class(content, selectors.CLASSIC_PICTURE, "div")
    if box is None or (column is not None and column in box.iterancestors()):
        return None
    return _boxed_picture(box)


class _ClassicReading(richtext.Reading):
    """A body whose pictures, galleries and players stand in boxes of this layout's own."""

    def block(self, element: Element, tag: str) -> None:
        own = classes(element)
        if selectors.CLASSIC_PICTURE in own:
            image = _boxed_picture(element)
            if image is not None:
                self.add_image(image)
        elif selectors.CLASSIC_PLAYER in own:
            self.add_media(_media(element))
        elif selectors.CLASSIC_GALLERY in own:
            self.rich_text.blocks.append(Block(kind="gallery", ref=_gallery_id(element)))
        else:
            super().block(element, tag)


def _boxed_picture(box: Element) -> Image | None:
    """Caption in the `p`; the credit stands in brackets at the end of the image's title."""
    img = box.find(".//img")
    image = _picture(img)
    if img is not None and image is not None:
        image.caption = text_of(box.find(".//p")) or None
        title = (img.get("title") or "").strip()
        image.credit = title if title.endswith(")") else None
    return image


def _picture(img: Element | None) -> Image | None:
    if img is None:
        return None
    number, url = picture_in(img)
    if number is None:
        return None
    return Image(id=number, url=url, alt=img.get("alt") or None)


def _hidden(element: Element) -> dict[str, str]:
    return {
        field.get("name") or "": field.get("value") or ""
        for field in element.iter("input")
        if field.get("type") == "hidden"
    }


def _media(element: Element) -> Media:
    fields = _hidden(element)
    number = richtext.number_of(fields.get("media_id"))
    source = web_url(fields.get("file_name"))
    mime = mimetypes.guess_type(source)[0] if source else None
    kind: Literal["video", "audio"] = "audio" if (mime or "").startswith("audio/") else "video"
    return Media(
        kind=kind,
        id=number,
        short_url=None if number is None else short_url(number),
        headline=fields.get("media_title") or None,
        duration=duration_of(fields.get("file_duration")),
        poster_url=picture(fields.get("preview_image"))[1],
        sources=[Source(url=source, type=mime)] if source else [],
    )


def _gallery_id(element: Element) -> int | None:
    for anchor in element.iter("a"):
        for name in ("href", "link"):
            address = address_of(f"https://www.dw.com{anchor.get(name) or ''}")
            if address is not None and address.kind in ("gallery", None):
                return address.id
    return richtext.number_of(_hidden(element).get("media_id"))
