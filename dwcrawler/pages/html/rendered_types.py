"""What a rendered page shows of a video, an audio, a gallery and a live blog beyond an article.

No such page is captured, so nothing here leans on class names but the few that articles share with
them (`vjs-wrapper`, `rich-text`, `author-details`, `date-time`); the rest is told from the order of
elements: a picture's name stands before it, a post's heading before its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from typing import Final, cast

from dwcrawler.identity import address_of, canonical_url
from dwcrawler.items import Person, Post, Story
from dwcrawler.normalize.bylines import are_names
from dwcrawler.normalize.people import names_in
from dwcrawler.pages import checks, richtext, selectors
from dwcrawler.pages.html.shown_dates import date_of
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
from dwcrawler.pages.media import own_media
from dwcrawler.pages.pictures import with_lead
from dwcrawler.pages.problems import Problem

_HEADINGS: Final = ("h2", "h3", "h4")
_FURNITURE: Final = (
    selectors.KICKER,
    selectors.AUTHOR_DETAILS,
    selectors.TIME_AREA,
    selectors.TEASER_TEXT,
)
# Where authors are told, the surest first.
_AUTHOR_BOXES: Final = (
    selectors.AUTHOR_DETAILS,
    selectors.AUTHOR_NAME,
    selectors.AUTHOR_LINK,
    selectors.AUTHOR,
)
_AUTHOR: Final = frozenset({selectors.AUTHOR_LINK, selectors.AUTHOR, selectors.AUTHOR_NAME})
# What stands beside a name: a place or a role, what divides names, an icon.
_NO_NAME: Final = frozenset({selectors.EXTRA_INFO, selectors.SEPARATOR, "svg", "figure", "img"})
_AUTHOR_WORD: Final = re.compile(r"author|byline|writer", re.IGNORECASE)
_MOST_AUTHORS: Final = 50
_LONGEST_AUTHOR: Final = 100
_MAX_POSTS: Final = 5_000


def read_shown(article: Element, story: Story, problems: list[Problem]) -> None:
    """Adds what the story's type has beyond an article."""
    reader = _READERS.get(story.type)
    if reader is not None:
        reader(article, story, problems)


def authors_of(box: Element, without: Collection[Element] = ()) -> list[Person]:
    """Each once, without the place or the role beside a name.

    Above the text (`author-details`), or else below it (`author-name`): as a link to a page of
    their own (`author-link`), or without one (`author`). What stands in one of the boxes `without`
    tells the authors of something else.
    """
    for name in _AUTHOR_BOXES:
        persons: dict[str, Person] = {}
        for details in all_by_class(box, name):
            if without and not set(without).isdisjoint(details.iterancestors()):
                continue
            for author in _author_elements(details):
                _add_author(persons, author)
        if persons:
            return list(persons.values())
    return _linked_persons(box, without) or _named_as_authors(box, without)


def _linked_persons(box: Element, without: Collection[Element]) -> list[Person]:
    """By the pages that links outside of the texts lead to, where no class tells."""
    around = {*text_boxes(box), *without}
    persons: dict[str, Person] = {}
    for anchor in box.iter("a"):
        link = link_of(anchor)
        if link is None or link.id is None or not around.isdisjoint(anchor.iterancestors()):
            continue
        address = address_of(link.url)
        if address is not None and address.kind == "person":
            _add_author(persons, anchor)
    return list(persons.values())


def _named_as_authors(box: Element, without: Collection[Element]) -> list[Person]:
    """Above the text, by the word in a class of another name, or as schema.org marks them."""
    marked: list[Element] = []
    for element in box.iterdescendants():
        own = classes(element)
        if selectors.RICH_TEXT in own or element in without or len(marked) == _MOST_AUTHORS:
            break
        if any(map(_AUTHOR_WORD.search, [*own, element.get("itemprop") or ""])):
            marked.append(element)
    persons: dict[str, Person] = {}
    for element in _innermost(marked):
        for part in list(element) if len(element) > 1 else [element]:
            text = short_text_of(part, _LONGEST_AUTHOR)
            if text and are_names(", ".join(names_in(text, "en"))):
                _add_author(persons, part)
    return list(persons.values())


def post_boxes(article: Element, kind: str) -> list[Element]:
    """Each holds one entry of a live blog."""
    return [box for _, box in _posts(article)] if kind == "liveblog" else []


def _author_elements(details: Element) -> list[Element]:
    """The innermost elements that are marked as an author's; else what is not marked at all."""
    marked = [e for e in [details, *details.iterdescendants()] if _AUTHOR & set(classes(e))]
    return _innermost(marked) or [child for child in details if not _is_beside_name(child)]


def _innermost(elements: list[Element]) -> list[Element]:
    around = {above for element in elements for above in element.iterancestors()}
    return [element for element in elements if element not in around]


def _add_author(persons: dict[str, Person], author: Element) -> None:
    name = " ".join("".join(_name_in(author)).split()).strip("|,; ")
    if not checks.is_text(name) or any(character.isdigit() for character in name):
        return
    anchor = author if author.tag == "a" else author.find(".//a")
    if anchor is None:
        anchor = next((above for above in author.iterancestors("a")), None)
    href = anchor.get("href") if anchor is not None else None
    url = canonical_url(href) if href else None
    known = persons.setdefault(name.casefold(), Person(name=name, url=url))
    known.url = known.url or url


def _name_in(author: Element) -> Iterator[str]:
    """The text of an element without that of what stands beside a name."""
    yield author.text or ""
    for child in author:
        if not _is_beside_name(child):
            yield from _name_in(child)  # no deeper than the parser lets a tree be
        yield child.tail or ""


def _is_beside_name(element: Element) -> bool:
    return not _NO_NAME.isdisjoint({element.tag, *classes(element)})


def _read_player(article: Element, story: Story, problems: list[Problem]) -> None:
    """The player above the text is the story's own; those in the text are not."""
    for player in article.iter("video", "audio"):
        if any(selectors.RICH_TEXT in classes(above) for above in player.iterancestors()):
            continue
        boxes = (a for a in player.iterancestors() if selectors.PLAYER in classes(a))
        wrapper = next(boxes, player)
        media = richtext.media_of(wrapper)
        if media is not None:
            story.media.insert(0, own_media(media, story))
        return


def _read_gallery(article: Element, story: Story, problems: list[Problem]) -> None:
    """All that stands between the first picture and the last, whatever holds it."""
    lead, slides = _lead_and_slides(article)
    if not slides:
        return
    box = _common_box(slides)
    for element in [lead, body_of(article, story.type), *_furniture(box)]:
        parent = element.getparent() if element is not None else None
        if element is not None and parent is not None:
            parent.remove(element)
    shown = richtext.read(box)
    story.body += shown.blocks
    story.images = with_lead(story.lead_image, [*story.images, *shown.images])


def _lead_and_slides(article: Element) -> tuple[Element | None, list[Element]]:
    """The figure that stands alone above a gallery, if one does, and the gallery's figures.

    It does if one of the others shows it again, or if they have a box of their own, or stand deeper.
    """
    text = first_by_class(article, selectors.RICH_TEXT)
    containers = [box for box in [*article.iter("header"), text] if box is not None]
    figures = [
        figure
        for figure in article.iter("figure")
        if not any(box in figure.iterancestors() for box in containers)
    ]
    if len(figures) < 2 or not _holds_headline(_common_box(figures)):
        return None, figures
    first, *others = figures
    number, depth = _picture_id(first), _depth(first)
    is_repeated = number is not None and number in map(_picture_id, others)
    have_own_box = len(others) > 1 and not _holds_headline(_common_box(others))
    is_apart = have_own_box or depth not in map(_depth, others)
    return (first, others) if is_repeated or is_apart else (None, figures)


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _picture_id(figure: Element) -> int | None:
    image = richtext.image_of(deepcopy(figure))  # reading takes the credit out of the caption
    return image.id if image is not None else None


def _common_box(elements: list[Element]) -> Element:
    """The smallest element around all of these, which stand in document order."""
    around_last = set(elements[-1].iterancestors())
    return next(above for above in elements[0].iterancestors() if above in around_last)


def _holds_headline(box: Element) -> bool:
    return next(box.iter("h1"), None) is not None


def _furniture(box: Element) -> list[Element]:
    """What a box around a whole story holds besides its pictures: others read it, or none."""
    if not _holds_headline(box):
        return []
    parts = [*box.iter("header", "footer", "h1", "nav")]
    for name in _FURNITURE:
        parts += all_by_class(box, name)
    return parts + cast("list[Element]", selectors.SHARING(box))


def text_boxes(box: Element) -> list[Element]:
    """What holds a text: by its class (seen since 2023), else by the name that the site counts it
    under (seen in 2026)."""
    return all_by_class(box, selectors.RICH_TEXT) or all_by_value(
        box, "data-tracking-name", selectors.RICH_TEXT_NAME
    )


def body_of(article: Element, kind: str) -> Element | None:
    """The text that is the story's own: no post's, and not a picture's in a gallery."""
    texts = text_boxes(article)
    if kind == "liveblog":
        of_posts = {text for text, _ in _posts(article)}
        texts = [text for text in texts if text not in of_posts]
    elif kind == "gallery" and texts and (slides := _lead_and_slides(article)[1]):
        first = next(e for e in article.iter() if e is texts[0] or e is slides[0])
        if first is slides[0] and _common_box(slides) in texts[0].iterancestors():
            return None
    return texts[0] if texts else None


def _read_posts(article: Element, story: Story, problems: list[Problem]) -> None:
    for text, box in _posts(article):
        heading = next((child for child in box.iter(*_HEADINGS) if _is_before(child, text)), None)
        date = _date_box(box)
        post = Post(
            headline=(text_of(heading) or None) if heading is not None else None,
            date_published=_post_date(date, story.language, problems),
            authors=authors_of(box),
        )
        body = richtext.read(text)
        post.body = body.blocks
        story.posts.append(post)
        story.images = with_lead(story.lead_image, [*story.images, *body.images])
        story.media += body.media
        story.links += body.links


def _post_date(box: Element | None, language: str, problems: list[Problem]) -> str | None:
    return date_of(box, language, problems) if box is not None else None


def _posts(article: Element) -> list[tuple[Element, Element]]:
    """The texts of posts, each with the box that also holds its date and heading."""
    texts = text_boxes(article)[:_MAX_POSTS]
    posts = []
    for before, text, after in zip([None, *texts], texts, [*texts[1:], None], strict=False):
        box = _post_box(text, [other for other in (before, after) if other is not None])
        if box is not None:
            posts.append((text, box))
    return posts


def _post_box(text: Element, neighbours: list[Element]) -> Element | None:
    """The smallest box around a text, and no other, that says when it was written."""
    around = {above for other in neighbours for above in (other, *other.iterancestors())}
    for box in text.iterancestors():
        if box in around or box.tag == "article" or _holds_headline(box):
            return None
        if _date_box(box) is not None:
            return box
    return None


def _date_box(box: Element) -> Element | None:
    """What says when a post was written: by its class, else by the `time` in it."""
    named = first_by_class(box, selectors.DATE_TIME)
    time = next(box.iter("time"), None) if named is None else None
    return named if time is None else time.getparent()


def _is_before(heading: Element, text: Element) -> bool:
    return text not in heading.iterancestors()


_READERS: Final[dict[str, Callable[[Element, Story, list[Problem]], None]]] = {
    "video": _read_player,
    "audio": _read_player,
    "gallery": _read_gallery,
    "liveblog": _read_posts,
}
