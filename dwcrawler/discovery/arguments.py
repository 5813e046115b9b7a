"""The arguments of `scrapy crawl dw -a NAME=VALUE`, typed and checked before the crawl."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dwcrawler.discovery import argument_values as values
from dwcrawler.discovery.argument_values import TYPES, WAYS
from dwcrawler.discovery.revisit import Policy

# Ways that begin somewhere; the others lead on from stories.
_BEGINNINGS: Final = frozenset({"sections", "topics", "rss", "sitemap", "headlines"})
# Ways that list a whole edition, whatever the section.
_WHOLE_EDITION: Final = ("rss", "sitemap", "headlines")
# A scope is compared as text: of long lists their hash is kept.
_LONG_LIST: Final = 100


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    languages: Annotated[list[str], BeforeValidator(values.languages)] = Field(
        default=["en"],
        description="language editions to crawl, by code or name, as in en,de or German,中文; or all",
    )
    sections: Annotated[list[str], BeforeValidator(values.sections)] = Field(
        default=[],
        description="sections to crawl, by name as in the site's menu, id or URL, as in "
        "Business,Science; default: all",
    )
    topics: Annotated[list[str], BeforeValidator(values.topics)] = Field(
        default=[],
        description="crawl the pages of these topics, and keep only stories that carry one of them; "
        "by name as the site writes it, id or URL, as in Climate,Gaza",
    )
    match: Annotated[str | None, BeforeValidator(values.match)] = Field(
        default=None,
        description="keep only stories with these words in headline, teaser, topics or keywords: "
        'climate energy (both), "climate change" OR Klima, Berlin -football, climat*',
    )
    urls: Annotated[list[str], BeforeValidator(values.urls)] = Field(
        default=[],
        description="stories or listings to crawl instead of the start pages: URLs with commas "
        "between, @FILE with one URL a line, or - for standard input",
    )
    discover: Annotated[list[str], BeforeValidator(values.ways)] = Field(
        default=["sections", "explore_more"],
        description="where to look for stories: sections (the start page, its sections and "
        "programmes), explore_more (below stories), topics (in focus, of stories, A to Z), links (in "
        "texts), rss, sitemap, headlines; editions lets the others lead into other languages",
    )
    types: Annotated[list[str], BeforeValidator(values.types)] = Field(
        default=list(TYPES), description="types of story to keep, as in article,video"
    )
    since: Annotated[datetime | None, BeforeValidator(values.since)] = Field(
        default=None,
        description="keep only stories published then or later: 2024-01-31, "
        "2024-01-31T12:00:00Z, yesterday, 12h, 7d, 2weeks, 3months, 1year (UTC)",
    )
    until: Annotated[datetime | None, BeforeValidator(values.until)] = Field(
        default=None,
        description="keep only stories published then or earlier, written as for since; a day "
        "counts whole",
    )
    max_stories: Annotated[int | None, Field(ge=1)] = Field(
        default=None,
        description="end the crawl after so many stories, as in 100; default: no limit",
    )
    max_depth: Annotated[int, Field(ge=0)] = Field(
        default=1,
        description="how many steps over Explore more (and links) to go from a listing; 0: only "
        "what listings show",
    )
    max_pages: Annotated[int | None, Field(ge=1)] = Field(
        default=None,
        description="how many pages of each section and topic to read (…/page-2 and so on), as in "
        "5; default: 1, with since as many as show stories from then or later",
    )

    revisit: Annotated[Policy | None, BeforeValidator(values.choice)] = Field(
        default=None,
        description="which known stories to fetch again: changed (those that may have changed), "
        "never, always; default: changed, with -o and -O always",
    )
    resume: Annotated[Literal["yes", "no"], BeforeValidator(values.choice)] = Field(
        default="yes",
        description="whether to fetch what earlier crawls found and did not fetch: yes, no",
    )

    wait: Annotated[float | None, BeforeValidator(values.duration), Field(ge=0)] = Field(
        default=None,
        description="how long to wait until another crawl that uses the same store has ended: 30s, "
        "10m, 2h; default: not at all",
    )

    fetch: Annotated[Literal["page", "api"], BeforeValidator(values.choice)] = Field(
        default="page",
        description="what to ask the site for: page, or api (its JSON, a fraction of the bytes; the "
        "page where there is none)",
    )
    render: Annotated[Literal["auto", "never", "always"], BeforeValidator(values.choice)] = Field(
        default="auto",
        description="whether a browser renders pages: auto (only those that are empty without "
        "JavaScript), never, always",
    )

    download: Annotated[list[str], BeforeValidator(values.downloads)] = Field(
        default=[],
        description="files to download with the stories: images, media (MP4, MP3), or both as in "
        "images,media; default: none",
    )

    def scope(self) -> dict[str, object]:
        """What a later crawl must have been asked for to resume this one."""
        scope: dict[str, object] = {"urls": _hashed(self.urls), "sections": self.sections}
        return {**scope, "topics": self.topics} if self.topics else scope

    @model_validator(mode="before")
    @classmethod
    def _without_private(cls, given: Any) -> Any:
        """Scrapyd passes `_job`; such names are no arguments of the spider's."""
        return {name: value for name, value in given.items() if not name.startswith("_")}

    @model_validator(mode="after")
    def _consistent(self) -> Arguments:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since ({self.since}) is later than until ({self.until})")
        is_narrowed = self.urls or self.sections or self.topics
        if not (is_narrowed or _BEGINNINGS.intersection(self.discover)):
            needed = ", ".join(way for way in WAYS if way in _BEGINNINGS)
            raise ValueError(
                f"nothing to begin with: add one of {needed} to discover, or give urls, sections or "
                "topics"
            )
        if self.fetch == "api" and self.render == "always":
            raise ValueError(
                "fetch=api and render=always exclude each other: a browser renders pages. Leave out "
                "one"
            )
        whole = [way for way in _WHOLE_EDITION if way in self.discover]
        if self.sections and whole:
            raise ValueError(
                f"sections and discover={','.join(whole)} exclude each other: "
                f"{', '.join(whole)} cannot be told apart by section. Leave out one"
            )
        return self


class WrongArguments(ValueError):
    """`lines` has one for each wrong argument: its name, what is wrong, what it may be."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def checked(given: Mapping[str, Any]) -> Arguments:
    """The arguments as `-a`, a script or scrapyd gives them. Raises WrongArguments."""
    try:
        return Arguments(**given)
    except ValidationError as error:
        raise WrongArguments(refusals(error)) from None


def refusals(error: ValidationError) -> list[str]:
    """Each wrong argument by name, with what is wrong and what it may be."""
    return [line for details in error.errors() for line in _refusals(details["loc"], details)]


def _refusals(where: tuple[int | str, ...], details: Any) -> Iterator[str]:
    name = str(where[0]) if where else ""
    error = details.get("ctx", {}).get("error")
    if isinstance(error, values.Several):
        yield from (f"{name}: {message}" for message in error.messages)
    elif details["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name.lower(), Arguments.model_fields, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        known = ", ".join(Arguments.model_fields)
        yield f"{name}: there is no such argument{hint}; known are {known}"
    else:
        message = details["msg"].removeprefix("Value error, ")
        if name in Arguments.model_fields and details["type"] != "value_error":
            message = f"{values.shown(str(details.get('input')))!r} is invalid: {_expected(name, details)}"
        yield f"{name}: {message}" if name else message


def _expected(name: str, details: Any) -> str:
    """What pydantic found to be expected, in words; then what the argument is for."""
    context = details.get("ctx", {})
    expected = {
        "literal_error": str(context.get("expected", "")).replace("'", ""),
        "int_parsing": "an integer",
        "int_from_float": "an integer",
        "greater_than_equal": f"an integer greater than or equal to {context.get('ge')}",
    }.get(details["type"])
    words = f"expected {expected}" if expected else details["msg"]
    return f"{words} ({Arguments.model_fields[name].description})"


def _hashed(urls: list[str]) -> object:
    if len(urls) <= _LONG_LIST:
        return urls
    return f"sha256:{sha256(chr(10).join(urls).encode()).hexdigest()}"
