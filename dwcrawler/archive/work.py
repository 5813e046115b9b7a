"""One unit's work, wherever it is done: in this process, or in a worker of Dask's."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import msgspec
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from dwcrawler.archive.captures import CannotRead
from dwcrawler.archive.extraction import Extractor, Wish
from dwcrawler.archive.sources import Unit
from dwcrawler.archive.tally import Tally
from dwcrawler.archive.workspace import Workspace
from dwcrawler.system import collect_garbage_rarely

_WRITER: Final = uuid4().hex[:8]


class CannotWork(Exception):
    """Those who should do the work cannot be used; the text says why."""


class Order(NamedTuple):
    """`feed`: as this machine sees it; `wish` as JSON; `settings`: those of the command line."""

    feed: str
    wish: bytes
    settings: tuple[tuple[str, str], ...]


class Outcome(NamedTuple):
    """`failure`: why the unit could not be read; "" where it was, and then its part is there."""

    key: str
    name: str
    size: int
    failure: str
    tally: bytes


def do(order: Order, unit: Unit) -> Outcome:
    """Never raises for what a unit may hold. A disk that is full is told as a failure, too."""
    tally = Tally()
    failure = ""
    try:
        stories = _extractor(order.wish, order.settings).stories(unit, tally)
        Workspace(Path(order.feed)).write(unit, stories, tally, _mark())
    except (CannotRead, OSError) as error:
        failure = str(error) or type(error).__name__
    return Outcome(unit.key, unit.name, unit.size, failure, msgspec.json.encode(tally))


def do_all(order: Order, units: Iterable[Unit]) -> Iterator[Outcome]:
    """One after the other, in this process."""
    for unit in units:
        yield do(order, unit)


@lru_cache(maxsize=2)
def _extractor(wish: bytes, given: tuple[tuple[str, str], ...]) -> Extractor:
    settings = get_project_settings()
    for name, value in given:
        settings.set(name, value, priority="cmdline")
    extractor = Extractor(settings, msgspec.json.decode(wish, type=Wish))
    collect_garbage_rarely()
    return extractor


def given_settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Those that a command line gave (`-s NAME=VALUE`), for a worker that does not see it."""
    most = 40  # the priority of a command line
    return tuple(
        (name, str(settings[name]))
        for name in sorted(settings)
        if (settings.getpriority(name) or 0) >= most and isinstance(settings[name], str)
    )


def _mark() -> str:
    """Of this writer: two workers on two machines may be given the same unit."""
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{threading.get_ident()}-{_WRITER}"
