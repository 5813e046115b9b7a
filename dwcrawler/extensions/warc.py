"""Keeps every exchange of a crawl in WARC files, as archives and replay programs take them."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.asyncio import create_looping_call

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.request_meta import is_rendered
from dwcrawler.finish import DISK_FULL
from dwcrawler.store.durable_feed import FeedFull, make_folder

if TYPE_CHECKING:  # warcio is optional
    from dwcrawler.warc.files import WarcFiles
    from dwcrawler.warc.known import KnownCaptures
    from dwcrawler.warc.records import Exchange, Recorder

logger = logging.getLogger(__name__)

_CUT_OFF = frozenset({"dataloss", "partial"})  # flags of Scrapy's


class WarcOutput:
    """Settings: DW_WARC (a folder; empty: none), DW_WARC_MB (of a file), DW_SYNC_SECONDS.

    Stats: `dw/warc/exchanges`, `dw/warc/bytes`. Answers that Scrapy's cache gave are no exchanges.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings["DW_WARC"]:
            raise NotConfigured
        self._crawler = crawler
        self._folder = Path(crawler.settings["DW_WARC"])
        self._known: KnownCaptures | None = None
        self._recorder: Recorder | None = None
        self._files: WarcFiles | None = None
        self._has_failed = False
        self._syncing: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension._spider_opened, signals.spider_opened)
        connect(extension._response_downloaded, signals.response_downloaded)
        connect(extension._engine_stopped, signals.engine_stopped)
        return extension

    def _spider_opened(self) -> None:
        from dwcrawler.warc.files import WarcFiles, recover
        from dwcrawler.warc.known import KnownCaptures
        from dwcrawler.warc.records import Recorder, warcinfo

        settings = self._crawler.settings
        try:
            make_folder(self._folder)
            for path in recover(self._folder):
                logger.info("%s: recovered from a crawl that was killed", path)
            self._known = KnownCaptures(self._folder)
        except (OSError, sqlite3.Error) as error:
            self._failed(error)
            return
        told = {
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "operator": str(settings["DW_CONTACT"]),
            "http-header-user-agent": str(settings["USER_AGENT"]),
        }
        self._recorder = Recorder(self._known)
        self._files = WarcFiles(
            self._folder,
            f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}",
            settings.getint("DW_WARC_MB") * 1_000_000,
            lambda name: warcinfo(name, told),
        )
        self._syncing = create_looping_call(self._sync)
        self._syncing.start(settings.getfloat("DW_SYNC_SECONDS"), now=False)

    def _response_downloaded(self, response: Response, request: Request) -> None:
        if self._files is None or self._recorder is None or self._has_failed:
            return
        try:
            records = self._recorder.records_of(_exchange(request, response))
            self._files.append(records)
        except (FeedFull, sqlite3.Error) as error:
            self._failed(error)
            return
        stats = self._crawler.stats
        stats.inc_value("dw/warc/exchanges")
        stats.inc_value("dw/warc/bytes", len(records))

    def _sync(self) -> None:
        """What is known of the files' records is never ahead of them."""
        if self._files is None or self._known is None or self._has_failed:
            return
        try:
            self._files.sync()
            self._known.save()
        except (FeedFull, sqlite3.Error) as error:
            self._failed(error)

    def _engine_stopped(self) -> None:
        if self._syncing is not None and self._syncing.running:
            self._syncing.stop()
        self._sync()
        if self._files is not None:
            try:
                self._files.close()
            except OSError as error:
                self._failed(error)
        if self._known is not None:
            self._known.close()

    def _failed(self, error: Exception) -> None:
        """Who asks for an archive wants it whole, or to know where it ends."""
        if self._has_failed:
            return
        self._has_failed = True
        logger.error("The crawl ends, because DW_WARC cannot be written: %s", error)
        end_crawl(self._crawler, DISK_FULL)


def _exchange(request: Request, response: Response) -> Exchange:
    from dwcrawler.warc.records import Exchange

    return Exchange(
        url=response.url,
        moment=datetime.now(UTC),
        method=request.method,
        request_headers=_pairs(request.headers),
        request_body=request.body,
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        address=str(response.ip_address) if response.ip_address else None,
        is_rendered=is_rendered(response),
        is_cut_off=bool(_CUT_OFF & set(response.flags)),
    )


def _pairs(headers: Any) -> list[tuple[str, str]]:
    """In Latin-1, as HTTP has them; a line's end in a value would be another header's beginning."""
    return [
        (_one_line(name), _one_line(value)) for name, values in headers.items() for value in values
    ]


def _one_line(text: bytes) -> str:
    return text.decode("latin-1").replace("\r", " ").replace("\n", " ")
