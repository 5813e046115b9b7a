"""Stories in which every field is filled, made from the types that `items.py` declares.

A field that is added there is filled here too, without a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct, inspect

from dwcrawler import items
from dwcrawler.items import Story

# One value of each pattern that a type of `items.py` has; `{n}` makes them differ.
_OF_PATTERN: Final = {
    r"^https://p\.dw\.com/p/[0-9A-Za-z]{1,7}$": "https://p.dw.com/p/{n}",
    r"^https?://\S+$": "https://www.dw.com/en/sample/a-{n}",
    r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$": "2024-05-{day:02}T10:00:00Z",
    r"^[0-9a-f]{64}$": "{n:064x}",
}
Texts = Callable[[str], str]
"""From a name such as `Person.name 3` to a text."""


def story(texts: Texts = str, language: str = "en") -> Story:
    """A story with all fields and two of each part; the first of its media is its own."""
    made = _Maker(texts).struct(Story)
    made.language = language
    made.media[0].id = made.id
    assert made.lead_image is not None
    made.images[0] = made.lead_image  # as pages has it
    kinds = msgspec.inspect.type_info(items.BlockKind)
    assert isinstance(kinds, inspect.LiteralType)
    for blocks in (made.body, *(post.body for post in made.posts)):
        blocks *= len(kinds.values)
        blocks[:] = [msgspec.structs.replace(block) for block in blocks]
        for block, kind in zip(blocks, kinds.values, strict=False):
            block.kind = kind
    return made


def parts_of(part: Any, name: str = "Story") -> Iterator[tuple[str, Struct]]:
    """A story and all its parts, each with the name of its class in `items.py`."""
    if isinstance(part, list):
        for entry in part:
            yield from parts_of(entry, name)
    elif isinstance(part, Struct):
        yield type(part).__name__, part
        for field in part.__struct_fields__:
            yield from parts_of(getattr(part, field))


def other(kind: type[Struct], field: str, value: Any) -> list[Any]:
    """Values of a field's type that are another than this one."""
    declared = {of.name: of.type for of in inspect.type_info(kind).fields}[field]  # type: ignore[attr-defined]
    maker = _Maker(str, first=70)
    made = [maker.value(declared, f"{kind.__name__}.{field}", choice) for choice in range(3)]
    return [candidate for candidate in made if candidate != value][:1]


class _Maker:
    def __init__(self, texts: Texts, first: int = 0) -> None:
        self._texts = texts
        self._n = first

    def struct(self, kind: type[Struct]) -> Any:
        declared = inspect.type_info(kind)
        assert isinstance(declared, inspect.StructType)
        return kind(
            **{
                field.name: self.value(field.type, f"{kind.__name__}.{field.name}")
                for field in declared.fields
            }
        )

    def value(self, declared: Any, name: str, choice: int = 0) -> Any:
        """`choice`: which of the values of a fixed list."""
        self._n += 1
        match declared:
            case inspect.Metadata():
                return self.value(declared.type, name, choice)
            case inspect.UnionType():
                inner = [of for of in declared.types if not isinstance(of, inspect.NoneType)]
                return self.value(inner[0], name, choice)
            case inspect.LiteralType():
                return declared.values[choice % len(declared.values)]
            case inspect.StrType(pattern=str() as pattern):
                assert pattern in _OF_PATTERN, f"{name}: write a value for it in {__name__}"
                return _OF_PATTERN[pattern].format(n=self._n, day=self._n % 28 + 1)
            case inspect.StrType():
                return self._texts(f"{name} {self._n}")
            case inspect.BoolType():
                return choice == 0
            case inspect.IntType():
                return declared.ge if name.endswith("level") and choice else 1 + self._n % 5
            case inspect.ListType():
                return [self.value(declared.item_type, name) for _ in range(2)]
            case inspect.StructType():
                return self.struct(declared.cls)
            case inspect.DictType():
                return {f"key {self._n}": 1}
        raise AssertionError(f"{name}: {declared} is no type that {__name__} knows")
