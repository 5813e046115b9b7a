"""The blocks of stories below a rendered story: what a reader may go on with.

Each is a `section` with a name (`data-tracking-name`, seen since 2023; its `id` has the same words,
seen in 2026), a heading, and teasers. Which blocks there are differs by year and by story, so a
block is told by what it holds: links to other stories, outside of the story, the site's menu and
its footer. What no rule here knows counts as a block, too, and its kind is told.

No recommendations of the story are the day's top stories, which the site shows below all of them
alike (seen in 2023), and advertisements of others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dwcrawler.identity import STORY_KINDS, Address, content_at
from dwcrawler.items import Teaser
from dwcrawler.pages import selectors
from dwcrawler.pages.html.teasers import HEADINGS, teaser_in
from dwcrawler.pages.markup import Element, classes, link_of, text_of
from dwcrawler.pages.problems import Problem, note
from dwcrawler.pages.relations import relation_of_tracking_name

# Around menus, the page's head and foot, and what was told above.
_FURNITURE_TAGS: Final = frozenset({"nav", "footer", "aside"})
_FURNITURE_CLASSES: Final = frozenset(
    {selectors.MENU, selectors.MENU_PARTS, selectors.PAGE_HEADER}
    | {selectors.RICH_TEXT, selectors.AUTHOR_DETAILS, selectors.KICKER}
)
_TEASER_CLASSES: Final = frozenset({selectors.TEASER, selectors.TEASER_WRAP})
_BARE_LINKS: Final = Problem(
    "unknown_block", "bare links to stories below the story, in no block with a name or a heading"
)
_MAX_TEASERS: Final = 1_000


@lru_cache(maxsize=256)  # the same on all pages
def is_block(name: str) -> bool:
    """Whether a `data-tracking-name` is that of a block of related stories."""
    return name.startswith(selectors.BLOCKS) and not any(
        word in name for word in selectors.OTHER_BLOCKS
    )


def related_of(
    root: Element, article: Element, own_id: int, problems: list[Problem]
) -> list[Teaser]:
    """All that the blocks list, in order, each story once."""
    related: dict[int, Teaser] = {}
    headings: dict[Element | None, str | None] = {}
    known: dict[Element, str | None] = {}  # blocks that were met, with their names
    stories = _stories_in(root)
    for anchor, story in stories.items():
        if story is None or story.id == own_id or story.id in related or not _has_text(anchor):
            continue
        place = _place_of(anchor, article, known)
        link = link_of(anchor) if place is not None else None
        if place is None or link is None or len(related) >= _MAX_TEASERS:
            continue
        block, name = place
        if block not in headings:
            headings[block] = _heading_of(block)
        if name is None and headings[block] is None and not _is_teaser(anchor):
            note(problems, _BARE_LINKS)
            continue
        teaser = teaser_in(_box_of(anchor, stories, block), link, story)
        teaser.relation = relation_of_tracking_name(name or "")
        teaser.heading = headings[block]
        if name is None:
            _note_unnamed(teaser.heading, problems)
        related[story.id] = teaser
    return list(related.values())


def _stories_in(root: Element) -> dict[Element, Address | None]:
    """Where the page's links lead, in order; a teaser has some to the same address."""
    stories: dict[Element, Address | None] = {}
    known: dict[str | None, Address | None] = {}
    for anchor in root.iter("a"):
        href = anchor.get("href")
        if href not in known:
            known[href] = None if _is_listing(href or "") else _story_at(anchor)
        stories[anchor] = known[href]
    return stories


def _is_listing(href: str) -> bool:
    """Whether it plainly is a section's or a topic's, as half of a page's links are: these need not
    be read any closer."""
    last = href[href.rfind("/") + 1 :]
    return last[:2] in ("s-", "t-") and last[2:].isdigit() and "?" not in href and "#" not in href


def _has_text(anchor: Element) -> bool:
    """A teaser's picture links to its story, too, and says nothing."""
    text = anchor.text
    if text and not text.isspace():  # the common case
        return True
    return any(not text.isspace() for text in anchor.itertext())


def _story_at(anchor: Element) -> Address | None:
    target = content_at((anchor.get("href") or "").strip())
    return target[1] if target is not None and target[1].kind in STORY_KINDS else None


def _place_of(
    anchor: Element, article: Element, known: dict[Element, str | None]
) -> tuple[Element | None, str | None] | None:
    """The block that it stands in, and that block's name, as far as there are any.

    None for a link of the story's own, of a menu, and in a block of something else.
    """
    block = name = None
    for above in anchor.iterancestors():
        if above in known and name is None:
            return above, known[above]
        names = above.get("class")
        if above.tag in _FURNITURE_TAGS or (
            names is not None and not _FURNITURE_CLASSES.isdisjoint(names.split())
        ):
            return None
        if name is not None:
            continue
        if above is article:
            return None
        if (name := _name_of(above)) is not None:
            block = above
    if name is not None and any(word in name for word in selectors.OTHER_BLOCKS):
        return None
    if block is None:
        return next(anchor.iterancestors("section"), None), None
    known[block] = name
    return block, name


def _name_of(element: Element) -> str | None:
    for attribute in ("data-tracking-name", "id"):
        name = element.get(attribute)
        if name and (small := name.lower()).startswith(selectors.BLOCKS):
            return small
    return None


def _box_of(
    anchor: Element, stories: Mapping[Element, Address | None], block: Element | None
) -> Element:
    """The largest element around it, in its block, in which no link leads to another story.

    stories: where the links of the page lead
    """
    own = stories[anchor]
    box = anchor
    for above in anchor.iterancestors():
        if above is block or above.tag == "body":
            break
        for other in above.iter("a"):
            story = stories.get(other)
            if story is not None and story is not own and (own is None or story.id != own.id):
                return box
        box = above
        # A block of one teaser would be taken for the teaser.
        if selectors.TEASER_WRAP in classes(box):
            break
    return box


def _heading_of(block: Element | None) -> str | None:
    """The words above a block: its first heading, unless that is a teaser's own."""
    heading = next(block.iter(*HEADINGS), None) if block is not None else None
    if heading is None or any(_story_at(anchor) for anchor in heading.iter("a")):
        return None
    return text_of(heading) or None


def _is_teaser(anchor: Element) -> bool:
    """And not a bare link, as pages have them in their foot."""
    for above in anchor.iterancestors():
        if above.tag in HEADINGS or not _TEASER_CLASSES.isdisjoint(classes(above)):
            return True
    return False


def _note_unnamed(heading: str | None, problems: list[Problem]) -> None:
    problem = Problem(
        "unknown_block", f"stories under {heading!r} below the story, in no block with a name"
    )
    note(problems, problem)
