"""Cleans the texts of a story, and of its parts, as `schema/fields.py` declares them.

What is to be done is found out once for each class of `items.py`, when it is first met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from dwcrawler.items import Block, Byline, Person, Story
from dwcrawler.normalize.text import clean
from dwcrawler.schema import structs_in
from dwcrawler.schema.fields import FIELDS, Cleaning, Field

# Blocks are cleaned by their kind, names of people are split, and a byline is made of clean text.
_CLEANED_ELSEWHERE: Final = frozenset({Block, Byline, Person})


class _Texts(NamedTuple):
    """Fields of one class: those with a text, and those with parts that have some."""

    own: tuple[tuple[str, Callable[[Any], Any]], ...]
    in_one: tuple[tuple[str, _Texts], ...]
    in_lists: tuple[tuple[str, _Texts], ...]


def clean_texts(story: Story) -> None:
    """Cleans the fields that are declared `LINE` and `WORDS`, of the story and of its parts."""
    _clean([story], _texts(type(story)))


def _clean(parts: Sequence[Struct], texts: _Texts) -> None:
    """Parts of one class. Most texts are clean as they come, and nothing is set then."""
    for name, cleaner in texts.own:
        for part in parts:
            text = getattr(part, name)
            if text is not None and (cleaned := cleaner(text)) is not text:
                setattr(part, name, cleaned)
    for name, inner in texts.in_one:
        _clean([one for part in parts if (one := getattr(part, name)) is not None], inner)
    for name, inner in texts.in_lists:
        for part in parts:
            if several := getattr(part, name):
                _clean(several, inner)


def clean_list(texts: list[str]) -> list[str]:
    """Without those of which nothing is left."""
    return [cleaned for text in texts if (cleaned := clean(text))]


def clean_words(words: list[str]) -> list[str]:
    """The same, each once."""
    return list(dict.fromkeys(clean_list(words))) if words else words


@cache
def _texts(kind: type[Struct]) -> _Texts:
    own: list[tuple[str, Callable[[Any], Any]]] = []
    in_one: list[tuple[str, _Texts]] = []
    in_lists: list[tuple[str, _Texts]] = []
    declared = _declared(kind)
    for field in fields(kind):
        cleaning = declared[field.name].cleaning if field.name in declared else None
        if cleaning is Cleaning.WORDS:
            own.append((field.name, clean_words))
        elif cleaning is Cleaning.LINE:
            own.append((field.name, _cleaner(field.type)))
        elif cleaning is Cleaning.PARTS:
            for inner in structs_in(field.type):
                if inner not in _CLEANED_ELSEWHERE and any(texts := _texts(inner)):
                    (in_lists if _is_list(field.type) else in_one).append((field.name, texts))
    return _Texts(tuple(own), tuple(in_one), tuple(in_lists))


def _declared(kind: type[Struct]) -> dict[str, Field]:
    """Of a class that a user derived from one of ours, what ours has."""
    return next((FIELDS[of.__name__] for of in kind.__mro__ if of.__name__ in FIELDS), {})


def _cleaner(declared: Any) -> Callable[[Any], Any]:
    if _is_list(declared):
        return clean_list
    return clean if declared == str | None else _clean_required


def _is_list(declared: Any) -> bool:
    return getattr(declared, "__origin__", None) is list


def _clean_required(text: str) -> str:
    return clean(text) or ""
