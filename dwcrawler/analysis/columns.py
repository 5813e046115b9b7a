"""The types of a story's columns in DuckDB, from the items: nothing is guessed from what feeds hold."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec
from msgspec import inspect

from dwcrawler.items import DateTime, Story

_DATE: Final = inspect.type_info(DateTime)
_SCALARS: Final[dict[type[inspect.Type], str]] = {
    inspect.StrType: "VARCHAR",
    inspect.IntType: "BIGINT",
    inspect.BoolType: "BOOLEAN",
    inspect.FloatType: "DOUBLE",
}
JSON: Final = "JSON"


@cache
def columns() -> dict[str, str]:
    """Column -> type, in the order of the items: `{"id": "BIGINT", "authors": "STRUCT(…)[]", …}`."""
    return {field.encode_name: _named(field.type) for field in _fields(Story)}


@cache
def lists() -> frozenset[str]:
    """Columns that hold lists: older feeds lack some, which then are empty."""
    return frozenset(name for name, kind in columns().items() if kind.endswith("[]"))


def _fields(struct: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return info.fields


def _named(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.Metadata):
        return _named(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _named(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.StrType):
        return "TIMESTAMPTZ" if kind.pattern == _pattern(_DATE) else "VARCHAR"
    if isinstance(kind, inspect.LiteralType):
        return "BIGINT" if all(isinstance(value, int) for value in kind.values) else "VARCHAR"
    if isinstance(kind, inspect.ListType):
        return f"{_named(kind.item_type)}[]"
    if isinstance(kind, inspect.StructType):
        parts = ", ".join(f'"{field.encode_name}" {_named(field.type)}' for field in kind.fields)
        return f"STRUCT({parts})"
    return _SCALARS.get(type(kind), JSON)


def _pattern(kind: Any) -> str | None:
    inner = kind.type if isinstance(kind, inspect.Metadata) else kind
    return inner.pattern if isinstance(inner, inspect.StrType) else None
