"""Typed reading of the content objects that both kinds of embedded state hold.

Apollo's cache is flat, with `{"__ref": key}` in place of objects and with arguments in field names
(`persons({"amount":1})`); app_state has the objects in place. Here both read alike: a field has its
bare name, a reference is followed when it is read. Only what is asked for is looked at, so neither
cycles nor depth can do harm, and a big state costs little.

Nothing raises: a value of the wrong type is noted in `problems` and counts as absent.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import zip_longest
from typing import Any, Final

import msgspec
from msgspec import Raw

from dwcrawler.pages import checks
from dwcrawler.pages.problems import Problem, note
from dwcrawler.pages.state.entities import UNFIT, AnyEntity, EntityReader
from dwcrawler.pages.state.field_names import (
    MAX_KEPT,
    kept_names_like,
    kept_variants_of,
    names_like,
    variants_of,
)

Json = dict[str, Any]
# A state's entries by their references; with an entity reader beside it, what was read of one.
Cache = dict[Any, Any]
_ABSENT: Final = object()
# What says which thing an entry is. Two that differ in one of these are not the same.
_IDENTITY: Final = ("id", "namedUrl", "fullName", "name", "alignedName", "regionCode")
_LISTS: Final = ("nodes", "edges", "items", "entries")
_decode: Final = msgspec.json.Decoder().decode
# What only decoding shows: half a surrogate pair, bytes that are no UTF-8, depth.
_UNDECODABLE: Final = (msgspec.DecodeError, RecursionError)


class Content:
    """One object of the state."""

    __slots__ = ("_cache", "_fields", "_variants", "problems")

    def __init__(self, fields: Json, cache: Cache, problems: list[Problem]) -> None:
        self._fields = fields
        self._cache = cache
        self._variants: Mapping[str, list[str]] | None = None
        self.problems = problems

    def text(self, name: str, other: str | None = None) -> str | None:
        """The first of these fields that holds a text with more than blanks in it."""
        value = self._fields.get(name)
        if type(value) is Raw:
            value = self._decoded(name)
        if type(value) is str and value and not value.isspace():  # the common case
            return value
        value = self._value(name)
        if isinstance(value, str):
            if value and not value.isspace():
                return value
        elif value is not _ABSENT and value is not None:
            self._reject(name, "a text", value)
        return None if other is None else self.text(other)

    def date(self, language: str, *names: str) -> str | None:
        """The first of these fields that tells a date, as it stands; what tells none is refused."""
        for name in names:
            value = self._decoded(name)
            if type(value) is str and checks.is_plain_moment(value):  # the common case
                return value
            raw = str(value) if type(value) is int else self.text(name)
            if raw is not None:
                if checks.is_date(raw, language):
                    return raw
                self.refuse(Problem("bad_date", f"{name} is {raw[:60]!r}"), name)
        return None

    def refuse(self, problem: Problem, *names: str) -> None:
        """What these fields hold fails its check and counts as none: other sources are asked."""
        note(self.problems, problem)
        self.drop(*names)

    def drop(self, *names: str) -> None:
        """These fields count as not told."""
        for name in names:
            variants = self._variants_by_name()
            for variant in (name, *variants.get(name, ())):
                self._fields.pop(variant, None)
            self._variants = {bare: told for bare, told in variants.items() if bare != name}

    def number(self, name: str) -> int | None:
        """A whole number that is not negative; DW also writes some as texts."""
        value = self._decoded(name)
        if type(value) is int and 0 <= value < 2**63:  # the common case
            return value
        value = self._value(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
            return int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63:
            return value
        if value is not _ABSENT and value is not None:
            self._reject(name, "a number", value)
        return None

    def flag(self, name: str) -> bool | None:
        value = self._decoded(name)
        if type(value) is bool:  # the common case
            return value
        value = self._value(name)
        if isinstance(value, bool):
            return value
        if value is not _ABSENT and value is not None:
            self._reject(name, "true or false", value)
        return None

    def object(self, name: str) -> Content | None:
        value = self._fields.get(name)
        value = self._follow(value if type(value) is dict else self._value(name))
        if type(value) is list and name not in self._fields:  # an alias, of a list
            value = self._follow(value[0]) if value else None
        if isinstance(value, dict):
            return Content(value, self._cache, self.problems)
        if value is not _ABSENT and value is not None:
            self._reject(name, "an object", value)
        return None

    def objects(self, name: str, without: Container[str] = ()) -> list[Content]:
        """The objects of a list, in order; what else is in the list is noted and left out.

        References to entities whose ids, as texts, are in `without` are not followed.
        """
        value = self._listed(name)
        if not isinstance(value, list):
            if value is not _ABSENT and value is not None:
                has_others = name in self._fields and name in self._variants_by_name()
                self._reject(name, "a list", value)
                if has_others:
                    return self.objects(name, without)
            elif value is _ABSENT and self.has(name):  # as an alias of a wrong type
                self.drop(name)
            return []
        found = []
        cache, problems = self._cache, self.problems
        for element in value:
            if type(element) is dict and "__ref" in element:
                if without and _referred_id(element) in without:
                    continue
                element = self._follow(element)
            if type(element) is dict:
                found.append(Content(element, cache, problems))
            elif element is not None:
                self._note(name, "a list of objects", element)
        if not found and not without and not any(type(element) is dict for element in value):
            self._drop_unless_null(name, value)
        return found

    def read(self, reader: EntityReader[AnyEntity]) -> AnyEntity:
        """All of it as a struct, field by field: what is of a wrong type is noted, and lost alone."""
        values: dict[str, Any] = {}
        for name, key, kind in reader.fields:
            if kind is str:
                values[name] = self.text(key)
            elif kind is bool:
                values[name] = self.flag(key)
            elif kind in reader.inner:
                values[name] = self.entity(key, reader.inner[kind])
            else:
                values[name] = self.number(key)
        return reader.entity_type(**values)

    def entity(self, name: str, reader: EntityReader[AnyEntity]) -> AnyEntity | None:
        """An object as `object` finds it, as a struct."""
        value = self._decoded(name)
        if type(value) is dict and type(reference := value.get("__ref")) is str:
            record = self.entity_at(reference, reader)
            if record is not None:
                return record
        found = self.object(name)
        return None if found is None else found.read(reader)

    def entities(self, name: str, reader: EntityReader[AnyEntity]) -> list[AnyEntity]:
        """The objects of a list as `objects` finds them, each as a struct."""
        records = self._entities(name, reader)
        return [found.read(reader) for found in self.objects(name)] if records is None else records

    def _entities(self, name: str, reader: EntityReader[AnyEntity]) -> list[AnyEntity] | None:
        """None where something in the list, or what a reference in it leads to, does not fit."""
        value = self._fields.get(name)
        if type(value) is not Raw or name in self._variants_by_name():
            return None
        try:
            listed = reader.decode_all(value)
        except UNFIT:
            return None
        records = []
        for record in listed:
            if record is not None and record.reference is not None:
                record = self.entity_at(record.reference, reader)
                if record is None:
                    return None
            if record is not None:
                records.append(record)
        return records

    def entity_at(self, reference: str, reader: EntityReader[AnyEntity]) -> AnyEntity | None:
        """What a reference leads to; None, noted once, where that is no object.

        Each is read once, however often it is referred to: the cache keeps it beside the entity.
        """
        kept: AnyEntity | None = self._cache.get((reference, reader), _ABSENT)
        if kept is not _ABSENT:
            return kept
        record = self._cache[reference, reader] = self._read_entity(reference, reader)
        return record

    def _read_entity(self, reference: str, reader: EntityReader[AnyEntity]) -> AnyEntity | None:
        value = self._cache.get(reference)
        if type(value) is Raw:
            try:
                return reader.decode(value)
            except UNFIT:
                value = self._value_at(reference)
        if isinstance(value, dict):
            return Content(value, self._cache, self.problems).read(reader)
        if value is not None:
            self._note("what a reference leads to", "an object", value)
        return None

    def containers(self, name: str) -> list[Content]:
        """The object or the list of objects under a name; nothing, and no note, for all else."""
        value = self._follow(self._value(name))
        elements = value if isinstance(value, list) else [value]
        followed = (self._follow(element) for element in elements)
        return [
            Content(element, self._cache, self.problems)
            for element in followed
            if isinstance(element, dict)
        ]

    def texts(self, name: str) -> list[str]:
        """The texts of a list; of objects in it, their `name`."""
        value = self._listed(name)
        if not isinstance(value, list):
            if value is not _ABSENT and value is not None:
                self._reject(name, "a list", value)
            return []
        found = []
        for element in value:
            element = self._follow(element)
            if isinstance(element, dict):
                element = element.get("name")
            if isinstance(element, str) and element.strip():
                found.append(element)
            elif element is not None and not isinstance(element, str):
                self._note(name, "a list of texts", element)
        if not found:
            self._drop_unless_null(name, value)
        return found

    def has(self, *names: str) -> bool:
        """Whether the state tells any of these fields, be it that there is nothing."""
        for name in names:  # noqa: SIM110 (a generator takes twice the time)
            if name in self._fields or name in self._variants_by_name():
                return True
        return False

    def tells(self, name: str) -> bool:
        """Whether there is anything in this field: an empty list is nothing. A list of objects is not
        decoded for that."""
        value = self._fields.get(name)
        if type(value) is Raw and bytes(memoryview(value)[:2]) == b"[{":
            return True
        value = self._value(name)
        return value is not _ABSENT and bool(value)

    def names(self) -> list[str]:
        return [*dict.fromkeys(name.partition("(")[0] for name in self._fields)]

    def longest_with(self, part: str) -> tuple[str | None, str | None]:
        """The name and the value of the longest text that has this in it."""
        decoded = ((name, self._decoded(name)) for name in list(self._fields))
        texts = [(name, value) for name, value in decoded if isinstance(value, str)]
        having = [(name, value) for name, value in texts if part in value]
        return max(having, key=lambda found: len(found[1]), default=(None, None))

    def names_like(self, beginnings: frozenset[str], part: str) -> tuple[str, ...]:
        """The bare names whose first four letters are among `beginnings` or that have `part` in them."""
        names = tuple(self._fields)
        like = kept_names_like if len(names) <= MAX_KEPT else names_like
        return like(names, beginnings, part)

    def size(self) -> int:
        """How many fields it has, by which a walk through a whole state can be bounded."""
        return len(self._fields)

    def _value(self, name: str) -> Any:
        value = self._decoded(name)
        if value is not _ABSENT and value is not None and type(value) is not list:
            return value
        for variant in self._variants_by_name().get(name, ()):
            other = self._decoded(variant)
            if "(" not in variant:  # an alias: of a list, or of its first entry
                other = [other] if isinstance(other, dict) else other
                if type(other) is not list:  # `firstName` is none of `name`
                    continue
            if type(value) is list and type(other) is list:
                value = self._both(value, other, variant)
            elif value is _ABSENT or value is None:
                value = other
        return value

    def _listed(self, name: str) -> Any:
        """A list, also where it stands in an object, as GraphQL writes some; or one object alone."""
        value = self._follow(self._value(name))
        if not isinstance(value, dict):
            return value
        for inner_name in _LISTS:
            if isinstance(inner := value.get(inner_name), list):
                return [
                    edge.get("node", edge) if isinstance(edge, dict) else edge for edge in inner
                ]
        return [value]

    def _decoded(self, name: str) -> Any:
        """A field's value, made of its JSON when it is first asked for."""
        value = self._fields.get(name, _ABSENT)
        if type(value) is Raw:
            try:
                value = self._fields[name] = _decode(value)
            except _UNDECODABLE as error:
                self.problems.append(Problem("bad_field", f"{name} cannot be decoded ({error})"))
                del self._fields[name]  # so that other sources are asked for it
                return _ABSENT
        return value

    def _both(self, one: list[Any], other: list[Any], variant: str) -> list[Any]:
        """Where a field was asked for twice, both answers count.

        `regions({"amount":1})` and `firstRegionArray` tell more of the first entries of `regions`;
        `compositionComponents({"type":"TOP_STORY"})` and `…({"type":"HIGH_PRIORITY_STORIES"})` are
        different entries of one list.
        """
        if '"type"' in variant:
            return one + other
        return [self._twins(first, second) for first, second in zip_longest(one, other)]

    def _twins(self, one: Any, other: Any) -> Any:
        one, other = self._follow(one), self._follow(other)
        if isinstance(one, dict) and isinstance(other, dict):
            if any(one.get(key) and other.get(key) and one[key] != other[key] for key in _IDENTITY):
                return one
            told = {key: value for key, value in one.items() if value is not None}
            return {**one, **other, **told}
        return other if one is None else one

    def _follow(self, value: Any) -> Any:
        if type(value) is dict and "__ref" in value:
            reference = value["__ref"]
            return self._value_at(reference) if isinstance(reference, str) else None
        return value

    def _value_at(self, reference: str) -> Any:
        value = self._cache.get(reference)
        if type(value) is Raw:
            try:
                value = self._cache[reference] = _decode(value)
            except _UNDECODABLE as error:
                self.problems.append(
                    Problem("bad_field", f"{reference} cannot be decoded ({error})")
                )
                value = self._cache[reference] = None
        return value

    def _variants_by_name(self) -> Mapping[str, list[str]]:
        """The names under which fields stand with arguments, and aliases, by their bare names."""
        if self._variants is None:
            names = tuple(self._fields)
            if len(names) <= MAX_KEPT:  # many objects of a page have the same fields
                self._variants = kept_variants_of(names)
            else:
                self._variants = variants_of(names)
        return self._variants

    def _reject(self, name: str, expected: str, value: Any) -> None:
        """A value of the wrong type counts as none, so that other sources are asked for it."""
        self._note(name, expected, value)
        if self._fields.pop(name, _ABSENT) is _ABSENT:  # it stood under other names
            self.drop(name)

    def _drop_unless_null(self, name: str, value: list[Any]) -> None:
        """A list of nothing but the wrong type tells nothing: other sources are asked for it."""
        if any(element is not None for element in value):
            self.drop(name)

    def _note(self, name: str, expected: str, value: Any) -> None:
        kind = type(value).__name__
        self.problems.append(Problem("bad_field", f"{name} should be {expected}, but is {kind}"))


def _referred_id(element: Json) -> str | None:
    """`{"__ref": "Article:60197169"}` -> "60197169"."""
    reference = element["__ref"]
    return reference.rpartition(":")[2] if isinstance(reference, str) else None
