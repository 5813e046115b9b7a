"""The requests for what waits in the frontier: pages, feeds, and the site's JSON in place of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from scrapy.http import Headers, Request
from twisted.python.failure import Failure

from dwcrawler.components.request_meta import JSON_ASKED, RENDER
from dwcrawler.discovery.answer import NOT_MODIFIED, Answer, Instead
from dwcrawler.discovery.frontier import Waiting
from dwcrawler.discovery.site_json import HEADERS, SiteJson
from dwcrawler.discovery.start_pages import StartPages
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import address_of
from dwcrawler.pages.syndication import feeds
from dwcrawler.store import StoryState

# What of a page's meta is its JSON's, too.
_OF_JSON: Final = ("handle_httpstatus_list",)


class Callbacks(NamedTuple):
    """Whom Scrapy gives what comes, and what failed."""

    page: Callable[..., Any]
    page_failed: Callable[[Failure], Any]
    json: Callable[..., Any]
    json_failed: Callable[[Failure], Any]
    feed: Callable[..., Any]
    feed_failed: Callable[[Failure], Any]


class Requests:
    """`is_conditional`: pages that are known are asked for only if they have changed since."""

    def __init__(
        self,
        callbacks: Callbacks,
        site_json: SiteJson,
        start_pages: StartPages,
        revisited: dict[int, StoryState],
        *,
        is_conditional: bool,
        is_rendered: bool,
    ) -> None:
        self._callbacks = callbacks
        self._site_json = site_json
        self._start_pages = start_pages
        self._revisited = revisited
        self._is_conditional = is_conditional
        self._is_rendered = is_rendered

    def of(self, waiting: Waiting) -> Request:
        if waiting.feed_of is not None:
            return self._of_feed(waiting, waiting.feed_of)
        request = self._of_page(waiting)
        return self._in_place_of(request) or request

    def for_json_of(self, answer: Answer) -> Request | None:
        """For what the page should have told; None where the site's JSON is not to be asked for."""
        request = answer.response.request
        return None if request is None else self._of_json(Instead(request, answer))

    def _of_page(self, waiting: Waiting) -> Request:
        headers: dict[str, str] = {}
        meta: dict[str, Any] = {RENDER: True} if self._is_rendered else {}
        if waiting.story in self._revisited and self._is_conditional:
            headers = _conditions(self._revisited.pop(waiting.story))
            meta |= {"handle_httpstatus_list": [NOT_MODIFIED]}
        return Request(
            waiting.url,
            callback=self._callbacks.page,
            errback=self._callbacks.page_failed,
            cb_kwargs={"found": waiting.found, "listed": waiting.listed},
            headers=headers,
            meta=meta,
            priority=-waiting.rank,
        )

    def _of_feed(self, waiting: Waiting, language: str) -> Request:
        return Request(
            waiting.url,
            callback=self._callbacks.feed,
            errback=self._callbacks.feed_failed,
            cb_kwargs={"found": waiting.found, "language": language},
            meta={"download_maxsize": feeds.MAX_BYTES},
            priority=-waiting.rank,
        )

    def _in_place_of(self, request: Request) -> Request | None:
        """With `fetch=api`: of a start page only the page tells the menu."""
        if not self._site_json.is_first or self._start_pages.has(address_of(request.url)):
            return None
        return self._of_json(Instead(request), request.headers)

    def _of_json(self, instead: Instead, conditions: Headers | None = None) -> Request | None:
        request, answer = instead
        address = address_of(request.url) if answer is None else answer.page.address
        url = self._site_json.url_of(address)
        if url is None:
            return None
        request.meta[JSON_ASKED] = True
        return Request(
            url,
            callback=self._callbacks.json,
            errback=self._callbacks.json_failed,
            cb_kwargs={
                "found": request.cb_kwargs.get("found"),
                "listed": request.cb_kwargs.get("listed"),
                "instead": instead,
            },
            headers={**(conditions or {}), **HEADERS},
            meta={name: value for name, value in request.meta.items() if name in _OF_JSON},
            priority=request.priority,
            dont_filter=answer is not None,  # its page came, so this is wanted
        )


def discovery_of(request: Request) -> Discovery | None:
    """How the crawl came to ask; None of requests that the crawl did not make."""
    found = request.cb_kwargs.get("found")
    return found if isinstance(found, Discovery) else None


def is_for_page(request: Request) -> bool:
    """Or for its JSON; not for a feed."""
    return discovery_of(request) is not None and "language" not in request.cb_kwargs


def _conditions(known: StoryState) -> dict[str, str]:
    """Asks for the page only if it is another than the one that is known."""
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}
