"""Small objects of a state, of which a page has dozens: as structs.

In Apollo's cache, where they stand apart, they are decoded straight into the struct, some times as
fast as `Content` reads them. Where a value does not fit it, or the object is decoded already, it is
read field by field, and only what is of a wrong type is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar, get_args

import msgspec
from msgspec import Meta, Raw, Struct
from msgspec.structs import fields

if TYPE_CHECKING:
    from dwcrawler.pages.content import Content

Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
UNFIT: Final = (msgspec.DecodeError, RecursionError)


class Record(Struct, gc=False, rename="camel"):
    """Fields are texts (`str | None`), `Number | None`, `bool | None` or records (`X | None`).

    Only for objects whose fields never have arguments (none of those here has, as far as seen).
    `reference` stands in place of the fields where Apollo's cache has the object elsewhere. A text
    may be of blanks alone: `told` tells.
    """

    reference: str | None = msgspec.field(default=None, name="__ref")


AnyRecord = TypeVar("AnyRecord", bound=Record)


def told(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


class Form(Generic[AnyRecord]):
    """How records of one type are read.

    decode, decode_all: one, and a list of them, from JSON; raise `UNFIT` where a value does not fit
    """

    _READERS: Final = {str: "text", Number: "number", bool: "flag"}

    def __init__(self, of: type[AnyRecord]) -> None:
        self.decode = msgspec.json.Decoder(of).decode
        decode_all = msgspec.json.Decoder(list[of | None]).decode  # type: ignore[valid-type]
        self.decode_all: Callable[[Raw], list[AnyRecord | None]] = decode_all
        self._of = of
        self._fields: list[tuple[str, str, Any]] = [
            (field.name, field.encode_name, get_args(field.type)[0])
            for field in fields(of)
            if field.name != "reference"
        ]
        self._inner = {kind: Form(kind) for *_, kind in self._fields if kind not in self._READERS}

    def read(self, content: Content) -> AnyRecord:
        """Field by field: what is of a wrong type is noted in the content's problems."""
        values: dict[str, Any] = {}
        for name, key, kind in self._fields:
            if kind in self._inner:
                values[name] = content.record(key, self._inner[kind])
            else:
                values[name] = getattr(content, self._READERS[kind])(key)
        return self._of(**values)
