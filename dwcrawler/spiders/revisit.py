"""Whether a story that is known is worth another request."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from dwcrawler.normalize.dates import Moment
from dwcrawler.store import Known
from dwcrawler.store.records import DAY

Policy = Literal["changed", "never", "always"]

# A story is looked at again while it is younger than the first, as often as the second says.
# (days, hours): most corrections come within a day, hardly any after a month.
Intervals = list[tuple[float, float]]
_NEVER: Final = timedelta.max
# What gave no story (gone, refused, led elsewhere) is asked for again after so long, and each time
# after twice as long as the time before, but once a month at least.
_FIRST_PAUSE: Final = timedelta(hours=3)
_LONGEST_PAUSE: Final = timedelta(days=30)
_MOST_DOUBLINGS: Final = 10


class Revisit:
    """`intervals` as in DW_REVISIT_INTERVALS."""

    def __init__(self, policy: Policy, intervals: Intervals) -> None:
        self._policy = policy
        self._intervals = [
            (timedelta(days=days), timedelta(hours=hours)) for days, hours in sorted(intervals)
        ]

    def is_due(self, known: Known, listed: Moment | None, now: datetime | None = None) -> bool:
        """`listed` is the date under which a listing, feed or sitemap shows the story now."""
        if self._policy == "always":
            return True
        now = now or datetime.now(UTC)
        if known.tries:
            return _is_due_after_failures(known, listed, now)
        if self._policy == "never":
            return False
        if listed is not None and _is_newer(listed, known, now):
            return True
        published, crawled = _moment(known.date_published), _moment(known.last_crawled)
        if published is None or crawled is None:
            return False
        # A time to come means that a clock was put back: it counts as now.
        interval = self._interval(now - min(published, now))
        return interval is not _NEVER and (crawled > now or now - crawled >= interval)

    def _interval(self, age: timedelta) -> timedelta:
        return next((every for until, every in self._intervals if age < until), _NEVER)


def intervals_of(value: Any) -> Intervals:
    """DW_REVISIT_INTERVALS, as in the settings or as JSON. Raises ValueError, TypeError."""
    pairs = json.loads(value) if isinstance(value, str) else value
    intervals = [(float(days), float(hours)) for days, hours in pairs]
    if any(days <= 0 or hours < 0 for days, hours in intervals):
        raise ValueError("negative")
    return intervals


def _is_due_after_failures(known: Known, listed: Moment | None, now: datetime) -> bool:
    """Only news from after the last visit is news; what is gone for good waits for that."""
    if listed is not None and listed.precision is not None:
        if listed.value[: _length(listed)] > known.last_crawled[: _length(listed)]:
            return True
    if known.is_gone_for_good:
        return False
    pause = min(_FIRST_PAUSE * 2 ** min(known.tries - 1, _MOST_DOUBLINGS), _LONGEST_PAUSE)
    crawled = _moment(known.last_crawled)
    return crawled is None or crawled > now or now - crawled >= pause


def _is_newer(listed: Moment, known: Known, now: datetime) -> bool:
    """A day is newer only if it is a later day; a relative date is too vague to tell.

    A list's day is one in its editors' time, so it may be the day after the story's in UTC: each
    such day counts once.
    """
    newest = known.newest or known.last_crawled
    crawled = _moment(known.last_crawled)
    if crawled is not None and crawled > now:  # by a clock that was put back since
        newest = known.date_published or ""
    if listed.precision is None:
        return False
    if listed.precision == "day":
        return listed.value[:DAY] > max(newest[:DAY], known.listed_day or "")
    return listed.value > newest


def _length(listed: Moment) -> int | None:
    return DAY if listed.precision == "day" else None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
