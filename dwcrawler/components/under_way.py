"""Requests that download handlers wait for, so that the end of a crawl can give them up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from dwcrawler.failures import CrawlEnded

ENDED: Final = "the crawl ended before the answer arrived"


class UnderWay:
    """Of one crawl: its download handler adds requests, its end gives them up."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._is_over = False

    def __len__(self) -> int:
        return len(self._tasks)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Around what a download handler awaits. Raises CrawlEnded once all are given up."""
        task = asyncio.current_task()
        if task is None:
            yield
            return
        self._tasks.add(task)
        try:
            if self._is_over:
                raise CrawlEnded(ENDED)
            yield
        except asyncio.CancelledError:
            if not self._is_over:
                raise
            task.uncancel()
            raise CrawlEnded(ENDED) from None
        finally:
            self._tasks.discard(task)

    def give_up(self) -> None:
        """Those that are under way, and all that begin from now on."""
        self._is_over = True
        for task in self._tasks:
            task.cancel()


_of_crawls: Final[WeakKeyDictionary[Crawler, UnderWay]] = WeakKeyDictionary()


def under_way(crawler: Crawler) -> UnderWay:
    """The same one for whoever asks: the handler and the extension need not know each other."""
    return _of_crawls.setdefault(crawler, UnderWay())
