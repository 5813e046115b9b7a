"""Tells people what monitors found and that a crawl failed: once for each change."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.extensions.figures import RunFigures
from dwcrawler.finish import ENDS, GOOD, IN_USE
from dwcrawler.store.folder import folder_of
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.judged import could_find, failed_run
from dwcrawler.watch.notify import NotSent, message, send
from dwcrawler.watch.told import Told

logger = logging.getLogger(__name__)


class Messages:
    """Setting: DW_NOTIFY. What is open stands in `findings.json` in the output folder.

    What could not be sent is sent with the next run.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._folder = folder_of(crawler.settings)
        self._notify: str = crawler.settings["DW_NOTIFY"] or ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension._engine_stopped, signals.engine_stopped)
        return extension

    def _engine_stopped(self) -> None:
        """Only now it is known whether everything was stored."""
        figures = self._crawler.get_extension(RunFigures)
        if figures is None or (status := figures.status) == IN_USE:
            return
        has_failed = status not in GOOD and status < 128
        findings: list[Finding] = list(figures.found)
        if has_failed:
            why = figures.reason
            findings.append(failed_run(why, ENDS.get(why, "ended early")))
        now = datetime.now(UTC)
        judged = partial(
            could_find,
            now=figures.figures(),
            coverage=figures.coverage,
            baseline=figures.baseline,
            has_failed=has_failed or status > 128,
        )
        try:
            told = Told(self._folder)
            changes = told.update(findings, judged, now)
            if self._notify and any(changes):
                send(self._notify, *message(changes, self._folder))
                logger.info(
                    "Sent a message to DW_NOTIFY: %d new, %d as usual again", *map(len, changes)
                )
                told.sent(changes, now)
        except NotSent as error:
            logger.error("DW_NOTIFY: not sent to %s. The next crawl tries again", error)
        except OSError as error:
            logger.error("findings.json cannot be written: %s", error)
