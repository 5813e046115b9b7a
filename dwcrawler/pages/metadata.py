"""What a page says of itself for machines: JSON-LD, metas, Open Graph and the tracking layer.

They tell little of a story, but tell it exactly, and are found in the bytes without a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from dwcrawler.identity import Address, content_at
from dwcrawler.items import Image, Media, Story
from dwcrawler.pages import archived, checks, head, loose_json
from dwcrawler.pages.json_ld import (
    MAX_ENTRIES,
    Described,
    Fields,
    flat,
    media_of,
    objects,
    own_address,
    rank,
)
from dwcrawler.pages.media import fill_media, with_player
from dwcrawler.pages.pictures import picture, with_lead
from dwcrawler.pages.problems import Problem, note

# A live blog's may have some hundred kilobytes. Beyond this it is an accident or an attack.
_MAX_JSON_LD: Final = 4 * 1024 * 1024
_DATA_LAYER: Final = re.compile(rb"\bdataLayer\s*=\s*(?=\[\s*\{)")
# ` – DW – 10/13/2024` and ` | DW | 10.06.2013` (seen until 2024) end the title for search engines.
_SITE_NAME: Final = re.compile(
    r"\s+[–—|-]\s+DW\b(?:\.COM)?(?:\s+[–—|-]\s+(?P<date>.{6,40}))?.*\Z", re.DOTALL
)
_PUBLISHED: Final = (
    *("date", "article:published_time", "og:article:published_time", "og:published_time"),
    *(
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
    ),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date"),
)
_MODIFIED: Final = (
    *("article:modified_time", "og:article:modified_time", "og:modified_time", "og:updated_time"),
    *("datemodified", "last-modified", "dcterms.modified", "dc.date.modified"),
)
# The metas that have a page's own address, but for the canonical link.
_ADDRESS_METAS: Final = ("og:url", "al:web:url", "twitter:url")
_EMBEDDED: Final = ("video", "audio", "associatedMedia", "encoding")


class Metadata:
    """Of one page; each part of it is read when it is first asked for.

    What cannot be used is noted in `problems`: `bad_json_ld`, and what `checks` refuses.
    """

    def __init__(self, body: bytes, problems: list[Problem]) -> None:
        self._body = body
        self.problems = problems

    @cached_property
    def head(self) -> head.Head:
        return head.read(self._body)

    def addresses(self) -> Iterator[tuple[str, Address]]:
        """What the page says of where it is, as far as that is DW content: the best first."""
        links = self.head.links
        stated = [*links.get("canonical", ())]
        stated += [url for name in _ADDRESS_METAS for url in self.head.metas.get(name, ())]
        for url in stated:
            if target := content_at(url):
                yield target

    def url_of(self, content_id: int) -> str | None:
        """The canonical URL of that content, if the page states it."""
        return next((url for url, own in self.addresses() if own.id == content_id), None)

    def json_ld(self, story: Story | None = None) -> Fields:
        """Story fields of what describes this story, raw; empty where nothing does.

        Where several objects describe it (a NewsArticle, and a VideoObject on a video's page), the
        article counts first. What describes another story, by its id, or a video in the text of an
        article does not count.
        """
        language = story.language if story else ""
        fields: Fields = {}
        for entry in self._entries_of(story):
            told = Described(entry, language, self.problems).fields()
            fields = {**told, **fields}
        return fields

    def player(self, story: Story) -> Media | None:
        """The file of the video or audio that the story is."""
        if story.type not in ("video", "audio"):
            return None
        own = Media(kind=story.type)
        for entry in self._entries_of(story):
            inner = [entry, *(other for name in _EMBEDDED for other in objects(entry.get(name)))]
            for candidate in inner:
                fill_media(own, media_of(candidate, story.type, self.problems))
        return own if own.sources or own.duration is not None else None

    def dates(self, language: str) -> Fields:
        """Of `meta name=date` (seen in 2026) and its like on other sites."""
        found = {"date_published": _PUBLISHED, "date_modified": _MODIFIED}
        return {
            field: date
            for field, names in found.items()
            if (date := checks.first(field, self._metas(names), language, self.problems))
        }

    def open_graph(self, language: str = "") -> Fields:
        """Story fields of Open Graph tags, or else of plain ones. Titles carry the site's name."""
        told = self.head
        fields: Fields = {}
        titles = [(label, _SITE_NAME.sub("", title)) for label, title in self._metas(("og:title",))]
        if told.title:
            titles.append(("title", _SITE_NAME.sub("", told.title)))
        names = ("og:description", "description", "twitter:description")
        candidates = {"headline": titles, "description": self._metas(names)}
        for field, values in candidates.items():
            if text := checks.first(field, values, language, self.problems):
                fields[field] = text
        for url in told.metas.get("og:image", ()):
            number, address = picture(url)
            if address:
                alt = told.meta("og:image:alt")
                fields["lead_image"] = Image(id=number, url=address, alt=alt)
                break
        in_title = [("the date in the title", self._date_in_title())]
        if date := checks.first("date_published", in_title, language, self.problems):
            fields["date_published"] = date
        return fields

    def data_layer(self) -> Fields:
        """Section path, department and subjects from `window.dataLayer` (seen on apollo pages)."""
        for start, end in self.head.scripts:
            if match := _DATA_LAYER.search(self._body, start, end):
                return _tracked(self._body[match.end() : end])
        return {}

    def titles(self) -> list[str]:
        """What the page says that it is called, without the site's name; the surest first."""
        described = self.json_ld().get("headline")
        names = ("og:title", "twitter:title", "title")
        told = [title for name in names for title in self.head.metas.get(name, ())]
        told += [self.head.title] if self.head.title else []
        return [
            *([described] if described else []),
            *(_SITE_NAME.sub("", title).strip() for title in told),
        ]

    def keywords(self) -> list[str]:
        """Of `meta name=keywords` (seen until 2023)."""
        told = self.head.meta("keywords", "news_keywords") or ""
        words = (word.strip() for word in told.split(","))
        return list(dict.fromkeys(word for word in words if word))

    def _metas(self, names: tuple[str, ...]) -> list[tuple[str, Any]]:
        metas = self.head.metas
        return [(f"meta {name}", value) for name in names for value in metas.get(name, ())]

    def _date_in_title(self) -> str | None:
        title = self.head.meta("og:title") or self.head.title or ""
        match = _SITE_NAME.search(title)
        return match["date"].strip() if match and match["date"] else None

    def _entries_of(self, story: Story | None) -> list[Fields]:
        """The objects that describe this story: articles first, then what plays.

        Of each sort those that name the story, else the first that names none.
        """
        chosen: list[Fields] = []
        for wanted in (0, 1):
            naming: list[Fields] = []
            nameless: list[Fields] = []
            for entry in self._entries:
                if rank(entry, story.type if story else None) == wanted:
                    own = own_address(entry)
                    if own is None:
                        nameless.append(entry)
                    elif story is None or own[1].id == story.id:
                        naming.append(entry)
            chosen += naming or nameless[:1]
        return chosen

    @cached_property
    def _entries(self) -> list[Fields]:
        """All JSON-LD of the page, what stands in lists and in a `@graph` too."""
        entries: list[Fields] = []
        for raw in self.head.json_ld:
            if len(raw) > _MAX_JSON_LD:
                size = f"{len(raw)} bytes, at most {_MAX_JSON_LD} are read"
                note(self.problems, Problem("bad_json_ld", size))
                continue
            try:
                values, wrong = loose_json.read_all(raw)
            except loose_json.NotJsonError as error:
                values, wrong = [], str(error)
            if wrong is not None:
                note(self.problems, Problem("bad_json_ld", wrong))
            entries += [entry for value in values for entry in flat(value)]
        return entries[:MAX_ENTRIES]


def complete(story: Story, page: Metadata) -> None:
    """What a rendered page does not show as exactly as it says it of itself, or not at all."""
    exact = {**page.dates(story.language), **page.json_ld(story)}
    for field in ("date_published", "date_modified"):
        if field in exact:
            setattr(story, field, exact[field])
    for field in ("headline", "description", "authors"):
        if not getattr(story, field):
            setattr(story, field, exact.get(field) or getattr(story, field))
    player = page.player(story)
    if player is not None:
        with_player(story, player)
    is_hidden = story.lead_image is None and story.type in ("video", "audio")  # by their player
    has_picture = story.lead_image is not None and not is_hidden
    if story.date_published and story.headline and story.description and has_picture:
        return
    shared = page.open_graph(story.language)
    story.headline = story.headline or shared.get("headline") or ""
    story.description = story.description or shared.get("description")
    story.date_published = story.date_published or shared.get("date_published")
    if is_hidden:
        story.lead_image = shared.get("lead_image") or exact.get("lead_image")
        story.images = with_lead(story.lead_image, story.images)
    elif not has_picture:
        _add_shared_picture(story, shared.get("lead_image"))


def _add_shared_picture(story: Story, image: Image | None) -> None:
    """The picture by which the page is shared is the lead picture, if it is one of DW's pictures
    (and not its logo), and none that stands in the text."""
    known = {shown.id for shown in story.images}
    if image is not None and image.id is not None and image.id not in known:
        story.lead_image = image
        story.images = with_lead(image, story.images)


def stated_url(body: bytes) -> str | None:
    """The URL that a saved page states of itself, if it leads to DW content.

    The canonical link and its like first; then JSON-LD; then what the program that saved it noted.
    """
    page = Metadata(archived.unwrapped(body), [])
    for url, _ in page.addresses():
        return url
    for entry in page._entries:
        if rank(entry, None) is not None and (own := own_address(entry)):
            return own[0]
    return next((target[0] for url in _saved_from(page.head) if (target := content_at(url))), None)


_SAVED: Final = (
    re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE),  # browsers' "Save as"
    re.compile(r"^\s*url:\s*(\S+)", re.IGNORECASE | re.MULTILINE),  # SingleFile
    re.compile(r"Mirrored from (\S+) by HTTrack", re.IGNORECASE),
)


def _saved_from(told: head.Head) -> Iterator[str]:
    yield from told.metas.get("savepage-url", ())  # Save Page WE
    for comment in told.comments:
        for pattern in _SAVED:
            if match := pattern.search(comment):
                url = match[1]
                yield url if "://" in url else f"https://{url}"
    yield from told.links.get("amphtml", ())


def _tracked(script: bytes) -> Fields:
    try:
        page = loose_json.read(script)[0]["pageData"]
        items = list(page.items())
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}
    subjects = page.get("subjects")
    department = page.get("departmentName")
    return {
        "section": [
            value
            for name, value in items
            if name.startswith("categoryLevel") and isinstance(value, str) and value
        ],
        "categories": [department] if isinstance(department, str) and department else [],
        "keywords": [subject for subject in subjects if isinstance(subject, str)]
        if isinstance(subjects, list)
        else [],
    }
