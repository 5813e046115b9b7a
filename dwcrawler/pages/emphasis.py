"""Paragraphs that are wholly in italics: so DW sets apart what is no text of the story.

The item has no field for it. Only the raw story tells the two apart, by the class of the block;
`pipelines/bylines.py` decides what such a paragraph is, and leaves ordinary blocks.
"""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.items import Block
from dwcrawler.pages.markup import Element

EMPHASIS: Final = frozenset({"em", "i"})
_ITALIC: Final = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]")
# Where a `br` ended a line within a paragraph; for `clean` it is a blank like others.
LINE_END: Final = "\u2028"


class Emphasized(Block, gc=False):
    """A paragraph of which every word is in italics. In JSON it is a block like all others."""


def is_emphasis(element: Element) -> bool:
    return element.tag in EMPHASIS or bool(_ITALIC.search(element.get("style") or ""))


def is_emphasized(element: Element) -> bool:
    """Whether every word in it is in italics, and there is one.

    Commas and stops between two parts may be upright: editors mark words, not sentences.
    """
    text = element.text
    if text is not None and (text[:1].isalnum() or has_word(text)):  # mostly the first says it
        return False
    found = False
    for child in element:
        if has_word(child.tail):
            return False
        if not is_emphasis(child) and not is_emphasized(child):
            if has_word(_all_text(child)):
                return False
        elif not found:
            found = has_word(_all_text(child))
    return found


def _all_text(element: Element) -> str:
    if len(element) == 0:
        return element.text or ""
    return "".join(map(str, element.itertext()))


def has_word(text: str | None) -> bool:
    return text is not None and _WORD.search(text) is not None
