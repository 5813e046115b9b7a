"""Stories for `itemadapter`, so that pipelines and exporters that know no Story can be used with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, cast

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface
from msgspec import Struct
from msgspec.structs import fields


class StructAdapter(AdapterInterface):
    """A mapping of a Struct's fields; none can be taken away or added."""

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        return issubclass(item_class, Struct)

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str]:
        return [field.name for field in fields(item_class)]

    def __getitem__(self, name: str) -> Any:
        self._check(name)
        return getattr(self.item, name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._check(name)
        setattr(self.item, name, value)

    def __delitem__(self, name: str) -> None:
        raise KeyError(f"{type(self.item).__name__} always has its field {name}")

    def __iter__(self) -> Iterator[str]:
        return iter(cast("Struct", self.item).__struct_fields__)

    def __len__(self) -> int:
        return len(cast("Struct", self.item).__struct_fields__)

    def _check(self, name: str) -> None:
        if name not in cast("Struct", self.item).__struct_fields__:
            name_of_item = type(self.item).__name__
            raise KeyError(
                f"{name_of_item} does not support field: {name}. Put keys of your own into its field "
                "extra, as in item.extra[...]"
            )


def register() -> None:
    """Last, as most items that it is asked for are other kinds."""
    if StructAdapter not in ItemAdapter.ADAPTER_CLASSES:
        ItemAdapter.ADAPTER_CLASSES = deque([*ItemAdapter.ADAPTER_CLASSES, StructAdapter])
