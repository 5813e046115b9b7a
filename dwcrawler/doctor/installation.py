"""Whether this installation is whole: what a crawl needs, and what it is better off with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

import msgspec
from scrapy.settings import BaseSettings

from dwcrawler.configuration.settings_model import DwSettings
from dwcrawler.handlers.chromium import executable
from dwcrawler.middlewares.robotstxt import RobotsTold
from dwcrawler.store.folder import folder_of
from dwcrawler.store.journal import STORE
from dwcrawler.store.lock import holder_of
from dwcrawler.store.reading import open_for_reading
from dwcrawler.store.sqlite import StoreError, as_store_error, holds_store

Grade = Literal["ok", "warning", "problem"]

_EXTRAS: Final = {
    "render": ("scrapy_playwright", "pages that show nothing without a browser are not read"),
    "report": ("altair", "`dwcrawler report` does not work"),
    "watch": ("spidermon", "no monitors, messages and metrics"),
    "analysis": ("duckdb", "no analysis of feeds"),
}
_LEAST_FREE: Final = 500 * 10**6  # bytes
_MOST_OFF: Final = 300.0  # seconds
_BROWSER_TIMEOUT: Final = 20.0


class Check(msgspec.Struct):
    """`words` say what is, and what would be right where it is not."""

    name: str
    grade: Grade
    words: str


def installation(settings: BaseSettings) -> Iterator[Check]:
    yield Check("python", "ok", f"{sys.version.split()[0]} ({sys.executable})")
    yield from _packages()
    yield from _browser()
    yield _contact(settings)
    folder = folder_of(settings)
    yield _output(folder)
    yield _store(folder / STORE)


def _packages() -> Iterator[Check]:
    for extra, (package, without) in _EXTRAS.items():
        if find_spec(package):
            yield Check(extra, "ok", f"{package} is installed")
        else:
            words = f'{package} is not installed, so {without}: pip install "dwcrawler[{extra}]"'
            yield Check(extra, "warning", words)


def _browser() -> Iterator[Check]:
    """Only where it would be used."""
    if not find_spec("scrapy_playwright"):
        return
    program = executable()
    if program is None:
        words = "no Chromium is found: install one, or name it by DW_CHROMIUM"
        yield Check("browser", "warning", words)
        return
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=_BROWSER_TIMEOUT,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Check("browser", "problem", f"{program} does not start: {error}")
        return
    if done.returncode:
        yield Check("browser", "problem", f"{program} ends with status {done.returncode}")
    else:
        yield Check("browser", "ok", f"{done.stdout.strip()} ({program})")


def _contact(settings: BaseSettings) -> Check:
    contact = settings["DW_CONTACT"]
    if contact == DwSettings.model_fields["DW_CONTACT"].default:
        words = "DW_CONTACT is not set: name a page that says who crawls, and why"
        return Check("contact", "warning", words)
    return Check("contact", "ok", contact)


def _output(folder: Path) -> Check:
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=".dwcrawler-doctor-"):
            pass
    except OSError as error:
        words = f"{there} cannot be written ({error.strerror}): name another by DW_OUTPUT_DIR"
        return Check("output", "problem", words)
    free = shutil.disk_usage(there).free
    words = f"{folder} can be written, {free / 1e9:.1f} GB are free"
    return Check("output", "ok" if free >= _LEAST_FREE else "warning", words)


def _store(path: Path) -> Check:
    if not path.exists():
        return Check("store", "ok", f"{path} is not there yet: the first crawl makes it")
    try:
        with as_store_error():
            db = open_for_reading(path, timeout=2)
            try:
                holds_store(db)
            finally:
                db.close()
    except StoreError as error:
        words = f"{path} cannot be used: {error}. The next crawl makes it again from the feeds"
        return Check("store", "problem", words)
    holder = holder_of(path)
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    is_used = holder is not None and f"process {os.getpid()}," not in holder
    return Check("store", "ok", f"{size}, in use by {holder}" if is_used else f"{size}, sound")


def robots(told: RobotsTold | None) -> Check:
    """`told`: None where the settings say not to ask, or where nothing was fetched."""
    if told is None:
        return Check("robots", "warning", "robots.txt was not asked for: ROBOTSTXT_OBEY is off")
    if told.unreachable:
        words = f"robots.txt cannot be read ({told.unreachable}), so nothing is fetched"
        return Check("robots", "problem", words)
    if not told.is_there:
        return Check("robots", "ok", "the site has no robots.txt: everything may be fetched")
    if not told.allows:
        return Check("robots", "problem", "robots.txt forbids this crawler what it was to fetch")
    pause = f", {told.delay:g} s between requests" if told.delay else ""
    count = "1 sitemap" if told.sitemaps == 1 else f"{told.sitemaps} sitemaps"
    return Check("robots", "ok", f"robots.txt lets this crawler in{pause}; it names {count}")


def clock(seconds_off: float | None) -> Check:
    """`seconds_off`: this machine's clock against the site's `Date`; None where it said none."""
    if seconds_off is None:
        return Check("clock", "warning", "the site sends no date to compare with")
    if abs(seconds_off) > _MOST_OFF:
        way = "ahead of" if seconds_off > 0 else "behind"
        words = f"{abs(seconds_off) / 60:.0f} minutes {way} the site's: dates in words are misread"
        return Check("clock", "problem", words)
    return Check("clock", "ok", f"{abs(seconds_off):.0f} s from the site's")
