"""What is compared with earlier crawls when a crawl ends: a suite of Spidermon's.

Loaded only where Spidermon is installed (extra `watch`) and DW_MONITORS does not say no. Suites of
your own stand beside it in SPIDERMON_SPIDER_CLOSE_MONITORS.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final
from warnings import filterwarnings

from scrapy.crawler import Crawler
from spidermon import Monitor, MonitorSuite, monitors
from spidermon.core.actions import Action

from dwcrawler.extensions.figures import RunFigures
from dwcrawler.extensions.outcomes import StoryOutcomes
from dwcrawler.finish import SITE_CHANGED
from dwcrawler.watch.baseline import Baseline, baseline_of
from dwcrawler.watch.figures import Figures
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.judging_counts import few, mishaps, old_news, unknown_names
from dwcrawler.watch.judging_features import lost_features, new_features

logger = logging.getLogger(__name__)

# Spidermon (1.27) logs by a method that Scrapy (2.19) would rather not have.
filterwarnings("ignore", message=r"Spider\.log\(\) is deprecated", module=r"spidermon\.")

# Runs of the store that are read: those that are not sound are left out of the baseline.
_MOST_RUNS: Final = 200


class _Compared(Monitor):  # type: ignore[misc]  # Spidermon is not typed
    """A theme of the suite. Each test tells what it found, and fails if it found anything."""

    @property
    def crawler(self) -> Crawler:
        crawler: Crawler = self.data.crawler
        return crawler

    @property
    def run_figures(self) -> RunFigures:
        figures = self.crawler.get_extension(RunFigures)
        assert figures is not None  # the add-on loads this suite with it
        return figures

    @property
    def now(self) -> Figures:
        return self.run_figures.figures()

    @property
    def baseline(self) -> Baseline:
        """Skips the test where too few earlier crawls are known to compare with."""
        figures = self.run_figures
        if figures.baseline is None:
            figures.measure_newest()
            figures.baseline = baseline_of(
                figures.earlier(_MOST_RUNS),
                self.now,
                figures.journal.scope if figures.journal is not None else "",
                datetime.now(UTC),
                self.crawler.settings.getint("DW_MONITOR_RUNS"),
            )
        baseline = figures.baseline
        if not baseline.is_enough:
            self.skipTest(f"{len(baseline.runs)} earlier crawls to compare with are too few")
        return baseline

    def tell(self, findings: Iterable[Finding]) -> None:
        found = list(findings)
        self.run_figures.found.extend(found)
        if found:
            self.fail("; ".join(finding.words for finding in found))

    def urls(self, name: str) -> list[str]:
        """Pages to look at: with a problem or an unknown name, or that could not be read."""
        if urls := self.run_figures.urls.get(name):
            return urls
        outcomes = self.crawler.get_extension(StoryOutcomes)
        return outcomes.urls_of(name) if outcomes is not None else []


@monitors.name("stories")
class Stories(_Compared):
    def test_as_many_are_found_as_usual(self) -> None:
        least = self.crawler.settings.getfloat("DW_MONITOR_STORIES_SHARE")
        self.tell(few(self.now, self.baseline, least))

    def test_news_comes_in_each_language(self) -> None:
        limit = timedelta(hours=self.crawler.settings.getfloat("DW_MONITOR_NEWEST_HOURS"))
        self.tell(old_news(self.now, self.baseline, datetime.now(UTC), limit))


@monitors.name("fields")
class Fields(_Compared):
    def test_stories_have_what_they_usually_have(self) -> None:
        drop = self.crawler.settings.getfloat("DW_MONITOR_DROP")
        coverage = self.run_figures.coverage
        self.tell(lost_features(coverage, self.baseline, drop, self._lacking))

    def _lacking(self, group: str, feature: str) -> list[str]:
        return self.run_figures.lacking.get((group, feature), [])

    def test_blocks_have_known_names(self) -> None:
        self.tell(new_features(self.run_figures.coverage, self.baseline))


@monitors.name("losses")
class Losses(_Compared):
    def test_no_more_is_lost_than_usual(self) -> None:
        self.tell(mishaps(self.now, self.baseline, self.urls))


@monitors.name("names")
class Names(_Compared):
    def test_nothing_is_unknown(self) -> None:
        self.tell(unknown_names(self.now, self.baseline, self.urls))


class SetVerdict(Action):  # type: ignore[misc]
    """Findings go into the log, the stats and the exit status; into the store with the run."""

    def run_action(self) -> None:
        crawler: Crawler = self.data.crawler
        figures, stats = crawler.get_extension(RunFigures), crawler.stats
        assert figures is not None
        for finding in figures.found:
            more = f". Look at {', '.join(finding.urls)}" if finding.urls else ""
            logger.error("Unlike earlier crawls: %s%s", finding.words, more)
        for code, count in Counter(finding.code for finding in figures.found).items():
            stats.set_value(f"dw/findings/{code}", count)
        if figures.found and stats.get_value("dw/verdict") is None:
            stats.set_value("dw/verdict", SITE_CHANGED)


class _AtDebug(logging.Filter):
    """Spidermon logs each test at INFO, and failed ones with a traceback at ERROR. What the tests
    above found is logged by the action, in one line each; failures of a user's suite stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = str(record.msg)
        if text.startswith("[Spidermon]") and (record.levelno == logging.INFO or __file__ in text):
            record.levelno, record.levelname = logging.DEBUG, logging.getLevelName(logging.DEBUG)
        return True


class CrawlMonitors(MonitorSuite):  # type: ignore[misc]
    monitors: ClassVar[list[type[Monitor]]] = [Stories, Fields, Losses, Names]
    monitors_finished_actions: ClassVar[list[type[Action]]] = [SetVerdict]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_log = logging.getLogger(kwargs["crawler"].spider.name)
        if not any(isinstance(known, _AtDebug) for known in own_log.filters):
            own_log.addFilter(_AtDebug())
