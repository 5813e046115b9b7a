"""Why the next crawl asks for a URL, or does not, and what earlier crawls know of it.

The decision is the crawl's own (`spiders.decisions`), made on what the store and the feeds hold. No
request is made and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from scrapy.statscollectors import StatsCollector

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.decisions import Decisions, Sighting, sighting_of
from dwcrawler.discovery.elsewhere import why_no_content
from dwcrawler.discovery.filters import Filters, Shown
from dwcrawler.discovery.follower import WAY_BY_KIND, WAY_TO
from dwcrawler.discovery.reasons import UNWANTED, Reason, Rule, too_deep
from dwcrawler.discovery.revisit import Revisit, Threshold, threshold
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.trail import Discovery, SeenDepths
from dwcrawler.editions import editions
from dwcrawler.identity import MAX_ID, Address, address_of, content_at, short_url
from dwcrawler.items import FoundBy
from dwcrawler.normalize import dates
from dwcrawler.store import StoryState
from dwcrawler.store.feed_lines import FeedLine
from dwcrawler.store.reading import StoreView, Way

TargetKind = Literal["story", "listing", "other"]
_START: Final = Discovery("start", None, 0)
_MOST_WAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Target:
    """What was asked about. `address` is None for what is no content of DW."""

    given: str
    url: str
    address: Address | None

    @property
    def kind(self) -> TargetKind:
        if self.address is None:
            return "other"
        return "listing" if self.address.is_listing else "story"


@dataclass(slots=True)
class Answer:
    """
    asks:     whether the next crawl asks for it
    text:     why, in plain English
    how:      when the crawl would come to it, or what it would take; "" where that is said
    newer:    a list that shows it as newer than this makes a crawl ask earlier
    found:    how it was found, the nearest first
    """

    target: Target
    asks: bool
    rule: str
    text: str
    how: str = ""
    due: datetime | None = None
    newer: Threshold | None = None
    known: StoryState | None = None
    line: FeedLine | None = None
    found: list[Discovery] = field(default_factory=list)
    relations: dict[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether something is known of it, or can be said without having met it."""
        return self.known is not None or self.target.kind == "listing"


def target_of(given: str) -> Target:
    """Takes URLs with and without their scheme, paths on dw.com, and numbers."""
    text = given.strip()
    if text.isdecimal() and text.isascii():
        number = int(text) if len(text) <= len(str(MAX_ID)) else MAX_ID + 1
        if number > MAX_ID:
            return Target(given, f"https://www.dw.com/en/-/a-{text}", None)
        return Target(given, short_url(number), Address(None, None, number))
    if text.startswith("//"):
        text = f"https:{text}"
    elif text.startswith("/"):
        text = f"https://www.dw.com{text}"
    elif "://" not in text.partition("?")[0] and "." in text.partition("/")[0]:
        text = f"https://{text}"
    content = content_at(text) if "://" in text else None
    if content is None:
        return Target(given, text, None)
    return Target(given, *content)


class NextCrawl:
    """The crawl that would be next, with these arguments.

    revisit: its rules for known stories
    view:    what the store knows of the stories asked about; `lines` what the feeds have of them
    """

    def __init__(
        self,
        arguments: Arguments,
        revisit: Revisit,
        stats: StatsCollector,
        view: StoreView,
        lines: dict[int, FeedLine],
        now: datetime | None = None,
    ) -> None:
        self._args = arguments
        self._revisit = revisit
        self._stats = stats
        self._view = view
        self._lines = lines
        self._now = now or datetime.now(UTC)
        sections = WantedSections(arguments.sections, arguments.languages)
        named = (address_of(url) for url in (*arguments.urls, *sections.urls()))
        self._named = [address for address in named if address is not None]
        self._keys = {address.first_page.key for address in self._named}

    def why(self, target: Target, listed: dates.Moment | None = None) -> Answer:
        """`listed` is the date under which a list is taken to show the story."""
        if target.address is None:
            return Answer(target, False, "no_content", why_no_content(target.url))
        if target.address.is_listing:
            return self._listing(target, target.address)
        return self._story(target, target.address, listed)

    # Stories

    def _story(self, target: Target, address: Address, listed: dates.Moment | None) -> Answer:
        known = self._known(address.id)
        line = self._lines.get(address.id)
        ways = self._view.ways.get(address.id, [])
        url = known.url if known is not None else target.url
        address = _more_telling(address, [url, *(way.link.url for way in ways)])
        target = Target(target.given, url, address)
        if address.key in self._keys:
            reason = self._decide(Sighting(url, _START), address)
        elif listed is not None:
            found = Discovery("section", None, 0)
            shown = Shown(None, listed.value, listed)
            reason = self._decide(Sighting(url, found, listed, shown), address)
        else:
            reason = self._by_known_ways(url, address, known, ways, line)
        answer = Answer(
            target,
            reason.asks,
            reason.rule,
            reason.sentence,
            due=reason.due,
            known=known,
            line=line,
            found=list(_found(ways, line)),
            relations={
                short_url(way.link.source): way.link.relation
                for way in ways
                if way.link.source is not None and way.link.relation is not None
            },
        )
        answer.how = self._how(reason, ways) if reason.asks else self._how_yet(reason)
        if known is not None and self._may_be_newer(reason):
            answer.newer = threshold(known, self._now)
        return answer

    def _known(self, story_id: int) -> StoryState | None:
        """The next crawl first reads the feeds that the store lacks."""
        known = self._view.known.get(story_id)
        line = self._lines.get(story_id)
        if line is None or not self._view.lacks(line.feed):
            return known
        return line.known if known is None or _is_later(line.known, known) else known

    def _by_known_ways(
        self,
        url: str,
        address: Address,
        known: StoryState | None,
        ways: list[Way],
        line: FeedLine | None,
    ) -> Reason:
        """One way by which a crawl asks for it is enough."""
        sightings = [_sighting(way) for way in ways if self._follows(way)]
        if line is not None and line.found_by is not None:
            on = line.found_on
            sightings.append(Sighting(url, Discovery(line.found_by, on, line.depth)))
        reasons = [self._decide(sighting, address) for sighting in sightings]
        reasons = reasons or [self._decide(Sighting(url, Discovery("section", None, 0)), address)]
        reason = next((reason for reason in reasons if reason.asks), reasons[0])
        if not reason.asks:
            return reason
        return self._out_of_reach(known, ways) or reason

    def _out_of_reach(self, known: StoryState | None, ways: list[Way]) -> Reason | None:
        depths = [way.link.depth for way in ways]
        depths += [known.depth] if known is not None else []
        if not depths or min(depths) == 0:
            return None  # a list may show it
        if min(depths) > self._args.max_depth:
            return too_deep(min(depths), self._args.max_depth)
        if ways and not any(self._follows(way) for way in ways):
            detail = f"discover={','.join(self._args.discover)}"
            return Reason(Rule.NOT_FOLLOWED, False, detail=detail)
        return None

    def _decide(self, sighting: Sighting, address: Address) -> Reason:
        """As if it were the first that the crawl finds."""
        filters = Filters(self._args, self._stats)
        for named in self._named:
            filters.ask_for(named)
        decisions = Decisions(self._args, filters, self._revisit, SeenDepths(), self._known)
        return decisions.decide(sighting, address, self._now)

    def _follows(self, way: Way) -> bool:
        """Of a link that a story has: whether this crawl goes that way."""
        if way.link.source is None:
            return True
        kind = WAY_BY_KIND.get(way.link.kind)
        return kind in self._args.discover and way.link.depth <= self._args.max_depth

    def _how(self, reason: Reason, ways: list[Way]) -> str:
        if reason.rule is Rule.NAMED:
            return "The crawl begins with it."
        is_written = reason.known is not None and reason.known.revision > 0
        is_left = any(
            way.depth is not None and way.depth <= self._args.max_depth and self._follows(way)
            for way in ways
        )
        if is_left and not is_written and self._args.resume == "yes":
            return (
                "It is left over from an earlier crawl, so the next one asks for it as it begins."
            )
        return "The next crawl asks for it if a list or a story leads to it."

    def _how_yet(self, reason: Reason) -> str:
        """What would change the answer, besides time and news."""
        if reason.rule in (Rule.TOO_DEEP, Rule.NOT_FOLLOWED):
            return (
                "If a list shows it, or a story nearer to one links to it, the crawl asks for it."
            )
        known, since = reason.known, self._args.since
        if reason.rule is not Rule.UNWANTED_DATE or since is None or known is None:
            return ""
        if (known.date_published or "") >= dates.in_utc(since):
            return ""  # it is too late, not too early
        return "If a list shows it under a later date, from since on, the crawl asks for it."

    def _may_be_newer(self, reason: Reason) -> bool:
        """A list that shows as newer what is not wanted makes no crawl ask."""
        known = reason.known
        is_wanted = reason.rule not in UNWANTED.values()
        return (
            known is not None
            and not reason.asks
            and is_wanted
            and self._revisit.asks_for_newer(known)
        )

    # Lists of stories

    def _listing(self, target: Target, address: Address) -> Answer:
        """No crawl remembers them: each asks for those that it needs."""
        asks, text = self._of_listing(address)
        return Answer(target, asks, "listing", text)

    def _of_listing(self, address: Address) -> tuple[bool, str]:
        args = self._args
        if address.page > 1:
            text = (
                f"This is page {address.page} of a list. A crawl reads on there if the page before "
                "showed new stories: with since as long as they are new enough, else up to max_pages."
            )
            return args.since is not None or (args.max_pages or 1) >= address.page, text
        if address.key in self._keys:
            return True, "This list is named in urls or sections: the crawl begins with it."
        edition = editions().get(address.language or "")
        if address.language not in args.languages and "editions" not in args.discover:
            return False, f"This crawl does not want its language ({address.language})."
        begins = not (args.urls or args.sections)
        if edition is not None and edition.start_id == address.id:
            asks = begins and not {"sections", "topics"}.isdisjoint(args.discover)
            return asks, "This is a start page. A crawl begins with those of its languages."
        way = WAY_TO.get(address.kind or "")
        if way is None:
            return False, "No crawl follows links to pages of persons: name it in urls."
        if way == "sections" and not begins:
            return False, "This crawl asks only for the lists that urls and sections name."
        text = f"A crawl with discover={way} asks for it if a page that it reads links to it."
        return way in args.discover, text


def _more_telling(address: Address, urls: Iterable[str]) -> Address:
    """A number and a short URL tell neither type nor language; the links to the story may."""
    for url in urls:
        content = content_at(url) if address.kind is None or address.language is None else None
        if content is not None and content[1].id == address.id:
            kind, language, *_ = content[1]
            address = address._replace(
                kind=address.kind or kind, language=address.language or language
            )
    return address


def _is_later(one: StoryState, other: StoryState) -> bool:
    return (one.revision, one.last_crawled) > (other.revision, other.last_crawled)


def _sighting(way: Way) -> Sighting:
    link = way.link
    on = link.listing if link.source is None else short_url(link.source)
    return sighting_of(link, Discovery(link.kind, on, link.depth))


def _found(ways: Iterable[Way], line: FeedLine | None) -> Iterator[Discovery]:
    """Each place once, the nearest first: as the feed has it, on lists, over links."""
    found: dict[str | None, Discovery] = {}
    by: FoundBy
    if line is not None and line.found_by is not None:
        by = line.found_by
        found[line.found_on] = Discovery(by, line.found_on, line.depth)
    for way in ways:
        sighting = _sighting(way)
        found.setdefault(sighting.found.on, sighting.found)
    yield from sorted(found.values(), key=lambda way: way.depth)[:_MOST_WAYS]
