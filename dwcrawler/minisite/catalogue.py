"""Which stories each list of the site holds: sections, topics, programmes, feeds, sitemaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from dwcrawler.identity import Address, address_of
from dwcrawler.items import Teaser, Topic
from dwcrawler.minisite.addresses import url_of
from dwcrawler.minisite.composer import topics_of
from dwcrawler.minisite.listings import Listing
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import Latest, Section, World

_SITE: Final = "https://www.dw.com"
# The sitemaps that the site's index names, for each edition (attested; their names are not).
SITEMAPS: Final = ("news", "article", "video", "gallery", "person", "topic", "navigation")
# Editions whose RSS is not there: its address is known and answers 404.
_WITHOUT_RSS: Final = frozenset({"am"})
_NEWEST: Final = 40
_ARTICLES_A_PART: Final = 100
_LOOKED_AT: Final = 60


class Catalogue:
    def __init__(self, world: World, truths: Truths) -> None:
        self._world = world
        self._truths = truths
        self._sections = {
            (section.language, section.id): section
            for language in world.languages
            for section in world.sections(language)
        }

    def listing_at(self, address: Address, page: int = 1) -> Listing | None:
        """What a page of a listing's address shows; None where there is no such page."""
        pages = self._pages_at(address)
        if pages is None or not 1 <= page <= len(pages[1]):
            return None
        listing, parts = pages
        listing = replace(listing, teasers=parts[page - 1])
        return listing if page == 1 else replace(listing, path=f"{listing.path}/page-{page}")

    def _pages_at(self, address: Address) -> tuple[Listing, list[list[Teaser]]] | None:
        match address.kind:
            case "section":
                listing = self._section(address)
            case "topic":
                listing = self._topic(address)
            case "program":
                listing = self._program(address)
            case "person":
                listing = self._person(address)
            case _:
                listing = None
        if listing is None:
            return None
        if not listing.has_pages:
            return listing, [listing.teasers]
        return listing, self._world.pages_of(listing.teasers)

    def rss_of(self, language: str) -> str | None:
        """The name of an edition's feed, where it has one."""
        return None if language in _WITHOUT_RSS else self._world.edition(language).rss

    def newest(self, language: str) -> list[Teaser]:
        """What RSS and the headlines list."""
        return self._teasers(islice(self._world.newest_in_place(language), _NEWEST))

    def of_two_days(self, language: str) -> list[Teaser]:
        """What the news sitemap lists: the days count from the site's newest story."""
        found = []
        for n in self._world.newest_in_place(language):
            teaser, published = self._truths.head_of(n)
            if (self._world.newest_at - published).days >= 2:
                break
            found.append(teaser)
        return found

    def article_parts(self, language: str) -> Iterator[list[int]]:
        """The articles that each part of the article sitemap lists, the newest first."""
        articles = (
            n for n in self._world.newest_in_place(language) if self._world.type_of(n) == "article"
        )
        while part := list(islice(articles, _ARTICLES_A_PART)):
            yield part

    def of_sitemap(self, language: str, kind: str) -> list[int]:
        """The stories that the sitemap of videos or of galleries lists: no other list has some."""
        places = ("section", "explore_more", "sitemap")
        world = self._world
        numbers = (n for n in world.newest(language) if world.type_of(n) == kind)
        return [n for n in numbers if world.place_of(n) in places]

    def listings_of_sitemap(self, language: str, kind: str) -> list[str]:
        """The URLs of the listings that a sitemap lists."""
        world = self._world
        if kind == "topic":
            return [topic.url for topic in topics_of(language)]
        if kind == "navigation":
            sections: list[Section | Latest] = [*world.sections(language), *world.latest(language)]
            return [url_of(place.path) for place in sections]
        numbers = islice(world.newest_in_place(language), _LOOKED_AT)
        authors = (author for n in numbers for author in self._truths.of(n).story.authors)
        return list(dict.fromkeys(author.url for author in authors if author.url))

    def changed(self, numbers: list[int]) -> str:
        """When the newest change among these stories was."""
        return max(self._truths.of(n).story.date_modified or "" for n in numbers)

    def topics_by_letter(self, language: str) -> dict[str, list[Topic]]:
        by_letter: dict[str, list[Topic]] = {}
        for topic in topics_of(language):
            by_letter.setdefault(topic.name[:1].lower(), []).append(topic)
        return by_letter

    def _section(self, address: Address) -> Listing | None:
        assert address.language is not None
        section = self._sections.get((address.language, address.id))
        if section is not None:
            teasers = self._teasers(self._world.listed_in(section))
            return Listing("section", section.id, section.name, section.path, teasers, True)
        for latest in self._world.latest(address.language):
            if latest.id == address.id:
                teasers = self._teasers(self._world.shown_as_latest(latest))
                return Listing("section", latest.id, latest.name, latest.path, teasers)
        edition = self._world.edition(address.language)
        if address.id != edition.start_id:
            return None
        teasers = self._teasers(self._world.listed_at_start(edition.code))
        return Listing("section", edition.start_id, edition.code, edition.start_path, teasers)

    def _topic(self, address: Address) -> Listing | None:
        """The first stories of the language that have the topic."""
        assert address.language is not None
        for topic in topics_of(address.language):
            if topic.id == address.id:
                looked_at = islice(self._world.newest_in_place(address.language), _LOOKED_AT)
                numbers = [n for n in looked_at if topic in self._truths.of(n).story.topics]
                path = topic.url.removeprefix("https://www.dw.com")
                return Listing("topic", topic.id, topic.name, path, self._teasers(numbers), True)
        return None

    def _program(self, address: Address) -> Listing | None:
        assert address.language is not None
        for program in self._world.programs(address.language):
            if program.id == address.id:
                teasers = self._teasers(self._world.shown_in(program))
                return Listing("program", program.id, program.name, program.path, teasers)
        return None

    def _person(self, address: Address) -> Listing | None:
        """What they wrote, of the newest stories."""
        assert address.language is not None
        numbers, found = [], None
        for n in islice(self._world.newest_in_place(address.language), _LOOKED_AT):
            for author in self._truths.of(n).story.authors:
                stated = address_of(author.url or "")
                if stated is not None and stated.id == address.id:
                    found = author
                    numbers.append(n)
        if found is None:
            return None
        path = (found.url or "").removeprefix("https://www.dw.com")
        return Listing("person", address.id, found.name, path, self._teasers(numbers))

    def _teasers(self, numbers: Iterable[int]) -> list[Teaser]:
        return [self._truths.head_of(n)[0] for n in numbers]
