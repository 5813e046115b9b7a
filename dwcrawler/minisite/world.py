"""Which stories there are, and how they are linked.

Story n is a function of the seed and of n alone: nothing is held, however many there are. Its id
gives n back. Within a language stories come in groups of twenty: ten are listed in a section, seven
are reached by Explore more from those, two from these seven, and one from these two. So half of
the stories are listed, and the rest lies one, two or three hops deep. Half of them are articles;
videos, audios, galleries and live blogs share the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, Literal

from dwcrawler.editions import Edition, editions
from dwcrawler.items import StoryType
from dwcrawler.minisite.words import LANGUAGES, VOCABULARIES

# `shell`: rendered pages that only a browser can make, as a script fills them.
PageLayout = Literal["app_state", "apollo", "dom", "classic"]
LayoutChoice = Literal["mixed", "app_state", "apollo", "dom", "classic", "shell"]

_GROUP: Final = 20
_DEPTHS: Final = [0] * 10 + [1] * 7 + [2] * 2 + [3]
_LISTED: Final = _DEPTHS.count(0)
_TEASERS_A_SECTION: Final = 100
# Ids of stories are ten apart: their pictures and videos have the nine between.
_FIRST_ID: Final = 60_000_000
_STEP: Final = 10
_SECTION_ID: Final = 40_000
_PROGRAM_ID: Final = 30_000
_PROGRAM_SHOWS: Final = 60
_TYPES: Final[tuple[StoryType, ...]] = (
    *("article", "video", "article", "gallery", "article"),
    *("audio", "article", "liveblog", "article", "video"),
)
TYPES: Final[tuple[StoryType, ...]] = tuple(dict.fromkeys(_TYPES))
SEGMENTS: Final[dict[StoryType, str]] = {
    "article": "a",
    "video": "video",
    "audio": "audio",
    "gallery": "g",
    "liveblog": "live",
}
_MIXTURE: Final[tuple[PageLayout, ...]] = ("app_state",) * 6 + ("apollo",) * 2 + ("dom", "classic")
# English first and most; the period of this pattern makes languages computable from n.
_SHARES: Final = {"en": 4, "de": 2}


def slug_of(name: str) -> str:
    return "-".join(name.lower().replace("&", " ").split()) or "-"


@dataclass(frozen=True, slots=True)
class Section:
    id: int
    index: int
    language: str
    name: str

    @property
    def path(self) -> str:
        return f"/{self.language}/{slug_of(self.name)}/s-{self.id}"


@dataclass(frozen=True, slots=True)
class Program:
    """A series of videos or audios; its page lists its newest."""

    id: int
    type: StoryType
    language: str
    name: str

    @property
    def path(self) -> str:
        return f"/{self.language}/{slug_of(self.name)}/program-{self.id}"


@dataclass(frozen=True, kw_only=True)
class World:
    stories: int = 300
    seed: int = 1
    languages: tuple[str, ...] = LANGUAGES
    types: tuple[StoryType, ...] = TYPES
    layout: LayoutChoice = "mixed"
    variants: int = 1
    # Whether its newest stories are so new that their pages tell how old they are.
    fresh: bool = False

    # Numbers: n is a story's place in the world, rank its place in its language.

    @cached_property
    def _pattern(self) -> list[str]:
        return [code for code in self.languages for _ in range(_SHARES.get(code, 1))]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return {
            code: [at for at, other in enumerate(self._pattern) if other == code]
            for code in self.languages
        }

    def id_of(self, n: int) -> int:
        return _FIRST_ID + n * _STEP

    def n_of(self, story_id: int) -> int | None:
        n, rest = divmod(story_id - _FIRST_ID, _STEP)
        return n if rest == 0 and 0 <= n < self.stories else None

    def language_of(self, n: int) -> str:
        return self._pattern[n % len(self._pattern)]

    def rank_of(self, n: int) -> int:
        turn, at = divmod(n, len(self._pattern))
        places = self._places[self._pattern[at]]
        return turn * len(places) + places.index(at)

    def n_at(self, language: str, rank: int) -> int | None:
        places = self._places[language]
        turn, at = divmod(rank, len(places))
        n = turn * len(self._pattern) + places[at]
        return n if n < self.stories else None

    def depth_of(self, n: int) -> int:
        return _DEPTHS[self.rank_of(n) % _GROUP]

    def type_of(self, n: int) -> StoryType:
        """The turn of the types moves from group to group: each is found at every depth."""
        rank = self.rank_of(n)
        wanted = [kind for kind in _TYPES if kind in self.types]
        return wanted[(rank + rank // _GROUP) % len(wanted)]

    def layout_of(self, n: int) -> PageLayout:
        """Of the classic layout only articles are known."""
        if self.layout == "shell":
            return "dom"
        layout = self.layout
        if layout == "mixed":
            layout = _MIXTURE[(n * 7 + self.seed) % len(_MIXTURE)]
        return "dom" if layout == "classic" and self.type_of(n) != "article" else layout

    def describes_itself(self, n: int) -> bool:
        """Whether a story's page has JSON-LD: a third of those without a state has none."""
        return self.layout_of(n) != "dom" or n % 3 != 0

    # Listings

    def edition(self, language: str) -> Edition:
        return editions()[language]

    def sections(self, language: str) -> list[Section]:
        names = VOCABULARIES[language].sections
        count = max(len(names), -(-self._groups(language) * _LISTED // _TEASERS_A_SECTION))
        base = _SECTION_ID + LANGUAGES.index(language) * 2_000
        return [
            Section(base + i, i, language, names[i % len(names)] + (f" {i}" * (i >= len(names))))
            for i in range(count)
        ]

    def _groups(self, language: str) -> int:
        shares = len(self._places[language])
        return -(-self.stories * shares // len(self._pattern) // _GROUP) + 1

    def section_of(self, n: int) -> Section:
        sections = self.sections(self.language_of(n))
        return sections[self.rank_of(n) % len(sections)]

    def listed_in(self, section: Section) -> Iterator[int]:
        """The stories that a section's page lists."""
        ranks = range(section.index, 10**9, len(self.sections(section.language)))
        for rank in ranks:
            n = self.n_at(section.language, rank)
            if n is None:
                return
            if self.depth_of(n) == 0:
                yield n

    def programs(self, language: str) -> list[Program]:
        base = _PROGRAM_ID + LANGUAGES.index(language) * 10
        words = VOCABULARIES[language].words
        kinds: list[StoryType] = [kind for kind in ("video", "audio") if kind in self.types]
        return [Program(base + i, kind, language, words[i]) for i, kind in enumerate(kinds)]

    def shown_in(self, program: Program) -> list[int]:
        """The newest of the listed stories of its type."""
        numbers = (n for n in self.newest(program.language) if self.depth_of(n) == 0)
        return list(islice((n for n in numbers if self.type_of(n) == program.type), _PROGRAM_SHOWS))

    def newest(self, language: str) -> Iterator[int]:
        """All stories of a language, the newest first."""
        for rank in range(self.stories):
            n = self.n_at(language, rank)
            if n is None:
                return
            yield n

    def listed_at_start(self, language: str) -> list[int]:
        """The start page repeats the first stories of each section."""
        firsts = (list(self.listed_in(section))[:3] for section in self.sections(language))
        return [n for first in firsts for n in first]

    def related_to(self, n: int) -> list[int]:
        """What Explore more of a story leads to: deeper first, then stories listed already."""
        group, at = divmod(self.rank_of(n), _GROUP)
        if at < 10:
            deeper = [10 + at % 7]
        elif at < 17:
            deeper = [17 + at % 2]
        else:
            deeper = [19]
        near = [(at + 1) % 10, (at + 4) % 10, (at + 7) % 10]
        ranks = [group * _GROUP + other for other in [*deeper, *near] if other != at]
        found = (self.n_at(self.language_of(n), rank) for rank in ranks)
        return [other for other in found if other is not None]
