"""Dates as DW writes them -> RFC 3339 in UTC, whole seconds.

The state and JSON-LD have ISO 8601 with fractions of any length (`.269Z`, `.6Z`); rendered pages
have the edition's own form (`18.10.2023`, `October 18, 2023`) and, on fresh stories, a relative one
(`vor 3 Stunden`) that counts from the moment the page was made. What cannot be read is None, never
a guess.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from dwcrawler.editions import editions
from dwcrawler.normalize.text import clean

Precision = Literal["second", "day"] | None

_ISO_UTC: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d*)?Z\Z", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z", re.ASCII)
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")
# DW's first pages on the web; what lies beyond tomorrow was read wrongly.
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
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
    return _iso(text) or _day_first(text) or _spelled(text, language, made_at)


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def _is_real(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _iso(text: str) -> Moment | None:
    if not text[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if _ISO_DAY.match(text):
        return Moment(f"{text}T00:00:00Z", "day")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return Moment(in_utc(moment), "second")
    except OverflowError:  # year 1 or 9999, moved out of the calendar by its offset
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


def _spelled(text: str, language: str, made_at: datetime | None) -> Moment | None:
    """Month names and relative dates, by dateparser in the edition's own language."""
    reference = made_at.astimezone(UTC).replace(microsecond=0) if made_at else None
    latest = (reference or datetime.now(UTC)) + timedelta(days=2)
    absolute = _parse_absolute(text, language)
    if absolute is not None:
        is_day = not _CLOCK.search(text)
        absolute = absolute.replace(hour=0, minute=0, second=0) if is_day else absolute
        if _EARLIEST <= absolute <= latest:
            return Moment(in_utc(absolute), "day" if is_day else "second")
        return None
    relative = _parse_relative(text, language, reference) if reference else None
    if relative is not None and _EARLIEST <= relative <= latest:
        return Moment(in_utc(relative), None)
    return None


@lru_cache(maxsize=4096)
def _parse_absolute(text: str, language: str) -> datetime | None:
    return _parse(text, language, {"PARSERS": ["absolute-time"], "STRICT_PARSING": True})


def _parse_relative(text: str, language: str, reference: datetime) -> datetime | None:
    return _parse(
        text,
        language,
        {"PARSERS": ["relative-time"], "RELATIVE_BASE": reference.replace(tzinfo=None)},
    )


def _parse(text: str, language: str, settings: dict[str, object]) -> datetime | None:
    # Imported late: dateparser takes a quarter of a second, and most crawls never need it.
    import dateparser

    edition = editions().get(language)
    spoken = (edition.locale if edition else language).split("_")[0]
    try:
        moment = dateparser.parse(
            text,
            languages=[spoken],
            settings={"TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True, **settings},
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    return moment if isinstance(moment, datetime) else None
