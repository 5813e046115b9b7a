"""Dates as DW writes them -> RFC 3339 in UTC, whole seconds.

The state and JSON-LD have ISO 8601 with fractions of any length (`.269Z`, `.6Z`); rendered pages
have `18.10.2023`, the edition's own form (`written_dates`) and, on fresh stories, a relative one
(`relative_dates`) that counts from the moment the page was made. What cannot be read is None,
never a guess. So is what lies before 1990: DW is on the web since the middle of that decade, and
what machines write for "no date" (the years 1, 1601, 1900, 1970, 1980) lies before it. So is what
lies more than two days after the page was made: clocks and time zones explain less than that.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dwcrawler.normalize.text import clean

Precision = Literal["second", "day"] | None

# Years from 1990 on, checked here at no cost. An earlier one may be of another calendar.
_YEAR: Final = r"(?:199|[2-9]\d\d)\d"
# The form alone: `fromisoformat` sees to the rest. Most dates of a crawl are read by these two, so
# the first is bound here and asks for no more than it must.
_is_iso_utc: Final = re.compile(r"(?:199.|2...)-..-..T..:..:..(?:\.\d*)?Z\Z", re.ASCII).match
_DAY_FIRST: Final = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.({_YEAR})\Z", re.ASCII)
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_ISO_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d", re.ASCII)
# Seconds or milliseconds, of a moment after 2001.
_SINCE_1970: Final = re.compile(r"([1-9]\d{9})(?:\d{3})?\Z", re.ASCII)
# In that edition it may be of the Ethiopian calendar; see `written_dates`.
_ETHIOPIAN: Final = "am"
# `2024-01-30T15:13:12+01:00[Europe/Berlin]`, as programs in Java write it.
_ZONE_NAME: Final = re.compile(r"\[([A-Za-z0-9_+/-]{1,40})\]\Z")
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=2)
# By how much a crawler's clock may be wrong; two thousand years are no error of a clock.
_CLOCK_ERROR: Final = timedelta(days=366)
_MAX_LENGTH: Final = 60


class Moment(NamedTuple):
    """`precision` is None for `3 hours ago`: it is as exact as the page's wording."""

    value: str
    precision: Precision


_Read = tuple[datetime, Precision]


def read(raw: str, language: str, made_at: datetime | None) -> Moment | None:
    """A date in any form that DW uses; `made_at` is when the page was made (aware), if known."""
    if _is_iso_utc(raw):
        value = f"{raw[:19]}Z"
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        is_credible = moment - (made_at or datetime.now(UTC)) <= _AHEAD
        return Moment(value, "second") if is_credible else None
    text = clean(raw)
    if text is None or len(text) > _MAX_LENGTH:
        return None
    try:
        found = _iso(text) or _since_1970(text) or _day_first(text, language)
        found = found or _in_words(text, language, made_at)
        return _credible(found, made_at or datetime.now(UTC)) if found else None
    except OverflowError:  # year 1 or 9999, moved out of the calendar
        return None


@lru_cache(maxsize=4096)
def can_be_read(raw: str, language: str) -> bool:
    """Whether it tells a date at all, for those who choose between sources.

    When the page was made is not asked for: what is to come is believed for a year, as the clock
    here may be wrong, and `read` has the last word.
    """
    return read(raw, language, datetime.now(UTC) + _CLOCK_ERROR) is not None


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def _credible(found: _Read, made_at: datetime) -> Moment | None:
    moment, precision = found[0].astimezone(UTC), found[1]
    if moment < _EARLIEST or moment - made_at > _AHEAD:
        return None
    # A date's isoformat takes a fifth of the time.
    value = f"{moment.date()}T00:00:00Z" if precision == "day" else in_utc(moment)
    return Moment(value, precision)


def _iso(text: str) -> _Read | None:
    is_day = _ISO_DAY.match(text)
    if not (is_day or _ISO_TIME.match(text)):
        return None
    named = _ZONE_NAME.search(text)
    if text[-1] == "z":
        text = f"{text[:-1]}Z"
    try:
        if is_day:
            return datetime.fromisoformat(f"{text}T00:00:00Z"), "day"
        moment = datetime.fromisoformat(text[: named.start()] if named else text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_zone(named[1]) if named else UTC)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None
    return moment, "second"


def _since_1970(text: str) -> _Read | None:
    """As programs count time."""
    match = _SINCE_1970.match(text)
    return (datetime.fromtimestamp(int(match[1]), UTC), "second") if match else None


def _zone(name: str) -> tzinfo:
    """Raises ValueError, OSError or ZoneInfoNotFoundError for what is no zone that is known here."""
    return UTC if name in ("Z", "UTC", "GMT") else ZoneInfo(name)


def _day_first(text: str, language: str) -> _Read | None:
    """Without the words of the language, as classic pages have little else."""
    match = _DAY_FIRST.match(text)
    if match is None or language == _ETHIOPIAN:
        return None
    try:
        return datetime(int(match[3]), int(match[2]), int(match[1]), tzinfo=UTC), "day"
    except ValueError:
        return None


def _in_words(text: str, language: str, made_at: datetime | None) -> _Read | None:
    # Imported late: names and phrases of the languages are needed only by rendered pages.
    from dwcrawler.normalize.dates.relative_dates import ago
    from dwcrawler.normalize.dates.written_dates import written

    if found := written(text, language):
        day, clock = found
    elif made_at and (past := ago(text, language)):
        moment = made_at - past.length
        if not past.is_day:
            return moment, None
        day, clock = moment.astimezone(UTC).date(), past.clock
    else:
        return None
    return datetime.combine(day, clock or time(), UTC), "second" if clock else "day"
