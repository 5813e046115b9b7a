"""What a story has, by names that stay: the shares of stories that have each are compared from run to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from dwcrawler.items import Image, Story

# What every story has, or what says nothing of the page that it was read from.
_NOT_COMPARED: Final = frozenset(
    "schema_version short_url id url type language direction headline revision content_hash "
    "provenance word_count extra is_opinion is_advertorial lead_image date_precision".split()
)
_FIELDS: Final = tuple(
    field.name for field in msgspec.structs.fields(Story) if field.name not in _NOT_COMPARED
)
_MOST_RELATIONS: Final = 20  # of one story; the site says what they are called
# Words; a page that shows only the beginning of a story has fewer.
_LONG: Final = 60
_VERY_LONG: Final = 200
STATES: Final = frozenset({"app_state", "apollo", "api"})


def features(story: Story) -> Iterator[str]:
    """Of a clean story: each name once.

    - a field that is not empty: `authors`
    - a part of a field: `lead_image.caption`, `date_published.second` (a date that tells the time)
    - a block below the story: `related/thematic_focus_region`
    - a kind of block in its text, and whose posts are embedded: `body/quote`, `embed/x`
    - `text.long`, `text.very_long`: the text has 60, 200 words or more
    - `state`: it was read from the page's state, not from what a browser shows
    """
    for name in _FIELDS:
        if getattr(story, name):
            yield name
    if story.date_precision == "second":
        yield "date_published.second"
    if story.word_count >= _LONG:
        yield "text.long"
    if story.word_count >= _VERY_LONG:
        yield "text.very_long"
    if story.provenance.layout in STATES:
        yield "state"
    yield from _of_pictures(story)
    yield from _of_media(story)
    yield from _of_body(story)
    yield from _of_related(story)


def _of_pictures(story: Story) -> Iterator[str]:
    if story.lead_image is not None:
        yield "lead_image"
        yield from _parts("lead_image", [story.lead_image])
    yield from _parts("images", story.images)


def _parts(name: str, images: list[Image]) -> Iterator[str]:
    for part in ("url", "caption", "credit", "alt"):
        if any(getattr(image, part) for image in images):
            yield f"{name}.{part}"


def _of_media(story: Story) -> Iterator[str]:
    for part in ("sources", "duration", "poster_url", "subtitles"):
        if any(getattr(media, part) for media in story.media):
            yield f"media.{part}"
    if any(person.url for person in story.authors):
        yield "authors.url"


def _of_body(story: Story) -> Iterator[str]:
    yield from {f"body/{block.kind}" for block in story.body}
    yield from {f"embed/{block.provider}" for block in story.body if block.provider}


def _of_related(story: Story) -> Iterator[str]:
    relations = {teaser.relation for teaser in story.related if teaser.relation}
    yield from (f"related/{relation}" for relation in sorted(relations)[:_MOST_RELATIONS])
    for part in ("type", "description", "date_published", "image"):
        if any(getattr(teaser, part) for teaser in story.related):
            yield f"related.{part}"
