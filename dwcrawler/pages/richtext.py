"""The body's HTML -> blocks in reading order, with the pictures, media and links in it.

The same HTML stands in the state (`text`) and in the rendered page (`div.rich-text`), so both
generations are read here. What stands between the paragraphs is told from the classes that do not
change with the site's builds: `placeholder-image`, `vjs-wrapper`, `embed`, `rich-text-ad`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from dwcrawler.identity import address_of, short_url
from dwcrawler.items import Block, Image, Link, Media, Source
from dwcrawler.pages import selectors
from dwcrawler.pages.embeds import (
    embed_of,
    is_embed,
    is_filled_by_script,
    is_of_provider,
    url_of_script,
)
from dwcrawler.pages.emphasis import LINE_END, Emphasized, has_word, is_emphasis, is_emphasized
from dwcrawler.pages.lazy import picture_in
from dwcrawler.pages.markup import (
    BLOCKS,
    HEADINGS,
    LISTS,
    NO_TEXT,
    Element,
    classes,
    duration_of,
    first_by_class,
    inline_text_of,
    link_of,
    raw_text_of,
    text_of,
)
from dwcrawler.pages.pictures import picture, web_url
from dwcrawler.pages.problems import Problem

# Frames and films that are embedded by older or other means.
_REPLACED: Final = ("script", "object", "embed")
_IGNORED: Final = frozenset(
    {*NO_TEXT, "head", "link", "meta", "hr", "button", "form", "input", "select", "textarea"}
)
# What a figure may be of, if not of a picture.
_IN_FIGURES: Final = ("iframe", "video", "audio", "blockquote", "table", *LISTS)
_IGNORED_CLASSES: Final = frozenset(
    {selectors.RICH_TEXT_AD, selectors.ADVERTISEMENT, selectors.NO_SCRIPT_NOTE}
)
_PLAYER: Final = selectors.PLAYER
_GALLERY: Final = selectors.IMAGE_GALLERY
MediaKind = Literal["video", "audio"]


@dataclass(slots=True)
class RichText:
    """`problems` are `code: detail`: unknown_embed."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(root: Element, widgets: Mapping[int, str] | None = None) -> RichText:
    """Reads an element's content; the element itself is only the container. Changes the tree.

    widgets: of the page's own widgets, by their ids, the addresses of their frames
    """
    return Reading(widgets).read(root)


class Reading:
    """One pass over a body. `_line` collects text that stands in no block of its own."""

    def __init__(self, widgets: Mapping[int, str] | None = None) -> None:
        self.rich_text = RichText()
        self._widgets = widgets or {}
        self._line: list[str] = []
        self._upright = False  # whether the line has words that are not in italics
        self._italics = 0  # how many elements around all this set it in italics

    def read(self, root: Element) -> RichText:
        if next(root.iter(*_REPLACED, *NO_TEXT), None) is not None:
            self._prepare(root)
        self.container(root)
        return self.rich_text

    def _prepare(self, root: Element) -> None:
        """Frames in place of what has their address in another way; nothing of what is no text."""
        for element in list(root.iter(*_REPLACED)):
            is_script = element.tag == "script"
            url = url_of_script(element) if is_script else element.get("data", element.get("src"))
            if url is not None:
                element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs do not know it
                element.tag = "iframe"
                element.set("src", url)
        for fallback in list(root.iter("noscript")):
            figure = next(fallback.iterancestors("figure"), None)
            if figure is not None and len(list(figure.iter("img"))) == 1 == len(fallback):
                fallback.tag = "span"  # its picture is the figure's only one
        etree.strip_elements(root, *NO_TEXT, with_tail=False)

    def container(self, element: Element) -> None:
        self._add(element.text)
        for child in element:
            tag = child.tag
            if tag == "br":
                self._break()
            elif tag in BLOCKS:
                if self._line:
                    self._end_line()
                if tag == "p" and child.get("class") is None:  # most are
                    self._paragraph(child)
                else:
                    self.block(child, tag)
            elif tag not in _IGNORED and _IGNORED_CLASSES.isdisjoint(own := classes(child)):
                if is_of_provider(own) or ("-" in tag and is_filled_by_script(child)):
                    self._end_line()
                    self._add_embed(child)
                else:
                    self._inline(child)
            tail = child.tail
            if tail and (self._line or not tail.isspace()):
                self._add(tail)
        self._end_line()

    def _add(self, text: str | None, italic: bool = False) -> None:
        """Blanks count within a line, not before it."""
        if text and not (text.isspace() and self._line[-1:] in ([], [LINE_END])):
            self._line.append(text)
            self._upright |= not italic and has_word(text)

    def _break(self) -> None:
        """One ends a line, which is a blank here; two, with blanks between, end a paragraph."""
        if self._line and self._line[-1] == LINE_END:
            self._end_line()
        elif self._line:
            self._line.append(LINE_END)

    def _inline(self, element: Element) -> None:
        italic = is_emphasis(element)
        if _has_blocks(element):
            self._end_line()
            self._italics += italic
            self.container(element)
            self._italics -= italic
            return
        self._collect_links(element)
        self._add(raw_text_of(element), italic or is_emphasized(element))

    def _end_line(self) -> None:
        if not self._line:
            return
        lines = "".join(self._line).split(LINE_END)
        text = LINE_END.join(line for part in lines if (line := " ".join(part.split())))
        if text and not text.isspace():
            kind = Emphasized if self._italics or not self._upright else Block
            self.rich_text.blocks.append(kind(kind="paragraph", text=text))
        self._line.clear()
        self._upright = False

    def block(self, element: Element, tag: str) -> None:
        names = element.get("class")
        own = [] if names is None else names.split()
        if tag == "p" and not (own and is_of_provider(own)):
            self._paragraph(element)
            return
        if tag in HEADINGS:
            self._heading(element, HEADINGS[tag])
            return
        if not _IGNORED_CLASSES.isdisjoint(own):
            return
        if tag in LISTS:
            self._list(element)
        elif tag != "iframe" and _PLAYER not in own and is_embed(element, own):
            self._embed(element)
        elif tag == "blockquote":
            self._quote(element)
        elif tag == "table":
            self._table(element)
        elif tag in ("figure", "picture", "img"):
            self._figure(element)
        elif tag in ("video", "audio") or _PLAYER in own:
            self._player(element)
        elif tag == "iframe" or _GALLERY in own:
            self._embed(element)
        elif _is_player(element):
            self._player(element)
        elif is_picture_box(element):
            self._figure(element)
        else:
            self.container(element)

    def _paragraph(self, element: Element) -> None:
        """Looks at what is in it once: for links, and for blocks that no paragraph can hold."""
        kind: type[Block] = Block
        if len(element) == 0:
            text = element.text or ""
        else:
            links = []
            for inner in element.iterdescendants():
                tag = inner.tag
                if tag == "a":
                    links.append(link_of(inner))
                elif tag in BLOCKS or (
                    (names := inner.get("class")) is not None and is_of_provider(names.split())
                ):
                    self.container(element)
                    return
            self.rich_text.links.extend(link for link in links if link is not None)
            text = inline_text_of(element)
            if is_emphasized(element):
                kind = Emphasized
        if text and not text.isspace():  # the pipelines clean it
            kind = Emphasized if self._italics else kind
            self.rich_text.blocks.append(kind(kind="paragraph", text=text))

    def _heading(self, element: Element, level: int) -> None:
        self._collect_links(element)
        if text := _raw_line(element):
            self.rich_text.blocks.append(Block(kind="heading", text=text, level=level))

    def _list(self, element: Element) -> None:
        self._collect_links(element)
        items = [text for item in element.iter("li", "dt", "dd") if (text := _own_text(item))]
        if items:
            self.rich_text.blocks.append(Block(kind="list", items=items))

    def _quote(self, element: Element) -> None:
        self._collect_links(element)
        if text := _raw_line(element):
            self.rich_text.blocks.append(Block(kind="quote", text=text))

    def _table(self, element: Element) -> None:
        """Rows are lines and cells are set apart by tabs, as a spreadsheet would paste them; above
        them stands the caption."""
        self._collect_links(element)
        rows = (
            "\t".join(text_of(cell) for cell in row if cell.tag in ("td", "th"))
            for row in element.iter("tr")
        )
        caption = text_of(element.find("caption"))
        if text := "\n".join(row for row in (caption, *rows) if row.strip()):
            self.rich_text.blocks.append(Block(kind="table", text=text))

    def _figure(self, element: Element) -> None:
        image = image_of(element)
        if image is not None:
            self.add_image(image)
            for other in list(element.iter("img"))[1:]:
                if (further := image_of(other)) is not None and further.id not in (None, image.id):
                    self.add_image(further)
        elif next(element.iter(*_IN_FIGURES), None) is not None:
            self.container(element)

    def _player(self, element: Element) -> None:
        media = media_of(element)
        if media is not None:
            self.add_media(media)

    def add_image(self, image: Image) -> None:
        self.rich_text.images.append(image)
        self.rich_text.blocks.append(Block(kind="image", ref=image.id))

    def add_media(self, media: Media) -> None:
        self.rich_text.media.append(media)
        self.rich_text.blocks.append(Block(kind=media.kind, ref=media.id))

    def _embed(self, element: Element) -> None:
        """A gallery, a player or a widget: told apart by what it contains or links to.

        What a script has put into a post is not looked at: it is no text of the story, and what it
        links to is none of the story's.
        """
        if is_of_provider(classes(element)):
            self._add_embed(element)
            return
        if next(element.iter("video", "audio"), None) is not None:
            self._player(element)
            return
        gallery = _embedded_gallery(element)
        if gallery is not None:
            self.rich_text.blocks.append(Block(kind="gallery", ref=gallery))
            return
        if element.find(".//img") is not None and element.find(".//figcaption") is not None:
            self._figure(element)
            return
        self._add_embed(element)

    def _add_embed(self, element: Element) -> None:
        embed = embed_of(element, self._widgets)
        block = Block(kind="embed", text=embed.url, url=embed.url, provider=embed.provider)
        self.rich_text.blocks.append(block)
        if embed.url is None:
            named = " ".join(classes(element))[:100] or element.tag
            self.rich_text.problems.append(Problem("unknown_embed", f"{named} has no address"))

    def _collect_links(self, element: Element) -> None:
        if len(element) == 0 and element.tag != "a":
            return
        anchors = [element] if element.tag == "a" else element.iter("a")
        self.rich_text.links.extend(link for anchor in anchors if (link := link_of(anchor)))


def _raw_line(element: Element) -> str:
    """A text as it stands, "" for one of blanks alone; the pipelines clean it."""
    text = raw_text_of(element)
    return "" if text.isspace() else text


def _has_blocks(element: Element) -> bool:
    return len(element) > 0 and any(child.tag in BLOCKS for child in element.iterdescendants())


# What shows that a box holds more than a picture, or that the picture has a box of its own.
_NOT_OF_PICTURES: Final = (
    *HEADINGS,
    *LISTS,
    "p",
    "figure",
    "table",
    "blockquote",
    "video",
    "audio",
)


def is_picture_box(element: Element) -> bool:
    """A box of another name than `figure` around one picture and its caption."""
    if next(element.iter(*_NOT_OF_PICTURES), None) is not None:
        return False
    has_caption = next(element.iter("figcaption", "small"), None) is not None
    return has_caption and len(list(element.iter("img"))) == 1


def _is_player(element: Element) -> bool:
    """A box of another name around a film or an audio, and no more than its heading."""
    tags = [child.tag for child in element]
    return not {"video", "audio"}.isdisjoint(tags) and BLOCKS.isdisjoint(
        {*tags} - {"video", "audio", *HEADINGS}
    )


def _own_text(item: Element) -> str:
    """A list item's text without that of the lists in it: their items count as items."""
    parts = [item.text or ""]
    for child in item:
        ends_line = child.tag in BLOCKS
        text = "" if child.tag in LISTS else raw_text_of(child)
        parts += [f" {text} " if ends_line else text, child.tail or ""]
    return " ".join("".join(parts).split())


def image_of(figure: Element) -> Image | None:
    """A picture with its caption and credit, both raw; None where there is no picture in it."""
    img = figure if figure.tag == "img" else figure.find(".//img")
    if img is None:
        return None
    number, url = picture_in(img)
    caption = None
    if img is not figure:
        caption = first_by_class(figure, selectors.CAPTION)
        caption = figure.find(".//figcaption") if caption is None else caption
        caption = figure if caption is None and figure.tag != "picture" else caption
    text, credit = caption_and_credit(caption)
    return Image(
        id=number_of(img.get("data-id")) or number,
        url=url,
        caption=text or None,
        credit=credit or None,
        alt=img.get("alt") or None,
    )


def caption_and_credit(caption: Element | None) -> tuple[str, str]:
    """A `figcaption`'s two parts; the credit stands in `small.copyright`, with its label."""
    if caption is None:
        return "", ""
    small = first_by_class(caption, selectors.COPYRIGHT)
    small = caption.find(".//small") if small is None else small
    if small is None:
        return text_of(caption), ""
    credit = text_of(small)
    small.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs do not know it
    return text_of(caption), credit


def media_of(wrapper: Element) -> Media | None:
    """A player: `div.vjs-wrapper` with a heading, or the bare `video` or `audio` element."""
    player = heading = None
    files: list[Element] = []
    for inner in wrapper.iter():
        tag = inner.tag
        if tag in ("video", "audio"):
            player = inner if player is None else player
        elif tag == "source":
            files.append(inner)
        elif tag in HEADINGS and heading is None:
            heading = inner
    if player is None:
        return None
    number = number_of(player.get("data-id")) or _number_in_id(player)
    kind: MediaKind = "audio" if player.tag == "audio" else "video"
    return Media(
        kind=kind,
        id=number,
        short_url=None if number is None else short_url(number),
        headline=text_of(heading) or None,
        duration=duration_of(player.get("data-duration")),
        poster_url=picture(player.get("data-posterurl"))[1] or picture(player.get("poster"))[1],
        sources=[
            Source(url=url, type=file.get("type"))
            for file in files or [player]
            if (url := web_url(file.get("src")))
        ],
    )


def _number_in_id(player: Element) -> int | None:
    """`id="video-62993152"` (seen)."""
    kind, _, number = (player.get("id") or "").rpartition("-")
    return number_of(number) if kind in ("video", "audio") else None


def _embedded_gallery(element: Element) -> int | None:
    """`div.image-gallery[data-id]` (attested), or whatever links to one."""
    number = number_of(element.get("data-id"))
    if number is not None and _GALLERY in classes(element):
        return number
    for anchor in element.iter("a"):
        address = address_of(link.url if (link := link_of(anchor)) else "")
        if address is not None and address.kind == "gallery":
            return address.id
    return None


def number_of(text: str | None) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) <= 12:
        return int(text)
    return None
