"""The sections that a crawl was asked for, by name, id or URL."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link
from dwcrawler.normalize.folding import phrase

_LIKENESS: Final = 0.6
_MOST_HINTS: Final = 3


class WantedSections:
    """Ids and URLs say where a section is; names are looked up in the start pages' menus.

    names: those asked for by name; compared without case, accents and punctuation
    menu:  the names that the start pages' menus have, as far as they were read
    """

    def __init__(self, wanted: Iterable[str], languages: list[str]) -> None:
        self._languages = languages
        self._addressed = [name for name in wanted if name.isdecimal() or address_of(name)]
        named = [name for name in wanted if name not in self._addressed]
        self.names = {_folded(name): name.casefold() for name in named}
        self.menu: list[str] = []
        self._unknown = set(self.names)
        self._start_pages = len(languages)

    def urls(self) -> Iterator[str]:
        for section in self._addressed:
            if section.isdecimal():
                for language in self._languages:
                    yield Address("section", language, int(section)).url
            else:
                yield section

    def choose(self, links: Iterable[Link]) -> Iterator[Link]:
        """The menu's links to sections that were asked for: by their text or their slug."""
        for link in links:
            address = address_of(link.url)
            if address is None or address.kind != "section":
                continue
            self.menu.append(link.text)
            slug = unquote(link.url.rstrip("/").rpartition("/")[0].rpartition("/")[2])
            matches = {_folded(link.text), _folded(slug)} & self.names.keys()
            if matches:
                self._unknown -= matches
                yield link

    def unknown_after_start_page(self) -> list[str]:
        """Call once for each start page; after the last, the names that no menu had."""
        self._start_pages -= 1
        return (
            [self.names[name] for name in sorted(self._unknown)] if self._start_pages == 0 else []
        )

    def hint(self, name: str) -> str:
        """Sections that may have been meant: ` (did you mean A or B?)`"""
        menu = {_folded(text): text for text in self.menu}
        near = difflib.get_close_matches(_folded(name), menu, n=_MOST_HINTS, cutoff=_LIKENESS)
        names = " or ".join(menu[folded] for folded in near)
        return f" (did you mean {names}?)" if names else ""


def _folded(name: str) -> str:
    return phrase(name) or name.casefold()
