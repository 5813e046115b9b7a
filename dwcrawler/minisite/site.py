"""What stands at each address of the miniature site: (host, path) -> an answer."""

from __future__ import annotations

import dataclasses
import re
from collections import OrderedDict
from collections.abc import Callable
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote
from zlib import crc32

from msgspec.structs import replace

from dwcrawler.editions import Edition
from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link, Teaser
from dwcrawler.minisite import classic, entities, feeds, files, rendered, shell, states
from dwcrawler.minisite.answer import Answer, redirect
from dwcrawler.minisite.catalogue import Catalogue
from dwcrawler.minisite.listings import Listing
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.variants import variants
from dwcrawler.minisite.world import Program, Section, World

_SITE: Final = "https://www.dw.com"
_XML: Final = "application/xml"
_PART: Final = re.compile(r"article-sitemap-([1-9]\d{0,5})\.xml\Z")
_OTHER_HOSTS: Final = frozenset({"dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de"})
# What robots.txt may be, by the option of that name.
ROBOTS: Final = {
    "polite": (200, b"User-agent: *\nDisallow: /search/\nDisallow: /overlay/\n"),
    "closed": (200, b"User-agent: *\nDisallow: /\n"),
    "missing": (404, b""),
    "broken": (500, b""),
}
_CACHE_BYTES: Final = 256 * 1024 * 1024


def _missing(what: str) -> Answer:
    return Answer(404, f"<html><body>There is no such {what}.</body></html>".encode())


class Site:
    """Pages are made when they are first asked for, and kept as far as the cache reaches."""

    def __init__(self, world: World, robots: str = "polite", has_files: bool = True) -> None:
        self.world = world
        self._robots = ROBOTS[robots]
        self._has_files = has_files
        self.truths = Truths(world)
        self._catalogue = Catalogue(world, self.truths)
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._cached_bytes = 0

    def answer(self, host: str, path: str) -> Answer:
        """`path` as in the request, with its query. Where the site's clock stands still, its answers
        say so: relative dates count from then, whenever the page is asked for."""
        answer = self._answer(host, path)
        if self.truths.now is None:
            return answer
        date = {"Date": format_datetime(self.truths.now, usegmt=True)}
        return dataclasses.replace(answer, headers=answer.headers | date)

    def _answer(self, host: str, path: str) -> Answer:
        bare = path.partition("?")[0]
        if bare == shell.SCRIPT_PATH:
            return Answer(200, shell.SCRIPT, "text/javascript")
        if match := shell.DATA_PATH.match(bare):
            n = int(match[1])
            return Answer(200, shell.data(self.truths.of(n), self._story_page(n)), shell.JSON)
        if bare == "/robots.txt":
            return Answer(*self._robots, "text/plain")
        if host in files.HOSTS:
            return files.file_at(bare) if self._has_files else _missing("file")
        if host == "rss.dw.com":
            return self._feed(bare)
        address = address_of(f"https://{host}{bare}")
        if address is None:
            return self._list(host, bare)
        if address.is_listing:
            return self._listing(address, host)
        return self._story(address, host)

    def edit(self, story_id: int) -> bool:
        """Whether there is such a story."""
        n = self.world.n_of(story_id)
        if n is not None:
            self.truths.edit(n)
            self._cache.clear()
            self._cached_bytes = 0
        return n is not None

    def _story(self, address: Address, host: str) -> Answer:
        n = self.world.n_of(address.id)
        if n is None:
            return _missing("story")
        url = self.truths.head_of(n)[0].url
        if host == "p.dw.com":
            return redirect(url, 302)
        if host in _OTHER_HOSTS:
            return redirect(url)
        if self.world.layout == "shell":
            return Answer(200, shell.page(n))
        page = self._cached(f"story {n}", lambda: self._story_page(n))
        return Answer(200, page, headers={"ETag": f'"{crc32(page):08x}"'})

    def _listing(self, address: Address, host: str) -> Answer:
        if address.language not in self.world.languages:
            return _missing("edition")
        shown = self._catalogue.listing_at(address)
        if shown is None:
            return _missing("listing")
        if host in _OTHER_HOSTS:
            return redirect(f"https://www.dw.com{shown.path}")
        edition = self.world.edition(address.language)
        key = f"listing {address.key} {address.kind}"
        return Answer(200, self._cached(key, lambda: self._listing_page(shown, edition)))

    def _feed(self, path: str) -> Answer:
        _, form, name = (*path.split("/"), "", "")[:3]
        for code in self.world.languages:
            edition = self.world.edition(code)
            if edition.rss == name and form in ("rdf", "xml"):
                teasers = self._in_all_spellings(self._catalogue.newest(code))
                body = feeds.rdf(teasers, edition) if form == "rdf" else feeds.rss(teasers, edition)
                return Answer(200, body, _XML)
        return _missing("feed")

    def _list(self, host: str, path: str) -> Answer:
        """`/en/news-sitemap.xml`, `/en/headlines/headlines-en`, `/en/topics-a-z/index-en/a`."""
        code, _, rest = path.strip("/").partition("/")
        if host != "www.dw.com" or code not in self.world.languages:
            return _missing("page")
        edition = self.world.edition(code)
        if rest == "news-sitemap.xml":
            newest = self._in_all_spellings(self._catalogue.of_two_days(code))
            return Answer(200, feeds.news_sitemap(newest, edition), _XML)
        if rest == "article-sitemap.xml":
            parts = enumerate(self._catalogue.article_parts(code), 1)
            listed = [
                (f"{_SITE}/{code}/article-sitemap-{number}.xml", self._catalogue.changed(part))
                for number, part in parts
            ]
            return Answer(200, feeds.sitemap_index(listed), _XML)
        if match := _PART.match(rest):
            parts_ = list(self._catalogue.article_parts(code))
            number = int(match[1]) - 1
            if number >= len(parts_):
                return _missing("sitemap")
            return Answer(200, feeds.article_sitemap(map(self.truths.of, parts_[number])), _XML)
        if rest == f"headlines/headlines-{code}":
            teasers = self._in_all_spellings(self._catalogue.newest(code))
            dates = self.truths.dates(code)
            page = rendered.headlines_page(teasers, edition, self._menu(edition), dates)
            return Answer(200, page)
        if rest.startswith(f"topics-a-z/index-{code}/"):
            return self._index(unquote(rest.rpartition("/")[2]), edition)
        return _missing("page")

    def _index(self, letter: str, edition: Edition) -> Answer:
        by_letter = self._catalogue.topics_by_letter(edition.code)
        if letter not in by_letter:
            return _missing("letter")
        return Answer(200, rendered.index_page(by_letter[letter], list(by_letter), edition))

    def _story_page(self, n: int) -> bytes:
        truth = self.truths.of(n)
        story = truth.story
        edition = self.world.edition(story.language)
        layout = self.world.layout_of(n)
        if layout == "classic":
            return classic.story_page(truth, edition)
        content = {} if layout == "dom" else entities.story_entity(truth, self.truths)
        state = self._state(layout, content, edition, story.type)
        return rendered.story_page(
            truth,
            edition,
            self._menu(edition),
            state,
            describes_itself=self.world.describes_itself(n),
        )

    def _listing_page(self, shown: Listing, edition: Edition) -> bytes:
        shown = dataclasses.replace(shown, teasers=self._in_all_spellings(shown.teasers))
        layout = self.world.layout_of(shown.id)
        layout = "dom" if layout == "classic" else layout  # that listing is not known
        content = {} if layout == "dom" else entities.listing(shown, edition, self.truths)
        state = self._state(layout, content, edition, shown.kind)
        dates = self.truths.dates(edition.code)
        return rendered.listing_page(shown, edition, self._menu(edition), state, dates)

    def _in_all_spellings(self, teasers: list[Teaser]) -> list[Teaser]:
        return [spelled for teaser in teasers for spelled in self._spelled(teaser)]

    def _spelled(self, teaser: Teaser) -> list[Teaser]:
        """One teaser for each spelling of its URL that the world is to have."""
        return [replace(teaser, url=url) for url in variants(teaser.url, self.world.variants)]

    def _menu(self, edition: Edition) -> list[Link]:
        world = self.world
        places: list[Section | Program] = [*world.sections(edition.code)]
        places += world.programs(edition.code)
        links = [Link(url=f"{_SITE}{place.path}", text=place.name, id=place.id) for place in places]
        focus = entities.focus_topics(edition, self.truths)
        return links + [Link(url=topic.url, text=topic.name, id=topic.id) for topic in focus]

    @staticmethod
    def _state(layout: str, content: entities.Entity, edition: Edition, kind: str) -> bytes:
        if layout == "apollo":
            return states.apollo_state(content, edition)
        if layout == "app_state":
            return states.app_state(content, edition, entities.PATH_WORDS[kind])
        return b""

    def _cached(self, key: str, make: Callable[[], bytes]) -> bytes:
        page = self._cache.get(key)
        if page is None:
            page = self._cache[key] = make()
            self._cached_bytes += len(page)
            while self._cached_bytes > _CACHE_BYTES:
                self._cached_bytes -= len(self._cache.popitem(last=False)[1])
        return page
