"""What the log says of each page and item: one line at most, and nothing of what nobody reads."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import logformatter
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatterResult
from scrapy.spiders import Spider

_levels = logging.getLogger("scrapy.core.engine")


class LogFormatter(logformatter.LogFormatter):
    """Scrapy's own, but it makes no message that the level hides, and never prints whole stories."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:
        if not _levels.isEnabledFor(logging.DEBUG):
            return None  # type: ignore[return-value]
        return super().crawled(request, response, spider)

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        if not _levels.isEnabledFor(logging.DEBUG):
            return None  # type: ignore[return-value]
        return {"level": logging.DEBUG, "msg": "Story %(url)s", "args": {"url": item.url}}

    def dropped(
        self, item: Any, exception: BaseException, response: Any, spider: Spider
    ) -> LogFormatterResult:
        line = super().dropped(item, exception, response, spider)
        return {**line, "msg": "%(exception)s", "args": {"exception": exception}}
