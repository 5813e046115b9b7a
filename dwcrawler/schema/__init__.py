"""The JSON Schema of a line of the feed, generated from `items.py`.

python -m dwcrawler.schema      writes story.schema.json anew
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import fields

from dwcrawler import items

PATH: Final = Path(__file__).with_name("story.schema.json")


def generate() -> str:
    schema: dict[str, Any] = msgspec.json.schema(items.Story)
    for name, part in schema["$defs"].items():
        # All keys are always written, and in the order of declaration.
        part["required"] = [field.name for field in fields(getattr(items, name))]
        part["properties"] = {field: part["properties"][field] for field in part["required"]}
        part["additionalProperties"] = False
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Story",
        "description": "One line of a dwcrawler feed",
    }
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"
