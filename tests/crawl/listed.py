"""What each list of the miniature site lists, by the address under which a crawl says it found it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from dwcrawler.identity import Address, address_of, language_of
from dwcrawler.minisite.catalogue import Catalogue
from dwcrawler.minisite.labels import headlines_path
from dwcrawler.minisite.site import listing_at
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World

_SITE: Final = "https://www.dw.com"
_PART: Final = re.compile(r"/article-sitemap-(\d+)\.xml\Z")
_KINDS: Final = {"section": ("section", "program"), "start": ("section",), "topic": ("topic",)}


class Lists:
    """The ids on each list, as the site's catalogue has them and no page's reader."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.truths = Truths(world)
        self.catalogue = Catalogue(world, self.truths)

    def ids(self, numbers: Iterable[int]) -> set[int]:
        return {self.world.id_of(n) for n in numbers}

    def in_feed(self, language: str) -> set[int]:
        """Nothing where an edition has no RSS."""
        return self.in_headlines(language) if self.catalogue.rss_of(language) else set()

    def in_headlines(self, language: str) -> set[int]:
        return {teaser.id for teaser in self.catalogue.newest(language)}

    def in_sitemaps(self, language: str) -> set[int]:
        articles = (n for part in self.catalogue.article_parts(language) for n in part)
        of_types = (
            n for kind in ("video", "gallery") for n in self.catalogue.of_sitemap(language, kind)
        )
        return self.ids(articles) | self.ids(of_types) | self.in_news_sitemap(language)

    def in_news_sitemap(self, language: str) -> set[int]:
        return {teaser.id for teaser in self.catalogue.of_two_days(language)}

    def on_start_page(self, language: str) -> set[int]:
        return self.ids(self.world.listed_at_start(language))

    def in_sections(self, language: str, pages: int = 1) -> set[int]:
        """So many pages of each section, programmes, and the newest videos and audios."""
        world = self.world
        found = self.on_start_page(language)
        for section in world.sections(language):
            found |= self._on_pages(Address("section", language, section.id), pages)
        shown = (n for program in world.programs(language) for n in world.shown_in(program))
        newest = (n for latest in world.latest(language) for n in world.shown_as_latest(latest))
        return found | self.ids(shown) | self.ids(newest)

    def _on_pages(self, address: Address, pages: int) -> set[int]:
        shown = (self.catalogue.listing_at(address, page + 1) for page in range(pages))
        return {teaser.id for listing in shown if listing for teaser in listing.teasers}

    def on_topics(self, language: str) -> set[int]:
        """The start page, where they begin, and the pages of all topics."""
        found = self.on_start_page(language)
        for topics in self.catalogue.topics_by_letter(language).values():
            for topic in topics:
                shown = self.catalogue.listing_at(Address("topic", language, topic.id))
                assert shown is not None
                found |= {teaser.id for teaser in shown.teasers}
        return found

    def on(self, found_by: str, url: str) -> set[int]:
        """What the list at a URL lists; nothing if no list of this kind stands there."""
        if found_by in ("section", "start", "topic"):
            return self._on_listing(found_by, url)
        for language in self.world.languages:
            feed = f"https://rss.dw.com/rdf/{self.catalogue.rss_of(language)}"
            if (found_by, url) == ("rss", feed):
                return self.in_feed(language)
            if (found_by, url) == ("headlines", f"{_SITE}{headlines_path(language)}"):
                return self.in_headlines(language)
        return self._in_sitemap(url) if found_by == "sitemap" else set()

    def _on_listing(self, found_by: str, url: str) -> set[int]:
        parts = urlsplit(url)
        address, page = listing_at(parts.netloc, parts.path) or (None, 1)
        if address is None or address.kind not in _KINDS[found_by]:
            return set()
        is_start = address.id == self.world.edition(address.language or "").start_id
        shown = self.catalogue.listing_at(address, page)
        if shown is None or is_start != (found_by == "start"):
            return set()
        return {teaser.id for teaser in shown.teasers}

    def _in_sitemap(self, url: str) -> set[int]:
        language = language_of(url) or ""
        if url == f"{_SITE}/{language}/news-sitemap.xml":
            return self.in_news_sitemap(language)
        if url == f"{_SITE}/{language}/video-sitemap.xml":
            return self.ids(self.catalogue.of_sitemap(language, "video"))
        for code in self.world.languages:
            if url == f"{_SITE}/sitemaps/{code}/gallery.xml":
                return self.ids(self.catalogue.of_sitemap(code, "gallery"))
        match = _PART.search(url)
        parts = list(self.catalogue.article_parts(language))
        return self.ids(parts[int(match[1]) - 1]) if match else set()

    def assert_provenance(self, rows: list[dict[str, Any]]) -> None:
        """Each story stands where the crawl says that it found it, and as deep as that makes it."""
        rows_by_id = {row["id"]: row for row in rows}
        for row in rows:
            by, on, depth = (row["provenance"][name] for name in ("found_by", "found_on", "depth"))
            if by != "explore_more":
                assert depth == 0 and row["id"] in self.on(by, on), row["provenance"]
                continue
            address = address_of(on)
            assert address is not None and on.startswith("https://p.dw.com/p/")
            source = rows_by_id[address.id]
            assert row["id"] in {teaser["id"] for teaser in source["related"]}, row["provenance"]
            assert 1 <= depth <= source["provenance"]["depth"] + 1, row["provenance"]
