"""Small objects of a state say the same, and lose the same, whichever way they are read."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from dwcrawler.items import Image
from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.entities import Entity, EntityReader, Number, non_blank
from dwcrawler.pages.state.images import main_image_of

Json = dict[str, Any]


class Inner(Entity):
    some_name: str | None = None
    is_in_text: bool | None = None


class Outer(Entity):
    id: Number | None = None
    some_name: str | None = None
    inner: Inner | None = None


OUTER, INNER = EntityReader(Outer), EntityReader(Inner)


def undecoded(fields: Json, cache: Json) -> Content:
    """As a state's entries are before anything is asked for."""
    return Content(
        *({k: Raw(json.dumps(v).encode()) for k, v in o.items()} for o in (fields, cache)), []
    )


def decoded(fields: Json, cache: Json) -> Content:
    return Content(*(msgspec.json.decode(json.dumps(o)) for o in (fields, cache)), [])


def seen(content: Content, records: list[Outer]) -> list[Any]:
    """What is in them, references followed."""
    rows = []
    for record in records:
        inner = record.inner
        if inner is not None and inner.reference is not None:
            inner = content.entity_at(inner.reference, INNER)
        row = inner and (non_blank(inner.some_name), inner.is_in_text)
        rows.append((record.id, non_blank(record.some_name), row))
    return rows


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", " ", "\u00a0", "7", "words"])
    | st.lists(st.integers(), max_size=1)
    | st.dictionaries(st.sampled_from(["id", "someName", "x"]), st.text(max_size=2), max_size=1)
)


def some(of: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional=of)


TEXTS = st.none() | st.text(max_size=4)
INNERS = some({"someName": TEXTS, "isInText": st.none() | st.booleans()})
REFERENCES = st.sampled_from(
    [{"__ref": ref} for ref in ("Outer:1", "Inner:1", "Gone:1", "Odd:1", 7)]
)
FITTING = some(
    {"id": st.integers(0, 2**63 - 1), "someName": TEXTS, "inner": st.none() | INNERS | REFERENCES}
)
ANY = some({"id": VALUES, "someName": VALUES, "inner": VALUES | some({"isInText": VALUES})})


@given(
    things=VALUES | st.lists(FITTING | REFERENCES | st.none()) | st.lists(FITTING | ANY | VALUES),
    outer=FITTING | ANY,
    inner=INNERS | VALUES,
)
def test_read_at_once_or_field_by_field(things: Any, outer: Json, inner: Any) -> None:
    cache = {"Outer:1": outer, "Inner:1": inner, "Odd:1": [5]}
    at_once, by_field = (make({"things": things}, cache) for make in (undecoded, decoded))
    expected = seen(by_field, by_field.entities("things", OUTER))
    assert seen(at_once, at_once.entities("things", OUTER)) == expected
    # What is wrong behind a reference is noted once, or for each list that it stands in.
    assert bool(at_once.problems) == bool(by_field.problems)


def link(**fields: Any) -> Json:
    return {"__typename": "ContentLink", "targetId": 5, **fields}


PICTURE = {
    "__typename": "Image",
    "id": 5,
    "staticUrl": "https://static.dw.com/image/5_${formatId}.jpg",
}
TEMPLATE = "https://static.dw.com/image/5_607.jpg"
IMAGE = Image(id=5, url=TEMPLATE, caption="Ours", credit="Us", alt="A tree")
CREDITED = {**PICTURE, "licenserSupplement": "Us"}
TOLD = {"description": "Ours", "additionalInformation": "A tree"}


@pytest.mark.parametrize("make", [undecoded, decoded])
@pytest.mark.parametrize(
    ("told_by_link", "expected"),
    [
        (link(**TOLD, target=CREDITED), IMAGE),
        (link(**TOLD, target={"__ref": "Image:5"}), IMAGE),
        ({"__ref": "ContentLink:5"}, IMAGE),
        (link(description=" ", target=PICTURE), Image(id=5, url=TEMPLATE)),
        (link(description=["Ours"], target=CREDITED), Image(id=5, url=TEMPLATE, credit="Us")),
        (link(targetId="5", target=7), Image(id=5)),
        (link(target={"__ref": "Image:404"}), Image(id=5)),
        (link(targetId=-5, additionalInformation="A tree"), Image(alt="A tree")),
        (link(targetId=None), None),
        ({"__ref": "Image:404"}, None),
        ({"__ref": ["Image:5"]}, None),
        (None, None),
        (5, None),
    ],
)
def test_what_a_picture_and_the_link_to_it_tell(
    make: Any, told_by_link: Any, expected: Image | None
) -> None:
    cache = {"Image:5": CREDITED, "ContentLink:5": link(**TOLD, target={"__ref": "Image:5"})}
    assert main_image_of(make({"mainContentImageLink": told_by_link}, cache)) == expected


def test_a_list_asked_for_twice_tells_both() -> None:
    fields = {"things": [{"id": 1}], 'things({"type":"X"})': [{"id": 2}]}
    assert [thing.id for thing in undecoded(fields, {}).entities("things", OUTER)] == [1, 2]


def test_a_reference_to_no_object_counts_as_absent() -> None:
    page = undecoded({"mainContentImageLink": {"__ref": "Odd:1"}}, {"Odd:1": 5})
    assert main_image_of(page) is None
    assert not page.has("mainContentImageLink")  # so that other sources are asked for it


def test_what_is_referred_to_often_is_read_once() -> None:
    references = [{"__ref": "Outer:1"}] * 20_000
    large = {"id": 1, "x": [1] * 500_000}
    page = undecoded({"things": references}, {"Outer:1": large})
    records = page.entities("things", OUTER)
    assert len(records) == 20_000 and len({id(record) for record in records}) == 1


def test_what_is_wrong_behind_a_reference_is_noted_in_few_words() -> None:
    name = "Odd:" + "x" * 100_000
    page = undecoded({"things": [{"inner": {"__ref": name}}] * 100}, {name: 5})
    records = page.entities("things", OUTER)
    assert [row[2] for row in seen(page, records)] == [None] * 100
    assert len(page.problems) == 1 and len(page.problems[0]) < 100
