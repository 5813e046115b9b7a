"""Whether a story that is known is worth another request, and by which rule."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple, Self

from scrapy.settings import BaseSettings

from dwcrawler.discovery.reasons import Reason, Rule, failure_of
from dwcrawler.normalize.dates import Moment
from dwcrawler.store import StoryState
from dwcrawler.store.records import DAY

Policy = Literal["changed", "never", "always"]

# A story is looked at again while it is younger than the first, as often as the second says.
# (days, hours): most corrections come within a day, hardly any after a month.
Intervals = list[tuple[float, float]]
# What gave no story (gone, refused, led elsewhere) is asked for again after so long, and each time
# after twice as long as the time before, but once a month at least.
_FIRST_PAUSE: Final = timedelta(hours=3)
_LONGEST_PAUSE: Final = timedelta(days=30)
_MOST_DOUBLINGS: Final = 10
_MOST_DAYS: Final = 36_500  # of an interval
_BY_A_WRONG_CLOCK: Final = "in the future, so it counts as unknown"


class Threshold(NamedTuple):
    """A list shows a story as newer under a later time than `time`, or a later day than `day`."""

    time: str
    day: str


class Revisit:
    """`intervals` as in DW_REVISIT_INTERVALS."""

    def __init__(self, policy: Policy, intervals: Intervals) -> None:
        self._policy = policy
        self._intervals = [
            (timedelta(days=days), timedelta(hours=hours)) for days, hours in sorted(intervals)
        ]

    @classmethod
    def from_settings(cls, settings: BaseSettings, policy: Policy) -> Self:
        """Setting: DW_REVISIT_INTERVALS."""
        return cls(policy, intervals_of(settings["DW_REVISIT_INTERVALS"]))

    def is_due(self, known: StoryState, listed: Moment | None, now: datetime | None = None) -> bool:
        return self.reason(known, listed, now).asks

    def reason(
        self, known: StoryState, listed: Moment | None, now: datetime | None = None
    ) -> Reason:
        """`listed` is the date under which a listing, feed or sitemap shows the story now."""
        if self._policy == "always":
            return Reason(Rule.REVISIT_ALWAYS, True, known)
        now = now or datetime.now(UTC)
        if self._policy == "never" and not known.tries:
            return Reason(Rule.REVISIT_NEVER, False, known)
        if listed is not None and (rule := _newer(listed, known, now)) is not None:
            shown = listed.value[: _length(listed)]
            return Reason(rule, True, known, detail=shown)
        return _after_failures(known, now) if known.tries else self._by_age(known, now)

    def asks_for_newer(self, known: StoryState) -> bool:
        """Whether a list that shows this story as newer has it asked for again."""
        return self._policy == "changed" or (self._policy == "never" and known.tries > 0)

    def _by_age(self, known: StoryState, now: datetime) -> Reason:
        published, crawled = _moment(known.date_published), _moment(known.last_crawled)
        if published is None or crawled is None:
            return Reason(Rule.UNDATED, False, known)
        # A time to come means that a clock was put back: it counts as now.
        age = now - min(published, now)
        for until, every in self._intervals:
            if age < until:
                is_due = crawled > now or now - crawled >= every
                due = None if is_due else self._due(age, now - crawled, now)
                odd = _BY_A_WRONG_CLOCK if crawled > now else None
                return Reason(Rule.YOUNG, is_due, known, due, every, until, odd)
        last = self._intervals[-1][0] if self._intervals else timedelta()
        return Reason(Rule.OLD, False, known, until=last)

    def _due(self, age: timedelta, since_visit: timedelta, now: datetime) -> datetime | None:
        """When it will be asked for again; None if it is too old by then. Its interval may be
        another one by then, as it grows older meanwhile."""
        begin = timedelta()
        try:
            for until, every in self._intervals:
                wait = max(every - since_visit, begin - age, timedelta())
                if age + wait < until:
                    return now + wait
                begin = until
        except OverflowError:  # intervals of thousands of years
            pass
        return None


def policy_of(asked: Policy | None, has_own_feed: bool) -> Policy:
    """What `revisit` means where it is not given. A feed of Scrapy's own (`-o`, `-O`) is to have
    all that is found."""
    return asked or ("changed" if has_own_feed else "always")


def intervals_of(value: Any) -> Intervals:
    """DW_REVISIT_INTERVALS, as in the settings or as JSON. Raises ValueError, TypeError."""
    pairs = json.loads(value) if isinstance(value, str) else value
    intervals = [(float(days), float(hours)) for days, hours in pairs]
    if not all(
        0 < days <= _MOST_DAYS and 0 <= hours <= _MOST_DAYS * 24 for days, hours in intervals
    ):
        raise ValueError("negative, endless, or longer than a hundred years")
    return intervals


def _after_failures(known: StoryState, now: datetime) -> Reason:
    """What is gone for good waits for a list that shows it as newer."""
    rule = failure_of(known)
    if rule is Rule.GONE_FOR_GOOD:
        return Reason(rule, False, known)
    pause = min(_FIRST_PAUSE * 2 ** min(known.tries - 1, _MOST_DOUBLINGS), _LONGEST_PAUSE)
    crawled = _moment(known.last_crawled)
    is_due = crawled is None or crawled > now or now - crawled >= pause
    due = crawled + pause if crawled is not None and not is_due else None
    return Reason(rule, is_due, known, due, every=pause)


def threshold(known: StoryState, now: datetime) -> Threshold:
    """After a visit that gave no story, only news from after it is news.

    A list's day is one in its editors' time, so it may be the day after the story's in UTC: each
    such day counts once.
    """
    if known.tries:
        return Threshold(known.last_crawled, known.last_crawled[:DAY])
    newest = known.newest or known.last_crawled
    crawled = _moment(known.last_crawled)
    if crawled is not None and crawled > now:  # by a clock that was put back since
        newest = known.date_published or ""
    return Threshold(newest, max(newest[:DAY], known.listed_day or ""))


def _newer(listed: Moment, known: StoryState, now: datetime) -> Rule | None:
    """A day is newer only if it is a later day; a relative date is too vague to tell."""
    if listed.precision is None:
        return None
    time, day = threshold(known, now)
    is_day = listed.precision == "day"
    is_newer = listed.value[:DAY] > day if is_day else listed.value > time
    if not is_newer:
        return None
    if known.tries:
        return Rule.LISTED_AFTER_FAILURE
    return Rule.LISTED_LATER_DAY if is_day else Rule.LISTED_NEWER


def _length(listed: Moment) -> int | None:
    return DAY if listed.precision == "day" else None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # of a feed that others changed
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
