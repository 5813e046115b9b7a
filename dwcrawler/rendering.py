"""Pages that only a browser can make: scrapy-playwright, as the last resort.

Nothing of it is imported, and no browser started, before the first request that asks for it
(`meta["dw_render"]`). What a page then wants to load, the crawl's own downloader fetches for it: from
DW's hosts only, documents, scripts and their data only, through DW_MIRROR where there is one.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Request, Response

from dwcrawler.identity import is_of_dw
from dwcrawler.mirror import MirrorDownloadHandler

if TYPE_CHECKING:
    from playwright.async_api import Page, Route
    from scrapy_playwright.handler import (  # type: ignore[import-untyped]
        ScrapyPlaywrightDownloadHandler,
    )

logger = logging.getLogger(__name__)

RENDER: Final = "dw_render"
FLAG: Final = "playwright"
# No pictures, fonts, media, style sheets; trackers are on other hosts.
_LOADED: Final = frozenset({"document", "script", "xhr", "fetch"})
# Any of these says that what a reader came for is there.
_CONTENT: Final = "article h1, div.rich-text, #bodyContent, .teaser-wrap"
_SHOW_MORE: Final = (
    "section[data-tracking-name=section-more-on-topic] [data-tracking-name=show-more]"
)
_MOST_CLICKS: Final = 10
_GRACE: Final = 10.0  # seconds for all else that a browser does for a page
_CANNOT_START: Final = ("Executable doesn't exist", "Failed to launch")


class BrowserMissing(IgnoreRequest):
    """There is no browser to render with."""


class RenderingDownloadHandler(MirrorDownloadHandler):
    """Settings: DW_RENDER_TIMEOUT; scrapy-playwright's own (PLAYWRIGHT_…) are in `settings.py`.

    Stats: `dw/render/pages`, `dw/render/blocked`, `dw/render/unavailable`, besides its own.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._stats = crawler.stats
        self._timeout = crawler.settings.getfloat("DW_RENDER_TIMEOUT")
        self._user_agent = crawler.settings["USER_AGENT"]
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._playwright: ScrapyPlaywrightDownloadHandler | None = None
        self._starting = asyncio.Lock()
        self._missing: BrowserMissing | None = None

    async def download_request(self, request: Request) -> Response:
        if not request.meta.get(RENDER):
            return await super().download_request(request)
        handler = await self._browser()
        response = await self._response(handler, self._page_request(request))
        if len(response.body) > self._most_bytes:
            raise IgnoreRequest("rendered page larger than DOWNLOAD_MAXSIZE")
        self._stats.inc_value("dw/render/pages")
        return response

    async def _response(
        self, handler: ScrapyPlaywrightDownloadHandler, request: Request
    ) -> Response:
        """What breaks, or hangs because the browser died, is an error that is tried again."""
        from playwright.async_api import Error as PlaywrightError

        try:
            async with asyncio.timeout(self._timeout + _GRACE):
                response: Response = await handler.download_request(request)
                return response
        except TimeoutError:
            raise DownloadTimeoutError("the browser did not come to an end") from None
        except PlaywrightError as error:
            if any(words in str(error) for words in _CANNOT_START):
                raise self._no_browser(str(error)) from None
            raise DownloadFailedError(f"rendering: {error}") from None

    async def close(self) -> None:
        await super().close()
        if self._playwright is not None:
            with suppress(Exception):  # a browser that is gone cannot be closed
                await self._playwright.close()

    async def _browser(self) -> ScrapyPlaywrightDownloadHandler:
        async with self._starting:
            if self._missing is not None:
                raise self._missing
            if self._playwright is None:
                try:
                    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
                except ImportError as error:
                    raise self._no_browser(str(error)) from None
                handler = ScrapyPlaywrightDownloadHandler.from_crawler(self._crawler)
                # It waits for the engine to start, which is long ago.
                await handler._maybe_launch_in_thread()
                self._playwright = handler
            return self._playwright

    def _no_browser(self, reason: str) -> BrowserMissing:
        """Told once; every later page that needs it is left out with a stat."""
        self._stats.inc_value("dw/render/unavailable")
        if self._missing is None:
            logger.warning(
                "Some pages can only be read with a browser, and none can be started (%s). Install "
                "one: apt install chromium, or: playwright install chromium. The crawl goes on",
                reason.strip().splitlines()[0][:200],
            )
            self._missing = BrowserMissing("no browser to render with")
        return self._missing

    def _page_request(self, request: Request) -> Request:
        from scrapy_playwright.page import PageMethod  # type: ignore[import-untyped]

        meta = {
            **request.meta,
            "playwright": True,
            "playwright_page_init_callback": self._prepare,
            "playwright_page_methods": [PageMethod(self._wait_for_content)],
            "playwright_page_goto_kwargs": {"wait_until": "commit"},
            "playwright_context_kwargs": {
                "user_agent": self._user_agent,
                "service_workers": "block",
            },
        }
        return request.replace(meta=meta)

    async def _prepare(self, page: Page, request: Request) -> None:
        await page.route("**/*", self._load)
        await page.route_web_socket("**/*", lambda socket: socket.close())

    async def _load(self, route: Route) -> None:
        """Fetches for the page what it may have."""
        wanted = route.request
        if wanted.resource_type not in _LOADED or not is_of_dw(wanted.url):
            self._stats.inc_value("dw/render/blocked")
            await _quietly(route.abort())
            return
        headers = {"User-Agent": self._user_agent, "Accept-Encoding": "identity"}
        body = wanted.post_data_buffer or b""
        fetched = Request(wanted.url, method=wanted.method, headers=headers, body=body)
        try:
            response = await super().download_request(fetched)
        except Exception as error:
            logger.debug("%s, for a page: %s", wanted.url, error)
            await _quietly(route.abort())
            return
        told = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
            if name.lower() not in (b"content-encoding", b"content-length", b"transfer-encoding")
        }
        await _quietly(route.fulfill(status=response.status, headers=told, body=response.body))

    async def _wait_for_content(self, page: Page) -> None:
        """For the content, not for silence on the network; then for all of Explore more."""
        with suppress(_timeout_error()):
            await page.wait_for_selector(_CONTENT, state="attached", timeout=self._timeout * 1000)
            button = page.locator(_SHOW_MORE)
            for _ in range(_MOST_CLICKS):
                if await button.count() == 0 or not await button.first.is_visible():
                    break
                await button.first.click(timeout=2_000)
                await page.wait_for_timeout(150)


def _timeout_error() -> type[Exception]:
    from playwright.async_api import TimeoutError as PlaywrightTimeout

    return PlaywrightTimeout


async def _quietly(answer: Any) -> None:
    """A page that was closed meanwhile wants no answer."""
    with suppress(Exception):
        await answer
