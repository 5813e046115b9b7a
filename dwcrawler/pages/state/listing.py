"""The content object of a listing (section, topic, programme, person) -> teasers and menu links.

A listing's composition nests differently on every kind of page and in every generation
(`contentComposition.informationSpaces[].compositionComponents[].contents` seen; other names
attested), so whatever holds objects is looked into, and what is a teaser is told from the objects
themselves: a type name, an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dwcrawler.editions import code_of
from dwcrawler.identity import (
    MAX_ID,
    STORY_KINDS,
    Address,
    Kind,
    canonical_url,
    content_at,
    is_course,
    short_url,
    unknown_kind,
)
from dwcrawler.items import Link, Teaser
from dwcrawler.pages.markup import duration_of, link_to
from dwcrawler.pages.problems import note_unknown
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, non_blank
from dwcrawler.pages.state.images import main_image_of
from dwcrawler.pages.state.kinds import kind_of_typename, typename_of

_MENU: Final = (
    "regionsChildren",
    "topicsChildren",
    "categoriesChildren",
    "miscellaneousChildren",
    "latestMediaChildren",
)
# Here everything that leads to content is a teaser, programmes and topics too; elsewhere an object
# that names a section may as well only say where something belongs.
_TEASER_LISTS: Final = frozenset({"contents", "moreContentsFromUnifiedProgram"})
# What a listing has in common with every other page, and what describes it.
_FURNITURE: Final = frozenset(
    {*_MENU, "topStoriesNavigation", "topStoriesNavigations", "focusNav", "footer"}
    | {"mainContentImageLink", "persons", "firstPersonArray", "thematicFocusCategory"}
    | {"relatedAutoTopics", "regions", "categories", "departments"}
)
# Compositions seen are 4 deep and have some hundred objects with some dozen fields each. The bounds
# are for those that are made to be deep, or that refer to themselves.
_MAX_DEPTH: Final = 32
_MAX_FIELDS: Final = 200_000


def teasers_of(content: Content) -> list[Teaser]:
    """Every teaser of the page's composition, in order, each once.

    Types that are not known are noted in the content's problems.
    """
    walk = _Walk()
    found = [*walk.teasers(content, 0)]
    top = content.object("topStoriesNavigation")
    if top is not None and _url_of(top) == _url_of(content):  # a start page is the top itself
        found += walk.teasers(top, 0)
    teasers: dict[int, Teaser] = {}
    for teaser in found:
        teasers.setdefault(teaser.id, teaser)
    return list(teasers.values())


class _Walk:
    """Through all that a listing holds, until enough was looked at."""

    def __init__(self) -> None:
        self._fields_left = _MAX_FIELDS

    def teasers(self, content: Content, depth: int) -> Iterator[Teaser]:
        for name in content.names() if depth < _MAX_DEPTH else ():
            if depth == 0 and name in _FURNITURE:
                continue
            for entry in content.containers(name):
                self._fields_left -= entry.size() + 1
                if self._fields_left < 0:
                    return
                yield from self._of_entry(entry, depth, name in _TEASER_LISTS)

    def _of_entry(self, entry: Content, depth: int, is_listed: bool) -> Iterator[Teaser]:
        """The teaser that it is, or else the teasers in it, if it is part of a composition."""
        kind = _kind_of(entry)
        holds_contents = kind not in STORY_KINDS and entry.has(*_TEASER_LISTS)
        is_component = holds_contents
        if kind is None or holds_contents:
            for teaser in self.teasers(entry, depth + 1):
                is_component = True
                yield teaser
        may_be_teaser = kind in STORY_KINDS or is_listed or _resembles_content(entry)
        if may_be_teaser and not is_component:
            found = teaser_of(entry)
            if found is not None and (is_listed or found.type is not None):
                yield found


class _MenuEntry(Entity):
    named_url: str | None = None
    name: str | None = None


_MENU_ENTRY: Final = EntityReader(_MenuEntry)


def menu_of(content: Content) -> list[Link]:
    """The sections that the site's menu and the page name, then the topics in focus, each once."""
    top = content.object("topStoriesNavigation")
    navigations = [content] if top is None else [top, content]
    language = _language_of(content)
    links: dict[str, Link] = {}
    for navigation in navigations:
        for child in (
            child for group in _MENU for child in navigation.entities(group, _MENU_ENTRY)
        ):
            _add(links, child.named_url, non_blank(child.name))
    for navigation in navigations:
        focus = navigation.object("focusNav")
        for entry in focus.objects("contentLinks") if focus else []:
            _add(links, _target_url(entry, language), entry.text("name"))
    return list(links.values())


def _add(links: dict[str, Link], url: str | None, name: str | None) -> None:
    link = link_to(url or "", name or "")
    if link is not None and link.id is not None:
        links.setdefault(link.url, link)


def _target_url(link: Content, language: str | None) -> str | None:
    """Of a content link: its target's, or one made from what the link itself tells of that."""
    target = link.object("target")
    url = _url_of(target) if target else None
    if url is not None:
        return url
    kind, number = kind_of_typename(typename_of(link)), link.number("targetId")
    return Address(kind, language, number).url if number is not None and language else None


def _url_of(entry: Content) -> str | None:
    return entry.text("namedUrl", "canonicalUrl")


def _language_of(entry: Content) -> str | None:
    named = content_at(_url_of(entry) or "")
    return code_of(entry.text("language") or "") or (named[1].language if named else None)


def _kind_of(entry: Content) -> Kind | None:
    """By the type name; by the address only of stories, for components name sections."""
    typename = typename_of(entry)
    if typename is not None:
        return kind_of_typename(typename)
    target = content_at(_url_of(entry) or "")
    return target[1].kind if target and target[1].kind in STORY_KINDS else None


def _resembles_content(entry: Content) -> bool:
    return _url_of(entry) is not None or (entry.has("id") and entry.has("title"))


def teaser_of(entry: Content) -> Teaser | None:
    """One teaser, of content or of a link to content.

    None for what leads to no content (a link abroad, a widget) and, noted in the entry's problems,
    for types that are not known.
    """
    if entry.text("__typename") != "ContentLink":
        return _teaser(entry)
    target = entry.object("target")
    teaser = _teaser(entry if target is None else target)
    if teaser is not None:  # what a reader sees there (seen)
        teaser.headline = entry.text("name") or teaser.headline
        teaser.description = entry.text("description") or teaser.description
    return teaser


def _teaser(entry: Content) -> Teaser | None:
    located = _located(entry)
    if located is None:
        return None
    url, address = located
    return Teaser(
        id=address.id,
        short_url=short_url(address.id),
        url=url,
        type=address.kind if address.may_be_story else None,
        headline=entry.text("title", "name"),
        description=entry.text("teaser", "shortTeaser"),
        kicker=entry.text("roadTeaserKicker"),
        date_published=_date(entry, address.language),
        duration=_duration(entry, address),
        image=main_image_of(entry),
    )


def _date(entry: Content, language: str | None) -> str | None:
    """Where the exact one is not told or cannot be read, the day that a reader sees."""
    return entry.date(
        language or "", "contentDate", "localizedContentDateSr", "localizedContentDate"
    )


def _located(entry: Content) -> tuple[str, Address] | None:
    """Where an entry leads: its type is told by its type name first, then by its URL."""
    url = _url_of(entry)
    target = content_at(url) if url else None
    typename = typename_of(entry)
    kind = kind_of_typename(typename)
    if kind is None and typename is not None:
        if not is_course(url or ""):
            note_unknown(typename, entry.problems)
        return None
    if target is None:
        return _located_by_id(entry, kind, url)
    if kind is None or kind == target[1].kind:
        return target
    address = target[1]._replace(kind=kind)
    return address.url, address


def _located_by_id(
    entry: Content, kind: Kind | None, url: str | None
) -> tuple[str, Address] | None:
    """Of a story without a URL or with one that has no number, the id says which it is."""
    if url is not None and canonical_url(url) is None:
        return None
    if kind is None and url is not None and (word := unknown_kind(url)) is not None:
        note_unknown(word, entry.problems)
    number = entry.number("id" if entry.has("id") else "targetId")
    if kind not in STORY_KINDS or number is None or number > MAX_ID:
        return None
    address = Address(kind, code_of(entry.text("language") or ""), number)
    return address.url, address


def _duration(entry: Content, address: Address) -> int | None:
    """Seconds; teasers in listings write it as minutes and seconds only (seen)."""
    if address.kind not in ("video", "audio", None):
        return None
    if entry.has("duration") and (seconds := entry.number("duration")) is not None:
        return seconds
    return duration_of(entry.text("formattedDurationInMinutes", "formattedDuration"))
