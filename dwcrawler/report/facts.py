"""What the report keeps of one story: half a kilobyte, whatever the length of the story.

Everything in a feed came from the network, so every text is cut and every list has a limit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import Struct

from dwcrawler.items import Image, Media, Story

EXPLORE_MORE: Final = "explore_more"

_LONGEST_TEXT: Final = 300  # characters of a headline
_LONGEST_NAME: Final = 80  # characters of the name of a section, a topic or an agency
_MOST_NAMES: Final = 50
_MOST_RELATED: Final = 500

# Fields that a story may lack, in the order of the report's table.
FIELDS: Final[dict[str, Callable[[Story], object]]] = {
    "date_published": lambda story: story.date_published,
    "date_modified": lambda story: story.date_modified,
    "description": lambda story: story.description,
    "kicker": lambda story: story.kicker,
    "authors": lambda story: story.authors,
    "byline": lambda story: story.byline,
    "lead_image": lambda story: story.lead_image,
    "text": lambda story: story.text,
    "media": lambda story: story.media,
    "section": lambda story: story.section,
    "topics": lambda story: story.topics,
    "keywords": lambda story: story.keywords,
    "categories": lambda story: story.categories,
    "regions": lambda story: story.regions,
    "related": lambda story: story.related,
    "links": lambda story: story.links,
    "notes": lambda story: story.notes,
    "program": lambda story: story.program,
    "posts": lambda story: story.posts,
}

# What is compared between two revisions of a story; the first two are alike in every layout.
COMPARED: Final[dict[str, Callable[[Story], object]]] = {
    "headline": lambda story: story.headline,
    "text": lambda story: story.text,
    "teaser": lambda story: story.description,
    "kicker": lambda story: story.kicker,
    "authors": lambda story: [author.name for author in story.authors],
    "byline": lambda story: story.byline,
    "pictures": lambda story: [_picture(image) for image in story.images],
    "video or audio": lambda story: [_medium(media) for media in story.media],
    "links": lambda story: [link.id or link.url for link in story.links],
    "live blog entries": lambda story: [(post.headline, post.text) for post in story.posts],
    "type": lambda story: story.type,
}
SAME_IN_EVERY_LAYOUT: Final = 2

_encode: Final = msgspec.json.Encoder().encode


class Version(Struct, gc=False, frozen=True):
    """One revision of a story, to be compared with another one.

    `prints` has one hash for each entry of COMPARED; they are comparable within this process only.
    """

    crawled_at: str
    layout: str
    prints: tuple[int, ...]


class Facts(Struct, gc=False, frozen=True):
    """The newest revision of a story. `day` is None where the date is unknown; `fields` has one
    bit for each entry of FIELDS; `depth` counts the links from a list to the story."""

    id: int
    revision: int
    type: str
    language: str
    headline: str
    day: date | None
    words: int
    section: str | None
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    agencies: tuple[str, ...]
    chosen: tuple[int, ...]  # stories that editors recommend below it
    others: tuple[int, ...]  # stories in the other blocks below it
    found_by: str | None
    depth: int
    layout: str
    is_rendered: bool
    fields: int
    version: Version


def facts_of(story: Story) -> Facts:
    provenance = story.provenance
    chosen, others = _related(story)
    return Facts(
        id=story.id,
        revision=story.revision,
        type=story.type,
        language=_name(story.language),
        headline=shortened(story.headline, _LONGEST_TEXT),
        day=_day(story.date_published),
        words=story.word_count,
        section=next(iter(_names(story.section[-1:])), None),
        topics=_names([topic.name for topic in story.topics]),
        regions=_names(story.regions),
        agencies=_names(story.byline.agencies if story.byline else []),
        chosen=chosen,
        others=others,
        found_by=provenance.found_by,
        depth=provenance.depth,
        layout=provenance.layout or "",
        is_rendered=provenance.rendered,
        fields=sum(bool(has(story)) << bit for bit, has in enumerate(FIELDS.values())),
        version=version_of(story),
    )


def version_of(story: Story) -> Version:
    return Version(
        crawled_at=story.provenance.crawled_at or "",
        layout=story.provenance.layout or "",
        prints=tuple(hash(_encode(part(story))) for part in COMPARED.values()),
    )


def shortened(text: str, most: int) -> str:
    text = " ".join(text[: most * 4].split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _related(story: Story) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Ids, each once. Before blocks were told apart, feeds had only what editors chose."""
    chosen: dict[int, None] = {}
    others: dict[int, None] = {}
    for teaser in story.related[:_MOST_RELATED]:
        if teaser.id != story.id:
            (chosen if teaser.relation in (EXPLORE_MORE, None) else others)[teaser.id] = None
    return tuple(chosen), tuple(others)


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat(moment[:10]) if moment else None
    except ValueError:  # the 31st of February has the right form
        return None


def _names(texts: Sequence[str]) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(_name(text) for text in texts[:_MOST_NAMES] if text.strip()))


def _name(text: str) -> str:
    """The same object for the same name: a feed repeats few of them often."""
    return sys.intern(shortened(text, _LONGEST_NAME))


def _picture(image: Image) -> list[Any]:
    return [image.id or image.url, image.caption, image.credit, image.alt]


def _medium(media: Media) -> list[Any]:
    return [media.kind, media.id, media.headline, media.duration]
