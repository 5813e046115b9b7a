"""One page in the browser: what it may load, and when all that a reader came for is there.

Imported only where a page is rendered, as Playwright comes with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as Wanted
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from dwcrawler.identity import is_of_dw
from dwcrawler.pages import selectors as names
from dwcrawler.pages.state import embedded

logger = logging.getLogger(__name__)

# No pictures, fonts, media, style sheets, frames; trackers are on other hosts.
_LOADED: Final = frozenset({"script", "xhr", "fetch"})
# What a request of the page's may say of itself, and what it is told of the answer.
_ASKED: Final = ("accept", "content-type", "origin")
_TOLD: Final = (b"content-type", b"access-control-")
# What a reader comes for to a story: its text, or its player.
_TEXT: Final = (
    f".{names.RICH_TEXT}, [data-tracking-name={names.RICH_TEXT_NAME}], .{names.PLAYER}, "
    f"article video, article audio, #{names.CLASSIC_CONTENT}"
)
_TEASERS: Final = (
    f".{names.TEASER_WRAP}, [data-tracking-name={names.TEASER_NAME}], [{names.TEASER_NUMBER}]"
)
_HEADLINE: Final = "article h1"
# Any of these says that a script has filled the page.
_CONTENT: Final = f"{_HEADLINE}, {_TEXT}, {_TEASERS}"
_EXPLORE_MORE: Final = f"section[data-tracking-name={names.EXPLORE_MORE}]"
_RELATED: Final = f"{_EXPLORE_MORE} .{names.TEASER_WRAP}"
_SHOW_MORE: Final = (
    f"{_EXPLORE_MORE} :not(.{names.OPENED}) > [data-tracking-name={names.SHOW_MORE}]"
)
_GROWTH: Final = 5.0  # seconds for a click to show more, and for a text to follow its headline
_CLOSING: Final = 5.0  # seconds


class Visit:
    """Of one document, in a browser context of its own: pages share nothing.

    document: the page as the crawl fetched it, which is what the browser is given for it
    fetch:    asks for what the page wants to load
    seconds:  how long the content may take to appear

    Stats: `dw/render/blocked`, a count of what pages wanted to load and did not get.
    """

    def __init__(
        self,
        document: Response,
        fetch: Callable[[Request], Awaitable[Response]],
        seconds: float,
        stats: StatsCollector,
    ) -> None:
        self._document = document
        self._fetch = fetch
        self._seconds = seconds
        self._stats = stats
        self._page: Page | None = None
        self._has_document = False
        # A page makes its requests in the one place that its own request has among all.
        self._turn = asyncio.Lock()

    async def begin(self, page: Page, _: Request) -> None:
        """As scrapy-playwright calls it, before the page goes to its URL."""
        self._page, self._has_document = page, False
        with suppress(PlaywrightError):  # of a browser that died, which the next step tells
            await page.route("**/*", self._answer)
            await page.route_web_socket("**/*", lambda socket: socket.close())

    async def content(self) -> bytes:
        """The page as HTML in UTF-8, once its content is there, with all of Explore more.

        What does not come in time is left out. Raises Playwright's errors, and waits for ever for
        a page whose script does not end.
        """
        assert self._page is not None
        html = None
        with suppress(TimeoutError, PlaywrightTimeout):
            async with asyncio.timeout(self._seconds):
                await self._is_filled(self._page)
                html = await _html(self._page)
                while embedded.find(html) is None and await self._shows_more(self._page):
                    html = await _html(self._page)
        return html if html is not None else await _html(self._page)

    async def end(self) -> bool:
        """Whether the browser let go of the page, with all that it may have opened."""
        if self._page is None:
            return False
        try:
            async with asyncio.timeout(_CLOSING):
                await self._page.context.close()
        except (TimeoutError, PlaywrightError):
            return False
        return True

    async def _is_filled(self, page: Page) -> None:
        """Waits for a list of stories, or for a headline and its text.

        A gallery may have no text: a headline alone is enough when nothing follows it for a while.
        """
        await page.wait_for_selector(_CONTENT, state="attached", timeout=self._seconds * 1000)
        if await page.locator(_HEADLINE).count() > 0:
            with suppress(PlaywrightTimeout):
                await page.wait_for_selector(_TEXT, state="attached", timeout=_GROWTH * 1000)

    async def _shows_more(self, page: Page) -> bool:
        """Clicks on "show more" where there is one; whether Explore more grew."""
        button = page.locator(_SHOW_MORE).first
        if await button.count() == 0:
            return False
        teasers = page.locator(_RELATED)
        before = await teasers.count()
        await button.dispatch_event("click")  # wherever it lies, and whatever lies over it
        try:
            await teasers.nth(before).wait_for(state="attached", timeout=_GROWTH * 1000)
        except PlaywrightTimeout:
            return False
        return True

    async def _answer(self, route: Route) -> None:
        """Gives the page its document, and fetches for it what it may have."""
        wanted = route.request
        is_document = wanted.resource_type == "document"
        response: Response | None = None
        if is_document and not self._has_document:
            self._has_document = True
            response = self._document
        elif wanted.resource_type in _LOADED and is_of_dw(wanted.url):
            response = await self._fetched(wanted)
        if response is None:
            self._stats.inc_value("dw/render/blocked")
        with suppress(PlaywrightError):  # a page that was closed meanwhile wants no answer
            if response is not None:
                await route.fulfill(
                    status=response.status, headers=_told(response), body=response.body
                )
            elif is_document:
                await route.fulfill(status=204)  # a page that wants to go elsewhere stays
            else:
                await route.abort()

    async def _fetched(self, wanted: Wanted) -> Response | None:
        headers: dict[str, str] = {
            name: wanted.headers[name] for name in _ASKED if name in wanted.headers
        }
        body = wanted.post_data_buffer or b""
        request = Request(wanted.url, method=wanted.method, headers=headers, body=body)
        async with self._turn:
            if self._page is None or self._page.is_closed():
                return None
            try:
                return await self._fetch(request)
            except Exception as error:
                logger.debug("%s, for a page: %s", wanted.url, error)
                return None


async def _html(page: Page) -> bytes:
    return (await page.content()).encode("utf-8", "replace")  # half a surrogate pair cannot be told


def _told(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1"): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
        if name.lower().startswith(_TOLD)
    }
