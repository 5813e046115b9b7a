"""Exceptions that nobody handled, in callbacks, pipelines, extensions: counted, named, and fatal
where they are many.

Scrapy logs each with its traceback and crawls on. Here they also show in the summary and in the
exit status, as every one may have cost a story, a list or more.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.item_processor import WrongItem, pipeline_of
from dwcrawler.console.readable import readable
from dwcrawler.extensions.sliding import SlidingShare
from dwcrawler.finish import UNHANDLED_ERRORS

logger = logging.getLogger(__name__)

# How many of the latest pages and stories are judged; fewer may fail by accident.
_WINDOW: Final = 20
_MOST_KINDS: Final = 5


class Errors:
    """Setting: DW_BREAKER_SHARE. Stats: `dw/errors/<where>/<exception>`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._latest = SlidingShare.from_settings(crawler.settings, size=_WINDOW)
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self._handler = _UnhandledErrors(self)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension._spider_error, signals.spider_error)
        connect(extension._item_error, signals.item_error)
        connect(extension._sound, signals.item_scraped)
        connect(extension._sound, signals.response_received)
        logging.root.addHandler(extension._handler)
        connect(extension._engine_stopped, signals.engine_stopped)
        return extension

    def _engine_stopped(self) -> None:
        logging.root.removeHandler(self._handler)

    def _sound(self) -> None:
        self._latest.add(False)

    def _spider_error(self, failure: Any, response: object) -> None:
        request = response if isinstance(response, Response) else getattr(response, "request", None)
        url = request.url if isinstance(request, (Response, Request)) else "?"
        self.note("callback", failure.value, url)

    def _item_error(self, item: object, failure: Any) -> None:
        error: BaseException = failure.value
        url = getattr(item, "url", type(item).__name__)
        self.note(pipeline_of(error) or "pipeline", error, url)
        if isinstance(error, WrongItem):
            self._end(f"The crawl ends: {error}")

    def note(self, where: str, error: BaseException, what: str) -> None:
        """One exception; `what` is the URL that it befell, or where it was logged."""
        kind = f"{where}/{type(error).__name__}"
        self._counts[kind] += 1
        self._first.setdefault(kind, f"{readable(what)}: {_line(error)}")
        self._stats.inc_value(f"dw/errors/{kind}")
        if self._latest.add(True):
            self._end(f"Too many unexpected errors ({self.words()}): the crawl ends")

    def _end(self, message: str) -> None:
        if end_crawl(self._crawler, UNHANDLED_ERRORS):
            logger.error("%s. What was found is in the feed", message)

    def words(self) -> str:
        """`MyPipeline/KeyError 12 (first: https://…: 'x')`."""
        kinds = self._counts.most_common(_MOST_KINDS)
        return "; ".join(f"{kind} {count} (first: {self._first[kind]})" for kind, count in kinds)

    def rows(self) -> list[tuple[str, str]]:
        """For the summary; empty where there was none."""
        return [("errors", self.words())] if self._counts else []

    def finding(self) -> tuple[str, str] | None:
        """A finish reason and a sentence, where there was any."""
        if not self._counts:
            return None
        return UNHANDLED_ERRORS, f"Unexpected errors: {self.words()}. The log has their tracebacks"


class _UnhandledErrors(logging.Handler):
    """Sees the exceptions for which there is no signal: in extensions, in tasks, in handlers.

    What Scrapy logs of callbacks and pipelines has signals of its own.
    """

    def __init__(self, errors: Errors) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "scrapy.core.scraper" or not isinstance(record.exc_info, tuple):
            return
        error = record.exc_info[1]
        if error is not None:
            self._errors.note(record.name, error, record.getMessage().partition("\n")[0][:200])


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
