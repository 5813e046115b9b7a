"""Which stories a crawl was asked for: by language, type, date, topic and words. What is left out is
counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from scrapy.statscollectors import StatsCollector

from dwcrawler.identity import Address, address_of
from dwcrawler.items import Story, Teaser
from dwcrawler.normalize import dates
from dwcrawler.spiders.arguments import Arguments
from dwcrawler.spiders.left_out import LeftOut
from dwcrawler.spiders.matching import Matcher
from dwcrawler.spiders.topics import WantedTopics
from dwcrawler.spiders.trail import Found
from dwcrawler.store import Known
from dwcrawler.store.records import DAY, Subject, subject_of

# `3 hours ago` may be almost four.
_VAGUE: Final = timedelta(hours=1)


class Wanted:
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

    def address(self, address: Address, found: Found) -> bool:
        """By the address alone; what it does not tell is seen when the story is there."""
        if not self.of_language(address.language, found, address.id):
            return False
        if address.kind is not None and address.kind not in self._types:
            self.left_out.of_type(address.id, address.kind)
            return self._exclude("type")
        return address.id not in self._out_of_time or self._exclude("date")

    def of_language(self, language: str | None, found: Found, story_id: int) -> bool:
        """A story's language, if known."""
        if self.has_language(language, found):
            return True
        self.left_out.of_language(story_id, language or "")
        return self._exclude("language")

    def has_language(self, language: str | None, found: Found | None = None) -> bool:
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

    def teaser(
        self, teaser: Teaser, language: str, made_at: datetime | None, counted: bool = True
    ) -> bool:
        """A teaser's type and date are known before its story is fetched."""
        if teaser.type is not None and teaser.type not in self._types:
            if counted:
                self.left_out.of_type(teaser.id, teaser.type)
            return counted and self._exclude("type")
        moment = self._moment(teaser.date_published, language, made_at)
        if moment is None or self._is_in_time(moment):
            if teaser.date_published is not None:
                self._out_of_time.discard(teaser.id)
            if moment is not None and self._since and _earliest(moment) >= self._since:
                self._shown_in_time.add(teaser.id)
            return True
        self._out_of_time.add(teaser.id)
        if counted:
            is_early = not self._is_too_late(moment)
            self.left_out.of_date(teaser.id, _told(moment), teaser.headline, is_early=is_early)
        return counted and self._exclude("date")

    def known(self, known: Known, found: Found) -> bool:
        """A story that an earlier crawl had: all of it is known without fetching it."""
        if not self.has_language(known.language, found):
            self.left_out.of_language(known.id, known.language or "")
            return False
        if known.type and known.type not in self._types:
            self.left_out.of_type(known.id, known.type)
            return False
        return self._is_published_in_time(
            known.id, known.date_published, known.language or "", None
        )

    def subject(self, known: Known) -> bool:
        """By what was kept of one that an earlier crawl had and did not want. Its page may change:
        that it is not wanted now is no reason never to look again."""
        if known.subject is None or not (self.topics.is_any or self._matcher):
            return True
        return self._subject_reason(Subject.of(known.subject), known.id, None) is None

    def story(self, story: Story, made_at: datetime) -> bool:
        if story.type not in self._types:
            self.left_out.of_type(story.id, story.type)
            return self._exclude("type")
        in_time = self._is_published_in_time(
            story.id, story.date_published, story.language, made_at, story.headline
        )
        if not in_time:
            return self._exclude("date")
        if not (self.topics.is_any or self._matcher):
            return True
        reason = self._subject_reason(subject_of(story), story.id, story.headline)
        return reason is None or self._exclude(reason)

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

    def _is_published_in_time(
        self,
        story_id: int,
        published: str | None,
        language: str,
        made_at: datetime | None,
        headline: str | None = None,
    ) -> bool:
        """Whatever lists show, what was published after `until` is too late."""
        moment = self._moment(published, language, made_at)
        if moment is None or self._is_in_time(moment):
            return True
        is_early = not self._is_too_late(moment)
        if story_id in self._shown_in_time and is_early:
            return True
        self.left_out.of_date(story_id, _told(moment), headline, is_early=is_early)
        return False

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
