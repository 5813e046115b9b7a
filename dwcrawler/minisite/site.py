"""What stands at each address of the miniature site: (host, path) -> an answer."""

from __future__ import annotations

import dataclasses
import re
from collections import OrderedDict
from collections.abc import Callable
from email.utils import format_datetime
from typing import Final, Self
from urllib.parse import unquote
from zlib import crc32

from msgspec.structs import replace

from dwcrawler.editions import Edition
from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link, Teaser
from dwcrawler.minisite import (
    app_objects,
    changes,
    classic,
    entities,
    feeds,
    files,
    listing_entities,
    rendered,
    rendered_2026,
    shell,
    states,
)
from dwcrawler.minisite.answer import Answer, redirect
from dwcrawler.minisite.catalogue import SITEMAPS, Catalogue
from dwcrawler.minisite.composer import whole_seconds
from dwcrawler.minisite.labels import headlines_path, index_folder
from dwcrawler.minisite.listings import Listing, Menu
from dwcrawler.minisite.part_entities import Entity
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.variants import variants
from dwcrawler.minisite.world import ID_STEP, NEWEST, Program, Section, World

_SITE: Final = "https://www.dw.com"
_XML: Final = "application/xml"
_FEEDS: Final = {"rdf": feeds.rdf, "xml": feeds.rss, "atom": feeds.atom}
_PART: Final = re.compile(r"article-sitemap-([1-9]\d{0,5})\.xml\Z")
_SITEMAP: Final = re.compile(
    r"(?:sitemaps/)?([a-z]{2}(?:-[a-z0-9]{2,4})?)/([a-z]+)(?:-sitemap)?\.xml\Z"
)
_JSON_PATH: Final = re.compile(r"/graph-api/([a-z0-9-]+)/content/([a-z-]+)/([0-9]{1,12})\Z")
_LATEST: Final = re.compile(r"/([a-z0-9-]+)/[^/]+/st-([0-9]{1,12})\Z")
_PAGE: Final = re.compile(r"(/.+)/page-([1-9][0-9]{0,3})\Z")
_OTHER_HOSTS: Final = frozenset({"dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de"})
_ALLOWED: Final = (
    "User-agent: *\nDisallow: /search/\nDisallow: /*/search/\nDisallow: /overlay/\n"
    "Disallow: /popups/\nDisallow: /*/layoutvorlagen/\nDisallow: /*/user/\n"
)
_NAMED: Final = f"\nSitemap: {_SITE}/sitemap.xml\n"
# What robots.txt may be, by the option of that name.
ROBOTS: Final = {
    "polite": (200, f"{_ALLOWED}{_NAMED}".encode()),
    "no-api": (200, f"{_ALLOWED}Disallow: /graph-api/\n{_NAMED}".encode()),
    "no-sitemap": (200, _ALLOWED.encode()),
    "closed": (200, b"User-agent: *\nDisallow: /\n"),
    "missing": (404, b""),
    "broken": (500, b""),
}
_CACHE_BYTES: Final = 256 * 1024 * 1024


def listing_at(host: str, path: str) -> tuple[Address, int] | None:
    """The address of a listing and the number of its page; None where a path is no listing's."""
    match = _PAGE.match(path)
    path, page = (match[1], int(match[2])) if match else (path, 1)
    if latest := _LATEST.match(path):
        return Address("section", latest[1], int(latest[2])), page
    address = address_of(f"https://{host}{path}")
    return (address, page) if address is not None and address.is_listing else None


def is_json(path: str) -> bool:
    """Whether it is a path of the site's interface."""
    return path.startswith("/graph-api/")


def _missing(what: str) -> Answer:
    return Answer(404, f"<html><body>There is no such {what}.</body></html>".encode())


class Site:
    """Pages are made when they are first asked for, and kept as far as the cache reaches."""

    def __init__(
        self,
        world: World,
        robots: str = "polite",
        has_files: bool = True,
        altered: tuple[str, ...] = (),
    ) -> None:
        """`altered`: names of `changes.CHANGES`."""
        self._options = (robots, has_files, altered)
        self.world = world
        self._altered = altered
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
        if self._altered and answer.status == 200:
            answer = self._changed(host, path.partition("?")[0], answer)
        if self.truths.now is None:
            return answer
        date = {"Date": format_datetime(self.truths.now, usegmt=True)}
        return dataclasses.replace(answer, headers=answer.headers | date)

    def _changed(self, host: str, path: str, answer: Answer) -> Answer:
        address = address_of(f"https://{host}{path}")
        if is_json(path):
            kind: changes.PageKind = "json"
        elif listing_at(host, path):
            kind = "listing"
        elif address is not None and self.world.n_of(address.id) is not None:
            kind = "story"
        else:
            return answer
        code = path.strip("/").partition("/")[0]
        if address is not None and address.language is not None:  # paths of the interface, too
            code = address.language
        start_path = self.world.edition(code).start_path if code in self.world.languages else "/"
        if path == start_path:
            kind = "start"

        def other_story() -> Answer:
            """Three of four stories are those of the fourth."""
            assert address is not None
            n = self.world.n_of(address.id) or 0
            return Answer(200, self._story_page(n - n % 4))

        return changes.changed(self._altered, changes.Page(kind, answer, start_path, other_story))

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
        if is_json(bare):
            return self._json(host, bare)
        if listing := listing_at(host, bare):
            return self._listing(*listing, host)
        address = address_of(f"https://{host}{bare}")
        return self._list(host, bare) if address is None else self._story(address, host)

    def _json(self, host: str, path: str) -> Answer:
        """The object that a page's state holds, alone; of pages without state, too."""
        match = _JSON_PATH.match(path)
        if match is None or host != "www.dw.com":
            return Answer(404, b'{"error":"no such path"}', shell.JSON)
        code, word, number = match[1], match[2], int(match[3])
        n = self.world.n_of(number)
        content: Entity | None = None
        if n is not None:
            kind = self.world.type_of(n)
            if word == entities.PATH_WORDS[kind] and code == self.world.language_of(n):
                content = self._story_object(n)
        elif code in self.world.languages:
            kinds = [kind for kind, own in entities.PATH_WORDS.items() if own == word]
            address = Address(kinds[0], code, number) if kinds else None  # type: ignore[arg-type]
            shown = self._catalogue.listing_at(address) if address else None
            content = self._listing_object(shown, code) if shown else None
        if content is None:
            return Answer(200, b'{"data":{"content":null}}', shell.JSON)
        body = states.answer(content)
        return Answer(200, body, shell.JSON, headers={"ETag": f'"{crc32(body):08x}"'})

    def with_newer(self, count: int) -> Self:
        """The site when so many more stories were published, and as many old ones are listed no more.

        Ids move on; a story's words are those of its place in the lists.
        """
        ids = self.world.first_id + count * ID_STEP
        return type(self)(dataclasses.replace(self.world, first_id=ids), *self._options)

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

    def _listing(self, address: Address, page: int, host: str) -> Answer:
        if address.language not in self.world.languages:
            return _missing("edition")
        shown = self._catalogue.listing_at(address, page)
        if shown is None:
            return _missing("listing")
        if host in _OTHER_HOSTS:
            return redirect(f"https://www.dw.com{shown.path}")
        edition = self.world.edition(address.language)
        key = f"listing {address.key} {address.kind} {page}"
        return Answer(200, self._cached(key, lambda: self._listing_page(shown, edition)))

    def _feed(self, path: str) -> Answer:
        _, form, name = (*path.split("/"), "", "")[:3]
        for code in self.world.languages:
            edition = self.world.edition(code)
            if form in _FEEDS and name and self._catalogue.rss_of(code) == name:
                teasers = self._in_all_spellings(self._catalogue.newest(code))
                return Answer(200, _FEEDS[form](teasers, edition), _XML)
        return _missing("feed")

    def _list(self, host: str, path: str) -> Answer:
        """`/sitemap.xml`, `/en/news-sitemap.xml`, `/en/headlines/headlines-en`,
        `/en/a-z-index/index-en/a`."""
        if host != "www.dw.com":
            return _missing("page")
        if path == "/sitemap.xml":
            return Answer(200, feeds.sitemap_index(self._sitemaps()), _XML)
        if match := _SITEMAP.match(path.strip("/")):
            return self._sitemap(match[1], match[2])
        code, _, rest = path.strip("/").partition("/")
        if code not in self.world.languages:
            return _missing("page")
        edition = self.world.edition(code)
        if match := _PART.match(rest):
            parts = list(self._catalogue.article_parts(code))
            number = int(match[1]) - 1
            if number >= len(parts):
                return _missing("sitemap")
            return self._sitemap_of(parts[number])
        if f"/{code}/{rest}" == headlines_path(code):
            teasers = self._in_all_spellings(self._catalogue.newest(code))
            dates = self.truths.dates(code)
            page = rendered.headlines_page(teasers, edition, self._menu(edition), dates)
            return Answer(200, page)
        if f"/{code}/{rest}".startswith(f"{index_folder(code)}/"):
            return self._index(unquote(rest.rpartition("/")[2]), edition)
        return _missing("page")

    def _sitemaps(self) -> list[tuple[str, str]]:
        """Of each edition one of each kind; those of galleries lie elsewhere, as names may."""
        changed = whole_seconds(self.truths.head_of(0)[1] if self.world.stories else NEWEST)
        return [
            (
                f"{_SITE}/sitemaps/{code}/{kind}.xml"
                if kind == "gallery"
                else f"{_SITE}/{code}/{kind}-sitemap.xml",
                changed,
            )
            for code in self.world.languages
            for kind in SITEMAPS
        ]

    def _sitemap(self, code: str, kind: str) -> Answer:
        catalogue = self._catalogue
        if code not in self.world.languages or kind not in SITEMAPS:
            return _missing("sitemap")
        match kind:
            case "news":
                newest = self._in_all_spellings(catalogue.of_two_days(code))
                return Answer(200, feeds.news_sitemap(newest, self.world.edition(code)), _XML)
            case "article":
                parts = enumerate(catalogue.article_parts(code), 1)
                listed = [
                    (f"{_SITE}/{code}/article-sitemap-{number}.xml", catalogue.changed(part))
                    for number, part in parts
                ]
                return Answer(200, feeds.sitemap_index(listed), _XML)
            case "video" | "gallery":
                return self._sitemap_of(catalogue.of_sitemap(code, kind))
            case _:
                urls = catalogue.listings_of_sitemap(code, kind)
                return Answer(200, feeds.sitemap((url, "") for url in urls), _XML)

    def _sitemap_of(self, numbers: list[int]) -> Answer:
        return Answer(200, feeds.article_sitemap(map(self.truths.of, numbers)), _XML)

    def _index(self, letter: str, edition: Edition) -> Answer:
        by_letter = self._catalogue.topics_by_letter(edition.code)
        if letter not in by_letter:
            return _missing("letter")
        return Answer(200, rendered.index_page(by_letter[letter], list(by_letter), edition))

    def _story_page(self, n: int) -> bytes:
        world, truth = self.world, self.truths.of(n)
        story = truth.story
        edition = world.edition(story.language)
        layout = world.layout_of(n)
        if layout == "classic":
            return classic.story_page(truth, edition)
        state = b""
        if layout == "apollo":
            state = states.apollo_state(entities.story_entity(truth, self.truths), edition)
        elif layout == "app_state":
            content = self._story_object(n)
            state = states.app_state(content, edition, entities.PATH_WORDS[story.type])
        menu = self._menu(edition, is_of_2026=truth.is_of_2026)
        if truth.is_of_2026:
            has_scripts = world.has_scripts(n)
            return rendered_2026.story_page(truth, edition, menu, state, has_scripts=has_scripts)
        describes_itself = world.describes_itself(n)
        return rendered.story_page(truth, edition, menu, state, describes_itself=describes_itself)

    def _story_object(self, n: int) -> Entity:
        truth = self.truths.of(n)
        edition = self.world.edition(truth.story.language)
        entity = entities.story_entity(truth, self.truths)
        content = app_objects.story_object(entity, truth, edition)
        if truth.is_of_2026:
            app_objects.in_2026(content, self.world.latest(edition.code))
        return content

    def _listing_page(self, shown: Listing, edition: Edition) -> bytes:
        shown = dataclasses.replace(shown, teasers=self._in_all_spellings(shown.teasers))
        layout = self.world.layout_of(shown.id)
        state = b""
        if layout == "apollo":
            state = states.apollo_state(
                listing_entities.listing(shown, edition, self.truths), edition
            )
        elif layout == "app_state":
            content = self._listing_object(shown, edition.code)
            state = states.app_state(content, edition, entities.PATH_WORDS[shown.kind])
        dates = self.truths.dates(edition.code)
        is_of_2026 = self.world.is_of_2026(shown.id)
        make = rendered_2026.listing_page if is_of_2026 else rendered.listing_page
        return make(shown, edition, self._menu(edition, is_of_2026=is_of_2026), state, dates)

    def _listing_object(self, shown: Listing, code: str) -> Entity:
        edition = self.world.edition(code)
        entity = listing_entities.listing(shown, edition, self.truths)
        content = app_objects.listing_object(entity, self.truths.dates(code))
        if self.world.is_of_2026(shown.id):
            app_objects.in_2026(content, self.world.latest(code))
        return content

    def _in_all_spellings(self, teasers: list[Teaser]) -> list[Teaser]:
        return [spelled for teaser in teasers for spelled in self._spelled(teaser)]

    def _spelled(self, teaser: Teaser) -> list[Teaser]:
        """One teaser for each spelling of its URL that the world is to have."""
        return [replace(teaser, url=url) for url in variants(teaser.url, self.world.variants)]

    def _menu(self, edition: Edition, *, is_of_2026: bool = True) -> Menu:
        world = self.world
        places: list[Section | Program] = [*world.sections(edition.code)]
        places += world.programs(edition.code)
        links = [Link(url=f"{_SITE}{place.path}", text=place.name, id=place.id) for place in places]
        focus = listing_entities.focus_topics(edition, self.truths)
        topics = [Link(url=topic.url, text=topic.name, id=topic.id) for topic in focus]
        media = {
            found.type: Link(
                url=f"{_SITE}{found.path if is_of_2026 else found.path_until_2024}",
                text=found.name,
                id=found.id,
            )
            for found in world.latest(edition.code)
        }
        return Menu(media, links, topics)

    def _cached(self, key: str, make: Callable[[], bytes]) -> bytes:
        page = self._cache.get(key)
        if page is None:
            page = self._cache[key] = make()
            self._cached_bytes += len(page)
            while self._cached_bytes > _CACHE_BYTES:
                self._cached_bytes -= len(self._cache.popitem(last=False)[1])
        return page
