"""Dates as feeds and sitemaps write them -> ISO 8601.

RSS 2.0 writes dates as mail does (`Mon, 05 May 2025 10:00:00 +0200`), all others ISO 8601.
A time counts only where its zone is known: an offset, or a name in `OFFSETS`. With any other zone,
or none, only the day counts. Nothing is guessed: `05 May 2025 10:00:00 CST` may be in China or in
Chicago. The day of the week is not read: it is often wrong, or in another language.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate
from typing import Final, NamedTuple

# Hours east of UTC. Left out are names with several meanings: AST, BST, CST, ECT, GST, IST, SST and
# the letters of the military but Z (RFC 822 has their signs the wrong way round, says RFC 5322).
# EST to PDT mean what RFC 822 says, which RSS 2.0 refers to.
OFFSETS: Final = (
    {"UTC": 0, "UT": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MET": 1}
    | {"MEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "OEZ": 2, "OESZ": 3, "MSK": 3}
    | {"WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3, "TRT": 3, "PKT": 5, "HKT": 8, "SGT": 8, "JST": 9}
    | {"WIB": 7, "WITA": 8, "BRT": -3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6}
    | {"PST": -8, "PDT": -7}
)
# German ones, as far as they are not the English ones too.
_MONTHS: Final = (
    {"januar": "Jan", "jän": "Jan", "jänner": "Jan", "februar": "Feb", "mär": "Mar", "mrz": "Mar"}
    | {"märz": "Mar", "maerz": "Mar", "mai": "May", "juni": "Jun", "juli": "Jul", "okt": "Oct"}
    | {"oktober": "Oct", "dez": "Dec", "dezember": "Dec", "sept": "Sep"}
)

_MAX_LENGTH: Final = 100
# A date, a time of day, and whatever follows: the zone.
_TIMED: Final = re.compile(
    r"(?P<day>.*?)(?:\s*[Tt,]\s*|\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?\s*(?P<zone>.*)\Z"
)
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_ISO_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])\Z"
)
_DOTTED_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
# After any word for the day of the week, in whatever language.
_MAIL_DAY: Final = re.compile(
    r"(?:[^0-9,]+,\s*|[^\s0-9,]+\s+)?"
    r"(?:(?P<day>[0-9]{1,2})(?:\.?\s|-)(?P<month>[^\W\d_]+)(?:\.?\s|-)(?P<year>[0-9]{4}|[0-9]{2})"
    r"|(?P<first>[^\W\d_]+)\.?\s(?P<second>[0-9]{1,2}),?\s(?P<last>[0-9]{4}))\Z"
)
# `Mon May 05 10:00:00 CEST 2025`: the year comes last.
_LAST_YEAR: Final = re.compile(r"(?:(?P<zone>.*?)\s+)?(?P<year>[0-9]{4})\Z")
_OFFSET: Final = re.compile(
    r"(?:GMT|UTC|UT)?\s*(?P<sign>[+\u2212-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?\Z"
)
# A name in brackets after an offset repeats it: `+0200 (CEST)`, `+02:00[Europe/Berlin]`.
_REPEATED: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\Z")


class FeedDate(NamedTuple):
    """`value` is ISO 8601, with an offset or only a day; None for what is no date."""

    value: str | None
    is_zone_known: bool


_NO_DATE: Final = FeedDate(None, True)


def read(raw: str) -> FeedDate:
    """A date in any form that feeds use; ISO 8601 stays as it is written."""
    text = " ".join(raw[: _MAX_LENGTH + 1].split())
    if len(text) > _MAX_LENGTH:
        return _NO_DATE
    try:
        if _ISO_TIME.match(text) and datetime.fromisoformat(text):
            return FeedDate(text, True)
    except ValueError:
        pass
    try:
        return _read(text)
    except (ValueError, OverflowError):
        return _NO_DATE


def _read(text: str) -> FeedDate:
    timed = _TIMED.match(text)
    if timed is None:
        day = _day(text)
        return FeedDate(f"{day.date()}", True) if day else _NO_DATE
    written, zone = timed["day"], timed["zone"]
    last = _LAST_YEAR.match(zone)
    if last:
        written, zone = f"{written} {last['year']}", last["zone"] or ""
    day = _day(written)
    if day is None:
        return _NO_DATE
    offset = _offset(zone)
    length = _since_midnight(timed)
    if offset is None:
        return FeedDate(f"{day.date()}", False)
    moment = day.replace(tzinfo=timezone(offset)) + length
    return FeedDate(moment.isoformat(), True)


def _since_midnight(timed: re.Match[str]) -> timedelta:
    """24:00 is the end of a day. Raises ValueError for what is no time of day."""
    hour, minute, second = (int(timed[part] or 0) for part in ("hour", "minute", "second"))
    length = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    if minute > 59 or second > 60 or length > timedelta(days=1):
        raise ValueError(timed[0])
    return length


def _day(written: str) -> datetime | None:
    """The midnight that begins a day. Raises ValueError for one that no calendar has."""
    if match := _ISO_DAY.match(written):
        return datetime(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED_DAY.match(written):
        return datetime(int(match[3]), int(match[2]), int(match[1]))
    match = _MAIL_DAY.match(written)
    if match is None:
        return None
    name = match["month"] or match["first"]
    month = _MONTHS.get(name.lower(), name)
    day, year = match["day"] or match["second"], match["year"] or match["last"]
    parts = parsedate(f"{day} {month} {year} 00:00:00")  # without a time it reads nothing
    return datetime(*parts[:3]) if parts else None


def _offset(zone: str) -> timedelta | None:
    """None where it is not known, or may be one of several."""
    name = _REPEATED.sub("", zone).strip().upper() or zone.strip("()[] ").upper()
    if name in OFFSETS:
        return timedelta(hours=OFFSETS[name])
    match = _OFFSET.match(name)
    if match is None:
        return None
    length = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if length > timedelta(hours=14) or int(match["minutes"] or 0) > 59:
        return None
    return length if match["sign"] == "+" else -length
