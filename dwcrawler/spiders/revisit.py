"""Whether a story that is known is worth another request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from dwcrawler.normalize.dates import Moment
from dwcrawler.store import Known

Policy = Literal["changed", "never", "always"]

# A story is looked at again while it is younger than the first, as often as the second says.
# (days, hours): most corrections come within a day, hardly any after a month.
Intervals = list[tuple[float, float]]
_NEVER: Final = timedelta.max


class Revisit:
    """`intervals` as in DW_REVISIT_INTERVALS, the youngest age first."""

    def __init__(self, policy: Policy, intervals: Intervals) -> None:
        self._policy = policy
        self._intervals = [
            (timedelta(days=days), timedelta(hours=hours)) for days, hours in sorted(intervals)
        ]

    def is_due(self, known: Known, listed: Moment | None, now: datetime | None = None) -> bool:
        """`listed` is the date under which a listing, feed or sitemap shows the story now."""
        if self._policy != "changed":
            return self._policy == "always"
        if listed is not None and _is_newer(listed, known):
            return True
        if known.is_gone:
            return False
        now = now or datetime.now(UTC)
        published, crawled = _moment(known.date_published), _moment(known.last_crawled)
        if published is None or crawled is None:
            return False
        # A time to come means that a clock was put back: it counts as now.
        return now - min(crawled, now) >= self._interval(now - min(published, now))

    def _interval(self, age: timedelta) -> timedelta:
        return next((every for until, every in self._intervals if age < until), _NEVER)


def _is_newer(listed: Moment, known: Known) -> bool:
    """A day is newer only if it is a later day; a relative date is too vague to tell.

    Of what is gone, only news from after the last visit is news.
    """
    if listed.precision is None:
        return False
    newest = known.newest
    if newest is None or known.is_gone:
        newest = known.last_crawled
    if listed.precision == "day":
        return listed.value[:10] > newest[:10]
    return listed.value > newest


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
