"""Which stories a crawl was asked for: by language, type, date, topic and words. What is left out is
counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from scrapy.statscollectors import StatsCollector

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.left_out import LeftOut
from dwcrawler.discovery.matching import Matcher
from dwcrawler.discovery.reasons import UNWANTED, Exclusion, Rule
from dwcrawler.discovery.topics import WantedTopics
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import Address, address_of
from dwcrawler.items import Story, Teaser
from dwcrawler.normalize import dates
from dwcrawler.store import StoryState
from dwcrawler.store.records import DAY, Subject, subject_of

# `3 hours ago` may be almost four.
_VAGUE: Final = timedelta(hours=1)


class Shown(NamedTuple):
    """What a list or a story tells of a story that it links to: its type, its date as written, the
    moment that this is, and its headline."""

    type: str | None
    date: str | None
    moment: dates.Moment | None
    headline: str | None = None


class Filters:
    """Stats: `dw/stories/excluded/<why>`: language, type, date, topics, match.

    A story is in time by its publication, or by the date under which a list shows it: some ids are
    years old and get a new film many times a day (seen: 49496622).
    """

    def __init__(self, arguments: Arguments, stats: StatsCollector) -> None:
        self._types = frozenset(arguments.types)
        self._languages = frozenset(arguments.languages)
        self._any_language = "editions" in arguments.discover
        self._since, self._until = arguments.since, arguments.until
        self.topics = WantedTopics(arguments.topics, arguments.languages)
        self._matcher = Matcher(arguments.match) if arguments.match is not None else None
        self.left_out = LeftOut()
        # Stories whose teaser told a date that is not asked for: other links do not tell it.
        self._out_of_time: set[int] = set()
        # Those that a list shows as new, however old they are.
        self._shown_in_time: set[int] = set()
        # Listings that were asked for by their URLs, whatever their language.
        self._listings: set[str] = set()
        self._stats = stats

    def ask_for(self, address: Address) -> None:
        """If it is a listing, what it shows is wanted in its language, and no other listing's is."""
        if address.language not in self._languages:
            self._listings.add(address.first_page.key)

    def redirected(self, asked: Address | None, came: Address | None) -> None:
        """A listing that was asked for has moved, or was named by its short URL."""
        if asked is not None and came is not None and asked.first_page.key in self._listings:
            self._listings.add(came.first_page.key)

    def why_not_address(self, address: Address, found: Discovery) -> Exclusion | None:
        """By the address alone; what it does not tell is seen when the story is there."""
        if not self.has_language(address.language, found):
            return "language"
        if address.kind is not None and address.kind not in self._types:
            return "type"
        return "date" if address.id in self._out_of_time else None

    def of_language(self, language: str | None, found: Discovery, story_id: int) -> bool:
        """A story's language, if known."""
        if self.has_language(language, found):
            return True
        self.left_out.of_language(story_id, language or "")
        return self._exclude("language")

    def has_language(self, language: str | None, found: Discovery | None = None) -> bool:
        """`found` says how a story was found; lists and links that lead to them need none."""
        if language is None or self._any_language or language in self._languages:
            return True
        if not self._listings or found is None or found.depth or found.on is None:
            return False
        listing = address_of(found.on)
        return (
            listing is not None
            and listing.first_page.key in self._listings
            and listing.language == language
        )

    def teaser(self, teaser: Teaser, language: str, made_at: datetime | None) -> bool:
        """Whether what it tells may be of a story asked for. Counts those that are not."""
        moment = self._moment(teaser.date_published, language, made_at)
        shown = Shown(teaser.type, teaser.date_published, moment, teaser.headline)
        why_not = self.why_not_shown(teaser.id, shown)
        return why_not is None or self._exclude(why_not)

    def why_not_shown(self, story_id: int, shown: Shown) -> Exclusion | None:
        """A teaser's type and date are known before its story is fetched."""
        if shown.type is not None and shown.type not in self._types:
            return "type"
        if not (self._since or self._until):
            return None
        moment = shown.moment
        if moment is None or self._is_in_time(moment):
            if shown.date is not None:
                self._out_of_time.discard(story_id)
            if moment is not None and self._since and _earliest(moment) >= self._since:
                self._shown_in_time.add(story_id)
            return None
        self._out_of_time.add(story_id)
        return "date"

    def known(self, known: StoryState, found: Discovery) -> bool:
        return self.why_not_known(known, found) is None

    def why_not_known(self, known: StoryState, found: Discovery) -> Exclusion | None:
        """A story that an earlier crawl had: all of it is known without fetching it."""
        if not self.has_language(known.language, found):
            return "language"
        if known.type and known.type not in self._types:
            return "type"
        in_time = self._is_published_in_time(
            known.id, self._moment(known.date_published, known.language or "", None)
        )
        return None if in_time else "date"

    def leave_out(self, address: Address, why_not: Exclusion, shown: Shown | None) -> None:
        """Counts a story that is not wanted by what is told of it before it is fetched."""
        if why_not == "language":
            self.left_out.of_language(address.id, address.language or "")
        elif why_not == "type":
            kind = shown.type if shown is not None else None
            self.left_out.of_type(address.id, kind or address.kind or "")
        elif shown is not None and shown.moment is not None:
            self._leave_out_by_date(address.id, shown.moment, shown.headline)
        self._exclude(why_not)

    def leave_out_known(self, known: StoryState, rule: Rule) -> None:
        """Notes a story of an earlier crawl that this one does not want or does not ask for."""
        if rule is UNWANTED["language"]:
            self.left_out.of_language(known.id, known.language or "")
        elif rule is UNWANTED["type"]:
            self.left_out.of_type(known.id, known.type or "")
        elif rule is UNWANTED["date"]:
            moment = self._moment(known.date_published, known.language or "", None)
            if moment is not None:
                self._leave_out_by_date(known.id, moment, None)
        self.left_out.passed(known.id)

    def subject(self, known: StoryState) -> bool:
        """By what was kept of one that an earlier crawl had and did not want. Its page may change:
        that it is not wanted now is no reason never to look again."""
        if known.subject is None or not (self.topics.is_any or self._matcher):
            return True
        return self._subject_reason(Subject.of(known.subject), known.id, None) is None

    def story(self, story: Story, made_at: datetime) -> bool:
        if story.type not in self._types:
            self.left_out.of_type(story.id, story.type)
            return self._exclude("type")
        moment = self._moment(story.date_published, story.language, made_at)
        if not self._is_published_in_time(story.id, moment):
            if moment is not None:
                self._leave_out_by_date(story.id, moment, story.headline)
            return self._exclude("date")
        if not (self.topics.is_any or self._matcher):
            return True
        reason = self._subject_reason(subject_of(story), story.id, story.headline)
        return reason is None or self._exclude(reason)

    def _leave_out_by_date(self, story_id: int, moment: dates.Moment, headline: str | None) -> None:
        is_early = not self._is_too_late(moment)
        self.left_out.of_date(story_id, _told(moment), headline, is_early=is_early)

    def _subject_reason(self, subject: Subject, story_id: int, headline: str | None) -> str | None:
        """`topics` or `match`, where what a story is about is not what was asked for."""
        if self.topics.is_any and not self.topics.carried_by(subject.topics):
            self.left_out.of_topics(story_id, [topic.name for topic in subject.topics])
            return "topics"
        if self._matcher is not None and not self._matcher.matches(subject.all_texts):
            self.left_out.of_match(story_id, headline)
            return "match"
        return None

    def changed(
        self, modified: str | None, language: str, made_at: datetime, teaser: Teaser | None = None
    ) -> bool:
        """Whether what last changed then can hold a story asked for: none is newer than that.

        `teaser`: of one story; without it, it is a list of many.
        """
        if modified is None or self._since is None:
            return True
        moment = dates.read(modified, language, made_at)
        if moment is None or _latest(moment) >= self._since:
            return True
        if teaser is not None:
            self.left_out.of_date(teaser.id, _told(moment), teaser.headline, is_early=True)
        return self._exclude("date")

    def is_any_recent(
        self, teasers: Iterable[Teaser], language: str, made_at: datetime
    ) -> bool | None:
        """Whether any was published after `since`, or at it; None where none tells when."""
        told = (dates.read(teaser.date_published or "", language, made_at) for teaser in teasers)
        moments = [moment for moment in told if moment is not None]
        if not moments:
            return None
        return self._since is None or any(_latest(moment) >= self._since for moment in moments)

    def _is_published_in_time(self, story_id: int, moment: dates.Moment | None) -> bool:
        """Whatever lists show, what was published after `until` is too late."""
        if moment is None or self._is_in_time(moment):
            return True
        return story_id in self._shown_in_time and not self._is_too_late(moment)

    def _moment(
        self, raw: str | None, language: str, made_at: datetime | None
    ) -> dates.Moment | None:
        """None also where no date matters."""
        if raw is None or not (self._since or self._until):
            return None
        return dates.read(raw, language, made_at)

    def _is_in_time(self, moment: dates.Moment) -> bool:
        """Inclusive; where only the day is known, every moment of it may be meant."""
        if self._since and _latest(moment) < self._since:
            return False
        return not self._is_too_late(moment)

    def _is_too_late(self, moment: dates.Moment) -> bool:
        return self._until is not None and datetime.fromisoformat(moment.value) > self._until

    def _exclude(self, why: str) -> bool:
        self._stats.inc_value(f"dw/stories/excluded/{why}")
        return False


def _told(moment: dates.Moment) -> str:
    return moment.value[:DAY] if moment.precision == "day" else moment.value


def _latest(moment: dates.Moment) -> datetime:
    published = datetime.fromisoformat(moment.value)
    if moment.precision == "day":
        return published.replace(hour=23, minute=59, second=59)
    return published


def _earliest(moment: dates.Moment) -> datetime:
    published = datetime.fromisoformat(moment.value)
    return published - _VAGUE if moment.precision is None else published
