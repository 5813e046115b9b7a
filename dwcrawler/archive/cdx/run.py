"""Finds and fetches, and says how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console

from dwcrawler.archive.cdx.fetching import fetch
from dwcrawler.archive.cdx.finding import Archive, find
from dwcrawler.archive.cdx.ledger import Ledger
from dwcrawler.archive.cdx.web import Web
from dwcrawler.archive.extraction import Wish

_EVERY: Final = 30.0  # seconds, where there is no terminal


class _Teller:
    """One line that changes on a terminal; a line now and then elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._told = time.monotonic()
        self._status = self._console.status("") if self._console.is_terminal else None

    @contextmanager
    def shown(self) -> Iterator[None]:
        if self._status is None:
            yield
            return
        with self._status:
            yield

    def tell(self, words: str) -> None:
        if self._status is not None:
            self._status.update(words)
        elif time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            print(words, file=sys.stderr, flush=True)


def run(archive: Archive, folder: Path, wish: Wish, user_agent: str) -> list[tuple[str, str]]:
    """Captures that are not to be had, and why. Raises NotAnswered, OSError, sqlite3.Error; what was
    fetched is in `folder`, and a later run goes on."""
    web = Web(user_agent, archive.pause)
    teller = _Teller()
    with closing(Ledger(folder)) as ledger, teller.shown():
        find(
            archive, web, ledger, wish,
            lambda count: teller.tell(f"Asking the index: {count:,} captures so far"),
        )  # fmt: skip
        ledger.skip_unchanged()
        fetch(archive, web, ledger, lambda left: teller.tell(f"Fetching: {left:,} captures left"))
        return ledger.lost()
