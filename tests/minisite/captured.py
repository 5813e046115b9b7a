"""What two pages are compared by: their objects' keys, tracking names, and stable classes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

Keys = dict[str, set[str]]


def state_of(page: bytes, name: str = "__APP_STATE__") -> dict[str, Any]:
    """The state that a page embeds, whatever white space an editor put in it."""
    text = page.decode()
    start = text.index("{", text.index(name))
    state: dict[str, Any] = json.JSONDecoder(strict=False).raw_decode(text[start:])[0]
    return state


def content_of(state: dict[str, Any]) -> dict[str, Any]:
    (content,) = (v["data"]["content"] for key, v in state.items() if "/content/" in key)
    found: dict[str, Any] = content
    return found


def objects_of(value: Any) -> Iterator[dict[str, Any]]:
    """All that say what they are."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting += inner
        elif isinstance(inner, dict):
            waiting += inner.values()
            if "__typename" in inner:
                yield inner


def keys_by_typename(states: Iterable[Any]) -> Keys:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for state in states:
        for value in objects_of(state):
            found[value["__typename"]] |= set(value)
    return dict(found)


def marks(pages: Iterable[bytes]) -> dict[str, set[tuple[str, tuple[str, ...]]]]:
    """Tracking name -> its elements, and the names of those that they stand in."""
    found: defaultdict[str, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
    for page in pages:
        for element in html.fromstring(page).xpath("//*[@data-tracking-name]"):
            above = (ancestor.get("data-tracking-name") for ancestor in element.iterancestors())
            name = element.get("data-tracking-name")
            found[name].add((element.tag, tuple(filter(None, above))))
    return dict(found)


def tags_by_class(pages: Iterable[bytes]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for element in html.fromstring(page).xpath("//*[@class]"):
            for name in element.get("class").split():
                found[name].add(element.tag)
    return dict(found)
