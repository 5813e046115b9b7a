"""The arguments of `scrapy crawl dw -a NAME=VALUE`, typed and checked before the crawl."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dwcrawler.editions import editions
from dwcrawler.identity import address_of
from dwcrawler.items import StoryType
from dwcrawler.spiders.revisit import Policy

# Ways in: each finds stories in its own place. Types: what a story may be.
Way = Literal[
    "sections", "explore_more", "topics", "links", "rss", "sitemap", "headlines", "editions"
]
WAYS: Final[tuple[str, ...]] = get_args(Way)
TYPES: Final[tuple[str, ...]] = get_args(StoryType)
# Ways that begin somewhere; the others lead on from stories.
_BEGINNINGS: Final = frozenset({"sections", "topics", "rss", "sitemap", "headlines"})
# Ways that list a whole edition, whatever the section.
_WHOLE_EDITION: Final = ("rss", "sitemap", "headlines")

_RELATIVE: Final = re.compile(r"(\d{1,5})\s*([hdw])\Z")
_UNITS: Final = {"h": "hours", "d": "days", "w": "weeks"}
_DURATION: Final = re.compile(r"(\d{1,5})\s*([smh])\Z")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
_URL_BREAK: Final = re.compile(r"[\s,]+(?=https?://|(?:www\.|p\.)?dw\.com)|\s+")
# A bare host, or one with an edition: the start page is meant.
_BARE_SITE: Final = re.compile(r"(?:https?:)?/{0,2}(?:www\.)?dw\.com/?([a-z-]{2,7})?/?\Z")


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if _is_text(value) else value


def _split_urls(value: Any) -> Any:
    """URLs may hold commas: a new one begins after a blank, or after a comma before a new host."""
    return (
        [part.strip(", ") for part in _URL_BREAK.split(value.strip()) if part.strip(", ")]
        if (_is_text(value))
        else value
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _one_of(values: list[str], known: Iterable[str], what: str) -> list[str]:
    known = list(known)
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise ValueError(f"{value!r} is no {what}{hint}; known are {', '.join(known)}")
    return list(dict.fromkeys(values))


def _languages(value: Any) -> Any:
    values = [code.lower() for code in _split(value)] if _is_text(value) else value
    if values == ["all"]:
        return list(editions())
    if not values:
        raise ValueError("name a language, as in en,de, or all")
    return _one_of(values, editions(), "language of DW")


def _ways(value: Any) -> Any:
    return _one_of(_split(value), WAYS, "way to discover stories")


def _types(value: Any) -> Any:
    values = _split(value)
    if not values:
        raise ValueError(f"name a type: {', '.join(TYPES)}")
    return _one_of(values, TYPES, "type of story")


def _downloads(value: Any) -> Any:
    return _one_of(_split(value), ("images", "media"), "kind of file")


def _sections(value: Any) -> Any:
    sections = _split(value)
    if not sections:
        raise ValueError("name a section, as in Business,Science, or leave the argument out")
    for section in sections:
        address = address_of(section)
        if address is None and "/" in section:
            raise ValueError(f"{section} is no URL of a section on dw.com{_hint(section)}")
        if address is not None and not address.is_listing:
            raise ValueError(f"{section} is no section: stories are asked for with urls=")
    return sections


def _urls(value: Any) -> Any:
    urls = _split_urls(value)
    if not urls:
        raise ValueError("name a URL of a story or a listing, or leave the argument out")
    for url in urls:
        if address_of(url) is None:
            raise ValueError(f"{url} is no URL of a story or a listing on dw.com{_hint(url)}")
    return urls


def _hint(url: str) -> str:
    """What may have been meant by something that is no URL of DW content."""
    if bare := _BARE_SITE.match(url.lower()):
        edition = editions().get(bare[1] or "en")
        if edition is not None:
            return (
                f"; did you mean the start page? It is where a crawl begins if urls is left out and "
                f"languages={edition.code} is given; its URL is {edition.start_url}"
            )
    with_scheme = f"https://{url.partition('://')[2] or url.lstrip('/')}"
    if with_scheme != url and address_of(with_scheme) is not None:
        return f"; did you mean {with_scheme}?"
    return "; a story's ends as in …/a-12345678, a listing's as in …/s-1234"


def _since(value: Any) -> Any:
    return _moment(value, time.min)


def _until(value: Any) -> Any:
    return _moment(value, time.max.replace(microsecond=0))


def _duration(value: Any) -> Any:
    """Seconds of `30s`, `10m`, `2h`."""
    if not _is_text(value):
        return value
    match = _DURATION.match(value.strip().lower())
    if match is None:
        raise ValueError(f"{value!r} is no duration: write 30s, 10m or 2h")
    return int(match[1]) * _SECONDS[match[2]]


def _moment(value: Any, of_day: time) -> Any:
    """A day, a time, or how long ago; a day means its first or its last second, in UTC."""
    if not _is_text(value):
        return value
    text = value.strip()
    if match := _RELATIVE.match(text):
        return datetime.now(UTC).replace(microsecond=0) - timedelta(
            **{_UNITS[match[2]]: int(match[1])}
        )
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is no date: write 2024-01-31, 2024-01-31T12:00:00Z, or how long ago: 12h, 7d"
        ) from None
    if len(text) <= len("2024-01-31"):
        moment = datetime.combine(moment.date(), of_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    languages: Annotated[list[str], BeforeValidator(_languages)] = Field(
        default=["en"], description="editions to crawl: codes as in DW's URLs (en,de,pt-br), or all"
    )
    sections: Annotated[list[str], BeforeValidator(_sections)] = Field(
        default=[],
        description="sections to crawl, by name as in the site's menu, id or URL; default: all",
    )
    urls: Annotated[list[str], BeforeValidator(_urls)] = Field(
        default=[],
        description="stories or listings to begin with, instead of the start pages",
    )
    discover: Annotated[list[Way], BeforeValidator(_ways)] = Field(
        default=["sections", "explore_more"],
        description="where to look for stories: sections of the start pages and their programmes, "
        "explore_more, topics (in focus, of stories, A to Z), links in texts, rss, sitemap, "
        "headlines; and editions: also into editions that were not asked for",
    )
    types: Annotated[list[str], BeforeValidator(_types)] = Field(
        default=list(TYPES), description="types of story to keep"
    )
    since: Annotated[datetime | None, BeforeValidator(_since)] = Field(
        default=None, description="only stories published then or later (2024-01-31, 12h, 7d)"
    )
    until: Annotated[datetime | None, BeforeValidator(_until)] = Field(
        default=None, description="only stories published then or earlier; a day counts whole"
    )
    max_stories: Annotated[int | None, Field(ge=1)] = Field(
        default=None, description="end the crawl after so many stories"
    )
    max_depth: Annotated[int, Field(ge=0)] = Field(
        default=1, description="hops from a listing over Explore more (and links)"
    )
    max_pages: Annotated[int | None, Field(ge=1)] = Field(
        default=None,
        description="how many pages of each section and topic to read (…/page-2 and so on); default: "
        "1, with since as many as show stories from then or later",
    )

    revisit: Policy | None = Field(
        default=None,
        description="which known stories to fetch again: changed (the default), never, always (the "
        "default with -o and -O)",
    )
    resume: Literal["yes", "no"] = Field(
        default="yes",
        description="whether to go on with what an earlier crawl did not come to: yes, no",
    )

    wait: Annotated[float | None, BeforeValidator(_duration), Field(ge=0)] = Field(
        default=None,
        description="how long to wait for another crawl that is at work on the store: 30s, 10m, 2h; "
        "default: not at all",
    )

    fetch: Literal["page", "api"] = Field(
        default="page",
        description="what is asked for: page, or api (the site's JSON of stories and listings in "
        "place of pages; the page where it cannot be had)",
    )
    render: Literal["auto", "never", "always"] = Field(
        default="auto",
        description="whether a browser makes pages: auto (only those that tell nothing without "
        "one), never, always",
    )

    download: Annotated[list[str], BeforeValidator(_downloads)] = Field(
        default=[], description="files to download besides: images, media (MP4, MP3)"
    )

    def scope(self) -> dict[str, object]:
        """What a later crawl must have been asked for to go on with this one."""
        return {"urls": self.urls, "sections": self.sections}

    @model_validator(mode="before")
    @classmethod
    def _without_private(cls, values: Any) -> Any:
        """Scrapyd passes `_job`; such names are no arguments of the spider's."""
        return {name: value for name, value in values.items() if not name.startswith("_")}

    @model_validator(mode="after")
    def _consistent(self) -> Arguments:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since ({self.since}) is later than until ({self.until})")
        if not (self.urls or self.sections or _BEGINNINGS.intersection(self.discover)):
            needed = ", ".join(way for way in WAYS if way in _BEGINNINGS)
            raise ValueError(f"nothing to begin with: discover needs one of {needed}, or give urls")
        if self.fetch == "api" and self.render == "always":
            raise ValueError(
                "fetch=api and render=always exclude each other: a browser makes pages. Leave out one"
            )
        whole = [way for way in _WHOLE_EDITION if way in self.discover]
        if self.sections and whole:
            raise ValueError(
                f"sections cannot be told apart in {', '.join(whole)}: leave out one or the other"
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
    return [_refusal(details["loc"], details) for details in error.errors()]


def _refusal(where: tuple[int | str, ...], details: Any) -> str:
    name = str(where[0]) if where else ""
    if details["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, Arguments.model_fields, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        return f"{name}: there is no such argument{hint}; known are {', '.join(Arguments.model_fields)}"
    message = details["msg"].removeprefix("Value error, ")
    message = f"{message[0].lower()}{message[1:]}" if message else message
    if name in Arguments.model_fields and details["type"] != "value_error":
        given = details.get("input")
        message = f"{given!r}: {message} ({Arguments.model_fields[name].description})"
    return f"{name}: {message}" if name else message
