"""What of a story a reader would notice, and its hash: so an edit differs from a mere new crawl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from dwcrawler.items import Block, Image, Media, Story

# What sets the files of one film apart: `…_,AVC_480x270,.mp4.csmil/master.m3u8`, `…_hd_avc.mp4`.
_VARIANT: Final = re.compile(r"_(?:,|avc|hd|sd|sor).*|\.[^./]*\Z", re.IGNORECASE | re.DOTALL)
_encode = msgspec.json.Encoder().encode


def content_hash(story: Story, extra: Mapping[str, Any] | None = None) -> str:
    """SHA-256, as hexadecimal digits. `extra` is what counts besides the story's own fields."""
    noticed = _noticed(story)
    if extra is not None:
        noticed.append(extra)
    return sha256(_encode(noticed)).hexdigest()


def _noticed(story: Story) -> list[object]:
    """All that a reader sees of the story and where it leads. Not dates, tracking and "Explore
    more", which change around a story that stays the same. Nor notes: pitches come and go, and
    "More to follow" leaves when the text that it promised is there, which is the change itself.

    Of authors the names only: one gets a page of their own without any story's changing.
    """
    return [
        story.type,
        story.headline,
        story.description,
        story.kicker,
        [author.name for author in story.authors],
        story.byline,
        [_picture(image) for image in story.images],
        [_medium(media, story) for media in story.media],
        _blocks(story.body),
        [link.id or link.url for link in story.links],
        [[post.headline, _blocks(post.body)] for post in story.posts],
    ]


class _Block(msgspec.Struct):
    """What the hash is made of: keys that blocks were given since must not make every story new."""

    kind: str
    text: str | None
    level: int | None
    items: list[str]
    ref: int | None


def _blocks(blocks: list[Block]) -> list[_Block]:
    return [_Block(block.kind, block.text, block.level, block.items, block.ref) for block in blocks]


def _picture(image: Image) -> list[object]:
    return [image.id or image.url, image.caption, image.credit, image.alt]


def _medium(media: Media, story: Story) -> list[object]:
    """Some stories get a new film under the same headline many times a day (seen: 49496622).

    Its length and the names of its files identify it. Another server or another size of the file is
    not another film.
    """
    told: list[object] = [media.kind, media.id, media.headline]
    if media.id == story.id:
        told += [media.duration, sorted({_film(source.url) for source in media.sources})]
    return told


def _film(url: str) -> str:
    return _VARIANT.sub("", urlsplit(url).path).rpartition("/")[2]
