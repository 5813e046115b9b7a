"""What a crawl found and did not want, each story once: for the sentence that says why nothing is
left."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal, NamedTuple

_MOST_TOPICS: Final = 20
Reason = Literal["language", "type", "early", "late", "topics", "match"]


class Dated(NamedTuple):
    """A story by its date (RFC 3339, UTC) and, where known, its headline."""

    date: str
    headline: str | None


class LeftOut:
    """Kept until the crawl keeps its first story: nobody asks after that.

    newest, oldest: of those left out by their dates: the newest before `since`, the oldest after
                    `until`
    kinds:          by reason, what they were: languages, types, topics
    example:        the headline of one that `match` left out
    known_count:    how many of them an earlier crawl had, and this one did not ask for
    """

    def __init__(self) -> None:
        self._reasons: dict[int, Reason] = {}
        self._is_over = False
        self.newest: Dated | None = None
        self.oldest: Dated | None = None
        self.kinds: dict[Reason, Counter[str]] = {}
        self.example: str | None = None
        self.known_count = 0

    def counts(self) -> Counter[Reason]:
        """Stories by the first reason for which each was left out."""
        return Counter(self._reasons.values())

    def story_kept(self) -> None:
        """From now on nothing is remembered."""
        self._is_over = True
        self._reasons.clear()
        self.kinds.clear()

    def passed(self, story_id: int) -> None:
        """A story of an earlier crawl, for which nothing was asked."""
        self.known_count += story_id in self._reasons

    def of_language(self, story_id: int, language: str) -> None:
        self._note(story_id, "language", language)

    def of_type(self, story_id: int, kind: str) -> None:
        self._note(story_id, "type", kind)

    def of_date(self, story_id: int, date: str, headline: str | None, *, is_early: bool) -> None:
        if not self._note(story_id, "early" if is_early else "late"):
            return
        if is_early and (self.newest is None or date > self.newest.date):
            self.newest = Dated(date, headline)
        if not is_early and (self.oldest is None or date < self.oldest.date):
            self.oldest = Dated(date, headline)

    def of_topics(self, story_id: int, topics: list[str]) -> None:
        self._note(story_id, "topics", *topics[:_MOST_TOPICS])

    def of_match(self, story_id: int, headline: str | None) -> None:
        if self._note(story_id, "match"):
            self.example = self.example or headline

    def _note(self, story_id: int, reason: Reason, *kinds: str) -> bool:
        """Whether it is the first that is heard of the story."""
        if self._is_over or story_id in self._reasons:
            return False
        self._reasons[story_id] = reason
        self.kinds.setdefault(reason, Counter()).update(kinds)
        return True
