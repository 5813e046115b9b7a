"""Judges a crawl when it ends: one that lost what it should have had must not look like a success."""

from __future__ import annotations

import logging
from typing import Any, Final, Protocol, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from dwcrawler.extensions.errors import Errors
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.extensions.reachability import Reachability
from dwcrawler.finish import NOTHING, STATUS_BY_REASON

logger = logging.getLogger(__name__)


class Judge(Protocol):
    def finding(self) -> tuple[str, str] | None:
        """A finish reason and a sentence; None where all is well."""


# Who judges, the gravest first.
_JUDGES: Final[tuple[type[Judge], ...]] = (Reachability, Errors, StoryOutcomes)


class Verdict:
    """The verdict becomes the finish reason of a crawl that finished by itself. If something else
    ended it (`max_stories`, Ctrl-C), the verdict is in the stat `dw/verdict`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._found: tuple[str, str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension._spider_idle, signals.spider_idle)
        crawler.signals.connect(extension._spider_closed, signals.spider_closed)
        return extension

    def _spider_idle(self) -> None:
        spider: Any = self._crawler.spider
        if spider.has_work_left():
            return
        self._judge()
        if self._found is not None:
            raise CloseSpider(self._found[0])

    def _spider_closed(self, reason: str) -> None:
        """A crawl that was ended has its own reason to have read nothing."""
        if self._found is None and not STATUS_BY_REASON.get(reason):
            self._judge(ended_by=reason)
        if self._found is not None:
            self._crawler.stats.set_value("dw/verdict", self._found[0])

    def _judge(self, ended_by: str | None = None) -> None:
        for judge in _JUDGES:
            extension = self._crawler.get_extension(judge)
            found = extension.finding() if extension is not None else None
            if found is None or (ended_by and STATUS_BY_REASON[found[0]] == NOTHING):
                continue
            self._found = found
            logger.error("%s", found[1])
            return
