"""Reads feeds once, story by story, and keeps facts in place of stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dwcrawler.items import Story
from dwcrawler.report.facts import Facts, Version, facts_of, shortened, version_of

_LONGEST_HEADLINE: Final = 200


class Counted:
    """What is known after reading.

    lines:     how many stories the feeds hold, all revisions counted
    stories:   the newest revision of each story, by its id
    versions:  of stories that came in more than one revision: revision -> version, by id
    headlines: of stories that others recommend, by id
    """

    def __init__(self) -> None:
        self.lines = 0
        self.stories: dict[int, Facts] = {}
        self.versions: dict[int, dict[int, Version]] = {}
        self.headlines: dict[int, str] = {}

    def __iter__(self) -> Iterator[Facts]:
        return iter(self.stories.values())

    def __len__(self) -> int:
        return len(self.stories)

    @property
    def languages(self) -> set[str]:
        return {story.language for story in self}

    def add(self, story: Story) -> None:
        """One line of a feed. Lines may come in any order, and more often than once."""
        self.lines += 1
        known = self.stories.get(story.id)
        if known is None or _age(story) >= (known.version.crawled_at, known.revision):
            facts = facts_of(story)
            self.stories[story.id] = facts
            self._note_headlines(story)
            if known is not None and known.revision != facts.revision:
                self._note(story.id, known.revision, known.version)
                self._note(story.id, facts.revision, facts.version)
        elif story.revision != known.revision:
            self._note(story.id, known.revision, known.version)
            self._note(story.id, story.revision, version_of(story))

    def _note(self, story_id: int, revision: int, version: Version) -> None:
        self.versions.setdefault(story_id, {})[revision] = version

    def _note_headlines(self, story: Story) -> None:
        for teaser in story.related:
            if teaser.headline and teaser.id not in self.headlines:
                self.headlines[teaser.id] = shortened(teaser.headline, _LONGEST_HEADLINE)


def _age(story: Story) -> tuple[str, int]:
    """The line that was crawled last counts: feeds of crawls and of archives number revisions apart."""
    return story.provenance.crawled_at or "", story.revision


def count(stories: Iterable[Story], on_progress: Callable[[int], None]) -> Counted:
    """`on_progress` is called with the number of lines, after every line."""
    counted = Counted()
    for story in stories:
        counted.add(story)
        on_progress(counted.lines)
    return counted
