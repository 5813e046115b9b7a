"""Parts of a story in words: what stands for a block, a picture, a link, a person in plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from dwcrawler.items import Block, Image, Media, Person, Story
from dwcrawler.normalize.text import clean, clean_lines

BULLET = "• "


def plain(text: str | None) -> str:
    """One line that is safe to print; empty where there is none."""
    return clean(text) or ""


def date(moment: str | None, precision: str | None = None) -> str:
    """`2024-01-31T12:00:00Z` -> `2024-01-31 12:00 UTC`; a day alone as such."""
    if not moment:
        return ""
    return moment[:10] if precision == "day" else f"{moment[:16].replace('T', ' ')} UTC"


def duration(seconds: int | None) -> str:
    return str(timedelta(seconds=min(seconds, 10**8))) if seconds is not None else ""


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Those that are not empty."""
    return between.join(part for part in parts if part)


def person(author: Person) -> str:
    return joined([plain(author.name), f"({plain(author.url)})" if author.url else ""], " ")


def picture(image: Image) -> str:
    """Caption and credit; else the text that stands for it."""
    text = plain(image.caption) or plain(image.alt)
    credit = plain(image.credit)
    return joined([text, f"({credit})" if credit else ""], " ")


def medium(media: Media) -> str:
    length = duration(media.duration)
    return joined([plain(media.headline), f"({length})" if length else ""], " ")


def block(block: Block, story: Story) -> list[str]:
    """Its lines: one, or one for each item of a list and row of a table (cells between tabs)."""
    if block.kind == "heading":
        return [f"{'#' * (block.level or 2)} {plain(block.text)}"]
    if block.kind == "list":
        return [f"{BULLET}{plain(item)}" for item in block.items]
    if block.kind == "quote":
        return [f"> {plain(block.text)}"]
    if block.kind == "table":
        return (clean_lines(block.text) or "").split("\n")
    if block.kind == "paragraph":
        return [plain(block.text)]
    return [f"[{block.kind}: {stand_in(block, story)}]"]


def stand_in(block: Block, story: Story) -> str:
    """What stands for a picture, a film or what is embedded."""
    if block.kind == "embed":
        return joined([plain(block.provider), plain(block.url or block.text)])
    if block.kind in ("video", "audio"):
        shown = next((medium(media) for media in story.media if _is(media.id, block)), "")
    else:
        shown = next((picture(image) for image in story.images if _is(image.id, block)), "")
    return shown or plain(block.text) or plain(block.url) or str(block.ref or "")


def _is(number: int | None, block: Block) -> bool:
    return number is not None and number == block.ref
