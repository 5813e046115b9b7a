"""Which stories there are, and how they are linked.

Story n is a function of the seed and of n alone: nothing is held, however many there are. Its id
gives n back. Within a language stories come in groups of twenty: ten are listed in a section, seven
are reached by Explore more from those, two from these seven, and one from these two. So half of
the stories are listed, and the rest lies one, two or three hops deep. Half of them are articles;
videos, audios, galleries and live blogs share the rest. In a scattered world some of the listed
stories stand in one remote place only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import Final, Literal
from zlib import crc32

from dwcrawler.editions import Edition, editions
from dwcrawler.items import StoryType, Teaser
from dwcrawler.minisite.words import LANGUAGES, VOCABULARIES

# When the newest story of a world that names no other time was published, and none is newer.
NEWEST: Final = datetime(2026, 1, 15, 18, 0, tzinfo=UTC)
# `shell`: rendered pages that only a browser can make, as a script fills them.
PageLayout = Literal["app_state", "apollo", "dom", "classic"]
LayoutChoice = Literal["mixed", "rendered-2026", "app_state", "apollo", "dom", "classic", "shell"]
# Where a story is found. In a scattered world there are stories that stand only on the page of the
# latest videos or audios, in the sitemap of their type, or in a block below another story.
Place = Literal["section", "explore_more", "latest", "sitemap", "block"]

_GROUP: Final = 20
_DEPTHS: Final = [0] * 10 + [1] * 7 + [2] * 2 + [3]
_LISTED: Final = _DEPTHS.count(0)
_TEASERS_A_SECTION: Final = 100
# Ids of stories are ten apart: their pictures and videos have the nine between.
_FIRST_ID: Final = 60_000_000
ID_STEP: Final = 10
_SECTION_ID: Final = 40_000
_LATEST_ID: Final = 36_000
_LATEST_SHOWS: Final = 60
# So many teasers has a page of a scattered world's listing: the others follow on `/page-2`.
_TEASERS_A_PAGE: Final = 10
_BLOCK_SHOWS: Final = 3
# The listed stories of a group that other stories lead to; in a scattered world, only these.
_WELL_KNOWN: Final = 6
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
# What pages are made of, by the choice of layout: what tells their stories, and whether they are
# rendered as in 2026. Of those pages, some have lost their scripts and so their state (as captured).
_Form = tuple[PageLayout, bool]
_FORMS: Final[dict[LayoutChoice, tuple[_Form, ...]]] = {
    "mixed": (
        *(("app_state", True),) * 4,
        ("dom", True),
        *(("app_state", False),) * 2,
        *(("apollo", False), ("dom", False), ("classic", False)),
    ),
    "rendered-2026": (("app_state", True), ("dom", True)),
    "app_state": (("app_state", False),),
    "apollo": (("apollo", False),),
    "dom": (("dom", False),),
    "classic": (("classic", False),),
    "shell": (("dom", False),),
}
_AV_TYPES: Final = ("video", "audio")
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


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest videos or audios of an edition: seen as `s-ID` in 2024, videos as `st-ID` in 2026."""

    id: int
    type: StoryType
    language: str
    name: str

    @property
    def path(self) -> str:
        return f"/{self.language}/{slug_of(self.name)}/{'st' if self.type == 'video' else 's'}-{self.id}"

    @property
    def path_until_2024(self) -> str:
        return self.path.replace("/st-", "/s-")


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
    # Whether some stories stand in one remote place only, and listings have several pages.
    scattered: bool = False
    # Whether each edition has a video whose page stays old while films change: `evergreen_of`.
    evergreen: bool = False
    # No story is newer than this (aware, UTC); all dates of the world count back from it.
    newest_at: datetime = NEWEST
    # Of story 0: two worlds whose ids are apart have no story in common.
    first_id: int = _FIRST_ID

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
        return self.first_id + n * ID_STEP

    def n_of(self, story_id: int) -> int | None:
        n, rest = divmod(story_id - self.first_id, ID_STEP)
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
        """What tells the story of a page. Of the classic layout articles and videos are known; the
        videos' own addresses (`av-ID`) do not tell what they are, and so are no part of a mixture."""
        layout = self._form_of(n)[0]
        if layout == "classic":
            known = ("article", "video") if self.layout == "classic" else ("article",)
            if self.type_of(n) not in known:
                return "dom"
        return layout

    def is_of_2026(self, n: int) -> bool:
        """Whether a page is rendered as in 2026."""
        return self._form_of(n)[1]

    def _form_of(self, n: int) -> _Form:
        forms = _FORMS[self.layout]
        return forms[crc32(b"%d/%d" % (self.seed, n)) % len(forms)] if len(forms) > 1 else forms[0]

    def segment_of(self, n: int) -> str:
        kind = self.type_of(n)
        if kind in _AV_TYPES and self.layout_of(n) == "classic":
            return "av"
        return SEGMENTS[kind]

    def has_scripts(self, n: int) -> bool:
        """Those that were captured in 2026 had lost theirs, and with them all that scripts tell."""
        return self._form_of(n) != ("dom", True)

    def describes_itself(self, n: int) -> bool:
        """Whether a story's page has JSON-LD: a third of those without a state has none."""
        return self.has_scripts(n) and (self.layout_of(n) != "dom" or n % 3 != 0)

    def is_advertorial(self, n: int) -> bool:
        """A few articles are advertisements in the form of a story."""
        return self.type_of(n) == "article" and self.is_of_2026(n) and n % 19 == 8

    def evergreen_of(self, language: str) -> int | None:
        """A video that is years old and always new: an edition's first."""
        if not self.evergreen:
            return None
        numbers = (n for n in self.newest(language) if self.type_of(n) == "video")
        return next((n for n in numbers if self.place_of(n) == "section"), None)

    def place_of(self, n: int) -> Place:
        if self.depth_of(n):
            return "explore_more"
        if not self.scattered:
            return "section"
        group, at = divmod(self.rank_of(n), _GROUP)
        if at < _WELL_KNOWN:
            return "section"
        kind = self.type_of(n)
        if kind == "audio" or (kind == "video" and group % 2 == 0):
            return "latest"
        if kind in ("video", "gallery"):
            return "sitemap"
        if at == 9 and self.is_of_2026(self._in_group(n, group, 0)):
            return "block"
        return "section"

    def _in_group(self, n: int, group: int, at: int) -> int:
        """A story of the same language; of the stories of a group, n is not before it."""
        found = self.n_at(self.language_of(n), group * _GROUP + at)
        assert found is not None
        return found

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
            if self.place_of(n) == "section":
                yield n

    def pages_of(self, teasers: list[Teaser]) -> list[list[Teaser]]:
        """A listing's teasers, by its pages."""
        size = _TEASERS_A_PAGE if self.scattered else _TEASERS_A_SECTION
        return [teasers[at : at + size] for at in range(0, len(teasers), size)] or [[]]

    def latest(self, language: str) -> list[Latest]:
        base = _LATEST_ID + LANGUAGES.index(language) * 10
        words = VOCABULARIES[language].words
        kinds: list[StoryType] = [kind for kind in _AV_TYPES if kind in self.types]
        return [
            Latest(base + i, kind, language, f"{words[4 + i]} {words[8]}")
            for i, kind in enumerate(kinds)
        ]

    def shown_as_latest(self, latest: Latest) -> list[int]:
        """The newest of its type: in a scattered world those that stand nowhere else, first."""
        found = (n for n in self.newest(latest.language) if self.type_of(n) == latest.type)
        if self.scattered:
            found = (n for n in found if self.place_of(n) == "latest")
        else:
            found = (n for n in found if self.place_of(n) == "section")
        return list(islice(found, _LATEST_SHOWS))

    def programs(self, language: str) -> list[Program]:
        base = _PROGRAM_ID + LANGUAGES.index(language) * 10
        words = VOCABULARIES[language].words
        kinds: list[StoryType] = [kind for kind in ("video", "audio") if kind in self.types]
        return [Program(base + i, kind, language, words[i]) for i, kind in enumerate(kinds)]

    def shown_in(self, program: Program) -> list[int]:
        """The newest of the listed stories of its type."""
        numbers = (n for n in self.newest(program.language) if self.place_of(n) == "section")
        return list(islice((n for n in numbers if self.type_of(n) == program.type), _PROGRAM_SHOWS))

    def program_of(self, n: int) -> Program | None:
        """Half of the videos and audios are episodes of a programme."""
        if self.type_of(n) not in _AV_TYPES or n % 2:
            return None
        programs = self.programs(self.language_of(n))
        return next(program for program in programs if program.type == self.type_of(n))

    def newest_in_place(self, language: str) -> Iterator[int]:
        """Those that feeds, headlines and topics may list: not what stands in one remote place."""
        ordinary = ("section", "explore_more")
        return (n for n in self.newest(language) if self.place_of(n) in ordinary)

    def newest(self, language: str) -> Iterator[int]:
        """All stories of a language, the newest first."""
        for rank in range(self.stories):
            n = self.n_at(language, rank)
            if n is None:
                return
            yield n

    def listed_at_start(self, language: str) -> list[int]:
        """The start page repeats the first stories of each section."""
        firsts = (islice(self.listed_in(section), 3) for section in self.sections(language))
        return [n for first in firsts for n in first]

    def related_to(self, n: int) -> list[int]:
        """What is below a story: Explore more, then what the other blocks add to it."""
        numbers = dict.fromkeys(self.explore_more_of(n))
        for block in self.blocks_of(n):
            numbers |= dict.fromkeys(block)
        return list(numbers)

    def explore_more_of(self, n: int) -> list[int]:
        """Deeper stories first, then some that are listed already."""
        group, at = divmod(self.rank_of(n), _GROUP)
        if at < 10:
            deeper = [10 + at % 7]
        elif at < 17:
            deeper = [17 + at % 2]
        else:
            deeper = [19]
        listed = _WELL_KNOWN if self.scattered else 10
        near = [(at + step) % listed for step in (1, 4, 7)]
        others = [other for other in dict.fromkeys([*deeper, *near]) if other != at]
        return self._at_ranks(n, [group * _GROUP + other for other in others])

    def blocks_of(self, n: int) -> tuple[list[int], list[int]]:
        """The stories that the site itself chose, by region and from the world: of the listed ones
        of its group and the next, three each; some stand in both blocks, some in Explore more as well."""
        if not self.is_of_2026(n):
            return [], []
        group, at = divmod(self.rank_of(n), _GROUP)
        region = [group * _GROUP + (at + step) % _WELL_KNOWN for step in (2, 3, 5)]
        first = region[0]
        if self.type_of(n) in _AV_TYPES:  # of theirs, the state tells only the other
            region = []
        world = [(group + 1) * _GROUP + (at + step) % _WELL_KNOWN for step in (1, 2)]
        world.insert(1, first)
        last = self.n_at(self.language_of(n), group * _GROUP + 9)
        if at == 0 and last is not None and self.place_of(last) == "block":
            world[1] = group * _GROUP + 9
        own = self.rank_of(n)
        blocks = [
            self._at_ranks(n, [rank for rank in ranks if rank != own])[:_BLOCK_SHOWS]
            for ranks in (region, world)
        ]
        return blocks[0], blocks[1]

    def _at_ranks(self, n: int, ranks: list[int]) -> list[int]:
        found = (self.n_at(self.language_of(n), rank) for rank in ranks)
        return [other for other in found if other is not None]
