"""What a rendered page shows of a video, an audio, a gallery and a live blog beyond an article.

No such page is captured, so nothing here leans on class names but the few that articles share with
them (`vjs-wrapper`, `rich-text`, `author-details`, `date-time`); the rest is told from the order of
elements: a picture's name stands before it, a post's heading before its text.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Final, cast

from lxml import etree

from dwcrawler.identity import canonical_url
from dwcrawler.items import Person, Post, Story
from dwcrawler.pages import richtext
from dwcrawler.pages.markup import Element, all_by_class, classes, first_by_class, text_of
from dwcrawler.pages.media import own_media
from dwcrawler.pages.pictures import with_lead

_HEADINGS: Final = ("h2", "h3", "h4")
_FURNITURE: Final = ("kicker", "author-details", "time-area", "teaser-text")
_SHARING: Final = etree.XPath(".//*[starts-with(@data-tracking-name, 'sharing')]")
_MAX_POSTS: Final = 5_000


def read_shown(article: Element, story: Story) -> None:
    """Adds what the story's type has beyond an article."""
    reader = _READERS.get(story.type)
    if reader is not None:
        reader(article, story)


def authors_of(box: Element) -> list[Person]:
    details = first_by_class(box, "author-details")
    persons = []
    for author in all_by_class(details, "author") if details is not None else []:
        anchor = author if author.tag == "a" else author.find(".//a")
        href = anchor.get("href") if anchor is not None else None
        if name := text_of(author):
            persons.append(Person(name=name, url=canonical_url(href) if href else None))
    return persons


def time_of(box: Element) -> str | None:
    """The machine's form of a `time` if it has one, else what a reader sees."""
    time = next(box.iter("time"), None)
    if time is None:
        return text_of(box) or None
    return time.get("datetime") or text_of(time) or None


def _read_player(article: Element, story: Story) -> None:
    """The player above the text is the story's own; those in the text are not."""
    for player in article.iter("video", "audio"):
        if any("rich-text" in classes(above) for above in player.iterancestors()):
            continue
        wrapper = next((a for a in player.iterancestors() if "vjs-wrapper" in classes(a)), player)
        media = richtext.media_of(wrapper)
        if media is not None:
            story.media.insert(0, own_media(media, story))
        return


def _read_gallery(article: Element, story: Story) -> None:
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
    text = first_by_class(article, "rich-text")
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
    return parts + cast("list[Element]", _SHARING(box))


def body_of(article: Element, kind: str) -> Element | None:
    """The text that is the story's own: no post's, and not a picture's in a gallery."""
    texts = all_by_class(article, "rich-text")
    if kind == "liveblog":
        of_posts = {text for text, _ in _posts(article)}
        texts = [text for text in texts if text not in of_posts]
    elif kind == "gallery" and texts and (slides := _lead_and_slides(article)[1]):
        first = next(e for e in article.iter() if e is texts[0] or e is slides[0])
        if first is slides[0] and _common_box(slides) in texts[0].iterancestors():
            return None
    return texts[0] if texts else None


def _read_posts(article: Element, story: Story) -> None:
    for text, box in _posts(article):
        heading = next((child for child in box.iter(*_HEADINGS) if _is_before(child, text)), None)
        date = first_by_class(box, "date-time")
        post = Post(
            headline=(text_of(heading) or None) if heading is not None else None,
            date_published=time_of(date) if date is not None else None,
            authors=authors_of(box),
        )
        body = richtext.read(text)
        post.body = body.blocks
        story.posts.append(post)
        story.images = with_lead(story.lead_image, [*story.images, *body.images])
        story.media += body.media
        story.links += body.links


def _posts(article: Element) -> list[tuple[Element, Element]]:
    """The texts of posts, each with the box that also holds its date and heading."""
    texts = all_by_class(article, "rich-text")[:_MAX_POSTS]
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
        if first_by_class(box, "date-time") is not None:
            return box
    return None


def _is_before(heading: Element, text: Element) -> bool:
    return text not in heading.iterancestors()


_READERS: Final[dict[str, Callable[[Element, Story], None]]] = {
    "video": _read_player,
    "audio": _read_player,
    "gallery": _read_gallery,
    "liveblog": _read_posts,
}
