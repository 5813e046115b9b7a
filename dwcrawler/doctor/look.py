"""What is seen on one page: how it is built, not what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from dwcrawler.identity import address_of, unknown_kind
from dwcrawler.items import Story
from dwcrawler.normalize.text import word_count
from dwcrawler.pages import Page, parse
from dwcrawler.pages.state import embedded
from dwcrawler.spiders.without_crawl import ExtractionError, Pipeline, processed_by_all
from dwcrawler.watch.features import STATES, features

# A key may have arguments; what has a number in it is the name of one thing, not of a kind.
_KEY: Final = re.compile(rb'"([A-Za-z_][A-Za-z_]*[A-Za-z])(?:\([^"]{0,2000}?\))?":')
_TYPE: Final = re.compile(rb'"__typename":"([A-Za-z]+)"')
_TRACKED: Final = re.compile(rb'data-tracking-name="([a-z][a-z_-]{2,60})"', re.IGNORECASE)
_STATE_NAMES: Final = ((b"__APP_STATE__", b"__NO_STATE__"), (b"__APOLLO_STATE__", b"__NO_STATE__"))
_MOST_NAMES: Final = 2000


class Look(msgspec.Struct, kw_only=True):
    """
    url:      where the answer came from, after redirects; asked: what was asked for
    kind:     `start`, `listing` or `story`, by what was asked for
    type:     of a story; None where there is none
    layout:   how the page was read
    features: what the story has, as `watch.features` names it
    words:    of its text, the posts of a live blog included
    sources:  feature -> `state`, `page` (what a browser shows), or `state or page`
    problems: `code: detail`
    keys, types, blocks: names of the state's keys and types, and `data-tracking-name`s
    teasers:  how many a listing shows
    links:    words of addresses of unknown kinds
    """

    url: str
    asked: str
    kind: str
    status: int
    language: str | None = None
    type: str | None = None
    layout: str | None = None
    headline: str | None = None
    features: list[str] = []
    words: int = 0
    sources: dict[str, str] = {}
    problems: list[str] = []
    keys: list[str] = []
    types: list[str] = []
    blocks: list[str] = []
    teasers: int = 0
    links: list[str] = []
    failure: str | None = None

    @property
    def id(self) -> int | None:
        address = address_of(self.asked)
        return address.id if address is not None else None

    @property
    def group(self) -> str:
        return f"{self.type or 'none'}/{self.language or '?'}"

    @property
    def codes(self) -> set[str]:
        return {problem.partition(":")[0] for problem in self.problems}


def look_at(
    body: bytes, url: str, asked: str, kind: str, status: int, content_type: str | None,
    pipelines: Iterable[Pipeline],
) -> tuple[Look, Page]:  # fmt: skip
    """Never raises for what a page may hold."""
    page = parse(body, url, content_type)
    address = page.address or address_of(asked)
    look = Look(
        url=url,
        asked=asked,
        kind=kind,
        status=status,
        language=address.language if address is not None else None,
        layout=page.layout,
        problems=[str(problem) for problem in page.problems],
        keys=_names(_KEY, _state_of(body)),
        types=_names(_TYPE, _state_of(body)),
        blocks=_names(_TRACKED, body),
        teasers=len(page.teasers),
        links=sorted({word for link in page.unknown if (word := unknown_kind(link))}),
    )
    found = _cleaned(page, pipelines, look)
    if found is not None:
        look.type, look.headline = found.type, found.headline
        look.language = found.language
        look.features = sorted(features(found))
        look.words = found.word_count + sum(word_count(post.text) for post in found.posts)
        look.sources = _sources(look, body, url, content_type, pipelines)
    return look, page


def _cleaned(page: Page, pipelines: Iterable[Pipeline], look: Look) -> Story | None:
    if page.story is None:
        return None
    try:
        return processed_by_all(page.story, pipelines)
    except ExtractionError as error:
        look.problems.append(f"rejected: {error}")
        return None


def _sources(
    look: Look, body: bytes, url: str, content_type: str | None, pipelines: Iterable[Pipeline]
) -> dict[str, str]:
    """By reading the page again without its state."""
    if look.layout not in STATES:
        return dict.fromkeys(look.features, "page")
    for name, other in _STATE_NAMES:
        body = body.replace(name, other)
    page = parse(body, url, content_type)
    without = _cleaned(page, pipelines, Look(url=url, asked=url, kind="story", status=200))
    also = set(features(without)) if without is not None else set()
    return {
        name: "state or page" if name in also else "state"
        for name in look.features
        if name != "state"
    }


def _state_of(body: bytes) -> bytes:
    found = embedded.find(body)
    return body[found.end() :] if found is not None else b""


def _names(pattern: re.Pattern[bytes], text: bytes) -> list[str]:
    names = {match[1].decode("ascii", "replace") for match in pattern.finditer(text)}
    return sorted(names)[:_MOST_NAMES]
