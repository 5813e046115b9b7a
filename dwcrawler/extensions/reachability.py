"""When dw.com cannot be reached, or nothing can be read of it, says so in one line.

A crawl that found nothing new ends well; one that read nothing must not look like it.
"""

from __future__ import annotations

import logging
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

logger = logging.getLogger(__name__)

FINISH_REASON: Final = "unreachable"
NOTHING_READ: Final = "nothing_read"
# Any of these says that something was read; a story that is gone was asked for, and answered.
_READ: Final = (
    "dw/listings",
    "dw/stories/not_modified",
    "dw/stories/gone",
    "dw/stories/excluded/",
    "dw/stories/known",
    "item_scraped_count",
    "item_dropped_count",
)
_ERRORS: Final = tuple(f"/{status}" for status in range(500, 600))


class Reachability:
    """Closes an idle crawl as `unreachable` if no answer of the site came back, but failures did; as
    `nothing_read` if answers came and no listing and no story was among them.

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
        if self._nothing_came_back():
            logger.error(
                "%s cannot be reached: not one answer came back. Is this machine online? "
                "To see a crawl without a network, run: make demo",
                self._origin,
            )
            raise CloseSpider(FINISH_REASON)
        if self._nothing_was_read():
            logger.error(
                "Nothing of %s could be read: no listing and no story (%s). The lines above say why",
                self._origin,
                ", ".join(self._counted("dw/failures/") + self._counted("dw/problems/")),
            )
            raise CloseSpider(NOTHING_READ)

    def _nothing_came_back(self) -> bool:
        names = self._stats.get_stats().keys()
        answered = any(
            name.startswith("downloader/response_status_count/") and not name.endswith(_ERRORS)
            for name in names
        )
        return not answered and any(name.startswith("dw/failures/") for name in names)

    def _nothing_was_read(self) -> bool:
        wrong = self._counted("dw/failures/") + self._counted("dw/problems/")
        return bool(wrong) and not any(name.startswith(_READ) for name in self._stats.get_stats())

    def _counted(self, prefix: str) -> list[str]:
        return [
            f"{name.removeprefix(prefix)} {count}"
            for name, count in self._stats.get_stats().items()
            if name.startswith(prefix)
        ]
