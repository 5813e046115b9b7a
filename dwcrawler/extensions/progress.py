"""Shows how a crawl goes on: a live view on a terminal, else a line every LOGSTATS_INTERVAL."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any, Final, Literal, Self

from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.logstats import LogStats
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler

from dwcrawler.components.component_lists import move
from dwcrawler.components.json_log import is_wanted
from dwcrawler.console.readable import without_controls
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.mirror_origin import mirror_of
from dwcrawler.progress.command import same_command
from dwcrawler.progress.counts import Counts, asked_for
from dwcrawler.progress.screen import draw
from dwcrawler.progress.terminal import Bottom, is_able
from dwcrawler.progress.words import line
from dwcrawler.store.folder import folder_of

logger = logging.getLogger(__name__)

# In the `extra` of a record: a line at INFO that the live view shows, as it shows warnings.
ALWAYS: Final = "dw_always"
_SECONDS: Final = 0.5  # between two refreshes of the live view
_STYLES: Final = {logging.WARNING: "yellow", logging.ERROR: "red", logging.CRITICAL: "bold red"}

Mode = Literal["live", "lines", "off"]


class Progress(LogStats):
    """Settings: DW_PROGRESS, LOGSTATS_INTERVAL (seconds, 0: no lines). Stats: as Scrapy's LogStats.

    `is_live` says whether the crawl is shown by a live view, and its log above that.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._lines_every = settings.getfloat("LOGSTATS_INTERVAL")
        super().__init__(crawler.stats, self._lines_every or 60.0)  # which it divides by
        self.pagesprev = self.itemsprev = 0
        self._crawler = crawler
        self._mode = _mode(settings)
        self._counts = Counts(crawler)
        self._view: Bottom | None = None
        self._log = _AboveTheView(settings)
        self._refreshing: Any = None
        self._is_over = False
        self._said: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Without Scrapy's wish for an interval: the live view has one of its own."""
        progress = cls(crawler)
        connect = crawler.signals.connect
        if progress._mode != "off":
            connect(progress._counts.story, signals.item_scraped)
            connect(progress._counts.answer, signals.response_downloaded)
        connect(progress._engine_started, signals.engine_started)
        connect(progress.spider_closed, signals.spider_closed)
        connect(progress._engine_stopped, signals.engine_stopped)
        progress._say_what_begins()
        return progress

    @property
    def is_live(self) -> bool:
        return self._mode == "live"

    def _say_what_begins(self) -> None:
        """The first lines of a log, and what stands above the live view."""
        self._said = [_beginning(self._crawler), _manners(self._crawler.settings)]
        if self.is_live:
            move("scrapy.core.engine", ("Spider opened",))
            return
        for said in self._said:
            logger.info("%s", said)

    def _engine_started(self) -> None:
        import twisted.internet.reactor  # late: only now Scrapy has chosen which

        reactor: Any = twisted.internet.reactor
        reactor.addSystemEventTrigger("after", "shutdown", self._reactor_stopped)
        self._counts.begin()
        if self._mode == "live":
            self._begin_view(reactor.callFromThread)
        elif self._mode == "lines" and self._lines_every:
            self._repeat(self.log, self._lines_every)

    def _begin_view(self, run_soon: Callable[[Callable[[], None]], Any]) -> None:
        self._view = Bottom(lambda *size: draw(self._counts.snapshot(), *size), run_soon)
        self._log.begin(self._view)
        for said in self._said:
            self._view.write(Text(said, "dim"))
        self._view.begin()
        self._repeat(self._view.refresh, _SECONDS)

    def _repeat(self, call: Callable[[], None], seconds: float) -> None:
        self._refreshing = create_looping_call(call)
        self._refreshing.start(seconds, now=False)

    def log(self, spider: object = None) -> None:
        logger.info("%s", line(self._counts.snapshot()))

    def _engine_stopped(self) -> None:
        self._is_over = True
        if self._refreshing is not None:
            self._refreshing.stop()
        if self._view is not None:
            self._view.end()
            self._log.end()

    def _reactor_stopped(self) -> None:
        """After Ctrl-C twice nothing else says that the crawl is over."""
        if self._is_over:
            return
        self._engine_stopped()
        keeper = self._crawler.get_extension(CrawlJournal)
        journal = keeper.journal if keeper is not None else None
        feed = journal.feed if journal is not None else None
        part = feed.part if feed is not None else None
        where = f" is in {part}" if part is not None and part.is_file() else " by then is kept"
        command = same_command()
        logger.warning(
            "Stopped at once: what was written%s. The next crawl goes on from there%s",
            where,
            f": {command}" if command else "",
        )


class _AboveTheView(logging.Handler):
    """Warnings and errors, whole, above the live view. What the log is asked for besides, in a file
    or by a handler of the user's own, goes there as ever."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(logging.INFO)
        is_asked = _is_level_asked_for(settings)
        self._least = level_of(settings["LOG_LEVEL"]) if is_asked else logging.WARNING
        self.setFormatter(_Short("%(asctime)s %(levelname)s: %(message)s", "%H:%M:%S"))
        self._view: Bottom | None = None

    def begin(self, view: Bottom) -> None:
        self._view = view
        if (usual := _handler_on_stderr()) is not None:
            usual.addFilter(self._instead)
        if self._least < logging.INFO:
            self.setLevel(self._least)
        logging.root.addHandler(self)

    def end(self) -> None:
        """Scrapy's own handler takes over; what it says at INFO is in the closing table."""
        logging.root.removeHandler(self)
        self._view = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._view is None or not self._is_shown(record):
            return
        try:
            text = without_controls(self.format(record))
            self._view.write(Text(text, _STYLES.get(record.levelno, "")))
        except Exception:
            self.handleError(record)

    def _is_shown(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self._least or hasattr(record, ALWAYS)

    def _instead(self, record: logging.LogRecord) -> bool:
        """A filter of Scrapy's handler: nothing while there is a view, warnings after it."""
        return self._view is None and record.levelno >= self._least


class _Short(logging.Formatter):
    """The time of day, and the level where it is more than information."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.levelno > logging.INFO:
            return super().formatMessage(record)
        return f"{record.asctime} {record.message}"


def _handler_on_stderr() -> logging.Handler | None:
    handler = get_scrapy_root_handler()
    is_file = isinstance(handler, logging.FileHandler)
    return handler if isinstance(handler, logging.StreamHandler) and not is_file else None


def _mode(settings: BaseSettings) -> Mode:
    """DW_PROGRESS, with `auto` decided: live where nobody asked for a log, and it can be shown."""
    asked: str = settings["DW_PROGRESS"]
    if asked == "off" or is_quiet(settings):
        return "off"
    if asked == "lines":
        return "lines"
    problem = _why_not_live(settings)
    if asked == "live" and problem:
        logger.warning("DW_PROGRESS=live: %s, so progress is shown as lines of the log", problem)
    if problem or (asked == "auto" and _is_log_asked_for(settings)):
        return "lines"
    return "live"


def _why_not_live(settings: BaseSettings) -> str:
    if is_wanted(settings):
        return "the log is JSON (DW_LOG_FORMAT)"
    if not is_able(sys.stderr):
        return "standard error is no terminal that can show it"
    if sys.stdout is not None and sys.stdout.isatty() and _goes_to_stdout(settings):
        return "the stories themselves go to the terminal"
    return ""


def _goes_to_stdout(settings: BaseSettings) -> bool:
    return any(str(uri).startswith(("stdout:", "-")) for uri in settings.getdict("FEEDS"))


def _is_log_asked_for(settings: BaseSettings) -> bool:
    """By -L, --loglevel, LOG_LEVEL, --logfile, LOG_FILE or --nolog; or where a program that starts
    crawls of its own does without Scrapy's handler."""
    return (
        bool(settings["LOG_FILE"])
        or not settings.getbool("LOG_ENABLED")
        or _is_level_asked_for(settings)
        or _handler_on_stderr() is None
    )


def _is_level_asked_for(settings: BaseSettings) -> bool:
    chosen = (settings.getpriority("LOG_LEVEL") or 0) > SETTINGS_PRIORITIES["project"]
    return chosen or settings["LOG_LEVEL"] not in ("INFO", logging.INFO)


def is_quiet(settings: BaseSettings) -> bool:
    """DW_QUIET: no progress is shown, and the summary even if the log leaves it out."""
    return settings.getbool("DW_QUIET")


def level_of(level: str | int) -> int:
    """LOG_LEVEL, a name or a number, as a number."""
    return level if isinstance(level, int) else logging.getLevelNamesMapping()[level]


def _beginning(crawler: Crawler) -> str:
    """What is crawled, and into which folder."""
    settings = crawler.settings
    spider: Any = crawler.spider
    mirror = mirror_of(settings)
    site = f"dw.com at {mirror}" if mirror else "dw.com"
    has_own = bool(settings.getdict("FEEDS"))
    into = "feeds of your own; store" if has_own else "feed and store"
    return f"Crawling {site}: {asked_for(spider.args)}; {into} in {folder_of(settings)}"


def _manners(settings: BaseSettings) -> str:
    robots = (
        "robots.txt is obeyed" if settings.getbool("ROBOTSTXT_OBEY") else "robots.txt is ignored"
    )
    most = settings.getint("CONCURRENT_REQUESTS")
    at_a_time = f"at most {most} {'request' if most == 1 else 'requests'} at a time"
    delay = settings.getfloat("DOWNLOAD_DELAY")
    if settings.getbool("AUTOTHROTTLE_ENABLED"):
        pause = "slower when the site is slow (AutoThrottle)"
    else:
        pause = f"{delay:g} s between requests" if delay else "no pause between requests"
    return f"{robots}, {at_a_time}, {pause}, as {settings['USER_AGENT']}"
