"""Dates in HTTP headers (Date, Retry-After, Last-Modified): one reader for all of them.

RFC 9110 (5.6.7) has three forms, and all of them are in GMT. So a date without a zone is GMT too,
and never the local time of the machine.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TIME: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)"
_ZONE: Final = r"(?:\s*(?P<zone>[A-Za-z]+|[+-]\d\d:?\d\d))?"
_FORMS: Final = (
    # Sun, 06 Nov 1994 08:49:37 GMT, and of RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
    re.compile(
        r"(?:[A-Za-z]+\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[a-z]*[\s-]+"
        rf"(?P<year>\d{{4}}|\d\d)\s+{_TIME}{_ZONE}"
    ),
    # Sun Nov  6 08:49:37 1994 (asctime)
    re.compile(
        rf"(?:[A-Za-z]+,?\s+)?(?P<month>[A-Za-z]{{3}})[a-z]*\s+(?P<day>\d{{1,2}})\s+{_TIME}"
        rf"\s+(?P<year>\d{{4}}){_ZONE}"
    ),
)
_GMT: Final = frozenset({"GMT", "UTC", "UT", "Z"})
_LONGEST: Final = 64


@lru_cache(maxsize=16)  # pages of the same second have the same
def read(header: bytes) -> datetime | None:
    """The moment, in UTC, that a header names; None where it names none.

    An offset (`+0100`) counts though HTTP knows none; a zone that is only a name, other than GMT
    and UTC, is not guessed.
    """
    text = header.decode("latin-1").strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    month = match["month"].lower()
    zone = _zone(match["zone"])
    if month not in _MONTHS or zone is None:
        return None
    try:
        moment = datetime(
            _year(match["year"]),
            _MONTHS.index(month) + 1,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            59 if match["second"] == "60" else int(match["second"]),  # a leap second
            tzinfo=zone,
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def made_at(header: bytes | None, now: datetime) -> datetime:
    """When an answer was made: its `Date`, else now. Whole seconds, UTC.

    A server whose clock is ahead does not count.
    """
    moment = read(header or b"")
    return moment if moment is not None and moment <= now else now.replace(microsecond=0)


def _zone(name: str | None) -> timezone | None:
    if name is None or name.upper() in _GMT:
        return UTC
    if name[0] not in "+-":
        return None
    digits = name[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if name[0] == "-" else offset)


def _year(digits: str) -> int:
    """RFC 9110: two digits that seem to be more than 50 years in the future are the past."""
    year = int(digits)
    if len(digits) == 4:
        return year
    this_year = datetime.now(UTC).year
    year += this_year // 100 * 100
    return year - 100 if year > this_year + 50 else year
