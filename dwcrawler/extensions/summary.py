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

from dwcrawler.extensions.errors import Errors
from dwcrawler.extensions.feeds import CheckedFeedExporter
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.items import Story
from dwcrawler.pipelines.recording import Recording

logger = logging.getLogger(__name__)

_MOST_SECTIONS: Final = 12
# Shown only where there is something to show.
_COUNTS_UNDER: Final = {
    "not wanted": "dw/stories/excluded/",
    "problems": "dw/problems/",
    "failures": "dw/failures/",
}
_COUNTS: Final = {
    "known already": "dw/stories/known",
    "resumed": "dw/stories/left_over",
    "not fetched": "dw/stories/waiting",
    "changed": "dw/stories/changed",
    "unchanged": "dw/stories/unchanged",
    "not modified": "dw/stories/not_modified",
    "gone": "dw/stories/gone",
    "rejected": "dw/stories/rejected",
    "missing": "dw/stories/missing",
    "retries": "retry/count",
}


class Summary:
    """Logged at INFO at the end of the crawl; DW_STATS_FILE takes all stats as JSON besides."""

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
        rows = [*self._found(), *self._cost(), *self._lost(), *self._feeds(), ("finished", reason)]
        width = max(len(name) for name, _ in rows)
        lines = "\n".join(f"  {name:<{width}}  {value}" for name, value in rows)
        logger.info("Summary of the crawl\n%s", lines)
        if self._stats_file:
            stats = json.dumps(self._stats.get_stats(), default=str, indent=2)
            try:
                Path(self._stats_file).write_text(stats, encoding="utf-8")
            except OSError as error:  # it could be written when the crawl began
                logger.error("DW_STATS_FILE: %s", error)

    def _found(self) -> Iterable[tuple[str, str]]:
        yield "stories", str(self._by_type.total())
        if why := getattr(self._crawler.spider, "why_nothing", lambda: None)():
            yield "why none", why
        if self._by_type.total():
            yield "  by language", _listed(self._by_language)
            yield "  by type", _listed(self._by_type)
            yield "  by section", _listed(self._by_section, _MOST_SECTIONS)

    def _cost(self) -> Iterable[tuple[str, str]]:
        stories = self._by_type.total()
        requests = self._count("downloader/request_count") - self._count("robotstxt/request_count")
        yield "requests", f"{requests} ({self._count('dw/listings')} listings)"
        if stories:
            yield "requests per story", f"{requests / stories:.2f} (listings included)"
        avoided = self._count("dw/stories/found_again") + self._count("dupefilter/filtered")
        yield "duplicates avoided", f"{avoided} links to stories that were known already"
        for name, prefix in _COUNTS_UNDER.items():
            if counted := Counter(self._counts_under(prefix)):
                yield name, _listed(counted)
        for name, stat in _COUNTS.items():
            if self._count(stat):
                yield name, str(self._count(stat))

    def _lost(self) -> Iterable[tuple[str, str]]:
        """What became of what the crawl should have had."""
        outcomes = self._crawler.get_extension(StoryOutcomes)
        errors = self._crawler.get_extension(Errors)
        yield from outcomes.rows() if outcomes is not None else ()
        yield from errors.rows() if errors is not None else ()
        verdict = self._stats.get_value("dw/verdict")
        if verdict is not None and verdict != self._stats.get_value("finish_reason"):
            yield "but", str(verdict)

    def _feeds(self) -> Iterable[tuple[str, str]]:
        recording = self._crawler.get_item_pipeline(Recording)
        if recording is not None and recording.journal is not None:
            if recording.journal.feed_path is not None:
                yield "feed", str(recording.journal.feed_path)
        exporter = self._crawler.get_extension(CheckedFeedExporter)
        if exporter is not None:
            yield from (("feed", uri) for uri in exporter.stored)
            yield from (("kept aside", str(path)) for path in exporter.kept_aside)

    def _count(self, stat: str) -> int:
        value: Any = self._stats.get_value(stat, 0)
        return int(value)

    def _counts_under(self, prefix: str) -> dict[str, int]:
        return {
            name.removeprefix(prefix): int(value)
            for name, value in self._stats.get_stats().items()
            if name.startswith(prefix)
        }


def _listed(counts: Counter[str], most: int | None = None) -> str:
    shown = ", ".join(f"{name} {count}" for name, count in counts.most_common(most))
    more = len(counts) - most if most is not None else 0
    return f"{shown}, and {more} more" if more > 0 else shown
