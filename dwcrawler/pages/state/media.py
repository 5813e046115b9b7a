"""What a video, an audio, a gallery and a live blog have of their own in the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dwcrawler.identity import MAX_ID, short_url
from dwcrawler.items import Block, Media, Post, Source, Story, Subtitles
from dwcrawler.pages import checks, richtext
from dwcrawler.pages.durations import iso_duration
from dwcrawler.pages.hls import mp4_of
from dwcrawler.pages.markup import duration_of, fragment
from dwcrawler.pages.media import HLS, MP4, mime_type, own_media
from dwcrawler.pages.pictures import picture, web_url, with_lead
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, non_blank
from dwcrawler.pages.state.images import Picture, image_of
from dwcrawler.pages.state.persons import persons_of

# Spelled out for screen readers, and else in numbers (`…Sr`: attested).
_POST_DATES: Final = ("contentDate", "localizedContentDateSr", "localizedContentDate")
# Where a broadcast has its stream. Only the first is seen, of a video.
_STREAMS: Final = ("hlsVideoSrc", "streamUrl", "url")


def read_own(content: Content, story: Story) -> None:
    """Adds what the story's type has beyond an article, and what it broadcasts."""
    reader = _READERS.get(story.type)
    if reader is not None:
        reader(content, story)
    _add_players(content, "livestreams", story)


def _read_video(content: Content, story: Story) -> None:
    hls = _file(content, "hlsVideoSrc")
    mp4 = mp4_of(hls) if hls else None
    sources = [Source(url=hls, type=mime_type(hls, HLS))] if hls else []
    sources += [Source(url=mp4, type=MP4)] if mp4 else []
    story.media.insert(0, _playing("video", content, story, sources))


def _read_audio(content: Content, story: Story) -> None:
    mp3 = _file(content, "mp3Src")
    sources = [Source(url=mp3, type=mime_type(mp3, "audio/mpeg"))] if mp3 else []
    story.media.insert(0, _playing("audio", content, story, sources))


def _playing(
    kind: richtext.MediaKind, content: Content, story: Story, sources: list[Source]
) -> Media:
    poster = picture(content.text("posterImageUrl"))[1]
    duration = _duration(content)
    media = Media(kind=kind, duration=duration, poster_url=poster, sources=sources)
    media.subtitles = _subtitles(content)
    return own_media(media, story)


def _subtitles(content: Content) -> list[Subtitles]:
    found = []
    for entry in content.objects("subtitles"):
        url = _file(entry, "subtitleUrl")
        if url is not None:
            found.append(Subtitles(url=url, language=entry.text("srcLanguage")))
    return found


def _add_players(content: Content, field: str, story: Story) -> None:
    """Films and broadcasts that the story shows without a place in its text (attested)."""
    known = {media.id for media in story.media}
    for entry in content.objects(field):
        number = entry.number("id")
        if number is not None and (number in known or number > MAX_ID):
            continue
        stream = next((url for name in _STREAMS if (url := web_url(entry.text(name)))), None)
        if stream is None or not (".m3u8" in stream or ".mp4" in stream):
            continue
        known.add(number)
        sources = [Source(url=stream, type=HLS if ".m3u8" in stream else MP4)]
        if mp4 := mp4_of(stream):
            sources.append(Source(url=mp4, type=MP4))
        story.media.append(
            Media(
                kind="video",
                id=number,
                short_url=None if number is None else short_url(number),
                headline=entry.text("title", "name"),
                duration=_duration(entry),
                poster_url=picture(entry.text("posterImageUrl"))[1],
                sources=sources,
                subtitles=_subtitles(entry),
            )
        )


def _file(content: Content, name: str) -> str | None:
    stated = content.text(name)
    url = web_url(stated)
    if stated and url is None:
        content.refuse(Problem("bad_field", f"{name} is {stated[:60]!r}"), name)
    return url


def _duration(content: Content) -> int | None:
    """Seconds, from the first of the state's fields that tells a possible one."""
    told: list[tuple[str, Any]] = [("duration", content.number("duration"))]
    told += [
        (name, duration_of(text) or iso_duration(text))
        for name in ("formattedDuration", "formattedDurationInMinutes", "durationIso8601")
        if (text := content.text(name))
    ]
    for name, seconds in told:
        if checks.is_duration(seconds):
            return int(seconds)
        if seconds is not None:
            content.refuse(checks.refusal("duration", name, seconds), name)
    return None


class _GalleryImage(Entity):
    name: str | None = None
    description: str | None = None
    alt_text: str | None = None
    assigned_image: Picture | None = None


_GALLERY_IMAGE: Final = EntityReader(_GalleryImage)


def _read_gallery(content: Content, story: Story) -> None:
    """Each entry is a name, and a picture under it; where the picture is not told, its text."""
    pictures = []
    for entry in content.entities("extendedGalleryImages", _GALLERY_IMAGE):
        if name := non_blank(entry.name):
            story.body.append(Block(kind="heading", text=name, level=3))
        caption, alt = non_blank(entry.description), non_blank(entry.alt_text)
        image = image_of(content, entry.assigned_image, caption, alt)
        if image.id is not None or image.url is not None:
            pictures.append(image)
            story.body.append(Block(kind="image", ref=image.id))
        elif image.caption:
            story.body.append(Block(kind="paragraph", text=image.caption))
    story.images = with_lead(story.lead_image, [*story.images, *pictures])


def _read_liveblog(content: Content, story: Story) -> None:
    for entry in content.objects("posts"):
        root = fragment(entry.text("text") or "")
        body = (
            richtext.RichText() if root is None else richtext.read(root, widgets_of(content, entry))
        )
        content.problems += body.problems
        story.images = with_lead(story.lead_image, [*story.images, *body.images])
        story.media += body.media
        story.links += body.links
        story.posts.append(
            Post(
                headline=entry.text("title"),
                date_published=entry.date(story.language, *_POST_DATES),
                authors=persons_of(entry),
                body=body.blocks,
            )
        )
        _add_players(entry, "videos", story)


def widgets_of(*contents: Content) -> dict[int, str]:
    """Of DW's own widgets, by their ids, the addresses of their frames (attested)."""
    frames: dict[int, str] = {}
    entries = [entry for content in contents for entry in content.objects("widgets")]
    for entry in entries:
        number, code = entry.number("id"), entry.text("embedCode")
        root = fragment(code) if code and "iframe" in code.lower() else None
        frame = None if root is None else next(root.iter("iframe"), None)
        url = None if frame is None else web_url(frame.get("src") or frame.get("data-src"))
        if number is not None and url is not None:
            frames.setdefault(number, url)
    return frames


_READERS: Final[dict[str, Callable[[Content, Story], None]]] = {
    "video": _read_video,
    "audio": _read_audio,
    "gallery": _read_gallery,
    "liveblog": _read_liveblog,
}
