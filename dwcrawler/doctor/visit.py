"""Fetches the pages to look at, with the manners of a crawl, and records nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from dwcrawler.components.request_meta import asked_url
from dwcrawler.doctor.look import Look, look_at
from dwcrawler.editions import editions
from dwcrawler.failures import describe
from dwcrawler.identity import address_of, language_of
from dwcrawler.items import Teaser
from dwcrawler.middlewares.robotstxt import RobotsTold, RobotsTxtMiddleware
from dwcrawler.pages import Page
from dwcrawler.spiders.dw import DwSpider
from dwcrawler.spiders.without_crawl import Pipeline

Kind = Literal["start", "listing", "story"]

_TYPES: Final = ("article", "video", "audio", "gallery", "liveblog")
_LISTINGS: Final = 3  # of each edition


class Visit:
    """What to fetch, and what came.

    urls:      pages to look at; without any, some stories of each type in `languages` are found
    per_type:  stories of each type and language
    looks:     in the order in which they came; bodies: the same, as bytes
    clock_off: seconds that this machine's clock is ahead of the site's
    robots:    what the site's robots.txt says of the first page; None where it is not asked for
    """

    def __init__(
        self, languages: list[str], per_type: int, urls: list[str], pipelines: list[Pipeline]
    ) -> None:
        self.languages = languages
        self.per_type = per_type
        self.urls = urls
        self.pipelines = pipelines
        self.looks: list[Look] = []
        self.bodies: list[bytes] = []
        self.clock_off: float | None = None
        self.robots: RobotsTold | None = None
        self.taken: Counter[tuple[str, str]] = Counter()
        self.seen: set[int] = set()

    def add(self, look: Look, body: bytes) -> None:
        self.looks.append(look)
        self.bodies.append(body)


class DoctorSpider(DwSpider):
    """`dw`, asking for a few pages alone. It gets its `visit` from the command, as an attribute of a
    class made for it."""

    is_looking = True  # nothing is recorded: see `components.addon`
    visit: Visit

    async def start(self) -> AsyncIterator[Any]:
        if self.visit.urls:
            for url in self.visit.urls:
                yield self._request(url, _kind_of(url))
        else:
            for code in self.visit.languages:
                yield self._request(editions()[code].start_url, "start")

    def closed(self, reason: str) -> None:
        robots = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        if robots is not None and self.visit.looks:
            self.visit.robots = robots.told(self.visit.looks[0].asked)

    def _request(self, url: str, kind: Kind) -> Request:
        return Request(
            url, self.looked_at, errback=self.failed, cb_kwargs={"kind": kind}, dont_filter=True
        )

    def looked_at(self, response: Response, kind: Kind) -> Iterator[Request]:
        self._note_clock(response)
        header = response.headers.get("Content-Type")
        look, page = look_at(
            response.body,
            response.url,
            asked_url(response),
            kind,
            response.status,
            header.decode("latin-1") if header else None,
            self.visit.pipelines,
        )
        self.visit.add(look, response.body)
        if not self.visit.urls and kind != "story":
            yield from self._further(page, kind, look)

    def _further(self, page: Page, kind: Kind, look: Look) -> Iterator[Request]:
        language = look.language or language_of(look.url) or "en"
        for teaser in page.teasers:
            if self._is_wanted(teaser, language):
                yield self._request(teaser.url, "story")
        if kind == "start":
            for link in page.links[:_LISTINGS]:
                yield self._request(link.url, "listing")

    def _is_wanted(self, teaser: Teaser, language: str) -> bool:
        address = address_of(teaser.url)
        if address is None or teaser.id in self.visit.seen:
            return False
        kind = teaser.type or (address.kind if address.kind in _TYPES else None)
        if kind not in _TYPES or self.visit.taken[language, kind] >= self.visit.per_type:
            return False
        self.visit.seen.add(teaser.id)
        self.visit.taken[language, kind] += 1
        return True

    def failed(self, failure: Failure) -> None:
        request: Any = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert isinstance(error, BaseException)
        told = describe(error)
        response = getattr(error, "response", None)
        look = Look(
            url=request.url,
            asked=request.url,
            kind=request.cb_kwargs["kind"],
            status=getattr(response, "status", 0),
            language=language_of(request.url),
            failure=told.text,
        )
        self.visit.add(look, b"")

    def _note_clock(self, response: Response) -> None:
        if self.visit.clock_off is None and (date := response.headers.get("Date")):
            try:
                moment = parsedate_to_datetime(date.decode("latin-1"))
                self.visit.clock_off = time.time() - moment.timestamp()
            except (TypeError, ValueError, OverflowError):
                return


def _kind_of(url: str) -> Kind:
    address = address_of(url)
    if address is not None and address.is_listing:
        starts = {edition.start_id for edition in editions().values()}
        return "start" if address.id in starts else "listing"
    return "story"
