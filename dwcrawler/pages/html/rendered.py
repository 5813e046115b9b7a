"""The rendered page of the apollo and app_state generations (since mid-2023) -> a raw Story.

For when the state is missing, cut off or no JSON. Class names like `sc-bPhCMq` are made anew at
each build of the site; the names used here are those that site builds left alone (seen on the
captured pages of 2023, 2024 and 2026).
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple, cast

from dwcrawler.identity import (
    EDITION_CODE,
    Address,
    address_of,
    canonical_url,
    unknown_kind,
)
from dwcrawler.items import TYPES_WITH_TEXT, Image, Link, Story, Teaser, Topic
from dwcrawler.normalize.folding import phrase
from dwcrawler.pages import archived, checks, json_ld, metadata, richtext, selectors
from dwcrawler.pages.html import below, unmarked
from dwcrawler.pages.html.canonical import story_of_page
from dwcrawler.pages.html.rendered_types import (
    authors_of,
    body_of,
    post_boxes,
    read_shown,
    text_boxes,
)
from dwcrawler.pages.html.shown_dates import ShownDates, dates_of
from dwcrawler.pages.html.teasers import teaser_in
from dwcrawler.pages.markup import (
    Element,
    all_by_class,
    all_by_value,
    classes,
    first_by_class,
    link_of,
    short_text_of,
    text_of,
)
from dwcrawler.pages.pictures import with_lead
from dwcrawler.pages.problems import Problem, note_unknown

_INDEX: Final = re.compile(
    rb"""=\s*["']?((?:https?://www\.dw\.com)?/%(code)b/[^"'\s>/?#]{1,600}"""
    rb"""/index-%(code)b/[^"'\s>/?#]{1,60})["'\s>]""" % {b"code": EDITION_CODE.encode()}
)
_DATE_WORD: Final = re.compile(r"date|time|publish", re.IGNORECASE)
_LONGEST_DATE: Final = 100
_MOST_DATES: Final = 20
_MENU_KINDS: Final = ("section", "program", "topic")
# How the names of the parts of a page begin, as the values of an attribute.
_BLOCK: Final = selectors.SECTION.encode()
_USUAL: Final = b'data-tracking-name="' + _BLOCK
_BLOCK_NAME: Final = re.compile(rb"[a-z0-9_-]{1,100}")
_TRACKING_NAME: Final = re.compile(rb"data-tracking-name\s*=\s*[\"']?\Z", re.IGNORECASE)
_OPENS_VALUE: Final = b"\"'="
_BEFORE_NAME: Final = 30
_ADVERTORIAL: Final = selectors.ADVERTORIAL.encode()
_BEFORE_CLASS: Final = b" \t\r\n\"'="  # of an element, not in a style
# How far before its end a page has the blocks, and the beginning of the text: on captured pages
# they stand within 45 and 60 KB.
_MAX_BELOW: Final = 65_536
_FURNITURE: Final = frozenset({"nav", "footer", "header"})
# Of what is above a text: a page has a few, and one that is made to take long has many.
_MOST_PARAGRAPHS: Final = 50
_ARTICLE_END: Final = b"</article"


def is_whole(body: bytes, state_start: int | None) -> bool:
    """Whether the story's part of the page arrived: all of it stands before state and page end."""
    end = body.rfind(_ARTICLE_END)
    if end < 0:
        small = body.lower()
        end = small.rfind(_ARTICLE_END)
        if end < 0 and b"<article" not in small:  # a page without: its own end must be there
            end = 0
    if end < 0:
        return False
    return (state_start is not None and state_start > end) or archived.has_end(body, end)


def story_of(root: Element, page: metadata.Metadata, address: Address | None) -> Story | None:
    """The story, or None where the page shows none (no article, no headline, no address)."""
    story = story_of_page(page, "", address)
    if story is None:
        return None
    if next(root.iter("figure"), None) is None:
        unmarked.mark_pictures(root)
    article = _article_with_headline(root)
    if article is None:
        titles = page.titles()
        unmarked.mark_headline(root, titles, page.problems)
        is_stated = any(own.id == story.id for _, own in page.addresses())
        article = _article_of(root, titles, is_stated)
    if article is None:
        return None
    if story.type in TYPES_WITH_TEXT and not text_boxes(article):
        unmarked.mark_text(article, selectors.RICH_TEXT, story.type, page.problems)
    headline = text_of(article.find(".//h1"))
    story.headline = headline if checks.is_text(headline) else ""
    story.description = text_of(first_by_class(article, selectors.TEASER_TEXT, "p")) or None
    story.kicker = _kicker(article)
    story.date_published, story.date_modified = _dates(article, story.language, page.problems)
    story.authors = authors_of(article, post_boxes(article, story.type))
    story.lead_image = _lead_image(article)
    story.topics = _topics(root, article)
    story.related = below.related_of(root, article, story.id, page.problems)
    _read_body(article, story, page.problems)
    metadata.complete(story, page)
    _place(story, page.data_layer())
    return story if story.headline else None


def related_of(root: Element, own_id: int, problems: list[Problem]) -> list[Teaser]:
    """What the blocks below the story list; nothing on a page without one."""
    article = _article_of(root)
    return [] if article is None else below.related_of(root, article, own_id, problems)


def is_advertorial(root: Element, body: bytes) -> bool:
    """Whether the text is an advertisement's (attested). Of a page whose bytes do not have the
    word, the tree is not searched, which takes ten times as long."""
    return _ADVERTORIAL in body and first_by_class(root, selectors.ADVERTORIAL) is not None


class Below(NamedTuple):
    """What stands below a story, and whether the story's text is an advertisement's."""

    blocks: set[str]
    is_advertorial: bool


def below_in(body: bytes, end: int | None) -> Below:
    """The names of the blocks that a page shows after its text, without making its tree.

    From behind, and not from its beginning: to read all of a page's bytes takes as long as its state.

    end: where its HTML ends and its state begins
    """
    end = len(body) if end is None else end
    start = max(0, end - _MAX_BELOW)
    names = _names_after(body, _USUAL, len(_USUAL) - len(_BLOCK), start, end)
    if not names:  # other quotes, other case
        names = _names_after(body, _BLOCK, 0, start, end)
    text = body.find(_ADVERTORIAL, start, end)  # faster than from behind
    text = body.rfind(_ADVERTORIAL, text, end) if text >= 0 else -1
    is_advertorial = text > 0 and body[text - 1] in _BEFORE_CLASS
    return Below({name for name in names if below.is_block(name)}, is_advertorial)


def _names_after(body: bytes, sought: bytes, offset: int, start: int, end: int) -> set[str]:
    """Names of the page's parts: each begins `offset` after what is sought, a longer text faster.

    Before the offset stands that it is one; where there is none, that has to be looked at.
    """
    names = set()
    at = body.rfind(sought, start, end)
    while at >= 0:
        begin = at + offset
        if offset or _is_tracking_name(body, begin):
            name = _BLOCK_NAME.match(body, begin)
            names.add(name[0].decode() if name else "")
        at = body.rfind(sought, start, at)
    return names


def _is_tracking_name(body: bytes, begin: int) -> bool:
    return body[begin - 1] in _OPENS_VALUE and bool(
        _TRACKING_NAME.search(body, max(0, begin - _BEFORE_NAME), begin)
    )


def _article_with_headline(root: Element) -> Element | None:
    return next((a for a in root.iter("article") if a.find(".//h1") is not None), None)


def _article_of(
    root: Element, titles: Collection[str] = (), is_stated: bool = False
) -> Element | None:
    """The `article` with the headline; without one, the smallest box around headline and text; or
    an article that shows no headline.

    titles:    what the page says that it is called. Then a headline outside of articles counts only
               if it says so, too, or is the only one.
    is_stated: whether the page says of itself that it is this story. Else any headline above some
               paragraphs may be that of an error, or of a question for consent.
    """
    article = _article_with_headline(root)
    if article is not None:
        return article
    headlines = list(root.iter("h1"))
    if titles and len(headlines) > 1:
        wanted = {phrase(title) for title in titles}
        headlines = [h1 for h1 in headlines if phrase(text_of(h1)) in wanted]
    unnamed = (_holds_media, _holds_paragraphs) if is_stated else ()
    for holds in (text_boxes, *unnamed):
        for headline in headlines:
            for above in headline.iterancestors():
                if above.tag == "body":
                    break
                if holds(above):
                    return above
    return next(filter(text_boxes, root.iter("article")), None)


def _holds_media(box: Element) -> bool:
    return next(box.iter("video", "audio", "figure"), None) is not None


def _holds_paragraphs(box: Element) -> bool:
    """Others than the teaser beside the headline."""
    heads = set(box.iter("header"))
    first = islice(box.iter("p"), _MOST_PARAGRAPHS)
    return box.tag != "header" and any(heads.isdisjoint(p.iterancestors()) for p in first)


def teasers_of(root: Element, problems: list[Problem]) -> list[Teaser]:
    """Every teaser on a rendered listing, in order, each once.

    Types that are not known are noted in `problems`.
    """
    return _teasers_at(_teaser_anchors(root), problems)


def unnamed_teasers_of(root: Element, problems: list[Problem]) -> list[Teaser]:
    """Where nothing has the name of a teaser, whatever is linked outside of menus is one."""
    return _teasers_at((a for a in _outside_menus(root) if text_of(a)), problems)


def _outside_menus(root: Element) -> Iterator[Element]:
    """The page's links but for those in its menu and in its foot."""
    furniture = set[Element]()
    for box in [*root.iter("nav", "footer"), *all_by_class(root, selectors.MENU)]:
        furniture.update(box.iter("a"))
    return (anchor for anchor in root.iter("a") if anchor not in furniture)


def _teasers_at(anchors: Iterable[Element], problems: list[Problem]) -> list[Teaser]:
    teasers: dict[int, Teaser] = {}
    for anchor in anchors:
        link = link_of(anchor)
        address = address_of(link.url) if link else None
        # A teaser links to its story three times; the first anchor leads to all that it tells.
        if link is not None and address is not None and address.id not in teasers:
            teasers[address.id] = teaser_in(_teaser_box(anchor), link, address)
        elif address is None and (word := unknown_kind(anchor.get("href") or "")) is not None:
            note_unknown(word, problems)
    return list(teasers.values())


def _teaser_anchors(root: Element) -> list[Element]:
    """By the class that they have (seen); where none has it, whatever links from a teaser."""
    anchors = all_by_class(root, selectors.TEASER_LINK, "a")
    if anchors:
        return anchors
    boxes = all_by_class(root, selectors.TEASER_WRAP)
    boxes = boxes or cast("list[Element]", selectors.TEASERS(root))
    linking = dict.fromkeys(anchor for box in boxes for anchor in box.iter("a"))
    return [anchor for anchor in linking if text_of(anchor)]


def menu_of(root: Element) -> list[Link]:
    """The sections and programmes of the menu and the topics in focus, each once.

    On a page without a `nav` all that are linked count.
    """
    links: dict[str, Link] = {}
    boxes = list(root.iter("nav"))
    boxes = [*boxes, *all_by_class(root, selectors.MENU)] if boxes else [root]
    for anchor in (anchor for box in boxes for anchor in box.iter("a")):
        link = link_of(anchor)
        address = address_of(link.url) if link else None
        if link is not None and address is not None and address.kind in _MENU_KINDS:
            links.setdefault(link.url, link)
    return list(links.values())


def entries_of(root: Element, problems: list[Problem]) -> tuple[list[Teaser], list[Link]]:
    """Of an index page: its teasers, and its links to listings, outside menu and footer.

    Where it has no teasers, a link to a story is one, with its text as the headline.
    """
    teasers = {teaser.id: teaser for teaser in teasers_of(root, problems)}
    links: dict[str, Link] = {}
    for anchor in _outside_menus(root):
        link = link_of(anchor)
        address = address_of(link.url) if link else None
        if link is None or address is None:
            continue
        if address.is_listing:
            links.setdefault(link.url, link)
        elif address.id not in teasers:
            teasers[address.id] = teaser_in(anchor, link, address)
    return list(teasers.values()), list(links.values())


def indexes_of(body: bytes) -> list[str]:
    """The pages of topics from A to Z that a listing links to, each once."""
    paths = dict.fromkeys(match[1].decode("utf-8", "replace") for match in _INDEX.finditer(body))
    return [url for path in paths if (url := canonical_url(html.unescape(path)))]


def _kicker(article: Element) -> list[str]:
    boxes = all_by_value(article, "data-tracking-name", selectors.KICKER_NAME)
    box = boxes[0] if boxes else first_by_class(article, selectors.KICKER)
    if box is None:
        return []
    parts = [part for part in box if isinstance(part.tag, str)]
    return [text for part in parts if (text := text_of(part))] or (
        [text_of(box)] if text_of(box) else []
    )


def _dates(article: Element, language: str, problems: list[Problem]) -> ShownDates:
    area = first_by_class(article, selectors.TIME_AREA)
    area = _time_above_text(article) if area is None else area
    if area is not None:
        return dates_of(area, language, problems)
    return _dates_by_class(article, language)


def _time_above_text(article: Element) -> Element | None:
    """What holds the first `time` above the text, whatever its class is."""
    for element in article.iter("time", "div"):
        if element.tag == "time":
            return element.getparent()
        if selectors.RICH_TEXT in classes(element):
            return None
    return None


def _dates_by_class(article: Element, language: str) -> ShownDates:
    """Above the text what are dates, and say so in a class, whatever that is."""
    boxes: list[Element] = []
    for element in article.iterdescendants():
        own = classes(element)
        if selectors.RICH_TEXT in own or len(boxes) == _MOST_DATES:
            break
        if _DATE_WORD.search(" ".join(own)) and short_text_of(element, _LONGEST_DATE):
            boxes.append(element)
    told = [dates_of(box, language, []) for box in boxes]
    return ShownDates(
        next((dates.published for dates in told if dates.published), None),
        next((dates.modified for dates in told if dates.modified), None),
    )


def _lead_image(article: Element) -> Image | None:
    """The first picture that belongs to no text."""
    for figure in article.iter("figure"):
        if any(selectors.RICH_TEXT in classes(above) for above in figure.iterancestors()):
            continue
        image = richtext.image_of(figure)
        if image is not None and image.id is not None:
            return image
    return None


def _topics(root: Element, article: Element) -> list[Topic]:
    """By the name of their block; where none has it, all topics that are linked below the text."""
    topics: dict[int, Topic] = {}
    # A `section` (seen since 2023), which is found faster than any element of that name.
    topics_name = selectors.RELATED_TOPICS
    named = (s for s in root.iter("section") if s.get("data-tracking-name") == topics_name)
    sections = [*named] or all_by_value(root, "data-tracking-name", topics_name)
    for anchor in sections[0].iter("a") if sections else _below_text(root, article):
        link = link_of(anchor)
        address = address_of(link.url) if link else None
        if link is not None and address is not None and address.kind == "topic" and link.text:
            topics.setdefault(address.id, Topic(id=address.id, name=link.text, url=link.url))
    return list(topics.values())


def _below_text(root: Element, article: Element) -> Iterator[Element]:
    """The links that stand behind the text and in no menu, nor in the page's foot."""
    texts = text_boxes(article)
    last = texts[-1] if texts else article.find(".//h1")
    is_behind = False
    for element in root.iter():
        if element is last:
            is_behind = True
        elif is_behind and element.tag == "a":
            above = set(element.iterancestors())
            if above.isdisjoint(texts) and not any(e.tag in _FURNITURE for e in above):
                yield element


def _teaser_box(anchor: Element) -> Element:
    box = anchor
    for ancestor in anchor.iterancestors():
        own = classes(ancestor)
        if selectors.TEASER_WRAP in own or selectors.TEASER in own or ancestor.tag == "section":
            box = ancestor
            if selectors.TEASER not in own:
                break
    return box


def _read_body(article: Element, story: Story, problems: list[Problem]) -> None:
    root = body_of(article, story.type)
    body = richtext.RichText() if root is None else richtext.read(root)
    problems.extend(body.problems)
    story.body = body.blocks
    story.links = body.links
    story.media = body.media
    story.images = with_lead(story.lead_image, body.images)
    read_shown(article, story, problems)


def _place(story: Story, tracked: json_ld.Fields) -> None:
    """The tracking layer tells the section path."""
    story.section = tracked.get("section") or []
    story.keywords = tracked.get("keywords") or []
    story.regions = story.kicker[1:2]
    focus = story.kicker[:1]
    story.categories = list(dict.fromkeys([*focus, *(tracked.get("categories") or [])]))
