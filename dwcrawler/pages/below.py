"""The blocks of stories below a rendered story: what a reader may go on with.

Each is a `section` with a name (`data-tracking-name`, seen since 2023; its `id` has the same words,
seen in 2026), a heading, and teasers. Which blocks there are differs by year and by story, so a
block is told by what it holds: links to other stories, outside of the story, the site's menu and
its footer. What no rule here knows counts as a block, too, and its kind is told.

No recommendations of the story are the day's top stories, which the site shows below all of them
alike (seen in 2023), and advertisements of others.
"""

from __future__ import annotations

from typing import Final

from dwcrawler.identity import STORY_KINDS, Address, address_of
from dwcrawler.items import Link, Teaser
from dwcrawler.pages.markup import Element, classes, link_of, text_of
from dwcrawler.pages.relations import relation_of_tracking_name
from dwcrawler.pages.teasers import HEADINGS, teaser_in

# A block's own name begins so, or its id does.
_BLOCK_NAMES: Final = ("section-", "related-", "more-")
# Words in the names of what is no block of related stories.
_OTHERS: Final = ("top-story", "top-stories", "priority", "taboola", "topics", "footer", "sharing")
# Around menus, the page's head and foot, and what was told above.
_FURNITURE_TAGS: Final = frozenset({"nav", "footer", "aside"})
_FURNITURE_CLASSES: Final = frozenset(
    {"menu-wrapper", "nav-elements", "page-header", "rich-text", "author-details", "kicker"}
)
_MAX_TEASERS: Final = 1_000


def related_of(root: Element, article: Element, own_id: int, problems: list[str]) -> list[Teaser]:
    """All that the blocks list, in order, each story once."""
    related: dict[int, Teaser] = {}
    for anchor in root.iter("a"):
        link = link_of(anchor)
        address = address_of(link.url) if link is not None and link.id is not None else None
        if link is None or address is None or address.kind not in STORY_KINDS:
            continue
        if address.id == own_id or address.id in related or not text_of(anchor):
            continue
        teaser = _teaser(anchor, link, address, article, problems)
        if teaser is not None and len(related) < _MAX_TEASERS:
            related[address.id] = teaser
    return list(related.values())


def _teaser(
    anchor: Element, link: Link, address: Address, article: Element, problems: list[str]
) -> Teaser | None:
    block = name = None
    for above in anchor.iterancestors():
        if above.tag in _FURNITURE_TAGS or not _FURNITURE_CLASSES.isdisjoint(classes(above)):
            return None
        if above is article and block is None:
            return None  # within the story
        if block is None and (name := _name_of(above)) is not None:
            block = above
    if name is not None and any(word in name for word in _OTHERS):
        return None
    box = _box_of(anchor, address)
    teaser = teaser_in(box, link, address)
    teaser.relation = relation_of_tracking_name(name or "")
    teaser.heading = _heading_of(block if block is not None else _section_of(anchor), box)
    if name is None:
        _note_unnamed(teaser.heading, problems)
    return teaser


def _name_of(element: Element) -> str | None:
    for name in (element.get("data-tracking-name"), element.get("id")):
        if name and name.lower().startswith(_BLOCK_NAMES):
            return name.lower()
    return None


def _box_of(anchor: Element, address: Address) -> Element:
    """The largest element around it in which no link leads to another story."""
    box = anchor
    for above in anchor.iterancestors():
        for other in above.iter("a"):
            found = address_of(link.url) if (link := link_of(other)) else None
            if found is not None and found.id != address.id and found.kind in STORY_KINDS:
                return box
        if _name_of(above) is not None or above.tag in ("section", "body"):
            return box
        if _has_heading_beside(above, box):  # a block of one teaser
            return box
        box = above
        if "teaser-wrap" in classes(box):
            return box
    return box


def _has_heading_beside(element: Element, box: Element) -> bool:
    """Whether it holds a heading that leads nowhere, outside of the box: that of a block."""
    return any(
        heading is not box and box not in heading.iterancestors() and heading.find(".//a") is None
        for heading in element.iter(*HEADINGS)
    )


def _section_of(anchor: Element) -> Element | None:
    return next(anchor.iterancestors("section"), None)


def _heading_of(block: Element | None, box: Element) -> str | None:
    """The words above a block: its first heading, unless that is a teaser's own."""
    for heading in block.iter(*HEADINGS) if block is not None else ():
        if heading is box or box in heading.iterancestors():
            return None
        if not any(address_of(link.url) for a in heading.iter("a") if (link := link_of(a))):
            return text_of(heading) or None
    return None


def _note_unnamed(heading: str | None, problems: list[str]) -> None:
    problem = f"unknown_block: stories under {heading!r} below the story, in no block with a name"
    if problem not in problems:
        problems.append(problem)
