"""Finds and decodes the state that dw.com embeds in its pages, and makes one shape of both kinds.

apollo (mid-2023 to 2024, seen):    window.__APOLLO_STATE__={"Article:65897191": {...}, ...};
app_state (since 2024, attested):   window.__APP_STATE__ = {"/graph-api/en/content/...": {...}};

The first is a normalised Apollo cache: flat, `{"__ref": key}` in place of objects, arguments in
field names. The second holds the same content object with its references resolved in place. What
comes out is that content object as plain nested dicts, without references and arguments.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from dwcrawler.identity import address_of
from dwcrawler.pages.content import Content, Json

_ASSIGNMENT: Final = re.compile(rb"__(APP|APOLLO)_STATE__[\"'\]]*\s*=\s*(?=\{)")
_LAYOUTS: Final[dict[bytes, Literal["app_state", "apollo"]]] = {
    b"APP": "app_state",
    b"APOLLO": "apollo",
}
_CREDIT_LABEL: Final = re.compile(r'\\*"copyright_prefix\\*"\s*:\s*\\*"([^"\\]{1,40})\\*"')
_decoder: Final = msgspec.json.Decoder()


class StateError(ValueError):
    """The page has a state that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class EmbeddedState:
    """`content` is None where the state holds none for this page (an error or consent page)."""

    layout: Literal["app_state", "apollo"]
    content: Content | None
    credit_label: str | None


def find(body: bytes) -> re.Match[bytes] | None:
    """Where the state is assigned: group 1 is its kind, the match ends before its first brace."""
    at = body.find(b"_STATE__")  # a plain search is many times as fast as a pattern's
    return _ASSIGNMENT.search(body, max(0, at - 10)) if at >= 0 else None


def read(
    body: bytes, found: re.Match[bytes], content_id: int | None, problems: list[str]
) -> EmbeddedState:
    """Decodes the state that `find` found; `content_id` is the id that the page's URL names.

    Fields of a wrong type are noted in `problems` when they are read. Raises StateError if the
    state is cut off, no JSON, too deep or of neither shape.
    """
    state = _decode(body, found.end())
    layout = _LAYOUTS[found[1]]
    root = (_apollo_content if layout == "apollo" else _app_content)(state, content_id)
    content = None if root is None else Content(root, state, problems)
    label = None
    if at := body.find(b"copyright_prefix", found.end()) + 1:
        window = body[at - 3 : at + 120].decode("utf-8", "ignore")
        label = match[1] if (match := _CREDIT_LABEL.search(window)) else None
    return EmbeddedState(layout, content, label)


def _decode(body: bytes, start: int) -> Json:
    end = body.find(b"</script", start)
    raw = body[start : end if end >= 0 else len(body)].rstrip(b"; \t\r\n")
    try:
        state = _decoder.decode(raw)
    except RecursionError:
        raise StateError("state nested too deep") from None
    except msgspec.DecodeError as error:
        state = _decode_first_value(raw, error)
    if not isinstance(state, dict):
        raise StateError("state is no object")
    return state


def _decode_first_value(raw: bytes, error: msgspec.DecodeError) -> Any:
    """For a state that more JavaScript follows in the same script."""
    if "trailing" not in str(error):
        raise StateError(f"state is no JSON ({error})")
    try:
        return json.JSONDecoder().raw_decode(raw.decode("utf-8"))[0]
    except (ValueError, RecursionError) as again:
        raise StateError(f"state is no JSON ({again})") from None


def _app_content(state: Json, content_id: int | None) -> Json | None:
    """`/graph-api/en/content/article/67132206` -> {"data": {"content": {...}}}."""
    found = None
    for path, answer in state.items():
        if not path.startswith("/graph-api/") or not isinstance(answer, dict):
            continue
        data = answer.get("data")
        content = data.get("content") if isinstance(data, dict) else None
        address = address_of(f"https://www.dw.com{path}")
        if address is not None and isinstance(content, dict):
            found = found or content
            if address.id == content_id:
                return content
    return found


def _apollo_content(cache: Json, content_id: int | None) -> Json | None:
    """`ROOT_QUERY` -> `content({"id":65897191,"lang":"GERMAN"})` -> the entity it refers to."""
    root = cache.get("ROOT_QUERY")
    if not isinstance(root, dict):
        raise StateError("Apollo state without ROOT_QUERY")
    entities = []
    for name, entry in root.items():
        if name.startswith("content(") and isinstance(entry, dict):
            reference = entry.get("__ref")
            entity = cache.get(reference) if isinstance(reference, str) else entry
            if isinstance(entity, dict):
                entities.append(entity)
    wanted = [entity for entity in entities if entity.get("id") == content_id]
    return next(iter(wanted or entities), None)
