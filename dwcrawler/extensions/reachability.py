"""When dw.com cannot be reached at all, says so in one line and gives the crawl that reason."""

from __future__ import annotations

import logging
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

logger = logging.getLogger(__name__)

FINISH_REASON: Final = "unreachable"
_ERRORS: Final = tuple(f"/{status}" for status in range(500, 600))


class Reachability:
    """Closes an idle crawl as `unreachable` if no answer of the site came back, but failures did.

    A server error (5xx) is no answer: it is what stands in front of the site that speaks.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._origin = crawler.settings["DW_MIRROR"] or "dw.com"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        return extension

    def spider_idle(self) -> None:
        if not self._nothing_came_back():
            return
        logger.error(
            "%s cannot be reached: not one answer came back. Is this machine online? "
            "To see a crawl without a network, run: make demo",
            self._origin,
        )
        raise CloseSpider(FINISH_REASON)

    def _nothing_came_back(self) -> bool:
        names = self._stats.get_stats().keys()
        answered = any(
            name.startswith("downloader/response_status_count/") and not name.endswith(_ERRORS)
            for name in names
        )
        return not answered and any(name.startswith("dw/failures/") for name in names)
