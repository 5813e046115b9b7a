"""Takes out of the body what is no text of the story: the byline, closing notes, pitches."""

from __future__ import annotations

from typing import Final

from dwcrawler.items import Block, Story
from dwcrawler.normalize import closing
from dwcrawler.normalize.closing import Closing, Line
from dwcrawler.normalize.pitches import without_pitches
from dwcrawler.pages.emphasis import LINE_END, Emphasized

_OTHER_TEXTS: Final = frozenset({"heading", "list", "quote", "table"})


class Bylines:
    """Notes are in reading order; links in them stay among the story's. Text cleans both.

    A line that ended with a `br` counts as one. Posts of a live blog keep their lines.
    """

    def process_item(self, item: Story) -> Story:
        item.body, ends = _without_end(item.body, item.language)
        item.byline = ends.byline
        item.body, pitches = without_pitches(item.body, item)
        item.notes = [*item.notes, *pitches, *ends.notes]
        for blocks in (item.body, *(post.body for post in item.posts)):
            blocks[:] = map(_ordinary, blocks)
        return item


def _without_end(blocks: list[Block], language: str) -> tuple[list[Block], Closing]:
    """Pictures, players and embeds may stand between closing lines; they are kept."""
    lines: list[Line] = []
    where: list[int] = []
    has_more = False
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        has_more = block.kind in _OTHER_TEXTS or len(lines) > closing.MAX_LINES
        if has_more:
            break
        if block.kind == "paragraph" and block.text and not block.text.isspace():
            own = closing.split(Line(block.text, isinstance(block, Emphasized)), LINE_END, language)
            lines[:0] = own
            where[:0] = [index] * len(own)
    ends = closing.read(lines, language, has_more)
    kept = list(blocks)
    for index in sorted(set(where[len(where) - ends.taken :]), reverse=True):
        left = [lines[n].text for n in range(len(lines) - ends.taken) if where[n] == index]
        if left:
            kept[index] = Block(kind="paragraph", text=LINE_END.join(left))
        else:
            del kept[index]
    return kept, ends


def _ordinary(block: Block) -> Block:
    return Block(kind="paragraph", text=block.text) if isinstance(block, Emphasized) else block
