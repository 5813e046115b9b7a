"""Takes pitches out of a body: paragraphs that ask for a subscription, a download or a follower."""

from __future__ import annotations

from dwcrawler.items import Block, Link, Story
from dwcrawler.normalize import notes
from dwcrawler.normalize.text import clean


def without_pitches(blocks: list[Block], story: Story) -> tuple[list[Block], list[str]]:
    """The other blocks, and the texts of the pitches; links of the story tell some of them."""
    links = notes.of_pitches(story.links)
    if not links and not notes.names_pitch(_short_paragraphs(blocks), story.language):
        return blocks, []
    kept: list[Block] = []
    pitches: list[str] = []
    for block in blocks:
        if block.kind == "paragraph" and _is_pitch(block.text, story.language, links):
            pitches.append(block.text or "")
        else:
            kept.append(block)
    return kept, pitches


def _short_paragraphs(blocks: list[Block]) -> str:
    """Most stories ask for nothing, which one look at all of them tells."""
    return "\n".join(
        block.text
        for block in blocks
        if block.kind == "paragraph" and block.text and len(block.text) <= notes.LONGEST_PITCH
    )


def _is_pitch(text: str | None, language: str, links: list[Link]) -> bool:
    if not text or not (links or notes.may_be_pitch(text, language)):
        return False
    cleaned = clean(text) or ""
    return notes.is_pitch(cleaned, language) or any(
        notes.is_pitch_for(cleaned, link.url, clean(link.text) or "") for link in links
    )
