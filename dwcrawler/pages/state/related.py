"""The blocks of stories below a story, as the state tells them: `below` reads the rendered ones.

First "Explore more", what editors chose (`dossierContents`, seen). Then what the site chose: lists of
stories under a name such as `relatedContentsByThematicFocusRegion` (the rendered page's blocks of
2026, seen, come from such; `moreAvContentsByThematicFocusAndGlobal` is attested).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from dwcrawler.identity import STORY_KINDS
from dwcrawler.items import Teaser
from dwcrawler.pages.relations import (
    EXPLORE_MORE,
    relation_of_field,
    relation_of_tracking_name,
)
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, Number, non_blank
from dwcrawler.pages.state.listing import teaser_of

# How the names of such lists begin, and what else is in some of them.
_BEGINNINGS: Final = frozenset({"more", "rela", "reco", "simi", "furt"})
_CONTENTS: Final = "Contents"
_CHOSEN: Final = "dossierContents"
_NOT_STORIES: Final = frozenset({_CHOSEN, "relatedAutoTopics"})
# Where a block is an object, what it lists is in one of these.
_LISTS: Final = ("contents", "content", "items", "entries", "nodes")
_MAX_STORIES: Final = 500

_LABELS: Final = b"content_block_detail"
_LABELS_LENGTH: Final = 3_000  # those of blocks come first (seen)
_LABEL: Final = re.compile(
    r'\\*"(?P<name>[a-z_]{1,60})\\*"\s*:\s*\{\s*\\*"headline\\*"\s*:\s*\\*"(?P<text>(?:[^"\\]|\\+u[0-9a-fA-F]{4}){1,120})\\*"'
)
_ESCAPED: Final = re.compile(r"\\+u([0-9a-fA-F]{4})")
_PLACEHOLDER: Final = re.compile(r"\$\{(\w+)\}")


class _ContentLink(Entity):
    """From a story to what it shows, and to what a reader may go on with."""

    target_id: Number | None = None
    is_in_text: bool | None = None
    name: str | None = None
    description: str | None = None


_CONTENT_LINK: Final = EntityReader(_ContentLink)


def related_of(content: Content, own_id: int) -> list[Teaser]:
    """All that the state's blocks list, in order, each story once, without headings."""
    related = {teaser.id: teaser for teaser in _explore_more(content)}
    for name in content.names_like(_BEGINNINGS, _CONTENTS):
        if name in _NOT_STORIES:
            continue
        relation = relation_of_field(name)
        for teaser in _listed(content, name):
            if teaser.id != own_id and teaser.id not in related and len(related) < _MAX_STORIES:
                teaser.relation = relation
                related[teaser.id] = teaser
    return list(related.values())


def set_headings(related: Iterable[Teaser], labels: Mapping[str, str], kicker: list[str]) -> None:
    """The words above each block, where the page's own labels tell them whole."""
    headings: dict[str, str | None] = {}
    for teaser in related:
        relation = teaser.relation or ""
        if relation not in headings:
            headings[relation] = _filled(labels.get(relation), kicker)
        teaser.heading = teaser.heading or headings[relation]


def _filled(label: str | None, kicker: list[str]) -> str | None:
    """None where not all is known that the label speaks of."""
    if label is None or "${" not in label:
        return label
    known = {"firstThematicFocus": kicker[:1], "firstRegionalReference": kicker[1:2]}
    text = _PLACEHOLDER.sub(lambda match: "".join(known.get(match[1]) or match[0]), label)
    return None if "${" in text else text


def labels_of(body: bytes) -> Mapping[str, str]:
    """By relation, the headings of blocks among the page's own labels, JSON in a string (seen).

    One that says `(keyword, country)` is not made for readers yet (seen).
    """
    at = body.rfind(_LABELS)  # much faster than from the front
    return _labels(body[at : at + _LABELS_LENGTH]) if at >= 0 else {}


@lru_cache(maxsize=64)  # all pages of an edition have the same
def _labels(raw: bytes) -> Mapping[str, str]:
    return {
        relation_of_tracking_name(match["name"]): _unescaped(match["text"])
        for match in _LABEL.finditer(raw.decode("utf-8", "replace"))
        if "(" not in match["text"]
    }


def _unescaped(label: str) -> str:
    text = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), label)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _explore_more(content: Content) -> list[Teaser]:
    """What the dossier holds and the body does not link to.

    The headline that a reader sees is the content link's name, which can differ from the target's
    own title (seen).
    """
    links = {link.target_id: link for link in content.entities("contentLinks", _CONTENT_LINK)}
    in_text = {number for number, link in links.items() if link.is_in_text}
    targets = content.objects(_CHOSEN, without={str(number) for number in in_text})
    if not content.has(_CHOSEN):
        linked = {link.number("targetId"): link for link in content.objects("contentLinks")}
        targets = [target for link in linked.values() if (target := link.object("target"))]
    related: dict[int, Teaser] = {}
    for target in targets:
        number = target.number("id")
        link = links.get(number)
        teaser = teaser_of(target) if number not in in_text else None
        if teaser is None or teaser.type is None:
            continue
        if link is not None:
            teaser.headline = non_blank(link.name) or teaser.headline
            teaser.description = non_blank(link.description) or teaser.description
        teaser.relation = EXPLORE_MORE
        related.setdefault(teaser.id, teaser)
    return list(related.values())


def _listed(content: Content, name: str) -> Iterator[Teaser]:
    for entry in content.containers(name):
        inner = [found for field in _LISTS if entry.has(field) for found in entry.containers(field)]
        for candidate in inner or [entry]:
            teaser = teaser_of(candidate)
            if teaser is not None and teaser.type in STORY_KINDS:
                yield teaser
