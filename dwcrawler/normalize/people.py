"""A text that says who wrote a story -> the names in it.

Authors with a page of their own stand as links. For all others the state has one text
(`legacyAuthor`, attested), as JSON-LD and pages have: `By Ada Moor and Bo Lind (with AFP)`,
`Ada Moor, DW correspondent in Kyiv`. In doubt a part is a name: none gets lost.
"""

from __future__ import annotations

import re
from typing import Final

from dwcrawler.normalize.byline_words import AND, BETWEEN_NAMES
from dwcrawler.normalize.bylines import has_capitals
from dwcrawler.normalize.text import clean

# Before a name, without a colon; with one, whatever stands before it is a label.
_BY: Final[dict[str, str]] = {
    "en": "by|written by|text by|reporting by|story by",
    "de": "von|ein beitrag von|ein kommentar von",
    "es": "por",
    "fr": "par",
    "id": "oleh",
    "pt-002": "por",
    "pt-br": "por",
    "sq": "nga",
}
# Between a name and the place where its bearer writes.
_IN: Final[dict[str, str]] = {
    "en": "in|from|reporting from",
    "de": "in|aus",
    "es": "en|desde",
    "fr": "à|en|au",
    "id": "di",
    "pt-002": "em",
    "pt-br": "em",
}
_LABEL: Final = re.compile(r"[^:：፦/|,;]{1,30}[:：፦]\s*")
_BRACKETS: Final = re.compile(r"\s*[(（\[][^()（）\[\]]{0,100}[)）\]]")
_HANDLE: Final = re.compile(r"(?:^|\s)(?:@\w{2,40}|[\w.+-]{1,60}@[\w.-]{1,60})(?=$|[\s,;|])")
_BETWEEN: Final = re.compile(BETWEEN_NAMES)
_AND: Final = re.compile(rf"\s(?:{AND}|şi|й|او)\s", re.IGNORECASE)
_LONGEST: Final = 500


def names_in(text: str, language: str) -> list[str]:
    """Clean, in order, each once; the text as it is where nothing in it looks like a name."""
    whole = clean(text)
    if whole is None or len(whole) > _LONGEST:
        return [] if whole is None else [whole]
    bare = _HANDLE.sub("", _BRACKETS.sub("", whole)).strip(" ,;|")
    bare = _without_label(bare, language)
    parts = [
        _without_label(_without_place(name, language), language)
        for part in _BETWEEN.split(bare)
        for name in _around_and(part)
    ]
    names = [name for name in dict.fromkeys(parts) if name]
    if any(map(_is_full_name, names)):
        names = [name for name in names if not _is_role(name)]
    return names or [whole]


def _without_label(text: str, language: str) -> str:
    """`Author: Ada Moor`, `By Ada Moor`; `Von Moor` may be a name."""
    label = _LABEL.match(text)
    rest = text[label.end() :] if label is not None else text
    by = re.match(rf"(?:{_BY[language]})\s+(?=\S+\s+\S)", rest, re.I) if language in _BY else None
    return (rest[by.end() :] if by is not None else rest).strip()


def _without_place(name: str, language: str) -> str:
    """`Ada Moor in Kyiv`; what stands before the word has to be a whole name."""
    if language not in _IN:
        return name
    match = re.match(rf"(\S+(?:\s+\S+)+?)\s+(?:{_IN[language]})\s+[^\W\d_]", name)
    return match[1] if match is not None and match[1][0].isupper() else name


def _around_and(part: str) -> list[str]:
    """`Ada Moor and Bo Lind` are two; `José Ortega y Gasset` is one."""
    names = [name.strip() for name in _AND.split(part)]
    return names if all(" " in name for name in names) else [part.strip()]


def _is_full_name(name: str) -> bool:
    return " " in name and name[0].isupper() and not _is_role(name)


def _is_role(name: str) -> bool:
    """Beside a name, of scripts with capitals: a longer word of it is small, as in `DW reporter`."""
    return not has_capitals(name) or (name[0].islower() and " " in name)
