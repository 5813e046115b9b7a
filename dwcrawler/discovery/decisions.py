"""Whether a crawl asks for a story: the one place that decides it.

A crawl decides about every story that it finds. `dwcrawler why` makes the same decisions for the
crawl that would be next, and prints them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from dwcrawler.console.readable import readable
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.filters import Filters, Shown
from dwcrawler.discovery.reasons import UNWANTED, Exclusion, Reason, Rule
from dwcrawler.discovery.revisit import Revisit
from dwcrawler.discovery.trail import Discovery, SeenDepths
from dwcrawler.identity import Address, content_at
from dwcrawler.normalize import dates
from dwcrawler.store import StoredLink, StoryState

logger = logging.getLogger(__name__)

_STATS: Final = {
    asks: {rule: f"dw/why/{'asked' if asks else 'not_asked'}/{rule}" for rule in Rule}
    for asks in (True, False)
}
# Most decisions of a crawl.
_NEW: Final = Reason(Rule.NEW, True)
_FOUND_ALREADY: Final = Reason(Rule.FOUND_ALREADY, False)
_EXCLUSIONS: Final = {rule: exclusion for exclusion, rule in UNWANTED.items()}


class Sighting(NamedTuple):
    """A link to a story, with what is known of its target before it is fetched.

    `listed` is the date under which a list shows it. A link that is left over from an earlier crawl
    does not count in the stats of what is not wanted: it would count in every crawl.
    """

    url: str
    found: Discovery
    listed: dates.Moment | None = None
    shown: Shown | None = None
    is_left_over: bool = False


class Decisions:
    """Those of one crawl. It tells what it does about them: stories it finds, in `seen`, and
    stories it knows and does not ask for, in `passed_over`.

    known: what earlier crawls know of a story, by its id
    """

    def __init__(
        self,
        arguments: Arguments,
        filters: Filters,
        revisit: Revisit,
        seen: SeenDepths,
        known: Callable[[int], StoryState | None],
    ) -> None:
        self._dates = f"since={_told(arguments.since)}, until={_told(arguments.until)}"
        self._filters = filters
        self._revisit = revisit
        self._seen = seen
        self._known = known
        self.passed_over: set[int] = set()

    def decide(self, link: Sighting, address: Address, now: datetime | None = None) -> Reason:
        """`address` is the address of the link's target, which is not a listing."""
        found = link.found
        if not found.is_asked_for:
            why_not = self._why_not(link, address)
            if why_not is not None:
                return self._unwanted(why_not, _told_of(why_not, link, address))
        # A list may show as new what a link led to before: the list is right.
        if self._seen.has(address.id) and (
            link.listed is None or address.id not in self.passed_over
        ):
            return _FOUND_ALREADY
        known = self._known(address.id)
        if found.is_asked_for:
            return Reason(Rule.NAMED, True, known)
        if known is None:
            return _NEW
        return self._of_known(known, link, now)

    def _why_not(self, link: Sighting, address: Address) -> Exclusion | None:
        """By what is known of a story before it is looked up or fetched."""
        why_not = None
        if link.shown is not None:
            why_not = self._filters.why_not_shown(address.id, link.shown)
        return why_not or self._filters.why_not_address(address, link.found)

    def _of_known(self, known: StoryState, link: Sighting, now: datetime | None) -> Reason:
        """What another crawl had and did not want is new to one that wants it."""
        if known.tries == 0:
            why_not = self._filters.why_not_known(known, link.found)
            if why_not is not None:
                told = {
                    "language": known.language,
                    "type": known.type,
                    "date": known.date_published,
                }
                return self._unwanted(why_not, told[why_not], known)
        if known.was_unwanted and self._filters.subject(known):
            return Reason(Rule.WAS_UNWANTED, True, known)
        return self._revisit.reason(known, link.listed, now)

    def _unwanted(
        self, why_not: Exclusion, told: str | None, known: StoryState | None = None
    ) -> Reason:
        if why_not == "date":
            told = f"{told or 'as told before'}; {self._dates}"
        return Reason(UNWANTED[why_not], False, known, detail=told)


class DecisionLog:
    """Counts decisions by their rules, and at DEBUG writes a line about each.

    Stats: `dw/why/asked/<rule>`, `dw/why/not_asked/<rule>`. A story counts each time that it is
    found. Where it is found again, and nothing that is told of it is new, it has no line.
    """

    def __init__(self, stats: StatsCollector, is_at_debug: bool) -> None:
        self.stats = stats
        self._is_at_debug = is_at_debug

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's loggers let everything pass, and only the handler knows LOG_LEVEL."""
        level = crawler.settings["LOG_LEVEL"]
        number = level if isinstance(level, int) else logging.getLevelNamesMapping()[level]
        return cls(crawler.stats, number <= logging.DEBUG)

    def tell(self, url: str, reason: Reason) -> None:
        self.stats.inc_value(_STATS[reason.asks][reason.rule])
        if self._is_at_debug and reason.rule is not Rule.FOUND_ALREADY:
            self._write(url, reason)

    def tell_all(self, urls: list[str], reason: Reason) -> None:
        """One reason for all of them."""
        if urls:
            self.stats.inc_value(_STATS[reason.asks][reason.rule], len(urls))
        if self._is_at_debug:
            for url in urls:
                self._write(url, reason)

    def _write(self, url: str, reason: Reason) -> None:
        asked = "asked for" if reason.asks else "not asked for"
        logger.debug("%s: %s (%s). %s", readable(url), asked, reason.rule, reason.sentence)


def sighting_of(link: StoredLink, found: Discovery, is_left_over: bool = False) -> Sighting:
    """A link that an earlier crawl found, with what it was told of its target."""
    content = content_at(link.url)
    language = content[1].language if content is not None else None
    moment = dates.read(link.date_published or "", language or "", None)
    shown = Shown(link.type, link.date_published, moment)
    return Sighting(link.url, found, shown=shown, is_left_over=is_left_over)


def exclusion_of(reason: Reason) -> Exclusion | None:
    """What a crawl did not want of a story that it neither knew nor looked at."""
    if reason.asks or reason.known is not None:
        return None
    return _EXCLUSIONS.get(reason.rule)


def _told_of(why_not: Exclusion, link: Sighting, address: Address) -> str | None:
    """What a link and its address tell of a story."""
    shown = link.shown
    if why_not == "language":
        return address.language
    if why_not == "date":
        return shown.date if shown is not None else None
    return (shown.type if shown is not None else None) or address.kind


def _told(moment: datetime | None) -> str:
    return dates.in_utc(moment) if moment is not None else "none"
