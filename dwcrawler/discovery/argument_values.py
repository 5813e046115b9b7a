"""The values of arguments as people write them -> what a crawl works with.

Each function takes what was given, text or a list, and raises ValueError with a message that says what
is wrong and what would be right. A value that is no text is left to the model (`arguments`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, get_args

from dwcrawler.discovery import url_lists
from dwcrawler.discovery.matching import Matcher
from dwcrawler.editions import editions
from dwcrawler.identity import MAX_ID, address_of, short_url
from dwcrawler.items import StoryType
from dwcrawler.normalize import edition_names, edition_words
from dwcrawler.normalize.dates.moments import moment_of
from dwcrawler.normalize.folding import phrase

# Ways in: each finds stories in its own place. Types: what a story may be.
WAYS: Final = (
    *("sections", "explore_more", "topics", "links"),
    *("rss", "sitemap", "headlines", "editions"),
)
TYPES: Final[tuple[str, ...]] = get_args(StoryType)

_DURATION: Final = re.compile(r"([0-9]{1,5})\s*([smh])\Z")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
# A bare host, or one with an edition: the start page is meant.
_BARE_SITE: Final = re.compile(r"(?:https?:)?/{0,2}(?:www\.)?dw\.com/?([a-z-]{2,7})?/?\Z")
_ID_LENGTH: Final = 13
_ID: Final = re.compile(r"[0-9]{1,13}\Z")
_URL_ENDS: Final = "a story's ends as in …/a-12345678, a listing's as in …/s-1234"
# Wrong lines of a list that are named; the others are counted.
_MOST_NAMED: Final = 20
_MOST_SHOWN: Final = 120  # characters of a value


class Several(ValueError):
    """What is wrong with an argument that names many things: a message for each."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if _is_text(value) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def shown(value: str) -> str:
    return value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…"


def _one_of(values: Any, known: Iterable[str], expected: str) -> list[str]:
    """Without regard to case, and with `-` for `_`."""
    known = list(known)
    chosen: dict[str, None] = {}
    for value in _split(values) or []:
        name = str(value).lower().replace("-", "_").replace(" ", "_")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            listed = ", ".join(known)
            raise ValueError(f"{shown(str(value))!r} is invalid{hint}: {expected}: {listed}")
        chosen[name] = None
    return list(chosen)


def languages(value: Any) -> Any:
    values = _split(value) or []
    if not values:
        raise ValueError("name a language by code or name, as in en,de or German, or all")
    is_all = [str(name).lower() for name in values] == ["all"]
    codes = list(editions() if is_all else dict.fromkeys(_language(str(name)) for name in values))
    if missing := "; ".join(edition_words.missing(codes)):
        raise ValueError(missing)
    return codes


def _language(name: str) -> str:
    code = edition_names.code_named(name)
    if code is not None:
        return code
    meant = " or ".join(map(edition_names.shown, edition_names.meant_by(name)))
    hint = f" (did you mean {meant}?)" if meant else ""
    known = ", ".join(editions())
    raise ValueError(
        f"{shown(name)!r} is invalid{hint}: expected a language of DW, by its code or name (de, "
        f"German, Deutsch), or all. The codes are {known}"
    )


def ways(value: Any) -> Any:
    return _one_of(value, WAYS, "expected where to look for stories, one or more of")


def types(value: Any) -> Any:
    if not _split(value):
        raise ValueError(f"name a type: one or more of {', '.join(TYPES)}")
    return _one_of(value, TYPES, "expected types of story, one or more of")


def downloads(value: Any) -> Any:
    return _one_of(value, ("images", "media"), "expected kinds of files")


def sections(value: Any) -> Any:
    names = _split(value)
    if not names:
        raise ValueError(
            "name a section by name, id or URL, as in Business,Science. To crawl all sections, leave "
            "the argument out"
        )
    for section in names:
        address = address_of(section)
        if address is None and "/" in section:
            raise ValueError(
                f"{shown(section)} is not the URL of a section on dw.com{_hint(section)}"
            )
        if address is not None and not address.is_listing:
            raise ValueError(f"{section} is no section: ask for stories with urls=")
    return names


def topics(value: Any) -> Any:
    names = _split(value)
    if not names:
        raise ValueError("name a topic by name, id or URL, as in Climate,Gaza")
    for topic in names:
        address = address_of(topic)
        if address is None and "/" in topic:
            hint = _hint(topic, "a topic's URL ends as in …/t-12345678")
            raise ValueError(f"{shown(topic)} is not the URL of a topic on dw.com{hint}")
        if address is not None and address.kind != "topic":
            other = "sections=" if address.is_listing else "urls="
            raise ValueError(f"{topic} is no topic: ask for it with {other}")
        if address is None and not phrase(topic):
            raise ValueError(f"{shown(topic)!r} is invalid: a topic's name has letters or digits")
        if topic.isdecimal() and (len(topic) > _ID_LENGTH or int(topic) > MAX_ID):
            raise ValueError(f"{shown(topic)} is invalid: ids go up to {MAX_ID}")
    return names


def match(value: Any) -> Any:
    if _is_text(value):
        Matcher(value)
    return value


def urls(value: Any) -> Any:
    """The URLs of an argument, of a file, or of standard input, which can be read only once."""
    lines = (
        url_lists.lines_of(value)
        if _is_text(value)
        else [url_lists.Line(str(url), "") for url in value or []]
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
        raise Several(wrong)
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
    return f"{place}{shown(line.url)} is not the URL of a story or a listing on dw.com{hint}"


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
    if _ID.match(url) and int(url) <= MAX_ID:
        return f"; did you mean the story with that id, {short_url(int(url))}?"
    return f"; {ends}"


def since(value: Any) -> Any:
    return moment_of(value) if _is_text(value) else value


def until(value: Any) -> Any:
    return moment_of(value, is_end=True) if _is_text(value) else value


def duration(value: Any) -> Any:
    """Seconds of `30s`, `10m`, `2h`."""
    if not _is_text(value):
        return value
    found = _DURATION.match(value.strip().lower())
    if found is None:
        raise ValueError(f"{shown(value)!r} is no duration: write 30s, 10m or 2h")
    return int(found[1]) * _SECONDS[found[2]]


def choice(value: Any) -> Any:
    return value.strip().lower() if _is_text(value) else value
