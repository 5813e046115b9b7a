"""The JSON Schema of a line of the feed, generated from `items.py`, and tables of its fields.

python -m dwcrawler.schema      writes story.schema.json, and the tables in README.md and docs/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from msgspec import structs

from dwcrawler import items
from dwcrawler.schema.fields import FIELDS

PATH: Final = Path(__file__).with_name("story.schema.json")


def generate() -> str:
    """Raises ValueError that lists the fields that are not declared."""
    if wrong := undeclared():
        raise ValueError("\n".join(wrong))
    schema: dict[str, Any] = msgspec.json.schema(items.Story)
    for name, part in schema["$defs"].items():
        # All keys are always written, and in the order of declaration.
        part["required"] = [field.name for field in structs.fields(getattr(items, name))]
        declared = FIELDS[name]
        part["properties"] = {
            field: {
                "description": declared[field].meaning,
                **_without_description(part["properties"][field]),
            }
            for field in part["required"]
        }
        part["additionalProperties"] = False
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Story",
        "description": "One line of a dwcrawler feed",
    }
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def undeclared() -> list[str]:
    """What the table of fields lacks, or has too much, as sentences that say what to write."""
    found = []
    for name, part in _parts(items.Story).items():
        names = part.__struct_fields__
        declared = FIELDS.get(name, {})
        found += [
            f"{name}.{field} is not declared: write how it is cleaned, whether a change of it is a "
            f"revision, and what it means under {name!r} in dwcrawler/schema/fields.py"
            for field in names
            if field not in declared
        ]
        found += [
            f"{name}.{field} is no field: take it out of dwcrawler/schema/fields.py"
            for field in declared
            if field not in names
        ]
    return found


def _parts(kind: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """By name: a Struct and all that it is made of."""
    found = {kind.__name__: kind}
    for field in structs.fields(kind):
        for inner in structs_in(field.type):
            found |= _parts(inner)
    return found


def structs_in(declared: Any) -> list[type[msgspec.Struct]]:
    """The Structs that a field's type names: of `list[Image]` and of `Image | None`, Image."""
    if isinstance(declared, type) and issubclass(declared, msgspec.Struct):
        return [declared]
    return [found for inner in get_args(declared) for found in structs_in(inner)]


def _without_description(declared: dict[str, Any]) -> dict[str, Any]:
    """A type may have one of its own (`ContentId`); the field's says more."""
    return {key: value for key, value in declared.items() if key != "description"}
