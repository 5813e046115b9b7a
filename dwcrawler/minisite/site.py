"""What stands at each address of the miniature site: (host, path) -> an answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from dwcrawler.editions import Edition
from dwcrawler.identity import Address, address_of
from dwcrawler.items import Link, Teaser
from dwcrawler.minisite import classic, entities, rendered
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.variants import variants
from dwcrawler.minisite.world import Section, World

_HTML: Final = "text/html; charset=utf-8"
_OTHER_HOSTS: Final = frozenset({"dw.com", "amp.dw.com", "m.dw.com", "www.dw.de", "dw.de"})
# What robots.txt may be, by the option of that name.
ROBOTS: Final = {
    "polite": (200, b"User-agent: *\nDisallow: /search/\nDisallow: /overlay/\n"),
    "closed": (200, b"User-agent: *\nDisallow: /\n"),
    "missing": (404, b""),
    "broken": (500, b""),
}
_CACHE_BYTES: Final = 256 * 1024 * 1024
# One pixel, grey.
_JPEG: Final = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "08" * 64 + "ffc0000b080001000101011100"
    "ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000"
    "ffda0008010100003f0054dfffd9"
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = _HTML
    headers: dict[str, str] = field(default_factory=dict)


def redirect(url: str, status: int = 301) -> Answer:
    return Answer(status, headers={"Location": url})


class Site:
    """Pages are made when they are first asked for, and kept as far as the cache reaches."""

    def __init__(self, world: World, robots: str = "polite") -> None:
        self.world = world
        self._robots = ROBOTS[robots]
        self.truths = Truths(world)
        self._sections = {
            (section.language, section.id): section
            for language in world.languages
            for section in world.sections(language)
        }
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._cached_bytes = 0

    def answer(self, host: str, path: str) -> Answer:
        """`path` as in the request, with its query."""
        bare = path.partition("?")[0]
        if bare == "/robots.txt":
            return Answer(*self._robots, "text/plain")
        if host == "static.dw.com":
            return Answer(200, _JPEG, "image/jpeg")
        address = address_of(f"https://{host}{bare}")
        if address is None:
            return Answer(404, b"<html><body>There is no such page.</body></html>")
        if address.is_listing:
            return self._listing(address, host)
        return self._story(address, host)

    def _story(self, address: Address, host: str) -> Answer:
        n = self.world.n_of(address.id)
        if n is None:
            return Answer(404, b"<html><body>There is no such story.</body></html>")
        url = self.truths.head_of(n)[0].url
        if host == "p.dw.com":
            return redirect(url, 302)
        if host in _OTHER_HOSTS:
            return redirect(url)
        return Answer(200, self._cached(f"story {n}", lambda: self._story_page(n)))

    def _listing(self, address: Address, host: str) -> Answer:
        if address.language not in self.world.languages:
            return Answer(404, b"<html><body>There is no such edition.</body></html>")
        edition = self.world.edition(address.language)
        section = self._sections.get((address.language, address.id))
        is_start = address.kind == "section" and address.id == edition.start_id
        is_topic = address.kind == "topic"
        if not (section or is_start or is_topic):
            return Answer(404, b"<html><body>There is no such section.</body></html>")
        path = section.path if section else edition.start_path
        if host in _OTHER_HOSTS:
            return redirect(f"https://www.dw.com{path}")
        key = f"listing {address.key} {address.kind}"
        return Answer(200, self._cached(key, lambda: self._listing_page(address, section, edition)))

    def _story_page(self, n: int) -> bytes:
        truth = self.truths.of(n)
        story = truth.story
        edition = self.world.edition(story.language)
        layout = self.world.layout_of(n)
        if layout == "classic":
            return classic.story_page(truth, edition)
        content = {} if layout == "dom" else entities.article(truth, self.truths)
        state = self._state(layout, content, edition, "article")
        return rendered.story_page(truth, edition, self._menu(edition), state)

    def _listing_page(self, address: Address, section: Section | None, edition: Edition) -> bytes:
        if address.kind == "topic":
            numbers = self._on_topic(edition, address.id)
        elif section is not None:
            numbers = list(self.world.listed_in(section))
        else:
            numbers = self.world.listed_at_start(edition.code)
        teasers = [spelled for n in numbers for spelled in self._spelled(self.truths.head_of(n)[0])]
        layout = self.world.layout_of(address.id)
        layout = "dom" if layout == "classic" else layout  # that listing is not known
        content = (
            {} if layout == "dom" else entities.navigation(section, edition, self.truths, teasers)
        )
        state = self._state(layout, content, edition, "navigation")
        title = section.name if section else edition.code
        url = f"https://www.dw.com{section.path if section else edition.start_path}"
        return rendered.listing_page(title, url, edition, self._menu(edition), teasers, state)

    def _on_topic(self, edition: Edition, topic_id: int) -> list[int]:
        """The first stories of the language that have the topic."""
        ranks = (self.world.n_at(edition.code, rank) for rank in range(60))
        numbers = [n for n in ranks if n is not None]
        return [n for n in numbers if any(t.id == topic_id for t in self.truths.of(n).story.topics)]

    def _spelled(self, teaser: Teaser) -> list[Teaser]:
        """One teaser for each spelling of its URL that the world is to have."""
        return [replace(teaser, url=url) for url in variants(teaser.url, self.world.variants)]

    def _menu(self, edition: Edition) -> list[Link]:
        sections = [
            Link(url=f"https://www.dw.com{section.path}", text=section.name, id=section.id)
            for section in self.world.sections(edition.code)
        ]
        focus = entities.focus_topics(edition, self.truths)
        return sections + [Link(url=topic.url, text=topic.name, id=topic.id) for topic in focus]

    @staticmethod
    def _state(layout: str, content: entities.Entity, edition: Edition, word: str) -> bytes:
        if layout == "apollo":
            return entities.apollo_state(content, edition)
        if layout == "app_state":
            return entities.app_state(content, edition, word)
        return b""

    def _cached(self, key: str, make: Callable[[], bytes]) -> bytes:
        page = self._cache.get(key)
        if page is None:
            page = self._cache[key] = make()
            self._cached_bytes += len(page)
            while self._cached_bytes > _CACHE_BYTES:
                self._cached_bytes -= len(self._cache.popitem(last=False)[1])
        return page
