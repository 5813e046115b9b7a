"""Why a story is asked for, or is not: the rules by name, and each in one plain sentence.

`decisions` and `revisit` find the rule. The crawl counts it and writes it to the log at DEBUG;
`dwcrawler why` prints it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from dwcrawler.store import StoryState

# What a crawl may not want of a story.
Exclusion = Literal["language", "type", "date"]


class Rule(StrEnum):
    """The values stand in stats (`dw/why/asked/<rule>`, `dw/why/not_asked/<rule>`) and in JSON."""

    # Stories that a crawl wants in any case, and stories that it does not want.
    NAMED = "named"
    NEW = "new"
    WAS_UNWANTED = "was_unwanted"
    UNWANTED_LANGUAGE = "unwanted_language"
    UNWANTED_TYPE = "unwanted_type"
    UNWANTED_DATE = "unwanted_date"
    TOO_DEEP = "too_deep"
    NOT_FOLLOWED = "not_followed"
    FOUND_ALREADY = "found_already"
    # Known stories.
    REVISIT_ALWAYS = "revisit_always"
    REVISIT_NEVER = "revisit_never"
    LISTED_NEWER = "listed_newer"
    LISTED_LATER_DAY = "listed_later_day"
    YOUNG = "young"
    OLD = "old"
    UNDATED = "undated"
    # Known addresses whose last visit gave no story.
    LISTED_AFTER_FAILURE = "listed_after_failure"
    GONE = "gone"
    GONE_FOR_GOOD = "gone_for_good"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    NO_STORY = "no_story"
    NOT_LOADED = "not_loaded"


UNWANTED: Final[dict[Exclusion, Rule]] = {
    "language": Rule.UNWANTED_LANGUAGE,
    "type": Rule.UNWANTED_TYPE,
    "date": Rule.UNWANTED_DATE,
}
# A rule may have it both ways: by it a story is asked for from some moment on.
_ASKED: Final[dict[Rule, str]] = {
    Rule.NAMED: "It is named in urls, and a crawl always asks for what is named there.",
    Rule.NEW: "No crawl has asked for it yet.",
    Rule.WAS_UNWANTED: "An earlier crawl read it and did not want it. This crawl wants it.",
    Rule.REVISIT_ALWAYS: "With revisit=always a crawl asks for every story again.",
    Rule.LISTED_NEWER: "A list shows it under {listed}, a later time than any known of it.",
    Rule.LISTED_LATER_DAY: "A list shows it under {listed}, a later day than any known of it.",
    Rule.LISTED_AFTER_FAILURE: (
        "The last visit gave no story, and since then a list shows it under {listed}."
    ),
    Rule.YOUNG: (
        "It is younger than {until}, so it is asked for again every {every}. The last visit was "
        "{visit}."
    ),
}
_NOT_ASKED: Final[dict[Rule, str]] = {
    Rule.UNWANTED_LANGUAGE: "This crawl does not want its language ({detail}).",
    Rule.UNWANTED_TYPE: "This crawl does not want its type ({detail}).",
    Rule.UNWANTED_DATE: "This crawl does not want its date ({detail}).",
    Rule.TOO_DEEP: "It is more hops away from a list than this crawl goes: {detail}.",
    Rule.NOT_FOLLOWED: "As far as is known, only links that this crawl does not follow lead to it ({detail}).",
    Rule.FOUND_ALREADY: "This crawl has found it already.",
    Rule.REVISIT_NEVER: "With revisit=never a crawl does not ask for known stories again.",
    Rule.YOUNG: (
        "It is younger than {until}, so it is asked for again every {every}. The last visit was "
        "not that long ago."
    ),
    Rule.OLD: "It is older than {until}: only a list that shows it as newer makes a crawl ask again.",
    Rule.UNDATED: (
        "Its date is not known: only a list that shows it as newer makes a crawl ask again."
    ),
    Rule.GONE_FOR_GOOD: (
        "The site said that it is gone for good (410): only a list that shows it as newer makes a "
        "crawl ask again."
    ),
}
# What the last visit met; a pause follows in any case.
_FAILURES: Final[dict[Rule, str]] = {
    Rule.GONE: "It was not there (404).",
    Rule.REFUSED: "The site refused it ({status}).",
    Rule.REDIRECTED: "Its address led to another page.",
    Rule.NO_STORY: "Its page gave no valid story.",
    Rule.NOT_LOADED: (
        "Its page could not be loaded: too large, too many redirects, or a redirect to another site."
    ),
}
_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class Reason(NamedTuple):
    """Why a story is asked for, or is not.

    known:  what earlier crawls know of it
    due:    from when on this rule asks for it; None where only something new changes the answer
    every:  the interval of a young story, or the pause after a failure
    until:  the age up to which that interval holds, or beyond which none does
    detail: what is not wanted, the date under which a list shows it, or what is odd about the last
            visit
    """

    rule: Rule
    asks: bool
    known: StoryState | None = None
    due: datetime | None = None
    every: timedelta | None = None
    until: timedelta | None = None
    detail: str | None = None

    @property
    def sentence(self) -> str:
        """In plain English: one sentence or two. Made only where somebody reads it."""
        if self.rule in _FAILURES:
            return f"{_FAILURES[self.rule].format(status=self._status)} {self._pause}"
        known = _ASKED if self.asks else _NOT_ASKED
        return known[self.rule].format(
            listed=in_words(self.detail),
            detail=self.detail,
            every=length(self.every),
            until=length(self.until),
            visit=self.detail or "longer ago than that",
        )

    @property
    def _status(self) -> int:
        return self.known.status if self.known is not None else 0

    @property
    def _pause(self) -> str:
        tries = self.known.tries if self.known is not None else 1
        times = "once" if tries == 1 else f"{tries} times in a row"
        over = "is over" if self.asks else "is not over"
        return f"It has failed {times}; the pause after that ({length(self.every)}) {over}."


def too_deep(depth: int, most: int) -> Reason:
    return Reason(Rule.TOO_DEEP, False, detail=f"{depth}, with max_depth={most}")


def failure_of(known: StoryState) -> Rule:
    """What the last visit met, of an address that gave no story."""
    if known.is_gone_for_good:
        return Rule.GONE_FOR_GOOD
    if known.status == 404:
        return Rule.GONE
    if known.status == 0:
        return Rule.NOT_LOADED
    if known.status < 300:
        return Rule.NO_STORY
    return Rule.REDIRECTED if known.status < 400 else Rule.REFUSED


def length(span: timedelta | None) -> str:
    """`3 hours`, `2 days`: what intervals and pauses are."""
    if span is None:
        return "any age"
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if span >= unit and (unit is not _DAY or not span % _DAY):
            count = f"{span / unit:.4g}"
            return f"{count} {name}" if count == "1" else f"{count} {name}s"
    return f"{span.total_seconds():.4g} seconds"


def in_words(moment: str | datetime | None) -> str:
    """`2026-03-01 12:00 UTC`; a day stays a day."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    if moment is None or "T" not in moment:
        return moment or "no date"
    return f"{moment[:16].replace('T', ' ')} UTC"
