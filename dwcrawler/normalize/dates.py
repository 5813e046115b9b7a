"""Dates as DW writes them -> RFC 3339 in UTC, whole seconds.

The state and JSON-LD have ISO 8601 with fractions of any length (`.269Z`, `.6Z`); rendered pages
have `18.10.2023`, the edition's own form (`written_dates`) and, on fresh stories, a relative one
(`relative_dates`) that counts from the moment the page was made. What cannot be read is None,
never a guess; so is what lies before DW's first pages on the web and, of the edition's own forms,
what lies more than two days after the page was made.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from dwcrawler.normalize.text import clean

Precision = Literal["second", "day"] | None

# Years from 1990 on, checked here at no cost. An earlier one may be of another calendar.
_YEAR: Final = r"(?:199|[2-9]\d\d)\d"
_ISO_UTC: Final = re.compile(rf"({_YEAR}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d*)?Z\Z", re.ASCII)
_DAY_FIRST: Final = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.({_YEAR})\Z", re.ASCII)
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_ISO_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_EARLIEST: Final = "1990"
_AHEAD: Final = timedelta(days=2)
_MAX_LENGTH: Final = 60


class Moment(NamedTuple):
    """`precision` is None for a relative date: it is as exact as the page's wording."""

    value: str
    precision: Precision


def read(raw: str, language: str, made_at: datetime | None) -> Moment | None:
    """A date in any form that DW uses; `made_at` is when the page was made (aware), if known."""
    if match := _ISO_UTC.match(raw):
        return Moment(f"{match[1]}Z", "second") if _is_real(match[1]) else None
    text = clean(raw)
    if text is None or len(text) > _MAX_LENGTH:
        return None
    return _iso(text) or _day_first(text) or _in_words(text, language, made_at)


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def _is_real(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _iso(text: str) -> Moment | None:
    is_day = _ISO_DAY.match(text)
    if text < _EARLIEST or not (is_day or _ISO_TIME.match(text)):
        return None
    try:
        moment = datetime.fromisoformat(text)
        if is_day:
            return Moment(f"{text}T00:00:00Z", "day")
        return Moment(in_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC)), "second")
    except (ValueError, OverflowError):  # year 1 or 9999, moved out of the calendar by its offset
        return None


def _day_first(text: str) -> Moment | None:
    match = _DAY_FIRST.match(text)
    if match is None:
        return None
    try:
        day = datetime(int(match[3]), int(match[2]), int(match[1]), tzinfo=UTC)
    except ValueError:
        return None
    return Moment(in_utc(day), "day")


def _in_words(text: str, language: str, made_at: datetime | None) -> Moment | None:
    # Imported late: names and phrases of the languages are needed only by rendered pages.
    from dwcrawler.normalize.relative_dates import ago
    from dwcrawler.normalize.written_dates import written

    moment: Moment | None = None
    try:
        latest = in_utc((made_at or datetime.now(UTC)) + _AHEAD)
        if found := written(text, language):
            moment = Moment(in_utc(found[0]), "second" if found[1] else "day")
        elif made_at and (since := ago(text, language)) is not None:
            moment = Moment(in_utc(made_at - since), None)
    except OverflowError:  # a page made in year 1 or 9999
        return None
    return moment if moment and _EARLIEST <= moment.value <= latest else None
