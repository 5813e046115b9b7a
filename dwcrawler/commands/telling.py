"""Whatever keeps a crawl from beginning, or ends it early, is told where its user looks.

That is the log where there is one in a file, and standard error in any case: cron sends that by
mail, and a log is seldom read.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from scrapy.settings import BaseSettings
from scrapy.utils.log import configure_logging

from dwcrawler.configuration.setting_values import LOG_SETTINGS, wrong_settings_of_scrapy

logger = logging.getLogger(__name__)

# Loggers of ours; what others say is told only where none of ours said anything.
_OURS: Final = ("dwcrawler", "dw")
_LONGEST: Final = 500


def tell_refusals(lines: Iterable[str], who: str, settings: BaseSettings) -> None:
    """One line each. To be called before Scrapy set up the log."""
    lines = list(lines)
    for line in lines:
        print(f"{who}: {line}", file=sys.stderr)
    if not settings["LOG_FILE"]:
        return
    wrong = {line.partition(":")[0] for line in wrong_settings_of_scrapy(settings)}
    chosen = {name: settings[name] for name in LOG_SETTINGS if name not in wrong}
    if not chosen.get("LOG_FILE"):
        return
    with suppress(OSError):  # a full disk: it was said above
        configure_logging(chosen)
        for line in lines:
            logger.error("Nothing was crawled: %s", line)


class LastError(logging.Handler):
    """Remembers the last error that was logged, for the one line that a mail has."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._ours = ""
        self._others = ""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):  # a message that cannot be made is the log's to tell
            text = record.getMessage().strip().partition("\n")[0][:_LONGEST]
            if record.name.partition(".")[0] in _OURS:
                self._ours = text
            else:
                self._others = text

    @property
    def text(self) -> str:
        return self._ours or self._others


def tell_end(status: int, reason: str, why: str, who: str, settings: BaseSettings) -> None:
    """The last line of a crawl that did not end well, in the log and on standard error."""
    reason = reason or "stopped at once"
    logger.warning("The crawl ended with exit status %d: %s", status, reason)
    if settings["LOG_FILE"] or not settings.getbool("LOG_ENABLED"):
        said = f": {why}" if why else ""
        print(f"{who}: exit status {status} ({reason}){said}", file=sys.stderr)
