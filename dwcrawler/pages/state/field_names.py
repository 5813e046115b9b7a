"""Under which other names a field of the state stands: with arguments, and as an alias.

The `kept` functions remember what they found: many objects of a page have the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

# What is remembered of objects with so many fields at most: captured ones have 70.
MAX_KEPT: Final = 150
# `firstRegionArray` beside `regions` (seen), `firstPersonArray` beside `persons`: a list's first
# entry, of which more is told.
_ALIAS: Final = re.compile(r"(?:first(?P<first>[A-Z]\w*?)(?:Array|List)?|(?P<all>[a-z]\w*)Array)\Z")


def variants_of(names: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The fields with arguments, and aliases, by the bare names that they stand for."""
    variants: dict[str, list[str]] = {}
    joined = "".join(names)  # mostly none is special
    special: list[str] = []
    if "first" in joined or "Array" in joined:
        special = [n for n in names if "(" in n or "Array" in n or n[:5] == "first"]
    elif "(" in joined:
        special = [n for n in names if "(" in n]
    for name in special:
        for bare in _bare_names(name):
            variants.setdefault(bare, []).append(name)
    return variants


kept_variants_of: Final = lru_cache(maxsize=256)(variants_of)


def names_like(names: tuple[str, ...], beginnings: frozenset[str], part: str) -> tuple[str, ...]:
    """The bare names whose first four letters are among `beginnings` or that have `part` in them."""
    like = [name for name in names if name[:4] in beginnings or part in name]
    return tuple(dict.fromkeys(name.partition("(")[0] for name in like))


kept_names_like: Final = lru_cache(maxsize=256)(names_like)


@lru_cache(maxsize=1024)
def _bare_names(name: str) -> tuple[str, ...]:
    """Of a field with arguments, or of an alias: `firstCategoryArray` -> `categories` and its like."""
    bare, has_arguments, _ = name.partition("(")
    own = (bare,) if has_arguments else ()
    match = _ALIAS.match(bare)
    if match is None:
        return own
    stem = match["first"] or match["all"]
    stem = stem[0].lower() + stem[1:]
    plural = f"{stem[:-1]}ies" if stem.endswith("y") else f"{stem}s"
    return (*own, stem, plural)
