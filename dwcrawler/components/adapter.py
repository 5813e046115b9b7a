"""Stories for `itemadapter`, so that pipelines and exporters that know no Story can be used with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, Final, cast

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface
from msgspec import Struct
from msgspec.structs import fields

EXTRA: Final = "extra"  # the field of a Story for keys of others


class StructAdapter(AdapterInterface):
    """A mapping of a Struct's fields.

    None of them can be taken away. A key that is no field goes into `extra`, where the item has that
    (a story has), and is read from there: `ItemAdapter(story)["mykey"] = …` is
    `story.extra["mykey"] = …`. Such keys are no fields: iteration gives the fields alone, so all
    rows of a feed have the same columns.
    """

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        return issubclass(item_class, Struct)

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str]:
        return [field.name for field in fields(item_class)]

    def __getitem__(self, name: str) -> Any:
        if name in self._fields:
            return getattr(self.item, name)
        return self._extra(name)[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self._fields:
            setattr(self.item, name, value)
        else:
            self._extra(name)[name] = value

    def __delitem__(self, name: str) -> None:
        if name in self._fields:
            raise KeyError(f"{type(self.item).__name__} always has its field {name}")
        del self._extra(name)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def _fields(self) -> tuple[str, ...]:
        return cast("Struct", self.item).__struct_fields__

    def _extra(self, name: str) -> dict[str, Any]:
        if EXTRA not in self._fields:
            raise KeyError(f"{type(self.item).__name__} does not support field: {name}")
        extra: dict[str, Any] = getattr(self.item, EXTRA)
        return extra


def register() -> None:
    """Last, as most items that it is asked for are other kinds."""
    if StructAdapter not in ItemAdapter.ADAPTER_CLASSES:
        ItemAdapter.ADAPTER_CLASSES = deque([*ItemAdapter.ADAPTER_CLASSES, StructAdapter])
