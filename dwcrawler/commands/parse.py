"""`scrapy parse URL`: what is read from a page, feed or sitemap, and what a crawl would follow."""

from __future__ import annotations

import argparse
import inspect
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from pprint import pformat
from typing import Any, Final

from itemadapter import ItemAdapter
from scrapy import Spider
from scrapy.commands import parse
from scrapy.exceptions import DropItem, ScrapyDeprecationWarning, UsageError
from scrapy.http import Request, Response
from scrapy.utils.defer import _schedule_coro
from scrapy.utils.display import _colorize
from scrapy.utils.url import url_is_from_spider
from twisted.python.failure import Failure
from w3lib.url import is_url

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.discovery.arguments import WrongArguments, checked
from dwcrawler.discovery.trail import Discovery
from dwcrawler.editions import editions
from dwcrawler.failures import describe
from dwcrawler.identity import language_of
from dwcrawler.items import FoundBy
from dwcrawler.spiders.dw import DwSpider
from dwcrawler.store.no_journal import is_feed, is_sitemap

logger = logging.getLogger(__name__)

_REFUSED: Final = 2
_RESPONSE: Final = "response"  # the first parameter of callbacks


class Command(parse.Command):
    """Scrapy's own for other spiders; of `dw` a wrong URL, callback or argument is a line."""

    def __init__(self) -> None:
        super().__init__()
        self._dropped: list[Any] = []  # by pipelines

    def short_desc(self) -> str:
        return "Show what is read from a URL, and what a crawl would follow from there"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        if wrong := wrong_settings(self.settings):
            self._refuse(wrong)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not is_url(args[0]):
            raise UsageError("name one URL, as in: scrapy parse https://www.dw.com/en/x/a-12345678")
        # Of the command's own callbacks.
        warnings.filterwarnings("ignore", ".*returned a Deferred", ScrapyDeprecationWarning)
        super().run(args, opts)

    def set_spidercls(self, url: str, opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        if opts.spider and opts.spider not in loader.list():
            self._refuse([f"there is no spider {opts.spider} (known: {', '.join(loader.list())})"])
        if not opts.spider and not loader.find_by_request(Request(url)):
            self._refuse([f"{url} is no URL of dw.com, nor of another spider's site"])
        super().set_spidercls(url, opts)
        spider = self.spidercls
        if spider is not None and issubclass(spider, DwSpider):
            self._refuse(list(_wrong(url, spider, opts)))

    def _refuse(self, lines: list[str]) -> None:
        assert self.settings is not None
        if lines:
            tell_refusals(lines, "scrapy parse", self.settings)
            sys.exit(_REFUSED)

    # What is asked for, and what comes back

    def prepare_request(
        self, spider: Spider, request: Request, opts: argparse.Namespace
    ) -> Request:
        prepared = super().prepare_request(spider, request, opts)
        prepared.errback = self._on_failure
        return prepared

    def _on_failure(self, failure: Failure) -> None:
        request: Any = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert isinstance(error, BaseException)
        logger.error("%s: %s", request.url, describe(error).text)

    def _get_callback(
        self, *, spider: Spider, opts: argparse.Namespace, response: Response | None = None
    ) -> Any:
        """RSS and sitemaps have a callback of their own."""
        chosen = opts.callback or (response is not None and response.meta["_callback"])
        if response is not None and isinstance(spider, DwSpider) and not chosen:
            if is_feed(response.body):
                return spider.parse_feed
        return super()._get_callback(spider=spider, opts=opts, response=response)

    def run_callback(
        self, response: Response, callback: Any, cb_kwargs: dict[str, Any] | None = None
    ) -> Any:
        given = dict(cb_kwargs or {})
        if getattr(callback, "__func__", None) is DwSpider.parse_feed:
            language = language_of(response.url) or next(
                (code for code in editions() if f"-{code}" in response.url), "en"
            )
            by: FoundBy = "sitemap" if is_sitemap(response.body) else "rss"
            given = {"found": Discovery(by, None, 0), "language": language, **given}
        return super().run_callback(response, callback, given)

    def scraped_data(self, args: Any) -> list[Any]:
        """Pipelines are run here, as Scrapy's own way knows nothing of items that are dropped."""
        items, requests, opts, *rest = args
        if opts.pipelines:
            for item in items:
                _schedule_coro(self._process(item))
        without = argparse.Namespace(**{**vars(opts), "pipelines": False})
        return super().scraped_data((items, requests, without, *rest))

    async def _process(self, item: Any) -> None:
        try:
            await self.pcrawler.engine.scraper.itemproc.process_item_async(item)
        except DropItem as dropped:
            self._dropped.append(item)
            logger.error("%s", dropped)
        except Exception as error:
            self._dropped.append(item)
            logger.error("A pipeline failed: %s: %s", type(error).__name__, error)

    # What is shown

    def print_results(self, opts: argparse.Namespace) -> None:
        response: Any = self.first_response
        if response is not None:
            super().print_results(opts)
        else:
            self.exitcode = self.exitcode or 1

    def print_items(self, lvl: int | None = None, colour: bool = True) -> None:
        """Each with its fields in their own order."""
        levels = self.items if lvl is None else [lvl]
        found = [item for level in levels for item in self.items.get(level, [])]
        kept = [item for item in found if not any(item is other for other in self._dropped)]
        items = [ItemAdapter(item).asdict() for item in kept]
        print("# Scraped Items ", "-" * 60)
        print(_colorize(pformat(items, sort_dicts=False, width=100), colour))

    def print_requests(self, lvl: int | None = None, colour: bool = True) -> None:
        """One a line, with how it was found."""
        level = lvl if lvl is not None else max(self.requests, default=0)
        requests = self.requests.get(level, [])
        print(f"# Requests ({len(requests)}) ", "-" * 60)
        for request in requests:
            found = request.cb_kwargs.get("found")
            how = f"  ({found.by}, depth {found.depth})" if isinstance(found, Discovery) else ""
            print(f"{request}{how}")


def _wrong(url: str, spider: type[DwSpider], opts: argparse.Namespace) -> Iterator[str]:
    if not url_is_from_spider(url, spider):
        yield f"{url} is no URL of dw.com, and {spider.name} fetches no other"
    try:
        checked(opts.spargs)
    except WrongArguments as error:
        yield from error.lines
    callback = opts.callback
    known = [name for name, _ in inspect.getmembers(spider, _is_callback) if name[0] != "_"]
    if callback and callback not in known:
        yield f"{spider.name} has no callback {callback} (known: {', '.join(known)})"
    elif callback:
        given = opts.cbkwargs or {}
        usual = () if callback != "parse_feed" else ("found", "language")
        missing = [name for name in _needed(getattr(spider, callback)) if name not in given]
        if missing := [name for name in missing if name not in usual]:
            yield f"the callback {callback} needs {', '.join(missing)}: give them with --cbkwargs"


def _is_callback(member: object) -> bool:
    if not inspect.isfunction(member):
        return False
    return list(inspect.signature(member).parameters)[1:2] == [_RESPONSE]


def _needed(callback: Callable[..., Any]) -> list[str]:
    """What it must be given beside the response."""
    parameters = list(inspect.signature(callback).parameters.values())[2:]
    return [each.name for each in parameters if each.default is each.empty]
