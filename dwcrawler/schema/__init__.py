"""The JSON Schema of a line of the feed, generated from `items.py`, and tables of its fields.

python -m dwcrawler.schema      writes story.schema.json, and the tables in README.md and docs/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import fields

from dwcrawler import items
from dwcrawler.schema.descriptions import DESCRIPTIONS

PATH: Final = Path(__file__).with_name("story.schema.json")


def generate() -> str:
    """Raises ValueError where fields and descriptions do not match."""
    schema: dict[str, Any] = msgspec.json.schema(items.Story)
    for name, part in schema["$defs"].items():
        # All keys are always written, and in the order of declaration.
        part["required"] = [field.name for field in fields(getattr(items, name))]
        described = DESCRIPTIONS[name]
        if unmatched := described.keys() ^ set(part["required"]):
            raise ValueError(f"{name}: fields without description, or without field: {unmatched}")
        part["properties"] = {
            field: {
                "description": described[field],
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


def _without_description(declared: dict[str, Any]) -> dict[str, Any]:
    """A type may have one of its own (`ContentId`); the field's says more."""
    return {key: value for key, value in declared.items() if key != "description"}
