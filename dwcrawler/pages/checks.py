"""What a value must be to count. One that fails is no value: the field's next source is asked.

Several sources tell most fields of a story (`page` has their order). A machine that knows nothing
often writes something all the same: `Invalid date`, the year 1, a title of blanks, a picture
without an address. Each refusal is a problem of the page, so that none is silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from dwcrawler.identity import content_at
from dwcrawler.items import Image, Person
from dwcrawler.normalize import dates
from dwcrawler.normalize.text import clean
from dwcrawler.pages.problems import Problem, note

# A moment as the state writes it, of a day that every month has: far the most are such.
_PLAIN_MOMENT: Final = re.compile(
    r"(?:199|20\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:\.\d{1,9})?Z\Z",
    re.ASCII,
)
_BEGUN: Final = datetime.now(UTC).isoformat()
# No film and no broadcast of DW's is longer; more is milliseconds, or an accident.
_MAX_SECONDS: Final = 48 * 3600


def is_text(value: Any, language: str = "") -> bool:
    """Whether a reader would see anything of it: not for blanks and invisible characters."""
    return isinstance(value, str) and (value[:1].isalnum() or clean(value) is not None)


def is_date(value: Any, language: str) -> bool:
    return isinstance(value, str) and dates.can_be_read(value, language)


def is_plain_moment(raw: str) -> bool:
    """Whether a text is certainly a date that can be read: known at a fraction of the time."""
    return _PLAIN_MOMENT.match(raw) is not None and raw < _BEGUN


def is_address(value: Any, language: str = "") -> bool:
    """Whether it leads to a story or to what may be one."""
    found = content_at(value) if isinstance(value, str) else None
    return found is not None and found[1].may_be_story


def is_picture(value: Any, language: str = "") -> bool:
    return isinstance(value, Image) and (value.id is not None or value.url is not None)


def is_duration(value: Any, language: str = "") -> bool:
    return isinstance(value, int) and 0 < value <= _MAX_SECONDS


def _are_persons(value: Any, language: str) -> bool:
    return bool(value) and all(isinstance(p, Person) and is_text(p.name) for p in value)


def _is_told(value: Any, language: str) -> bool:
    return bool(value)


# Of a story's fields; whatever stands not here is a list that must not be empty.
_BY_FIELD: Final[dict[str, Callable[[Any, str], bool]]] = {
    "url": is_address,
    "headline": is_text,
    "description": is_text,
    "date_published": is_date,
    "date_modified": is_date,
    "authors": _are_persons,
    "lead_image": is_picture,
}


def accepts(field: str, value: Any, language: str) -> bool:
    return _BY_FIELD.get(field, _is_told)(value, language)


def refusal(field: str, label: str, value: Any) -> Problem:
    """The problem that a refused value is; `label` names where it stands."""
    code = "bad_date" if field.startswith("date_") else "bad_field"
    return Problem(code, f"{label} is {_shown(value)}")


def first(
    field: str, candidates: list[tuple[str, Any]], language: str, problems: list[Problem]
) -> Any | None:
    """The first value that passes; refusals of those before it are noted, absent ones are not.

    candidates: a label for the log, and the value, in the order of trust
    """
    for label, value in candidates:
        if value is None:
            continue
        if accepts(field, value, language):
            return value
        note(problems, refusal(field, label, value))
    return None


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(value[:60])
    return type(value).__name__ if isinstance(value, list | dict) else repr(value)[:60]
