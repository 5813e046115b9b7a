"""Small objects of a state, of which a page has dozens: as structs.

In Apollo's cache, where they stand apart, they are decoded straight into the struct, some times as
fast as `Content` reads them. Where a value does not fit it, or the object is decoded already, it is
read field by field, and only what is of a wrong type is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Generic, TypeVar, get_args

import msgspec
from msgspec import Meta, Raw, Struct
from msgspec.structs import fields

Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
UNFIT: Final = (msgspec.DecodeError, RecursionError)


class Entity(Struct, gc=False, rename="camel"):
    """Fields are texts (`str | None`), `Number | None`, `bool | None` or records (`X | None`).

    Only for objects whose fields never have arguments (none of those here has, as far as seen).
    `reference` stands in place of the fields where Apollo's cache has the object elsewhere. A text
    may be of blanks alone: `told` tells.
    """

    reference: str | None = msgspec.field(default=None, name="__ref")


AnyEntity = TypeVar("AnyEntity", bound=Entity)


def non_blank(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


class EntityReader(Generic[AnyEntity]):
    """How entities of one type are read: from JSON here, field by field by `Content`.

    decode, decode_all: one, and a list of them, from JSON; raise `UNFIT` where a value does not fit
    fields:             of each its name here, its name in the state, its type
    inner:              the readers of those fields that are entities
    """

    def __init__(self, of: type[AnyEntity]) -> None:
        self.decode = msgspec.json.Decoder(of).decode
        decode_all = msgspec.json.Decoder(list[of | None]).decode  # type: ignore[valid-type]
        self.decode_all: Callable[[Raw], list[AnyEntity | None]] = decode_all
        self.entity_type = of
        self.fields: list[tuple[str, str, Any]] = [
            (field.name, field.encode_name, get_args(field.type)[0])
            for field in fields(of)
            if field.name != "reference"
        ]
        self.inner = {
            kind: EntityReader(kind) for *_, kind in self.fields if kind not in (str, Number, bool)
        }
