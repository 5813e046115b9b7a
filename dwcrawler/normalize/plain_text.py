"""The plain text of a story, put together from its blocks and the posts of a live blog."""

from __future__ import annotations

from typing import Final

from dwcrawler.items import Block, Post, Story

# Blocks with a text of their own: not captions, tables and embeds.
READ_ALOUD: Final = frozenset({"paragraph", "heading", "list", "quote"})


def text_of(story: Story) -> str:
    """Of the body, then of each post, whose `text` is plain already."""
    texts = [plain_text(story.body), *map(_post_text, story.posts)]
    return "\n\n".join(text for text in texts if text)


def plain_text(blocks: list[Block]) -> str:
    """Headings, paragraphs, list items and quotes, set apart by blank lines."""
    parts: list[str] = []
    for block in blocks:
        if block.kind in READ_ALOUD:
            parts.extend(block.items if block.kind == "list" else [block.text or ""])
    return "\n\n".join(part for part in parts if part)


def _post_text(post: Post) -> str:
    return "\n\n".join(part for part in (post.headline, post.text) if part)
