"""What is true of story n: the very Story that a crawl should give, and what its pages add to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Final, NamedTuple

from msgspec.structs import replace

from dwcrawler.items import Story, Teaser
from dwcrawler.minisite.addresses import short_url_of, url_of
from dwcrawler.minisite.composer import Composer, picture, whole_seconds
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.labels import LABELS
from dwcrawler.minisite.words import VOCABULARIES, Writer
from dwcrawler.minisite.world import NEWEST, World, slug_of

# A fresh world's clock stands still so long after its newest story may have come: after the last
# post of its newest live blog.
CLOCK_AHEAD: Final = timedelta(minutes=70)

# An evergreen video was first published so long before it is new again.
_YEARS: Final = timedelta(days=2_500)


@dataclass(frozen=True, slots=True)
class RelatedBlock:
    """A block of stories below a story. `name` is what the site's tracking calls it; `teasers` are
    all that it shows, also those that an earlier block has shown."""

    name: str
    teasers: list[Teaser]

    @property
    def heading(self) -> str:
        return self.teasers[0].heading or ""


class Tracking(NamedTuple):
    """DW's own words for a story's topics and regions, German in all editions (seen of English)."""

    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(slots=True)
class Truth:
    """`story` is clean; beside it stands what its pages need and no feed tells.

    published, modified: to the millisecond, as the state has them
    dates:               as the edition writes them
    target_titles:       of related stories: their own titles, where the content link's name differs
    credit_label:        the edition's, as it stands before credits
    subjects, tracking:  the two kinds of words that the story's keywords are made of
    related_blocks:      below the story; the first is Explore more
    content_date:        the date that teasers show; with an evergreen video, when its film changed
    is_of_2026:          whether its page is rendered as in 2026
    """

    n: int
    story: Story
    published: datetime
    modified: datetime
    dates: Dates
    target_titles: dict[int, str] = field(default_factory=dict)
    credit_label: str = "Image"
    subjects: list[str] = field(default_factory=list)
    tracking: Tracking = field(default_factory=Tracking)
    related_blocks: list[RelatedBlock] = field(default_factory=list)
    content_date: datetime = NEWEST
    is_of_2026: bool = False


def in_world(truth: Truth) -> list[Teaser]:
    """What the site chose from the world: of videos and audios, the state tells it (attested)."""
    name = "related-content-by-thematic-focus-global"
    return [t for block in truth.related_blocks if block.name == name for t in block.teasers]


class Truths:
    """Makes and keeps a few: pages of one story are often made one after the other."""

    def __init__(self, world: World) -> None:
        self.world = world
        # How often each was edited, and when last.
        self._edits: dict[int, tuple[int, datetime]] = {}
        self.of = lru_cache(maxsize=2_000)(self._make)
        self.head_of = lru_cache(maxsize=20_000)(self._head)
        self.now = world.newest_at + CLOCK_AHEAD if world.fresh else None

    def dates(self, language: str) -> Dates:
        return Dates(language, self.now)

    def edit(self, n: int) -> None:
        """Changes a story's words, now; its lists show it as new."""
        count, last = self._edits.get(n, (0, self.world.newest_at))
        now = max(self.now or datetime.now(UTC), last + timedelta(seconds=1))
        self._edits[n] = count + 1, now.replace(microsecond=0)
        self.of.cache_clear()
        self.head_of.cache_clear()

    def _make(self, n: int) -> Truth:
        head, published = self.head_of(n)
        edits = self._edits[n][0] if n in self._edits else 0
        films = edits if self._is_evergreen(n) else 0
        story = Composer(self.world, n, head, published, films).write()
        content_date = published
        if self._is_evergreen(n):
            published -= _YEARS
            content_date = self._edits[n][1] if films else content_date
        story.date_published = whole_seconds(published)
        modified = content_date + timedelta(minutes=n % 300, milliseconds=n % 7 * 60)
        story.date_modified = whole_seconds(modified)
        if n in self._edits:
            modified = self._edits[n][1]
            story.date_modified = whole_seconds(modified)
        truth = Truth(n, story, published, modified, self.dates(story.language))
        truth.content_date = content_date
        truth.is_of_2026 = self.world.is_of_2026(n)
        truth.credit_label = self.world.edition(story.language).image_credit_label
        self._add_keywords(truth)
        self._add_related(truth)
        return truth

    def _add_keywords(self, truth: Truth) -> None:
        story, n = truth.story, truth.n
        german = VOCABULARIES["de"]
        topics = tuple(word.capitalize() for word in german.words[n % 9 : n % 9 + n % 3])
        truth.subjects = story.keywords
        truth.tracking = Tracking(topics, tuple(german.regions[n % 4 : n % 4 + n % 5 // 2 % 2]))
        words = [*truth.tracking.topics, *truth.tracking.regions, *truth.subjects]
        story.keywords = list(dict.fromkeys(words))

    def _add_related(self, truth: Truth) -> None:
        """Explore more, then what the site chose; in `related` each story once."""
        story, n = truth.story, truth.n
        labels = LABELS[story.language]
        focus, region = story.kicker
        headings = (labels.explore_more, labels.region, labels.world)
        names = (
            "more-on-topic",
            "related-content-by-thematic-focus-region",
            "related-content-by-thematic-focus-global",
        )
        relations = ("explore_more", "thematic_focus_region", "thematic_focus_global")
        numbers = (self.world.explore_more_of(n), *self.world.blocks_of(n))
        for name, relation, heading, others in zip(
            names, relations, headings, numbers, strict=True
        ):
            words = heading.format(focus=focus, region=region)
            teasers = [
                replace(self._related(truth, other, relation), relation=relation, heading=words)
                for other in others
            ]
            if teasers:
                truth.related_blocks.append(RelatedBlock(name, teasers))
        once: dict[int, Teaser] = {}
        for block in truth.related_blocks:
            for teaser in block.teasers:
                once.setdefault(teaser.id, teaser)
        story.related = list(once.values())

    def _related(self, truth: Truth, other: int, relation: str) -> Teaser:
        teaser, _ = self.head_of(other)
        if relation != "explore_more" or (truth.n + other) % 5:
            return teaser
        # The name that readers see here is not the target's own.
        truth.target_titles[teaser.id] = teaser.headline or ""
        language = truth.story.language
        return replace(teaser, headline=Writer(language, f"{truth.n}/{other}").phrase(4, 8))

    def _is_evergreen(self, n: int) -> bool:
        return n == self.world.evergreen_of(self.world.language_of(n))

    def _head(self, n: int) -> tuple[Teaser, datetime]:
        """What teasers tell of a story, and when it was published."""
        world = self.world
        language, number = world.language_of(n), world.id_of(n)
        writer = Writer(language, f"{world.seed}/{n}/head")
        headline = writer.phrase(4, 9)
        published = self._published(n, writer.random)
        kind = world.type_of(n)
        teaser = Teaser(
            id=number,
            short_url=short_url_of(number),
            url=url_of(f"/{language}/{slug_of(headline)}/{world.segment_of(n)}-{number}"),
            type=kind,
            headline=headline,
            description=writer.sentence(),
            kicker=world.section_of(n).name,
            date_published=whole_seconds(published),
            duration=90 + n % 1700 if kind in ("video", "audio") else None,
            image=picture(number + 1, alt=writer.phrase(2, 5)),
        )
        if n in self._edits:
            count, edited_at = self._edits[n]
            teaser.description = f"{teaser.description} ({count})"
            teaser.date_published = whole_seconds(edited_at)
        return teaser, published

    def _published(self, n: int, chance: Random) -> datetime:
        """Evenly far apart; in a fresh world the closer the newer, so that in every language some
        are minutes, some hours and some days old."""
        minutes = 97 * n + chance.randint(0, 90)
        if self.world.fresh:
            minutes = 3 * n + n * n // 4 + chance.randint(0, 2)
        published = self.world.newest_at - timedelta(minutes=minutes)
        return published + timedelta(milliseconds=chance.randint(0, 999))
