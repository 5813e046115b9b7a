"""Hashes what a reader would notice, so that an edit differs from a mere new crawl."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final, Self
from urllib.parse import urlsplit

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from dwcrawler.items import Block, Image, Media, Story
from dwcrawler.pipelines.recording import Recording
from dwcrawler.store import FetchInfo, StoryState
from dwcrawler.store.records import record_of, text_hash

# What sets the files of one film apart: `…_,AVC_480x270,.mp4.csmil/master.m3u8`, `…_hd_avc.mp4`.
_VARIANT: Final = re.compile(r"_(?:,|avc|hd|sd|sor).*|\.[^./]*\Z", re.IGNORECASE | re.DOTALL)
_encode = msgspec.json.Encoder().encode


class Revision:
    """Numbers the revisions of stories. A story that did not change is not written again.

    Layouts differ in what they have (a rendered page has no caption for the picture of a video),
    so whole hashes are compared only within one layout. If a page comes in another layout than
    before, its story changed if headline or text did: these are the same in all layouts.

    What users' pipelines put into `extra` counts only with DW_HASH_EXTRA.
    Feeds of Scrapy's own (`-o`, `-O`) get it all the same. Stats: `dw/stories/changed`,
    `dw/stories/unchanged`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._recording: Recording | None = None
        self._hashes_extra = crawler.settings.getbool("DW_HASH_EXTRA")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        """Not called for saved pages: of those nothing is recorded."""
        self._recording = self._crawler.get_item_pipeline(Recording)

    def process_item(self, item: Story) -> Story:
        noticed = _noticed(item)
        if self._hashes_extra:
            noticed.append(item.extra)
        item.content_hash = sha256(_encode(noticed)).hexdigest()
        recording = self._recording
        journal = recording.journal if recording is not None else None
        known = journal.known(item.id) if journal is not None else None
        if recording is None or journal is None or known is None or known.revision == 0:
            return item
        item.revision = known.revision
        if _has_changed(item, known):
            item.revision += 1
            self._crawler.stats.inc_value("dw/stories/changed")
            return item
        self._crawler.stats.inc_value("dw/stories/unchanged")
        if journal.feed is not None:
            journal.note(record_of(item, recording.heard.pop(item.id, FetchInfo())))
            raise DropItem(f"Unchanged: {item.short_url}", log_level="DEBUG")
        return item


def _has_changed(item: Story, known: StoryState) -> bool:
    if known.layout == item.provenance.layout:
        return known.content_hash != item.content_hash
    return known.text_hash != text_hash(item)


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
