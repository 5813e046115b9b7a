"""The arguments of `scrapy crawl dw -a NAME=VALUE`, typed and checked before the crawl."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from dwcrawler import edition_names
from dwcrawler.editions import editions
from dwcrawler.identity import MAX_ID, address_of, short_url
from dwcrawler.items import StoryType
from dwcrawler.normalize.folding import phrase
from dwcrawler.normalize.moments import moment_of
from dwcrawler.spiders import url_lists
from dwcrawler.spiders.matching import Matcher
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

_DURATION: Final = re.compile(r"([0-9]{1,5})\s*([smh])\Z")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
# A bare host, or one with an edition: the start page is meant.
_BARE_SITE: Final = re.compile(r"(?:https?:)?/{0,2}(?:www\.)?dw\.com/?([a-z-]{2,7})?/?\Z")
# Wrong lines of a list that are named; the others are counted.
_MOST_NAMED: Final = 20
_MOST_SHOWN: Final = 120  # characters of a value
# A scope is compared as text: of long lists their hash is kept.
_LONG_LIST: Final = 100


class _Several(ValueError):
    """What is wrong with an argument that names many things: a message for each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if _is_text(value) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _shown(value: str) -> str:
    return value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…"


def _one_of(values: Any, known: Iterable[str], expected: str) -> list[str]:
    """Without regard to case, and with `-` for `_`."""
    known = list(known)
    chosen: dict[str, None] = {}
    for value in _split(values):
        name = str(value).lower().replace("-", "_").replace(" ", "_")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            listed = ", ".join(known)
            raise ValueError(f"{_shown(str(value))!r} is invalid{hint}: {expected}: {listed}")
        chosen[name] = None
    return list(chosen)


def _languages(value: Any) -> Any:
    values = _split(value)
    if [str(name).lower() for name in values] == ["all"]:
        return list(editions())
    if not values:
        raise ValueError("name a language by code or name, as in en,de or German, or all")
    return list(dict.fromkeys(_language(str(name)) for name in values))


def _language(name: str) -> str:
    code = edition_names.code_named(name)
    if code is not None:
        return code
    meant = " or ".join(map(edition_names.shown, edition_names.meant_by(name)))
    hint = f" (did you mean {meant}?)" if meant else ""
    known = ", ".join(editions())
    raise ValueError(
        f"{_shown(name)!r} is invalid{hint}: expected a language of DW, by its code or name (de, "
        f"German, Deutsch), or all. The codes are {known}"
    )


def _ways(value: Any) -> Any:
    return _one_of(value, WAYS, "expected where to look for stories, one or more of")


def _types(value: Any) -> Any:
    if not _split(value):
        raise ValueError(f"name a type: one or more of {', '.join(TYPES)}")
    return _one_of(value, TYPES, "expected types of story, one or more of")


def _downloads(value: Any) -> Any:
    return _one_of(value, ("images", "media"), "expected kinds of files")


def _sections(value: Any) -> Any:
    sections = _split(value)
    if not sections:
        raise ValueError(
            "name a section by name, id or URL, as in Business,Science. To crawl all sections, leave "
            "the argument out"
        )
    for section in sections:
        address = address_of(section)
        if address is None and "/" in section:
            raise ValueError(
                f"{_shown(section)} is not the URL of a section on dw.com{_hint(section)}"
            )
        if address is not None and not address.is_listing:
            raise ValueError(f"{section} is no section: ask for stories with urls=")
    return sections


def _topics(value: Any) -> Any:
    topics = _split(value)
    if not topics:
        raise ValueError("name a topic by name, id or URL, as in Climate,Gaza")
    for topic in topics:
        address = address_of(topic)
        if address is None and "/" in topic:
            hint = _hint(topic, "a topic's URL ends as in …/t-12345678")
            raise ValueError(f"{_shown(topic)} is not the URL of a topic on dw.com{hint}")
        if address is not None and address.kind != "topic":
            other = "sections=" if address.is_listing else "urls="
            raise ValueError(f"{topic} is no topic: ask for it with {other}")
        if address is None and not phrase(topic):
            raise ValueError(f"{_shown(topic)!r} is invalid: a topic's name has letters or digits")
        if topic.isdigit() and int(topic) > MAX_ID:
            raise ValueError(f"{_shown(topic)} is invalid: ids go up to {MAX_ID}")
    return topics


def _match(value: Any) -> Any:
    if _is_text(value):
        Matcher(value)
    return value


def _urls(value: Any) -> Any:
    """The URLs of an argument, of a file, or of standard input, which can be read only once."""
    lines = (
        url_lists.lines_of(value)
        if _is_text(value)
        else [url_lists.Line(str(url), "") for url in value]
    )
    if not lines:
        raise ValueError(
            f"name a URL of a story or a listing, as in {url_lists.EXAMPLE}, or a file of them, as "
            "in @list.txt"
        )
    wrong = [message for line in lines if (message := _wrong_url(line))]
    if len(wrong) > _MOST_NAMED:
        more = len(wrong) - _MOST_NAMED
        wrong[_MOST_NAMED:] = [f"{more} more lines are wrong"]
    if wrong:
        raise _Several(wrong)
    return [line.url for line in lines]


def _wrong_url(line: url_lists.Line) -> str | None:
    if address_of(line.url) is not None and line.is_readable:
        return None
    place = f"{line.place}: " if line.place else ""
    if not line.is_readable:
        return f"{place}the line is not UTF-8"
    hint = _hint(line.url)
    if not line.place and Path(line.url).is_file():
        hint = f"; did you mean the URLs in that file, urls=@{line.url}?"
    return f"{place}{_shown(line.url)} is not the URL of a story or a listing on dw.com{hint}"


_URL_ENDS: Final = "a story's ends as in …/a-12345678, a listing's as in …/s-1234"


def _hint(url: str, ends: str = _URL_ENDS) -> str:
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
    if url.isascii() and url.isdigit() and int(url[:20]) <= MAX_ID:
        return f"; did you mean the story with that id, {short_url(int(url))}?"
    return f"; {ends}"


def _since(value: Any) -> Any:
    return moment_of(value) if _is_text(value) else value


def _until(value: Any) -> Any:
    return moment_of(value, is_end=True) if _is_text(value) else value


def _duration(value: Any) -> Any:
    """Seconds of `30s`, `10m`, `2h`."""
    if not _is_text(value):
        return value
    match = _DURATION.match(value.strip().lower())
    if match is None:
        raise ValueError(f"{_shown(value)!r} is no duration: write 30s, 10m or 2h")
    return int(match[1]) * _SECONDS[match[2]]


def _choice(value: Any) -> Any:
    return value.strip().lower() if _is_text(value) else value


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    languages: Annotated[list[str], BeforeValidator(_languages)] = Field(
        default=["en"],
        description="language editions to crawl, by code or name, as in en,de or German,中文; or all",
    )
    sections: Annotated[list[str], BeforeValidator(_sections)] = Field(
        default=[],
        description="sections to crawl, by name as in the site's menu, id or URL, as in "
        "Business,Science; default: all",
    )
    topics: Annotated[list[str], BeforeValidator(_topics)] = Field(
        default=[],
        description="crawl the pages of these topics, and keep only stories that carry one of them; "
        "by name as the site writes it, id or URL, as in Climate,Gaza",
    )
    match: Annotated[str | None, BeforeValidator(_match)] = Field(
        default=None,
        description="keep only stories with these words in headline, teaser, topics or keywords: "
        'climate energy (both), "climate change" OR Klima, Berlin -football, climat*',
    )
    urls: Annotated[list[str], BeforeValidator(_urls)] = Field(
        default=[],
        description="stories or listings to crawl instead of the start pages: URLs with commas "
        "between, @FILE with one URL a line, or - for standard input",
    )
    discover: Annotated[list[Way], BeforeValidator(_ways)] = Field(
        default=["sections", "explore_more"],
        description="where to look for stories: sections (the start page, its sections and "
        "programmes), explore_more (below stories), topics (in focus, of stories, A to Z), links (in "
        "texts), rss, sitemap, headlines; editions lets the others lead into other languages",
    )
    types: Annotated[list[str], BeforeValidator(_types)] = Field(
        default=list(TYPES), description="types of story to keep, as in article,video"
    )
    since: Annotated[datetime | None, BeforeValidator(_since)] = Field(
        default=None,
        description="keep only stories published then or later: 2024-01-31, "
        "2024-01-31T12:00:00Z, yesterday, 12h, 7d, 2weeks, 3months, 1year (UTC)",
    )
    until: Annotated[datetime | None, BeforeValidator(_until)] = Field(
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

    revisit: Annotated[Policy | None, BeforeValidator(_choice)] = Field(
        default=None,
        description="which known stories to fetch again: changed (those that may have changed), "
        "never, always; default: changed, with -o and -O always",
    )
    resume: Annotated[Literal["yes", "no"], BeforeValidator(_choice)] = Field(
        default="yes",
        description="whether to fetch what earlier crawls found and did not fetch: yes, no",
    )

    wait: Annotated[float | None, BeforeValidator(_duration), Field(ge=0)] = Field(
        default=None,
        description="how long to wait until another crawl that uses the same store has ended: 30s, "
        "10m, 2h; default: not at all",
    )

    fetch: Annotated[Literal["page", "api"], BeforeValidator(_choice)] = Field(
        default="page",
        description="what to ask the site for: page, or api (its JSON, a fraction of the bytes; the "
        "page where there is none)",
    )
    render: Annotated[Literal["auto", "never", "always"], BeforeValidator(_choice)] = Field(
        default="auto",
        description="whether a browser renders pages: auto (only those that are empty without "
        "JavaScript), never, always",
    )

    download: Annotated[list[str], BeforeValidator(_downloads)] = Field(
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
    def _without_private(cls, values: Any) -> Any:
        """Scrapyd passes `_job`; such names are no arguments of the spider's."""
        return {name: value for name, value in values.items() if not name.startswith("_")}

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
    if isinstance(error, _Several):
        yield from (f"{name}: {message}" for message in error.messages)
    elif details["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name.lower(), Arguments.model_fields, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        known = ", ".join(Arguments.model_fields)
        yield f"{name}: there is no such argument{hint}; known are {known}"
    else:
        message = details["msg"].removeprefix("Value error, ")
        if name in Arguments.model_fields and details["type"] != "value_error":
            message = (
                f"{_shown(str(details.get('input')))!r} is invalid: {_expected(name, details)}"
            )
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
