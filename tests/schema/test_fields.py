"""Every field of a story is declared once: how it is cleaned, and whether a change is a revision."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from msgspec import Struct, structs

from dwcrawler import items, schema
from dwcrawler.schema.fields import FIELDS, Cleaning, Field, Revision

DECLARED = [(part, field) for part, fields in FIELDS.items() for field in fields]


def test_every_field_is_declared() -> None:
    assert not (missing := schema.undeclared()), "\n".join(missing)


def test_a_field_without_declaration_is_told_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Story(items.Story):
        not_declared: str | None = None

    monkeypatch.setattr(items, "Story", Story)
    (missing,) = schema.undeclared()
    assert missing.startswith("Story.not_declared is not declared: write ")
    assert missing.endswith("under 'Story' in dwcrawler/schema/fields.py")
    with pytest.raises(ValueError, match=r"Story\.not_declared is not declared"):
        schema.generate()


def test_a_declaration_without_field_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Field(Cleaning.LINE, Revision.NOTICED, "x")
    monkeypatch.setitem(FIELDS, "Topic", {**FIELDS["Topic"], "colour": entry})
    assert schema.undeclared() == [
        "Topic.colour is no field: take it out of dwcrawler/schema/fields.py"
    ]


@pytest.mark.parametrize(("part", "field"), DECLARED, ids=map(".".join, DECLARED))
def test_what_a_field_holds_agrees_with_its_type(part: str, field: str) -> None:
    kind: type[Struct] = getattr(items, part)
    declared = next(of.type for of in structs.fields(kind) if of.name == field)
    assert FIELDS[part][field].cleaning in _possible(declared), (
        f"{part}.{field} in dwcrawler/schema/fields.py: its type in items.py is {declared}"
    )


def _possible(declared: Any) -> set[Cleaning]:
    """A text without a pattern is the one case in which the type does not tell it."""
    ours = {Cleaning.OURS}
    if schema.structs_in(declared):
        return {Cleaning.PARTS}
    if declared == list[str]:
        return ours | {Cleaning.LINE, Cleaning.WORDS}
    inner = {declared, *get_args(declared)}
    if inner & {items.WebUrl, items.ShortUrl}:
        return {Cleaning.URL}
    if items.DateTime in inner:
        return ours | {Cleaning.DATE}
    if inner & {str, items.NonEmpty}:
        return ours | {Cleaning.LINE, Cleaning.LINES, Cleaning.CAPTION, Cleaning.NO_TEXT}
    return ours | {Cleaning.NO_TEXT}
