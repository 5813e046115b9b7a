"""The sections that a crawl was asked for, by name, id or URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link


class WantedSections:
    """Ids and URLs say where a section is; names are looked up in the start pages' menus.

    names: those asked for by name, in small letters
    menu:  the names that the start pages' menus have, as far as they were read
    """

    def __init__(self, wanted: Iterable[str], languages: list[str]) -> None:
        self._languages = languages
        self._addressed = [name for name in wanted if name.isdigit() or address_of(name)]
        self.names = {name.casefold() for name in wanted if name not in self._addressed}
        self.menu: list[str] = []
        self._unknown = set(self.names)
        self._start_pages = len(languages)

    def urls(self) -> Iterator[str]:
        for section in self._addressed:
            if section.isdigit():
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
            slug = link.url.rstrip("/").rpartition("/")[0].rpartition("/")[2]
            matches = {link.text.casefold(), slug.casefold()} & self.names
            if matches:
                self._unknown -= matches
                yield link

    def unknown_after_start_page(self) -> list[str]:
        """Call once for each start page; after the last, the names that no menu had."""
        self._start_pages -= 1
        return sorted(self._unknown) if self._start_pages == 0 else []
