"""A page's content object in a state of unknown arrangement: by its id and its type name.

Other keys, other nesting, answers in lists, a cache without its queries: the object itself stays
what it is. Never a related story's, nor the few fields that a teaser has of the page's own.
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import suppress
from typing import Any, Final

import msgspec
from msgspec import Raw

from dwcrawler.pages.state.kinds import KIND_BY_TYPENAME

Json = dict[str, Any]
_decode: Final = msgspec.json.Decoder().decode
# `Article:65897191`, `ContentLink:{"targetId":65897427}`: a cache's keys.
_REFERENCE: Final = re.compile(r"[A-Z][A-Za-z]{1,40}:")
# What only a whole story has, be it empty, and no teaser of one (seen).
_OF_A_STORY: Final = frozenset(
    {"text", "posts", "hlsVideoSrc", "mp3Src", "extendedGalleryImages", "contentLinks"}
)
_STORIES: Final = frozenset({"Article", "Liveblog", "Video", "Audio", "ImageGallery"})
# A state of 400 KB has some 20,000 values that are objects or lists, 12 deep.
_MAX_VALUES: Final = 300_000
_MAX_DEPTH: Final = 60


def content_in(state: Any, content_id: int) -> tuple[Json, Json] | None:
    """The content and the entries that references in it lead to."""
    entries: Json = {}
    best: Json | None = None
    waiting = deque([(state, 0)])
    looked_at = 0
    while waiting and looked_at < _MAX_VALUES:
        value, depth = waiting.popleft()
        looked_at += 1
        value = _opened(value)
        if isinstance(value, dict):
            if _is_content(value, content_id) and (best is None or len(value) > len(best)):
                best = value
            entries.update(
                (key, inner)
                for key, inner in value.items()
                if key not in entries and _REFERENCE.match(key)
            )
            inner_values = list(value.values())
        elif isinstance(value, list):
            inner_values = value
        else:
            continue
        if depth < _MAX_DEPTH:
            waiting.extend((inner, depth + 1) for inner in inner_values if _may_hold(inner))
    return None if best is None else (best, entries)


def _may_hold(value: Any) -> bool:
    return isinstance(value, dict | list | Raw) or (
        isinstance(value, str) and value.lstrip()[:1] in ("{", "[") and "__typename" in value
    )


def _opened(value: Any) -> Any:
    """What is still JSON, or JSON in a text."""
    if isinstance(value, Raw | str):
        with suppress(msgspec.DecodeError, RecursionError, UnicodeError):
            return _decode(value)
        return None
    return value


def _is_content(value: Json, content_id: int) -> bool:
    number, typename = value.get("id"), value.get("__typename")
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 19:
        number = int(number)
    if type(number) is not int or number != content_id or not isinstance(typename, str):
        return False
    if typename in _STORIES:
        return any(name.partition("(")[0] in _OF_A_STORY for name in value)
    return typename in KIND_BY_TYPENAME and any(
        isinstance(inner, list | dict) and inner for inner in value.values()
    )
