"""What the arguments of `show` name: feeds, or stories."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.identity import (
    MAX_ID,
    address_of,
    canonical_url,
    content_at,
    content_id,
    short_url,
)

_ID: Final = re.compile(r"[0-9]{1,13}\Z", re.ASCII)
# Any host, with or without a scheme; what follows decides whether it is DW content.
_HOST: Final = re.compile(r"(?:https?:)?/{0,2}(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
_SCHEME: Final = re.compile(r"(?:https?:)?/{0,2}", re.IGNORECASE)


class NamedStory(NamedTuple):
    """A story that was asked for; `given` is how."""

    id: int
    given: str

    @property
    def url(self) -> str:
        return short_url(self.id)


class Named(NamedTuple):
    feeds: list[str]
    stories: list[NamedStory]


class WrongName(ValueError):
    """An argument is no feed and no story; the message says why."""


def named(arguments: list[str]) -> Named:
    """A path that exists is a feed, whatever else it may be. Raises WrongName."""
    feeds: list[str] = []
    stories: dict[int, NamedStory] = {}
    for argument in arguments:
        if not argument.strip():
            raise WrongName("an argument is empty: name a feed or a story")
        story = None if _exists(argument) else _story(argument.strip())
        if story is None:
            feeds.append(argument)
        else:
            stories.setdefault(story.id, story)
    return Named(feeds, list(stories.values()))


def _exists(argument: str) -> bool:
    try:
        return Path(argument).exists()
    except (OSError, ValueError):  # too long for a path, or with a NUL
        return False


def _story(text: str) -> NamedStory | None:
    """None for what can only be a path. Raises WrongName for a URL of something else."""
    if _ID.match(text):
        return _with_id(int(text), text)
    if text.startswith("p/") and (code := content_id(text[2:])) is not None:
        return _with_id(code, text)
    is_url = _HOST.match(text) is not None
    if not is_url and not text.startswith("/"):
        return None
    url = f"https://{_SCHEME.sub('', text, count=1)}" if is_url else text
    found = address_of(url) if is_url else (content_at(url) or (None, None))[1]
    if found is None:
        if is_url and (text.lower().startswith(("http:", "https:", "//")) or canonical_url(url)):
            raise WrongName(f"{text}: this is no URL of a story on dw.com")
        return None
    if found.is_listing:
        raise WrongName(
            f"{text}: this is a list of stories ({found.kind}). Its stories are listed by "
            "--section or --topic and its name"
        )
    return _with_id(found.id, text)


def _with_id(number: int, given: str) -> NamedStory:
    if number > MAX_ID:
        raise WrongName(f"{given}: no story has such a large id")
    return NamedStory(number, given)


def what_was_meant(argument: str) -> str:
    """A hint for a path that names nothing."""
    is_code = content_id(argument) is not None and any(map(str.isdigit, argument))
    return f". If you mean a short URL: p.dw.com/p/{argument}" if is_code else ""
