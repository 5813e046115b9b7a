"""The objects of a page's JSON-LD (schema.org): which of them describe a story, and what they tell."""

from __future__ import annotations

import re
from typing import Any, Final

from dwcrawler.identity import Address, canonical_url, content_at
from dwcrawler.items import Image, Media, Person, Source
from dwcrawler.pages import checks
from dwcrawler.pages.durations import iso_duration
from dwcrawler.pages.hls import mp4_of
from dwcrawler.pages.markup import duration_of
from dwcrawler.pages.media import HLS, mime_type
from dwcrawler.pages.pictures import picture, web_url
from dwcrawler.pages.problems import Problem, note

Fields = dict[str, Any]

_HOLDERS: Final = ("@graph", "mainEntity")
# Of a list; beyond this it is an accident or an attack.
MAX_ENTRIES: Final = 1_000
_OURSELVES: Final = re.compile(r"\bdw\b|deutsche welle|://", re.IGNORECASE)


def flat(described: Any) -> list[Fields]:
    """The objects of a decoded script, what stands in a list, in a `@graph` and as a page's
    `mainEntity` too."""
    entries = objects(described)
    for entry in entries:  # and what is found in them
        if len(entries) < MAX_ENTRIES:
            entries += [inner for name in _HOLDERS for inner in objects(entry.get(name))]
    return entries


def objects(value: Any) -> list[Fields]:
    """The objects of a list, or the one object that stands in its place."""
    return [element for element in _listed(value) if isinstance(element, dict)]


def _listed(value: Any) -> list[Any]:
    return value[:MAX_ENTRIES] if isinstance(value, list) else [value]


def _types(entry: Fields) -> list[str]:
    """Without what stands before a type's name: `schema:`, `https://schema.org/`."""
    stated = entry.get("@type")
    stated = stated if isinstance(stated, list) else [stated]
    return [re.split(r"[/:#]", name.strip())[-1] for name in stated if isinstance(name, str)]


_STORIES: Final = frozenset(
    {"LiveBlogPosting", "BlogPosting", "Report", "ImageGallery", "MediaGallery"}
)
# How the other types of stories end: NewsArticle, ReportageNewsArticle, PodcastEpisode.
_STORY_ENDINGS: Final = ("Article", "Episode")
_PLAYED: Final = {"VideoObject": "video", "AudioObject": "audio"}


def rank(entry: Fields, kind: str | None) -> int | None:
    """0 for what is a story, 1 for what plays; None for what describes no story of this kind."""
    types = _types(entry)
    if any(name in _STORIES or name.endswith(_STORY_ENDINGS) for name in types):
        return 0
    played = {_PLAYED[name] for name in types if name in _PLAYED}
    return 1 if played and (kind is None or kind in played) else None


def own_address(entry: Fields) -> tuple[str, Address] | None:
    """Of the story that an object says that it describes."""
    for name in ("mainEntityOfPage", "url", "@id"):
        for stated in (entry.get(name), *_named(entry.get(name))):
            target = content_at(stated) if isinstance(stated, str) else None
            if target is not None and target[1].may_be_story:
                return target
    return None


def _named(value: Any) -> list[Any]:
    return [value.get("@id"), value.get("url")] if isinstance(value, dict) else []


class Described:
    """One object of JSON-LD, read as a story."""

    def __init__(self, entry: Fields, language: str, problems: list[Problem]) -> None:
        self._entry = entry
        self._language = language
        self._problems = problems

    def fields(self) -> Fields:
        told = {
            "headline": self._first("headline", "headline", "name", "alternativeHeadline"),
            "description": self._first("description", "description", "abstract"),
            "date_published": self._first("date_published", "datePublished", "uploadDate"),
            "date_modified": self._first("date_modified", "dateModified"),
            "authors": self._authors(),
            "lead_image": self._picture(),
        }
        return {name: value for name, value in told.items() if value}

    def _first(self, field: str, *names: str) -> Any:
        candidates = [(f"JSON-LD's {name}", self._entry.get(name)) for name in names]
        if field.startswith("date_"):
            candidates = [(label, _counted(value)) for label, value in candidates]
        return checks.first(field, candidates, self._language, self._problems)

    def _authors(self) -> list[Person]:
        persons: dict[str, Person] = {}
        for author in _persons(self._entry.get("author")):
            url = author.get("url")
            names = _listed(author.get("name"))
            for name in names or [None]:
                if isinstance(name, str) and checks.is_text(name):
                    is_own = len(names) == 1 and isinstance(url, str) and url
                    own = canonical_url(url) if is_own else None
                    persons.setdefault(" ".join(name.split()), Person(name=name, url=own))
                else:
                    note(self._problems, checks.refusal("authors", "JSON-LD's author's name", name))
        return list(persons.values())

    def _picture(self) -> Image | None:
        for name in ("image", "thumbnailUrl", "thumbnail"):
            for url in _urls(self._entry.get(name)):
                number, address = picture(url)
                if address:
                    return Image(id=number, url=address)
                note(self._problems, checks.refusal("lead_image", f"JSON-LD's {name}", url))
        return None


def _counted(value: Any) -> Any:
    """A date may be a number of seconds or milliseconds, as elsewhere it is a text of digits."""
    return str(value) if type(value) is int else value


def _persons(value: Any) -> list[Fields]:
    """Of authors those who are persons. A name alone may be the organisation's (seen as an object, where nobody is named)."""
    found = []
    for author in _listed(value):
        if isinstance(author, str) and not _OURSELVES.search(author):
            found.append({"name": author})
        elif isinstance(author, dict):
            is_unknown = not _types(author) and not _OURSELVES.search(str(author.get("name")))
            if is_unknown or "Person" in _types(author):
                found.append(author)
    return found


def _urls(value: Any) -> list[str]:
    """Of a picture or a file, which may be told as an address, as an object, or as a list of them."""
    urls = []
    for element in _listed(value):
        if isinstance(element, dict):
            element = element.get("url") or element.get("contentUrl") or element.get("@id")
        if isinstance(element, str):
            urls.append(element)
    return urls


def media_of(entry: Fields, kind: Any, problems: list[Problem]) -> Media:
    """What a VideoObject or its like tells of its file; `kind` is `video` or `audio`."""
    sources = []
    stated = entry.get("encodingFormat")
    stated = stated if isinstance(stated, str) and "/" in stated else None
    for url in _urls(entry.get("contentUrl")):
        file = web_url(url) if "://" in url else None
        if file is None:
            note(problems, checks.refusal("sources", "JSON-LD's contentUrl", url))
            continue
        sources.append(Source(url=file, type=mime_type(file, stated)))
        if sources[-1].type == HLS and (mp4 := mp4_of(file)):
            sources.append(Source(url=mp4, type="video/mp4"))
    posters = _urls(entry.get("thumbnailUrl")) + _urls(entry.get("thumbnail"))
    addresses = (picture(url)[1] for url in posters)
    poster = next((address for address in addresses if address), None)
    duration = _seconds(entry.get("duration"), problems)
    return Media(kind=kind, duration=duration, poster_url=poster, sources=sources)


def _seconds(told: Any, problems: list[Problem]) -> int | None:
    if told is None or told == "":
        return None
    seconds = told if isinstance(told, int) and not isinstance(told, bool) else None
    if isinstance(told, str):
        seconds = iso_duration(told)
        seconds = duration_of(told) if seconds is None else seconds
    if checks.is_duration(seconds):
        return seconds
    note(problems, checks.refusal("duration", "JSON-LD's duration", told))
    return None
