"""Finds and decodes the state that dw.com embeds in its pages, and makes one shape of both kinds.

apollo (mid-2023 to 2024, seen):    window.__APOLLO_STATE__={"Article:65897191": {...}, ...};
app_state (since 2024, attested):   window.__APP_STATE__ = {"/graph-api/en/content/...": {...}};

The first is a normalised Apollo cache: flat, `{"__ref": key}` in place of objects, arguments in
field names. The second holds the same content object with its references resolved in place. What
comes out is that content object, to be read through `content.Content`, which hides the difference.
Where the site has changed its arrangement, `anywhere` finds the same object by what it is.

A state is checked whole but decoded only where it is looked at: menus, footers and labels, a good
half of it, are never made into objects.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
from msgspec import Raw

from dwcrawler.editions import code_of
from dwcrawler.identity import MAX_ID, Address, address_of, content_at
from dwcrawler.pages.mending import mended
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.state import anywhere, assignments
from dwcrawler.pages.state.content import Content, Json
from dwcrawler.pages.state.decoding import (
    MENDED,
    TOO_DEEP,
    StateError,
    decode_entries,
    entries_in,
    lenient,
)
from dwcrawler.pages.state.kinds import KIND_BY_TYPENAME
from dwcrawler.pages.state.salvage import entries_of

_ASSIGNMENT: Final = re.compile(rb"__(APP|APOLLO)_STATE__[\"'\]]*\s*=\s*(?=\{)")
_MAX_TAG: Final = 200
# A page's own query where it is the first of ROOT_QUERY, as on the captured page: found without
# reading the labels after it, its larger part.
_FIRST_QUERY: Final = re.compile(
    rb'\{"__typename":"Query","content\(\{\\"id\\":([0-9]{1,13}),(?:[^"\\]|\\"){0,300}\)":'
    rb'\{"__ref":"([^"\\]{1,100})"\}'
)
_OF_CONTENT: Final = frozenset({"__typename", "id", "title", "name", "text"})
_UNKNOWN_FORM: Final = "the page has a state in an unknown form"
_OTHER_SHAPE: Final = Problem(
    "other_state_shape", "the content is at another place; found by its id and its type name"
)
_LABEL: Final = b"copyright_prefix"
_LABEL_VALUE: Final = re.compile(rb'[\\"]{1,3}\s*:\s*[\\"]{1,3}([^"\\]{1,60})')
_LAYOUTS: Final[dict[bytes, Literal["app_state", "apollo"]]] = {
    b"APP": "app_state",
    b"APOLLO": "apollo",
}


class _Data(msgspec.Struct):
    content: dict[str, Raw] | None = None


class _Answer(msgspec.Struct):
    """`{"data": {"content": {...}}}`, as the site's own interface answers."""

    data: _Data | None = None


class _Reference(msgspec.Struct):
    key: str | None = msgspec.field(default=None, name="__ref")


_decode: Final = msgspec.json.Decoder().decode
_decode_answer: Final = msgspec.json.Decoder(_Answer).decode
_decode_reference: Final = msgspec.json.Decoder(_Reference).decode


@dataclass(frozen=True, slots=True)
class EmbeddedState:
    """`content` is None where the state holds none for this page (an error or consent page)."""

    layout: Literal["app_state", "apollo", "api"]
    content: Content | None


def state_in(
    body: bytes, found: re.Match[bytes] | None, content_id: int | None, problems: list[Problem]
) -> EmbeddedState | None:
    """The page's state in whatever form and arrangement; None where the page has none.

    found:      what `find` found, the usual form
    content_id: the id that the page's URL names, or else its canonical link
    Raises as `read` does.
    """
    error = state = None
    if found is not None:
        try:
            state = read(body, found, content_id, problems)
        except StateError as raised:
            error = raised
        if state is not None and state.content is not None:
            return state
    scripts = assignments.scripts_in(body)
    for assigned in assignments.states_in(scripts):
        other = _of_value(assigned.value, content_id, problems)
        if other is not None:
            if assigned.is_lenient:
                problems.append(lenient(assigned.left_out))
            return other
    if error is not None:
        raise error
    if state is None and assignments.names_a_state(scripts):
        raise StateError(_UNKNOWN_FORM)
    return state


def answered(body: bytes, content_id: int | None, problems: list[Problem]) -> EmbeddedState | None:
    """What the site's own interface answers, `{"data": {"content": {...}}}`, as a state.

    None where it holds no content. Raises StateError for what is no JSON.
    """
    try:
        value = _decode(body)
    except RecursionError:
        raise StateError(TOO_DEEP) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        value = _mended_value(body, error, problems)
    for answer in value if isinstance(value, list) else [value]:
        content = _content_of(answer) or _content_of({"data": answer})
        if content is not None and "id" in content and "__typename" in content:
            return EmbeddedState("api", Content(content, {}, problems))
    state = _of_value(value, content_id, problems)
    return None if state is None else EmbeddedState("api", state.content)


def is_answer(body: bytes) -> bool:
    """Whether it is JSON, of the site's own interface, and no page."""
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def url_in(body: bytes) -> str | None:
    """The URL that an answer states of its content, or one that its id and type make."""
    try:
        state = answered(body, None, []) if is_answer(body) else None
    except StateError:
        return None
    if state is None or state.content is None:
        return None
    content = state.content
    for name in ("canonicalUrl", "namedUrl", "permaLinkUrl"):
        if (target := content_at(content.text(name) or "")) is not None:
            return target[0]
    number = content.number("id")
    kind = KIND_BY_TYPENAME.get(content.text("__typename") or "")
    if number is None or number > MAX_ID or kind is None:
        return None
    return Address(kind, code_of(content.text("language") or ""), number).url


def _mended_value(body: bytes, error: Exception, problems: list[Problem]) -> object:
    try:
        value = _decode(mended(body.lstrip(b"\xef\xbb\xbf")))
    except (msgspec.DecodeError, RecursionError):
        raise StateError(f"the answer is not JSON ({error})") from None
    if not body.startswith(b"\xef\xbb\xbf"):
        problems.append(MENDED)
    return value


def _of_value(
    value: object, content_id: int | None, problems: list[Problem]
) -> EmbeddedState | None:
    """In a state that is decoded already: where it was until now, or else anywhere."""
    if isinstance(value, dict):
        layout: Literal["app_state", "apollo"] = "apollo" if "ROOT_QUERY" in value else "app_state"
        with suppress(StateError):
            root = _root(value, layout, content_id)
            if root is not None and _is_own(root, content_id):
                return EmbeddedState(layout, Content(root, value, problems))
    return _from_anywhere(value, content_id, problems)


def _from_anywhere(
    value: object, content_id: int | None, problems: list[Problem]
) -> EmbeddedState | None:
    found = None if content_id is None else anywhere.content_in(value, content_id)
    if found is None:
        return None
    problems.append(_OTHER_SHAPE)
    content, entries = found
    return EmbeddedState("apollo" if entries else "app_state", Content(content, entries, problems))


def _root(entries: Json, layout: Literal["app_state", "apollo"], number: int | None) -> Json | None:
    return (_app_content if layout == "app_state" else _apollo_content)(entries, number)


def _has_queries(entries: Json) -> bool:
    try:
        _queries(entries)
    except StateError:
        return False
    return True


def _is_own(root: Json, content_id: int | None) -> bool:
    number = root.get("id")
    if type(number) is Raw:
        number = _decode(number)
    return content_id is None or number in (content_id, str(content_id), None)


def find(body: bytes) -> re.Match[bytes] | None:
    """Where the state is assigned: group 1 is its kind, the match ends before its first brace."""
    # It mostly fills the last script, and a "<" in it is escaped (seen): then the last tag before
    # that script's end is the one that begins it.
    tag = max(0, body.rfind(b"<", 0, body.rfind(b"</script")))
    found = None
    for found in _ASSIGNMENT.finditer(body, tag, tag + _MAX_TAG):  # noqa: B007 (the last counts)
        pass
    if found is not None:
        return found
    last = body.rfind(b"_STATE__")
    if last < 0:
        return None
    return _ASSIGNMENT.match(body, body.rfind(b"__", 0, last)) or _ASSIGNMENT.search(body)


def read(
    body: bytes, found: re.Match[bytes], content_id: int | None, problems: list[Problem]
) -> EmbeddedState:
    """Decodes the state that `find` found; `content_id` is the id that the page's URL names.

    What is mended or left out, and, when they are read, fields of a wrong type, are noted in
    `problems`. Raises StateError if the state is cut off, too deep, of neither shape, or damaged
    where the page's content is; UnicodeDecodeError if what is looked at is no UTF-8.
    """
    layout = _LAYOUTS[found[1]]
    try:
        entries = entries_in(body, found.end(), problems)
    except StateError as error:
        entries, root = _salvaged(body, found.end(), layout, content_id)
        if root is None:
            raise
        problems.append(Problem("bad_state", f"{error}; the undamaged parts are read"))
    else:
        root = None
        with suppress(StateError):
            root = _root(entries, layout, content_id)
        if root is None or (layout == "app_state" and not _is_own(root, content_id)):
            # The page's own video within another page's content is not that page.
            known = () if root is None else {path for path in entries if _id_of(path) is not None}
            others = {path: entry for path, entry in entries.items() if path not in known}
            other = _from_anywhere(others, content_id, problems)
            if other is not None:
                return EmbeddedState(layout, other.content)
        if root is None and not _has_queries(entries) and layout == "apollo":
            raise StateError("Apollo state without ROOT_QUERY")
    return EmbeddedState(layout, None if root is None else Content(root, entries, problems))


def credit_label(body: bytes) -> str | None:
    """What the page writes before credits: `general.image.copyright_prefix` of its own labels.

    They are JSON in a string of the state, and this one is found without decoding them (seen).
    """
    at = body.rfind(_LABEL)  # the labels stand at the state's end
    match = _LABEL_VALUE.match(body, at + len(_LABEL)) if at >= 0 else None
    return match[1].decode("utf-8", "replace").strip(": ：") or None if match else None


def _salvaged(
    body: bytes, start: int, layout: Literal["app_state", "apollo"], content_id: int | None
) -> tuple[Json, Json | None]:
    """What is whole in a damaged state, and the page's content if that is.

    Not of a page that breaks off: what the content refers to might be behind.
    """
    end = body.rfind(b"</script", start)
    if content_id is None or end < 0:
        return {}, None
    entries = entries_of(mended(body[start:end]).decode())
    if layout == "apollo":
        named = [entries.get(f"{typename}:{content_id}") for typename in KIND_BY_TYPENAME]
    else:
        named = [_content_of(entries[path]) for path in entries if _id_of(path) == content_id]
    return entries, next((content for content in named if content is not None), None)


def _app_content(entries: Json, content_id: int | None) -> Json | None:
    """`/graph-api/en/content/article/67132206` -> {"data": {"content": {...}}}."""
    found = None
    for path, answer in entries.items():
        number = _id_of(path)
        if number is None:
            continue
        content = _content_of(answer)
        found = found or content
        if content is not None and number == content_id:
            return content
    return found


def _id_of(path: str) -> int | None:
    if not path.startswith("/graph-api/"):
        return None
    address = address_of(f"https://www.dw.com{path}")
    return address.id if address else None


def _content_of(answer: Raw | Json) -> Json | None:
    """None, too, for an object that says nothing of what it is: the content may stand within it."""
    content: object
    if isinstance(answer, Raw):
        try:
            answered = _decode_answer(answer)
        except msgspec.ValidationError:
            return None
        content = answered.data.content if answered.data else None
    else:
        data = answer.get("data") if isinstance(answer, dict) else None
        content = data.get("content") if isinstance(data, dict) else None
    if not isinstance(content, dict) or _OF_CONTENT.isdisjoint(content):
        return None
    return content


def _queries(entries: Json) -> Json:
    try:
        return _fields(entries["ROOT_QUERY"])
    except (KeyError, msgspec.ValidationError):
        raise StateError("Apollo state without ROOT_QUERY") from None


def _apollo_content(entries: Json, content_id: int | None) -> Json | None:
    """`ROOT_QUERY` -> `content({"id":65897191,"lang":"GERMAN"})` -> the entity it refers to."""
    queries = entries.get("ROOT_QUERY")
    own = _FIRST_QUERY.match(queries) if isinstance(queries, Raw) else None
    if own is not None and int(own[1]) == content_id:
        with suppress(KeyError, UnicodeError, msgspec.ValidationError):
            return _fields(entries[own[2].decode()])
    entities = []
    for name, entry in _queries(entries).items():
        if not name.startswith("content("):
            continue
        try:
            key = _reference(entry)
            entity = _fields(entry if key is None else entries[key])
        except (KeyError, msgspec.ValidationError):
            continue
        entities.append(entity)
        if f'"id":{content_id},' in name:
            return entity
    return next(iter(entities), None)


def _reference(entry: Raw | Json) -> str | None:
    if isinstance(entry, Raw):
        return _decode_reference(entry).key
    return msgspec.convert(entry, _Reference).key


def _fields(value: Raw | Json) -> Json:
    """Raises msgspec.ValidationError for what is no object."""
    if isinstance(value, Raw):
        return decode_entries(value)
    return msgspec.convert(value, dict)
