"""The types of a story's columns in DuckDB, from the schema: nothing is guessed from what feeds hold."""

from __future__ import annotations

from functools import cache
from typing import Final

from dwcrawler.schema.shapes import Kind, Shape, story_shape

_SCALARS: Final[dict[Kind, str]] = {
    "text": "VARCHAR",
    "date": "TIMESTAMPTZ",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "truth": "BOOLEAN",
    "any": "JSON",
}


@cache
def columns() -> dict[str, str]:
    """Column -> type, in the order of the items: `{"id": "BIGINT", "authors": "STRUCT(…)[]", …}`."""
    return {name: _type(shape) for name, shape in story_shape().parts}


@cache
def lists() -> frozenset[str]:
    """Columns that hold lists: older feeds lack some, which then are empty."""
    return frozenset(name for name, shape in story_shape().parts if shape.kind == "list")


def _type(shape: Shape) -> str:
    if shape.kind == "list":
        assert shape.inner is not None
        return f"{_type(shape.inner)}[]"
    if shape.kind == "struct":
        parts = ", ".join(f'"{name}" {_type(part)}' for name, part in shape.parts)
        return f"STRUCT({parts})"
    return _SCALARS[shape.kind]
