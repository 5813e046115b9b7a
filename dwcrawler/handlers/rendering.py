"""Pages that only a browser can make: scrapy-playwright, as the last resort.

Nothing of it is imported, and no browser started, before the first request that asks for it
(`meta["dw_render"]`). The document of such a request is fetched like any other; what is no page of
HTML (a redirect, an error) goes back to the crawl as it is. Only then the browser is given it, and
what the page wants to load besides is asked for through the crawl's own middlewares and downloader:
robots.txt, DW_MIRROR, the rules for redirects hold for all of it. The browser itself reaches no host.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeGuard

from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import HtmlResponse, Request, Response
from scrapy.http.request import NO_CALLBACK

from dwcrawler.components.request_meta import ANSWERED, BROWSER_SLOT, PART, RENDER, RENDERED_FLAG
from dwcrawler.components.under_way import under_way
from dwcrawler.failures import BrowserMissing, CrawlEnded, RenderedTooLarge
from dwcrawler.handlers.mirror import MirrorDownloadHandler
from dwcrawler.middlewares.encodings import unpacked

if TYPE_CHECKING:
    from scrapy_playwright.handler import (  # type: ignore[import-untyped]
        ScrapyPlaywrightDownloadHandler,
    )

    from dwcrawler.handlers.browser_page import Visit

logger = logging.getLogger(__name__)

_GRACE: Final = 5.0  # seconds for all else that a browser does for a page
_ENDING: Final = 10.0  # seconds for a browser to end


class RenderingDownloadHandler(MirrorDownloadHandler):
    """Settings: DW_RENDER_TIMEOUT; scrapy-playwright's own (PLAYWRIGHT_…) are in `settings.py`.

    Stats: `dw/render/pages`; `dw/render/requests`, those that pages made besides their own;
    `dw/render/unavailable`, pages for which there was no browser; see also `visit`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._stats = crawler.stats
        self._under_way = under_way(crawler)
        self._timeout = crawler.settings.getfloat("DW_RENDER_TIMEOUT")
        self._user_agent = crawler.settings["USER_AGENT"]
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._places = asyncio.Semaphore(crawler.settings.getint("PLAYWRIGHT_MAX_CONTEXTS"))
        self._playwright: ScrapyPlaywrightDownloadHandler | None = None
        self._starting = asyncio.Lock()
        self._is_missing = False
        self._ending: set[asyncio.Task[None]] = set()

    async def download_request(self, request: Request) -> Response:
        with self._under_way.one():
            return await self._answer(request)

    async def _answer(self, request: Request) -> Response:
        render = request.meta.get(RENDER)
        if not render:
            return await super().download_request(request)
        if render == PART:
            self._stats.inc_value("dw/render/requests")
            return await super().download_request(request)
        async with self._places:
            if getattr(self._crawler.spider, "has_given_up_rendering", False):
                request.meta[ANSWERED] = True  # the site did not fail
                raise BrowserMissing(
                    "no browser is used any more: it did not help with other pages"
                )
            return await self._page(request)

    async def close(self) -> None:
        await super().close()
        if self._playwright is not None:
            self._leave(self._playwright)
        await asyncio.gather(*self._ending)

    # One page

    async def _page(self, request: Request) -> Response:
        try:
            await self._browser()  # without one nothing is fetched in vain
        except BrowserMissing:
            request.meta[ANSWERED] = True  # the site did not fail
            raise
        request.headers["Accept-Encoding"] = "identity"  # the browser takes nothing packed
        document = await super().download_request(request)
        request.meta[ANSWERED] = True  # whatever becomes of it here
        document = unpacked(document, self._most_bytes)  # some servers pack it all the same
        if not _is_page(document):
            return document
        try:
            body = await self._rendered(document)
        except DownloadTimeoutError:
            request.meta["max_retry_times"] = 1  # it mostly hangs again
            raise
        if len(body) > self._most_bytes:
            raise RenderedTooLarge("rendered page larger than DOWNLOAD_MAXSIZE")
        self._stats.inc_value("dw/render/pages")
        return document.replace(body=body, encoding="utf-8", flags=[*document.flags, RENDERED_FLAG])

    async def _rendered(self, document: HtmlResponse) -> bytes:
        """The page as HTML. What breaks, because the browser died, is an error to be tried again."""
        from playwright.async_api import Error as PlaywrightError

        from dwcrawler.handlers.browser_page import Visit

        browser = await self._browser()
        visit = Visit(document, self._fetch, self._timeout, self._stats)
        try:
            async with asyncio.timeout(self._timeout + _GRACE):
                await browser.download_request(self._page_request(document, visit))
                return await visit.content()
        except TimeoutError:
            raise DownloadTimeoutError("the browser did not finish rendering it") from None
        except PlaywrightError as error:
            raise DownloadFailedError(f"rendering: {error}") from None
        finally:
            if not await visit.end():
                self._leave(browser)

    def _page_request(self, document: Response, visit: Visit) -> Request:
        meta = {
            "playwright": True,
            "playwright_include_page": True,
            "playwright_page_init_callback": visit.begin,
            "playwright_page_goto_kwargs": {"wait_until": "commit"},
            "playwright_context": f"visit {id(visit)}",
            "playwright_context_kwargs": {
                "user_agent": self._user_agent,
                "service_workers": "block",
                "accept_downloads": False,
            },
        }
        return Request(document.url, meta=meta)

    async def _fetch(self, request: Request) -> Response:
        """What a page wants to load, as the crawl's middlewares allow it and get it."""
        if self._crawler.engine is None:
            raise CrawlEnded("the crawl has ended")
        meta = {
            RENDER: PART,
            "download_slot": BROWSER_SLOT,
            "download_timeout": self._timeout / 2,  # one thing that hangs is not the end of a page
            "autothrottle_dont_adjust_delay": True,
            "dont_retry": True,
        }
        part = request.replace(meta=meta, callback=NO_CALLBACK)
        return await self._crawler.engine.download_async(part)

    # The browser

    async def _browser(self) -> ScrapyPlaywrightDownloadHandler:
        """Raises BrowserMissing, whatever keeps the browser from starting."""
        async with self._starting:
            if self._is_missing:
                raise self._no_browser("")
            try:
                if self._playwright is None:
                    self._playwright = await self._started()
                await self._playwright._maybe_launch_browser()
            except Exception as error:
                raise self._no_browser(str(error)) from None
            return self._playwright

    async def _started(self) -> ScrapyPlaywrightDownloadHandler:
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

        playwright = ScrapyPlaywrightDownloadHandler.from_crawler(self._crawler)
        playwright.abort_request = lambda _: True  # what gets past `Visit` goes nowhere
        # It waits for the engine to start, which is long ago.
        await playwright._maybe_launch_in_thread()
        return playwright

    def _no_browser(self, reason: str) -> BrowserMissing:
        """Told once; every later page that needs it is left out with a stat."""
        self._stats.inc_value("dw/render/unavailable")
        if not self._is_missing:
            self._is_missing = True
            logger.warning(
                "Some pages are empty without a browser, and none can be started (%s). Install "
                "one: apt install chromium, or: playwright install chromium. The crawl goes on",
                " ".join(reason.split())[:200],
            )
            if self._playwright is not None:
                self._leave(self._playwright)
        return BrowserMissing("no browser to render with")

    def _leave(self, browser: ScrapyPlaywrightDownloadHandler) -> None:
        """It hangs, is gone or not needed any more; another page gets another."""
        if self._playwright is browser:
            self._playwright = None
            ending = asyncio.ensure_future(_end(browser))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)


async def _end(browser: ScrapyPlaywrightDownloadHandler) -> None:
    """What is gone cannot be closed; what hangs goes with its driver, when that has no more input."""
    with suppress(Exception):
        async with asyncio.timeout(_ENDING):
            await browser.close()


def _is_page(document: Response) -> TypeGuard[HtmlResponse]:
    return document.status == 200 and isinstance(document, HtmlResponse) and bool(document.body)
