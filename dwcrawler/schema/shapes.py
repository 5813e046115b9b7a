"""The shape of a story, for programs that want types of their own: columns of DuckDB, of Spark, …"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec
from msgspec import inspect

from dwcrawler.items import DateTime, Story

Kind = Literal["text", "date", "integer", "number", "truth", "any", "list", "struct"]

_SCALARS: Final[dict[type[inspect.Type], Kind]] = {
    inspect.StrType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "truth",
}


class Shape(msgspec.Struct, frozen=True):
    """`inner` is what a list holds; `parts` are the fields of a struct, in order. A `date` is a time in
    UTC, as a text in the feed; `any` is any JSON. Each may be null, but lists."""

    kind: Kind
    inner: Shape | None = None
    parts: tuple[tuple[str, Shape], ...] = ()


@cache
def story_shape() -> Shape:
    return _shape(inspect.type_info(Story))


@cache
def _date_pattern() -> str | None:
    kind = inspect.type_info(DateTime)
    inner = kind.type if isinstance(kind, inspect.Metadata) else kind
    return inner.pattern if isinstance(inner, inspect.StrType) else None


def _shape(kind: inspect.Type) -> Shape:
    if isinstance(kind, inspect.Metadata):
        return _shape(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _shape(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.StrType):
        return Shape("date" if kind.pattern == _date_pattern() else "text")
    if isinstance(kind, inspect.LiteralType):
        is_whole = all(isinstance(value, int) for value in kind.values)
        return Shape("integer" if is_whole else "text")
    if isinstance(kind, inspect.ListType):
        return Shape("list", inner=_shape(kind.item_type))
    if isinstance(kind, inspect.StructType):
        parts = tuple((field.encode_name, _shape(field.type)) for field in kind.fields)
        return Shape("struct", parts=parts)
    return Shape(_SCALARS.get(type(kind), "any"))
