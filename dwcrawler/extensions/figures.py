"""Measures a run while it lasts: what `dwcrawler status` and monitors compare with earlier runs."""

from __future__ import annotations

import resource
import sys
from collections import Counter, defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, Self

import msgspec
from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler import __version__
from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.components.page_read import PAGE_READ
from dwcrawler.components.stats import counts_under
from dwcrawler.finish import STATUS_BY_REASON, exit_status
from dwcrawler.items import Story
from dwcrawler.normalize.dates import in_utc
from dwcrawler.pages import Page
from dwcrawler.store.journal import Journal, JournalFailed
from dwcrawler.store.runs import RunEnd
from dwcrawler.watch.baseline import Baseline
from dwcrawler.watch.features import features
from dwcrawler.watch.figures import ALL, Coverage, Figures, RunRecord
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.history import records

# The site makes up these names, so there may be any number of them.
_MOST_NAMES: Final = 50
_MOST_URLS: Final = 3
_LONGEST: Final = 200
_RUNS: Final = 10
_UNKNOWN: Final = {"unknown_type": "type", "unknown_embed": "embed"}


class RunFigures:
    """Figures of stories that were read, whether or not they were new; and of the stats.

    coverage: group (`article/en`) -> feature -> stories that have it
    lacking:  (group, feature) -> URLs of the first stories without it, of features that others had,
              in this run or in earlier ones
    urls:     pages with what the readers do not know (`type/ShortVideo`), or with a problem
              (`problem/bad_date`): the first ones
    journal:  of the run, once it is open
    found:    what monitors found; they looked if there is a `baseline`
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        self.coverage: Coverage = {}
        self.urls: defaultdict[str, list[str]] = defaultdict(list)
        self.lacking: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.journal: Journal | None = None
        self.found: list[Finding] = []
        self.baseline: Baseline | None = None
        # Features of earlier runs; then by group, those without URLs enough.
        self._expected: frozenset[str] | None = None
        self._sought: dict[str, set[str]] = {}
        self._layouts: Counter[str] = Counter()
        self._written: Counter[tuple[str, str]] = Counter()
        self._new = 0
        self._newest: dict[str, str] = {}
        self._pages = 0
        self._problems: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension._item_scraped, signals.item_scraped)
        connect(extension._item_dropped, signals.item_dropped)
        connect(extension._page_read, PAGE_READ)
        return extension

    # While the crawl lasts

    def _item_scraped(self, item: object) -> None:
        if isinstance(item, Story):
            self._written[item.language, item.type] += 1
            self._new += item.revision == 1
            self._measure(item)

    def _item_dropped(self, item: object, exception: BaseException) -> None:
        """Unchanged stories were read, and cleaned, as those that are written."""
        if (
            isinstance(item, Story)
            and item.content_hash
            and not isinstance(exception, InvalidStory)
        ):
            self._measure(item)

    def _measure(self, story: Story) -> None:
        self._layouts[story.provenance.layout or "?"] += 1
        group = f"{story.type}/{story.language}"
        counts = self.coverage.setdefault(group, {ALL: 0})
        counts[ALL] += 1
        has = set(features(story))
        sought = self._sought_of(group)
        for name in has:
            if name not in counts:
                sought.add(name)
            counts[name] = counts.get(name, 0) + 1
        for name in sought - has:
            urls = self.lacking[group, name]
            urls.append(story.url)
            if len(urls) == _MOST_URLS:
                sought.discard(name)

    def _sought_of(self, group: str) -> set[str]:
        if self._expected is None:
            self._expected = frozenset(
                name
                for run in self.earlier(_RUNS)
                for had in (run.coverage or {}).values()
                for name in had
            ) - {ALL}
        return self._sought.setdefault(group, set(self._expected))

    def _page_read(self, url: str, page: Page) -> None:
        self._pages += 1
        codes = {problem.code for problem in page.problems}
        self._problems.update(codes)
        names = {f"problem/{code}" for code in codes}
        for problem in page.problems:
            if kind := _UNKNOWN.get(problem.code):
                names.add(name := self._bounded(f"{kind}/{problem.detail[:_LONGEST]}", kind))
                self._unknown[name] += 1
        for name in names:
            if len(self.urls[name]) < _MOST_URLS:
                self.urls[name].append(url)

    def _bounded(self, name: str, kind: str) -> str:
        is_known = name in self._unknown or len(self._unknown) < _MOST_NAMES
        return name if is_known else f"{kind}/other"

    def earlier(self, most: int) -> list[RunRecord]:
        """Runs before this one, the latest first."""
        return records(self.journal.earlier_runs(most)) if self.journal is not None else []

    # At the end

    def figures(self) -> Figures:
        """As of now; complete once the spider is closed."""
        count, under = self._count, self._under
        return Figures(
            version=__version__,
            arguments=self._arguments(),
            whole=self._stats.get_value("finish_reason") == "finished",
            pages=self._pages,
            found=count("dw/stories/found") + count("dw/stories/known"),
            read=sum(counts[ALL] for counts in self.coverage.values()),
            written=self._written.total(),
            new=self._new,
            changed=count("dw/stories/changed"),
            unchanged=count("dw/stories/unchanged"),
            not_modified=count("dw/stories/not_modified"),
            duplicates=count("dw/stories/duplicates"),
            rejected=count("dw/stories/rejected"),
            damaged=count("dw/stories/damaged"),
            lost=under("dw/stories/lost/"),
            failures=under("dw/failures/"),
            problems=dict(self._problems),
            errors=sum(under("dw/errors/").values()),
            listings=count("dw/listings"),
            listings_lost=sum(under("dw/listings/lost/").values()),
            requests=count("downloader/request_count") - count("robotstxt/request_count"),
            retries=count("retry/count"),
            received=count("downloader/response_bytes"),
            waiting=count("dw/stories/waiting"),
            unknown={
                **self._unknown,
                **{f"kind/{name}": n for name, n in under("dw/unknown_kind/").items()},
            },
            languages=_totals(self._written, 0),
            types=_totals(self._written, 1),
            layouts=dict(self._layouts),
            newest=self._newest,
            duration=round(self._duration(), 1),
            peak_memory=_peak_memory(),
            feed=self._feed(),
            findings=[finding.key for finding in self.found],
            monitored=self.baseline is not None,
        )

    @property
    def reason(self) -> str:
        """The finish reason, or the verdict where that is graver."""
        reason, verdict = self._ending
        is_told = reason in STATUS_BY_REASON or verdict not in STATUS_BY_REASON
        return reason if is_told else verdict

    @property
    def status(self) -> int:
        """The exit status, as it is known by now."""
        return exit_status(*self._ending, self._stats.get_value("dw/signal"))

    @property
    def _ending(self) -> tuple[str, str]:
        get = self._stats.get_value
        return str(get("finish_reason") or ""), str(get("dw/verdict") or "")

    def end(self) -> RunEnd:
        """Once it is known how the crawl ended."""
        self.measure_newest()
        figures, coverage = (
            msgspec.json.encode(part).decode() for part in (self.figures(), self.coverage)
        )
        return RunEnd(in_utc(datetime.now(UTC)), self.status, figures, coverage)

    def measure_newest(self) -> None:
        """Looks through the store once, at the end: before, the newest stories are not told."""
        if self.journal is not None and not self._newest:
            with suppress(JournalFailed):  # whoever closes the journal tells it
                self.journal.sync()
            self._newest = self.journal.newest_by_language(in_utc(datetime.now(UTC)))

    def _arguments(self) -> dict[str, str]:
        given: dict[str, str] = getattr(self._crawler.spider, "given", {})
        return {name: value[:_LONGEST] for name, value in given.items()}

    def _feed(self) -> str | None:
        """Its name, if anything was written into it."""
        feed = self.journal.feed if self.journal is not None else None
        return feed.path.name if feed is not None and self._written else None

    def _duration(self) -> float:
        start = self._stats.get_value("start_time")
        return (datetime.now(UTC) - start).total_seconds() if start else 0.0

    def _count(self, name: str) -> int:
        return int(self._stats.get_value(name, 0) or 0)

    def _under(self, prefix: str) -> dict[str, int]:
        return dict(sorted(counts_under(self._stats.get_stats(), prefix).items())[:_MOST_NAMES])


def _totals(counts: Counter[tuple[str, str]], part: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for key, number in counts.items():
        totals[key[part]] += number
    return dict(totals)


def _peak_memory() -> int:
    """Bytes; Linux counts kilobytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
