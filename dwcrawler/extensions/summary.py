"""The closing table: what a crawl found, what it cost, and where the feed is."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.components.stats import counts_under
from dwcrawler.extensions.errors import Errors
from dwcrawler.extensions.feed_exports import CheckedFeedExporter
from dwcrawler.extensions.figures import RunFigures
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.extensions.progress import Progress, is_quiet, level_of
from dwcrawler.finish import ENDS, GOES_ON
from dwcrawler.items import Story
from dwcrawler.progress import closing
from dwcrawler.progress.command import same_command
from dwcrawler.store.folder import FILES, folder_of

logger = logging.getLogger(__name__)

_MOST_SECTIONS: Final = 12
# Shown only where there is something to show.
_COUNTS_UNDER: Final = {
    "not wanted": "dw/stories/excluded/",
    "problems": "dw/problems/",
    "failures": "dw/failures/",
}
# Label -> stat, and what it counts.
_COUNTS: Final = {
    "known already": ("dw/stories/known", "stories that were not asked for again"),
    "resumed": ("dw/stories/left_over", ""),
    "not fetched": ("dw/stories/waiting", ""),
    "changed": ("dw/stories/changed", "stories, written as their next revision"),
    "not modified": ("dw/stories/not_modified", "stories, as the site says; not written again"),
    "gone": ("dw/stories/gone", "stories that are not there any more (404, 410)"),
    "rejected": ("dw/stories/rejected", "stories that do not fit the schema"),
    "missing": ("dw/stories/missing", "pages that show neither a story nor a list"),
    "retries": ("retry/count", "requests made again"),
}


class Summary:
    """Logged at INFO at the end of the crawl; drawn on the terminal after a live view, and shown
    with DW_QUIET whatever the log leaves out. DW_STATS_FILE takes all stats as JSON besides."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self._stats_file: str = crawler.settings["DW_STATS_FILE"]
        self._by_language: Counter[str] = Counter()
        self._by_type: Counter[str] = Counter()
        self._by_section: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def item_scraped(self, item: Story) -> None:
        self._by_language[item.language] += 1
        self._by_type[item.type] += 1
        self._by_section[item.section[-1] if item.section else "(none)"] += 1

    def engine_stopped(self) -> None:
        """By now every feed is where it belongs."""
        reason = str(self._stats.get_value("finish_reason", "at once"))
        self._tell([*self._found(), *self._cost(), *self._lost(), *self._end(reason)])
        if self._stats_file:
            stats = json.dumps(self._stats.get_stats(), default=str, indent=2)
            try:
                Path(self._stats_file).write_text(stats, encoding="utf-8")
            except OSError as error:  # it could be written when the crawl began
                logger.error("DW_STATS_FILE: %s", error)

    def _tell(self, rows: list[tuple[str, str]]) -> None:
        """Once, wherever the user looks: the log does not show it where it leaves out INFO."""
        settings = self._crawler.settings
        progress = self._crawler.get_extension(Progress)
        is_live = progress is not None and progress.is_live
        is_in_log = level_of(settings["LOG_LEVEL"]) <= logging.INFO and settings.getbool(
            "LOG_ENABLED"
        )
        is_on_screen = is_in_log and not settings["LOG_FILE"] and not is_live
        if (is_live or is_quiet(settings)) and not is_on_screen:
            closing.show(rows)
        logger.info("%s", closing.as_text(rows))

    def _found(self) -> Iterable[tuple[str, str]]:
        if not self._by_type.total():
            yield "stories", "0: nothing was written"
            if why := getattr(self._crawler.spider, "why_nothing", lambda: None)():
                yield "why none", why
        else:
            yield "stories", str(self._by_type.total())
            yield "  by language", _listed(self._by_language)
            yield "  by type", _listed(self._by_type)
            yield "  by section", _listed(self._by_section, _MOST_SECTIONS)

    def _cost(self) -> Iterable[tuple[str, str]]:
        stories = self._by_type.total()
        requests = self._count("downloader/request_count") - self._count("robotstxt/request_count")
        yield "requests", f"{requests} ({self._count('dw/listings')} of them listings)"
        if stories:
            yield "requests per story", f"{requests / stories:.2f} (listings included)"
        avoided = self._count("dw/stories/found_again") + self._count("dupefilter/filtered")
        yield "duplicates avoided", f"{avoided} links to stories that were known already"
        for name, prefix in _COUNTS_UNDER.items():
            if counted := Counter(self._counts_under(prefix)):
                yield name, _listed(counted)
        for name, (stat, what) in _COUNTS.items():
            if self._count(stat):
                yield name, f"{self._count(stat)} {what}".rstrip()
        yield from self._unchanged()

    def _unchanged(self) -> Iterable[tuple[str, str]]:
        """Feeds of the user's own get such stories all the same."""
        if unchanged := self._count("dw/stories/unchanged"):
            has_own = bool(self._crawler.settings.getdict("FEEDS"))
            written = "written all the same" if has_own else "not written again"
            yield "unchanged", f"{unchanged} stories, read and found as they were; {written}"

    def _lost(self) -> Iterable[tuple[str, str]]:
        """What became of what the crawl should have had."""
        outcomes = self._crawler.get_extension(StoryOutcomes)
        errors = self._crawler.get_extension(Errors)
        yield from outcomes.rows() if outcomes is not None else ()
        yield from errors.rows() if errors is not None else ()
        figures = self._crawler.get_extension(RunFigures)
        for number, finding in enumerate(figures.found if figures is not None else ()):
            yield "" if number else "unlike before", finding.words
        verdict = self._stats.get_value("dw/verdict")
        if verdict is not None and verdict != self._stats.get_value("finish_reason"):
            yield "but", f"it {ENDS.get(str(verdict), verdict)} ({verdict})"

    def _end(self, reason: str) -> Iterable[tuple[str, str]]:
        """Where all is, how it ended, and what to do next."""
        yield from self._files()
        yield from self._feeds()
        words = ENDS.get(reason)
        yield "ended", f"{reason}: the crawl {words}" if words else reason
        if reason in GOES_ON and (command := same_command()) is not None:
            yield "next", command

    def _files(self) -> Iterable[tuple[str, str]]:
        """What `download` asked for."""
        stored, failed = self._count("dw/files/stored"), self._count("dw/files/failed")
        if stored or failed:
            folder = folder_of(self._crawler.settings) / FILES
            lost = f"; {failed} could not be had" if failed else ""
            yield "files", f"{stored} in {folder}{lost}"

    def _feeds(self) -> Iterable[tuple[str, str]]:
        keeper = self._crawler.get_extension(CrawlJournal)
        if keeper is not None and keeper.journal is not None:
            if keeper.journal.feed_path is not None:
                yield "feed", str(keeper.journal.feed_path)
        exporter = self._crawler.get_extension(CheckedFeedExporter)
        if exporter is not None:
            yield from (("feed", uri) for uri in exporter.stored)
            yield from (("kept aside", str(path)) for path in exporter.kept_aside)

    def _count(self, stat: str) -> int:
        value: Any = self._stats.get_value(stat, 0)
        return int(value)

    def _counts_under(self, prefix: str) -> dict[str, int]:
        return counts_under(self._stats.get_stats(), prefix)


def _listed(counts: Counter[str], most: int | None = None) -> str:
    shown = ", ".join(f"{name} {count}" for name, count in counts.most_common(most))
    more = len(counts) - most if most is not None else 0
    return f"{shown}, and {more} more" if more > 0 else shown
