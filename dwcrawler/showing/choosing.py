"""Which stories are listed: the filters of `show`, and what they left out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct
from msgspec import field as key

from dwcrawler.discovery.argument_values import TYPES
from dwcrawler.discovery.arguments import WrongArguments, checked
from dwcrawler.identity import address_of
from dwcrawler.items import ContentId, DateTime, NonEmpty, ShortUrl, StoryType, Topic, WebUrl
from dwcrawler.normalize.text import clean

_DAY: Final = timedelta(days=1) - timedelta(seconds=1)
_QUOTED: Final = re.compile(r'"([^"]+)"|(\S+)')
# Names that are remembered, to say which ones there are.
_MOST_NAMES: Final = 10_000
_MOST_NAMED: Final = 12
# The options by the arguments of a crawl that take the same values.
_OPTIONS: Final = {
    "languages": "--language",
    "types": "--type",
    "since": "--since",
    "until": "--until",
}


class _Provenance(Struct, gc=False):
    crawled_at: DateTime | None = None


class Line(Struct, gc=False):
    """The keys of a story that the table shows and the filters look at."""

    id: ContentId
    short_url: ShortUrl
    url: WebUrl
    type: StoryType
    language: NonEmpty
    headline: NonEmpty
    description: str | None = None
    text: str = ""
    date_published: DateTime | None = None
    date_precision: Literal["second", "day"] | None = None
    section: list[str] = key(default_factory=list)
    word_count: int = 0
    topics: list[Topic] = key(default_factory=list)
    revision: int = 1
    provenance: _Provenance = key(default_factory=_Provenance)

    @property
    def age(self) -> tuple[str, int]:
        """The larger, the newer is this line among those of its story."""
        return self.provenance.crawled_at or "", self.revision


@dataclass(frozen=True, slots=True)
class Choice:
    """All filters that are given must match; of several values of one filter, any.

    languages, types: as in the feed
    since, until:     inclusive; where a story has a day alone, any moment of it matches
    sections:         names, as they stand in `section`, at any level; case does not matter
    topics:           names as in `topics`, or ids
    words:            each occurs in headline, description or text, also within a word; case does not
                      matter
    """

    languages: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    sections: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return self != Choice()

    def left_out_by(self, line: Line) -> str | None:
        """The first option that does not match; None for a story that is wanted."""
        if self.languages and line.language not in self.languages:
            return "--language"
        if self.types and line.type not in self.types:
            return "--type"
        if (self.since or self.until) and (option := self._out_of_time(line)):
            return option
        if self.sections and self.sections.isdisjoint(map(str.casefold, line.section)):
            return "--section"
        if self.topics and self.topics.isdisjoint(
            name for topic in line.topics for name in (topic.name.casefold(), str(topic.id))
        ):
            return "--topic"
        return "--grep" if self.words and not self._has_words(line) else None

    def _out_of_time(self, line: Line) -> str | None:
        if line.date_published is None:
            return "--since" if self.since else "--until"
        earliest = latest = datetime.fromisoformat(line.date_published)
        if line.date_precision == "day":
            latest += _DAY
        if self.since and latest < self.since:
            return "--since"
        return "--until" if self.until and earliest > self.until else None

    def _has_words(self, line: Line) -> bool:
        text = f"{line.headline}\n{line.description or ''}\n{line.text}".casefold()
        return all(word in text for word in self.words)


@dataclass(slots=True)
class Names:
    """Names of sections and topics that stories have, for a hint where none matches."""

    sections: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)

    def note(self, line: Line) -> None:
        for name in line.section:
            _note(self.sections, clean(name) or "")
        for topic in line.topics:
            _note(self.topics, clean(topic.name) or "")

    def hints(self, choice: Choice) -> Iterable[str]:
        """One for each section and topic that was asked for and that no story has."""
        for kind, wanted, known in (
            ("section", choice.sections, self.sections),
            ("topic", choice.topics, self.topics),
        ):
            for name in sorted(wanted):
                if name not in known and not name.isdecimal():
                    near = difflib.get_close_matches(name, known, n=1)
                    hint = f"Did you mean {known[near[0]]}?" if near else _some_of(known)
                    yield f"no story has the {kind} {name}. {hint}"


def _some_of(known: dict[str, str]) -> str:
    names = sorted(known.values())
    more = ", …" if len(names) > _MOST_NAMED else ""
    return f"There are: {', '.join(names[:_MOST_NAMED])}{more}" if names else "They have none."


def _note(names: dict[str, str], name: str) -> None:
    if len(names) < _MOST_NAMES:
        names.setdefault(name.casefold(), name)


def choice_of(
    languages: list[str],
    types: list[str],
    since: str | None,
    until: str | None,
    sections: list[str],
    topics: list[str],
    words: list[str],
) -> Choice:
    """The values of the options. Raises WrongArguments, whose lines begin with the options."""
    given = {
        "languages": ",".join(languages) or None,
        "types": ",".join(types) or None,
        "since": since,
        "until": until,
    }
    given = {name: value for name, value in given.items() if value is not None}
    try:
        arguments = checked(given)
    except WrongArguments as error:
        raise WrongArguments([_as_option(line) for line in error.lines]) from None
    return Choice(
        frozenset(arguments.languages if languages else ()),
        frozenset(arguments.types if types and set(arguments.types) != set(TYPES) else ()),
        arguments.since,
        arguments.until,
        _names("--section", sections),
        frozenset(map(_topic, _names("--topic", topics))),
        tuple(_words(words)),
    )


def _as_option(line: str) -> str:
    """`since: …` -> `--since: …`, as the option is called."""
    name, colon, rest = line.partition(":")
    if name in _OPTIONS:
        return f"{_OPTIONS[name]}{colon}{rest}"
    return line.replace("since (", "--since (").replace("than until (", "than --until (")


def _names(option: str, values: list[str]) -> frozenset[str]:
    """A name may hold a comma, so that a value is one name as well as several."""
    parts = [part for value in values for part in (value, *value.split(","))]
    names = frozenset(name for part in parts if (name := part.strip(" ,").casefold()))
    if values and not names:
        raise WrongArguments([f"{option}: name one, as in {option} NAME"])
    return names


def _topic(name: str) -> str:
    """The id of a topic's URL, or the name as it is."""
    address = address_of(name)
    return str(address.id) if address is not None and address.kind == "topic" else name


def _words(values: list[str]) -> Iterable[str]:
    for value in values:
        found = [quoted or word for quoted, word in _QUOTED.findall(value.casefold())]
        if not found:
            raise WrongArguments(['--grep: give words to look for, as in --grep "climate water"'])
        yield from found
