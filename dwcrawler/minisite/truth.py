"""What is true of story n: the very Story that a crawl should give, and what its pages add to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Final

from msgspec.structs import replace

from dwcrawler.items import Story, Teaser
from dwcrawler.minisite.addresses import short_url_of, url_of
from dwcrawler.minisite.composer import Composer, picture, whole_seconds
from dwcrawler.minisite.dates import Dates
from dwcrawler.minisite.words import Writer
from dwcrawler.minisite.world import SEGMENTS, World, slug_of

NEWEST: Final = datetime(2026, 1, 15, 18, 0, tzinfo=UTC)
# Where a fresh world's clock stands still: after the last post of its newest live blog.
NOW: Final = NEWEST + timedelta(minutes=70)


@dataclass(slots=True)
class Truth:
    """`story` is clean; beside it stands what its pages need and no feed tells.

    published, modified: to the millisecond, as the state has them
    dates:               as the edition writes them
    target_titles:       of related stories: their own titles, where the content link's name differs
    credit_label:        the edition's, as it stands before credits
    """

    n: int
    story: Story
    published: datetime
    modified: datetime
    dates: Dates
    target_titles: dict[int, str] = field(default_factory=dict)
    credit_label: str = "Image"


class Truths:
    """Makes and keeps a few: pages of one story are often made one after the other."""

    def __init__(self, world: World) -> None:
        self.world = world
        # How often each was edited, and when last.
        self._edits: dict[int, tuple[int, datetime]] = {}
        self.of = lru_cache(maxsize=2_000)(self._make)
        self.head_of = lru_cache(maxsize=20_000)(self._head)
        self.now = NOW if world.fresh else None

    def dates(self, language: str) -> Dates:
        return Dates(language, self.now)

    def edit(self, n: int) -> None:
        """Changes a story's words, now; its lists show it as new."""
        count, last = self._edits.get(n, (0, NEWEST))
        now = max(self.now or datetime.now(UTC), last + timedelta(seconds=1))
        self._edits[n] = count + 1, now.replace(microsecond=0)
        self.of.cache_clear()
        self.head_of.cache_clear()

    def _make(self, n: int) -> Truth:
        head, published = self.head_of(n)
        story = Composer(self.world, n, head, published).write()
        story.date_published = whole_seconds(published)
        modified = published + timedelta(minutes=n % 300, milliseconds=n % 7 * 60)
        story.date_modified = whole_seconds(modified)
        if n in self._edits:
            modified = self._edits[n][1]
            story.date_modified = whole_seconds(modified)
        truth = Truth(n, story, published, modified, self.dates(story.language))
        truth.credit_label = self.world.edition(story.language).image_credit_label
        for other in self.world.related_to(n):
            teaser, _ = self.head_of(other)
            if (n + other) % 5 == 0:  # the name that readers see here is not the target's own
                truth.target_titles[teaser.id] = teaser.headline or ""
                teaser = replace(
                    teaser, headline=Writer(story.language, f"{n}/{other}").phrase(4, 8)
                )
            story.related.append(teaser)
        return truth

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
            url=url_of(f"/{language}/{slug_of(headline)}/{SEGMENTS[kind]}-{number}"),
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
        published = NEWEST - timedelta(minutes=minutes)
        return published + timedelta(milliseconds=chance.randint(0, 999))
