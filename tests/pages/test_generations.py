"""One story, three ways of telling it: apollo state, app_state, the rendered page alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.stories import clean_story

# What the rendered page does not tell (seen on the captured page).
NOT_RENDERED = {
    "authors": "the authors' names are not linked to their pages",
    "related": "three of Explore more are shown, without pictures and with days for dates",
    "provenance": "it says which generation was read",
}

STATE = re.compile(rb"window\.__APOLLO_STATE__=(\{.*?\}) ?; ?</script>", re.DOTALL)


@pytest.fixture
def apollo(shared_pages: Path) -> bytes:
    return (shared_pages / "apollo-2023-06-13-de.html").read_bytes()


URL = "https://www.dw.com/de/irgendwie/a-65897191"


def as_app_state(page: bytes) -> bytes:
    """The same page as the generation after it would embed it, references resolved in place."""
    match = STATE.search(page)
    assert match is not None
    cache = json.loads(match[1])

    def resolve(value: Any, above: tuple[str, ...] = ()) -> Any:
        if isinstance(value, dict):
            if "__ref" in value:
                key = value["__ref"]
                return None if key in above else resolve(cache[key], (*above, key))
            return {name: resolve(inner, above) for name, inner in value.items()}
        if isinstance(value, list):
            return [resolve(inner, above) for inner in value]
        return value

    content = resolve(cache["Article:65897191"])
    labels = next(
        value for key, value in cache["ROOT_QUERY"].items() if key.startswith("i18nByLang")
    )
    translations = {"data": {"translations": {"data": {"i18n": {"all": json.dumps(labels)}}}}}
    state = {
        "/graph-api/de/road/translations": translations,
        "/graph-api/de/content/article/65897191": {"data": {"content": content}},
    }
    script = b"window.__APP_STATE__ = " + json.dumps(state).encode() + b";</script>"
    return page[: match.start()] + script + page[match.end() :]


def columns(page: bytes) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(clean_story(page, URL))
    return row


def test_app_state_tells_the_same_story(apollo: bytes) -> None:
    one, other = columns(apollo), columns(as_app_state(apollo))
    assert one.pop("provenance")["layout"] == "apollo"
    assert other.pop("provenance")["layout"] == "app_state"
    assert one == other


def test_the_rendered_page_alone_tells_the_same_story(apollo: bytes) -> None:
    match = STATE.search(apollo)
    assert match is not None
    stateless = apollo[: match.start()] + b"</script>" + apollo[match.end() :]
    one, other = columns(apollo), columns(stateless)
    assert other["provenance"]["layout"] == "dom"
    assert {name for name in one if one[name] != other[name]} == set(NOT_RENDERED)
    assert [a["name"] for a in one["authors"]] == [a["name"] for a in other["authors"]]
    assert [t["id"] for t in one["related"][:3]] == [t["id"] for t in other["related"]]
    for told, shown in zip(one["related"], other["related"], strict=False):
        for field in ("id", "url", "type", "headline", "description", "kicker"):
            assert told[field] == shown[field]
        assert told["date_published"][:10] == shown["date_published"][:10]
        assert told["image"]["alt"] == shown["image"]["alt"]


@pytest.mark.parametrize(
    "broken", [b"window.__APOLLO_STATE__={", b"window.__APOLLO_STATE__={'a':1};"]
)
def test_a_broken_state_gives_way_to_the_rendered_page(apollo: bytes, broken: bytes) -> None:
    match = STATE.search(apollo)
    assert match is not None
    row = columns(apollo[: match.start()] + broken + b"</script></body></html>")
    assert row["provenance"]["layout"] == "dom"
    assert row["text"] == columns(apollo)["text"]
