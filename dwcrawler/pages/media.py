"""A story's own video or audio, put together from what several sources say of it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from dwcrawler.items import Media, Source, Story
from dwcrawler.pages.pictures import web_url

MP4: Final = "video/mp4"
HLS: Final = "application/x-mpegURL"
_MIME_TYPES: Final = {".m3u8": HLS, ".mp3": "audio/mpeg", ".mp4": MP4, ".m4a": "audio/mp4"}


def mime_type(url: str, otherwise: str | None = None) -> str | None:
    """By how the file's name ends; `otherwise` where that says nothing."""
    path = url.partition("?")[0].partition("#")[0].lower()
    known = next((kind for ending, kind in _MIME_TYPES.items() if path.endswith(ending)), None)
    return known or mimetypes.guess_type(path)[0] or otherwise


def add_shared_file(story: Story, shared: Callable[[str], Iterable[str]]) -> None:
    """The MP4 of a video from Open Graph, where the stream's address does not tell it.

    shared: the values of a meta
    """
    own = next((media for media in story.media if media.id == story.id), None)
    if story.type != "video" or (
        own and any(".mp4" in s.url.partition("?")[0][-5:] for s in own.sources)
    ):
        return
    for name in ("og:video:secure_url", "og:video", "og:video:url"):
        for stated in shared(name):
            url = web_url(stated)
            if url is not None and url.partition("?")[0].lower().endswith(".mp4"):
                file = Media(kind="video", sources=[Source(url=url, type=MP4)])
                if own is None:
                    with_player(story, file)
                else:
                    own.sources += file.sources
                return


def with_player(story: Story, player: Media) -> None:
    """Fills what is not known yet of the video or audio that a story is."""
    own = next((media for media in story.media if media.id == story.id), None)
    if own is None:
        story.media.insert(0, own_media(player, story))
        return
    fill_media(own, player)


def fill_media(media: Media, other: Media) -> None:
    media.sources = media.sources or other.sources
    media.duration = media.duration or other.duration
    media.poster_url = media.poster_url or other.poster_url


def own_media(media: Media, story: Story) -> Media:
    """The video or audio that a story is: it has the story's own identity and headline."""
    return replace(media, id=story.id, short_url=story.short_url, headline=story.headline)
