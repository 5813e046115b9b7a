"""The topics that a crawl was asked for, by name, id or URL: where they are, and which stories carry
them.

Ids and URLs say where a topic's page is. Names are looked up on the start pages (topics in focus),
then on the pages of topics from A to Z, then on stories. A name is compared without case, accents
and punctuation.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link, Topic
from dwcrawler.normalize.folding import phrase

_LIKENESS: Final = 0.6
_MOST_HINTS: Final = 3
# Names that are kept to say which one was meant. An edition has some thousand.
_MOST_SEEN: Final = 100_000


class WantedTopics:
    """`wanted` as the argument has them; `languages` are the editions in which names are looked up.

    count:  how many topics were asked for
    is_any: whether any was
    names:  those asked for by name, folded; each with its name as it was asked for
    """

    def __init__(self, wanted: Iterable[str], languages: list[str]) -> None:
        self._languages = languages
        self._by_id: dict[int, str] = {}
        self.names: dict[str, str] = {}
        for topic in wanted:
            address = address_of(topic)
            if topic.isdecimal() or address is not None:
                self._by_id.setdefault(int(topic) if address is None else address.id, topic)
            else:
                self.names.setdefault(phrase(topic), topic)
        self._wanted = [*self._by_id.values(), *self.names.values()]
        self.count = len(self._wanted)
        self.is_any = self.count > 0
        self._met: set[str] = set()
        self._seen: dict[str, str] = {}
        self.lookup = Lookup(languages if self.names else ())

    # Where their pages are

    def urls(self) -> Iterator[str]:
        """The pages of topics asked for by id or URL. An id is tried in each edition asked for: it
        does not tell its language."""
        for topic in self._wanted:
            if topic.isdecimal():
                for language in self._languages:
                    yield Address("topic", language, int(topic)).url
            elif address_of(topic) is not None:
                yield topic

    def is_guessed(self, address: Address) -> bool:
        """Whether a topic's page was asked for by an id that may be of another edition."""
        return address.kind == "topic" and self._by_id.get(address.id, "").isdecimal()

    def choose(self, links: Iterable[Link]) -> Iterator[Link]:
        """The links to topics that were asked for by name: by their text or their slug."""
        for link in links:
            address = address_of(link.url)
            if address is None or address.kind != "topic" or address.page > 1:
                continue
            if len(self._seen) < _MOST_SEEN:
                self._seen.setdefault(phrase(link.text), link.text)
            name = self._name_of(link.text) or self._name_of(_slug_of(link.url))
            if name is not None:
                self._meet(name)
                self._by_id.setdefault(address.id, name)
                yield link

    def page_read(self, address: Address | None) -> None:
        """A topic's page was read."""
        if address is not None and address.kind == "topic" and address.id in self._by_id:
            self._meet(self._by_id[address.id])

    # Which stories carry them

    def carried_by(self, topics: Iterable[Topic]) -> list[Topic]:
        """Those of a story's topics that were asked for."""
        found = []
        for topic in topics:
            wanted = self._by_id.get(topic.id) or self._name_of(topic.name)
            if wanted is not None:
                self._meet(wanted)
                found.append(topic)
        return found

    # What was not found

    def unmet(self) -> list[str]:
        """Those of which neither a page nor a story was found, as they were asked for."""
        return [topic for topic in self._wanted if topic not in self._met]

    def unknown(self) -> list[str]:
        """The names that no page had so far."""
        return [name for name in self.names.values() if name not in self._met]

    @property
    def is_any_found(self) -> bool:
        """Whether the crawl has at least one topic's page to begin at."""
        return bool(self._by_id)

    def hint(self, name: str) -> str:
        """Topics that may have been meant: `; did you mean A or B?`"""
        near = difflib.get_close_matches(
            phrase(name), self._seen, n=_MOST_HINTS, cutoff=_LIKENESS
        ) or [seen for seen in self._seen if f" {phrase(name)} " in f" {seen} "]
        names = [self._seen[folded] for folded in near[:_MOST_HINTS]]
        return f" (did you mean {' or '.join(names)}?)" if names else ""

    def _name_of(self, text: str) -> str | None:
        return self.names.get(phrase(text))

    def _meet(self, topic: str) -> None:
        self._met.add(topic)


class Lookup:
    """Which pages are read to find topics by name, and when all of them are.

    Of the pages from A to Z, those whose letter a name begins with are read first; the others only
    if that was in vain, as some editions sort by other letters.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        # Start pages by language, and pages from A to Z by URL, that are still to come.
        self._starts = set(languages)
        self._open: set[str] = set()
        self._done: set[str] = set()
        self._indexes: dict[str, dict[str, str]] = {language: {} for language in self._starts}
        self._with_index: set[str] = set()
        self._is_over = not self._starts

    def start_page_done(self, language: str) -> None:
        self._starts.discard(language)

    def index_done(self, url: str, language: str | None = None) -> None:
        """`language` where the page could be read."""
        self._done.add(url)
        self._open.discard(url)
        if language is not None:
            self._with_index.add(language)

    def indexes(self, language: str, urls: Iterable[str], names: Iterable[str]) -> list[str]:
        """The pages from A to Z to read next, of those that a page names."""
        known = self._indexes.get(language)
        if known is None or self._is_over:
            return []
        for url in urls:
            known.setdefault(url, phrase(unquote(url.rstrip("/").rpartition("/")[2])))
        initials = {name[:1] for name in names}
        fitting = [url for url, letter in known.items() if letter[:1] in initials]
        if not fitting and not self._is_any_asked_for(known):
            fitting = list(known)[:1]  # it names the others
        return self._ask(fitting)

    def others(self) -> list[str]:
        """All pages that were not read so far, when the first ones were in vain."""
        if self._is_over or self._starts or self._open:
            return []
        return self._ask(url for known in self._indexes.values() for url in known)

    def is_over_now(self, is_idle: bool = False) -> bool:
        """Once, when no page is still to come."""
        if self._is_over or (not is_idle and (self._starts or self._open)):
            return False
        self._is_over = True
        return True

    def without_index(self) -> list[str]:
        """The editions whose topics from A to Z could not be read."""
        return [language for language in self._indexes if language not in self._with_index]

    def _ask(self, urls: Iterable[str]) -> list[str]:
        asked = [url for url in urls if url not in self._done and url not in self._open]
        self._open.update(asked)
        return asked

    def _is_any_asked_for(self, urls: Iterable[str]) -> bool:
        return any(url in self._open or url in self._done for url in urls)


def _slug_of(url: str) -> str:
    return unquote(url.rstrip("/").rpartition("/")[0].rpartition("/")[2])
