"""Which files a story has: its pictures, and videos and audios that are one file.

A file is named by the id of what it shows, never by a name that a page or a server chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from dwcrawler.identity import may_hold_files
from dwcrawler.items import Image, Media, Story

# What a file may be, by the end of its URL, and what its server must call it then.
_KINDS: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), "image/"),
    **dict.fromkeys(("mp4", "webm"), "video/"),
    **dict.fromkeys(("mp3", "m4a"), "audio/"),
}
_END: Final = re.compile(r"\.([a-z0-9]{3,4})\Z")


def files_of(story: Story, wanted: frozenset[str]) -> dict[str, str]:
    """Path -> URL; `wanted` are `images`, `media` or both."""
    return {path_of(part, url): url for part in _parts(story, wanted) if (url := url_of(part))}


def note_files(story: Story, wanted: frozenset[str], stored: set[str]) -> None:
    """Writes into the story which of its files are stored, by their paths."""
    for part in _parts(story, wanted):
        url = url_of(part)
        if url and (path := path_of(part, url)) in stored:
            part.file = path


def _parts(story: Story, wanted: frozenset[str]) -> Iterable[Image | Media]:
    if "images" in wanted:
        yield from story.images
        if story.lead_image is not None:
            yield story.lead_image
    if "media" in wanted:
        yield from story.media


def url_of(part: Image | Media) -> str | None:
    """A picture, or the one file of a video or an audio: streams are no files."""
    urls = [part.url] if isinstance(part, Image) else [source.url for source in part.sources]
    return next((url for url in urls if url and _end_of(url) and may_hold_files(url)), None)


def path_of(part: Image | Media, url: str) -> str:
    """`images/27/65897427.jpg`: folders by the last two digits, so that none grows without end."""
    folder = "images" if isinstance(part, Image) else "media"
    name = str(part.id) if part.id is not None else sha256(url.encode()).hexdigest()[:16]
    return f"{folder}/{name[-2:]}/{name}.{_end_of(url)}"


def why_not_a_file(path: str, status: int, content_type: bytes | None, body: bytes) -> str | None:
    """What is wrong with the answer that should be stored under this path; None where it is one."""
    kind = (content_type or b"").decode("latin-1").lower()
    expected = _KINDS[path.rpartition(".")[2]]
    if status != 200:
        return f"HTTP status {status}"
    if not body or not kind.startswith(expected):
        return f"{kind or 'nothing'} is not a file of type {expected}…"
    return None


def _end_of(url: str) -> str | None:
    match = _END.search(url.partition("?")[0].lower())
    return match[1] if match and match[1] in _KINDS else None
