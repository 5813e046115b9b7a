"""The schema of a line for Spark, as its `StructType.fromJson` takes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from dwcrawler.schema.shapes import Kind, Shape, story_shape

PATH: Final = Path(__file__).with_name("story.spark.json")
# Any JSON is kept as the text that it is.
_SCALARS: Final[dict[Kind, str]] = {
    "text": "string",
    "date": "timestamp",
    "integer": "long",
    "number": "double",
    "truth": "boolean",
    "any": "string",
}


def generate() -> str:
    return json.dumps(_type(story_shape()), indent=2) + "\n"


def _type(shape: Shape) -> Any:
    if shape.kind == "list":
        assert shape.inner is not None
        return {"type": "array", "elementType": _type(shape.inner), "containsNull": True}
    if shape.kind == "struct":
        fields = [
            {"name": name, "type": _type(part), "nullable": True, "metadata": {}}
            for name, part in shape.parts
        ]
        return {"type": "struct", "fields": fields}
    return _SCALARS[shape.kind]
