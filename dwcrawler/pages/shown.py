"""What a rendered page shows of a video, an audio, a gallery and a live blog beyond an article.

No such page is captured, so nothing here leans on class names but the few that articles share with
them (`vjs-wrapper`, `rich-text`, `author-details`, `date-time`); the rest is told from the order of
elements: a picture's name stands before it, a post's heading before its text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dwcrawler.identity import canonical_url
from dwcrawler.items import Person, Post, Story
from dwcrawler.pages import richtext
from dwcrawler.pages.markup import Element, all_by_class, classes, first_by_class, text_of
from dwcrawler.pages.media import own_media
from dwcrawler.pages.pictures import with_lead

_HEADINGS: Final = ("h2", "h3", "h4")


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
    figures = [figure for figure in article.iter("figure") if not _is_in_header(figure)]
    if not figures:
        return
    box = figures[0].getparent()
    while box is not None and figures[-1] not in box.iterdescendants("figure"):
        box = box.getparent()
    if box is None:
        return
    shown = richtext.read(box)
    story.body += shown.blocks
    story.images = with_lead(story.lead_image, [*story.images, *shown.images])


def _is_in_header(element: Element) -> bool:
    return any(above.tag == "header" for above in element.iterancestors())


def _read_posts(article: Element, story: Story) -> None:
    """A text is a post's if its box holds no other text and says when it was written."""
    for text in all_by_class(article, "rich-text"):
        box = text.getparent()
        date = first_by_class(box, "date-time") if box is not None else None
        if box is None or date is None or len(all_by_class(box, "rich-text")) > 1:
            continue
        heading = next((child for child in box.iter(*_HEADINGS) if _is_before(child, text)), None)
        post = Post(
            headline=(text_of(heading) or None) if heading is not None else None,
            date_published=time_of(date),
            authors=authors_of(box),
        )
        body = richtext.read(text)
        post.body = body.blocks
        story.posts.append(post)
        story.images = with_lead(story.lead_image, [*story.images, *body.images])
        story.media += body.media
        story.links += body.links


def _is_before(heading: Element, text: Element) -> bool:
    return text not in heading.iterancestors()


_READERS: Final[dict[str, Callable[[Element, Story], None]]] = {
    "video": _read_player,
    "audio": _read_player,
    "gallery": _read_gallery,
    "liveblog": _read_posts,
}
