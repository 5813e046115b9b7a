"""Fingerprints what a reader would notice, so that an edit can be told from a mere new crawl."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from dwcrawler.items import Image, Media, Story

_encode = msgspec.json.Encoder().encode


class Revision:
    def process_item(self, item: Story) -> Story:
        item.content_hash = sha256(_encode(_noticed(item))).hexdigest()
        return item


def _noticed(story: Story) -> list[object]:
    """Not dates, tracking and "Explore more", which change around a story that stays the same.

    Of authors the names only: the rendered page does not always link them.
    """
    return [
        story.type,
        story.headline,
        story.description,
        [author.name for author in story.authors],
        story.byline,
        [_picture(image) for image in story.images],
        [_medium(media) for media in story.media],
        story.body,
        [[post.headline, post.body] for post in story.posts],
    ]


def _picture(image: Image) -> list[object]:
    return [image.id or image.url, image.caption, image.credit]


def _medium(media: Media) -> list[object]:
    return [media.kind, media.id, media.headline]
