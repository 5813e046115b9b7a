"""Gives the figures of a crawl to Prometheus: on a port while it lasts, in a file when it ends."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from dwcrawler.components.stats import counts_under
from dwcrawler.extensions.figures import RunFigures
from dwcrawler.finish import GOOD
from dwcrawler.normalize.dates import in_utc

if TYPE_CHECKING:
    from dwcrawler.watch.metrics import Snapshot

logger = logging.getLogger(__name__)

_HOST: Final = "127.0.0.1"
_EVERY: Final = 2.0  # seconds between two looks at the figures
_EARLIER_RUNS: Final = 200
_RESPONSES: Final = "downloader/response_status_count/"
_FINDINGS: Final = "dw/findings/"


class Metrics:
    """Settings: DW_METRICS_FILE, DW_METRICS_PORT.

    A crawl that did not come to open its store, as another one has it, leaves the file as it is.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._file: str = crawler.settings["DW_METRICS_FILE"] or ""
        self._port = crawler.settings.getint("DW_METRICS_PORT")
        if not self._file and not self._port:
            raise NotConfigured
        self._last_good: str | None = None
        self._snapshot: Snapshot | None = None
        self._server: Any = None
        self._looking: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension._spider_opened, signals.spider_opened)
        crawler.signals.connect(extension._engine_stopped, signals.engine_stopped)
        return extension

    def _spider_opened(self) -> None:
        figures = self._figures
        if figures is None or figures.journal is None:
            return
        runs = figures.earlier(_EARLIER_RUNS)
        self._last_good = next((run.ended for run in runs if run.status in GOOD), None)
        if self._port:
            self._serve()

    def _serve(self) -> None:
        """By a thread of the library's own, as a crawl may run without Twisted's reactor. It is shown
        what this thread has measured last: the store's connection is this thread's."""
        from prometheus_client import CollectorRegistry, start_http_server

        from dwcrawler.watch.metrics import CrawlCollector

        registry = CollectorRegistry()
        registry.register(CrawlCollector(lambda: self._snapshot))
        try:
            self._server = start_http_server(self._port, _HOST, registry)
        except OSError as error:
            logger.warning(
                "DW_METRICS_PORT: %s:%d cannot be used (%s). The crawl goes on without it",
                _HOST, self._port, error.strerror or error,
            )  # fmt: skip
            return
        self._looking = create_looping_call(self._look)
        self._looking.start(_EVERY, now=True)

    def _look(self) -> None:
        self._snapshot = self._now(is_over=False)

    def _engine_stopped(self) -> None:
        if self._looking is not None:
            self._looking.stop()
            server, thread = self._server
            server.shutdown()
            server.server_close()
            thread.join(timeout=5)
        if self._file and self._figures is not None and self._figures.journal is not None:
            self._write()

    def _write(self) -> None:
        """Whole, or not at all: the library writes a file beside and renames it."""
        from prometheus_client import CollectorRegistry, write_to_textfile

        from dwcrawler.watch.metrics import CrawlCollector

        registry = CollectorRegistry()
        registry.register(CrawlCollector(lambda: self._now(is_over=True)))
        try:
            write_to_textfile(self._file, registry)
        except OSError as error:
            logger.error("DW_METRICS_FILE: %s", error)

    @property
    def _figures(self) -> RunFigures | None:
        return self._crawler.get_extension(RunFigures)

    def _now(self, *, is_over: bool) -> Snapshot:
        from dwcrawler.watch.metrics import Snapshot

        figures, stats = self._figures, self._crawler.stats
        assert figures is not None
        started = stats.get_value("start_time")
        responses: Counter[str] = Counter()
        for code, count in counts_under(stats.get_stats(), _RESPONSES).items():
            responses[f"{code[0]}xx"] += count
        snapshot = Snapshot(
            figures=figures.figures(),
            responses=responses,
            findings=counts_under(stats.get_stats(), _FINDINGS),
            started=in_utc(started) if started else None,
            last_good=self._last_good,
        )
        if not is_over:
            return snapshot
        reason, status = figures.reason, figures.status
        ended = in_utc(datetime.now(UTC))
        return snapshot._replace(
            ended=ended,
            reason=reason,
            status=status,
            last_good=ended if status in GOOD else self._last_good,
        )
