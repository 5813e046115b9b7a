"""Whom the components of this project serve: the spider `dw`, and nobody else.

A setting of the project holds for every spider in it: also for one that a user puts beside `dw`,
and for the spider with which `scrapy fetch`, `shell`, `view` and `bench` ask for any page. All our
components need a story, or an argument of `dw`, so each other spider gets Scrapy's own in place of
ours. This is decided here, once, and no component has to ask whom it serves.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Self

from scrapy.crawler import Crawler
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from dwcrawler import __version__
from dwcrawler.components.spider_kind import is_for_dw

_OURS: Final = "dwcrawler."
_SPIDERMON: Final = "spidermon.contrib.scrapy.extensions.Spidermon"
_SUITE: Final = "dwcrawler.extensions.monitors.CrawlMonitors"
_AFTER_THE_VERDICT: Final = 500
# Not settings of components: where Scrapy looks for spiders and commands.
_FOLDERS: Final = ("SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE", "ADDONS")
# What records a crawl, judges it or ends it. A page that is looked at by hand is no crawl.
_FOR_CRAWLS: Final = frozenset(
    f"{_OURS}{path}"
    for path in (
        "pipelines.recording.Recording",
        "pipelines.files.StoryFiles",
        "extensions.breaker.Breaker",
        "extensions.errors.Errors",
        "extensions.figures.RunFigures",
        "extensions.journal.CrawlJournal",
        "extensions.messages.Messages",
        "extensions.metrics.Metrics",
        "extensions.outcomes.StoryOutcomes",
        "extensions.reachability.Reachability",
        "extensions.rejected.RejectedStories",
        "extensions.summary.Summary",
        "extensions.verdict.Verdict",
        "extensions.warc.WarcOutput",
        "extensions.progress.Progress",
    )
)


def is_a_crawl(crawler: Crawler) -> bool:
    """Not `scrapy fetch`, `parse`, `view`, `shell`: these look at a page as `dw` would get it.

    The first three put a `start` of their own in place of the spider's; a shell has no spider yet
    when its components are built. A spider that only looks says so (`is_looking`).
    """
    spider = crawler.spider
    if getattr(crawler.spidercls, "is_looking", False):
        return False
    return spider is not None and not type(spider).start.__module__.startswith("scrapy.commands.")


class ForDwAlone:
    """An add-on: Scrapy lets it change the settings before a crawl's components are built."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        _name_the_contact(settings)
        if settings.getbool("HTTPCACHE_ENABLED") and not closest_scrapy_cfg():
            _cache_here(settings)
        if not is_for_dw(self._crawler):
            _without_ours(settings)
        elif not is_a_crawl(self._crawler):
            _without_crawls(settings)
        elif _wants_monitors(settings):
            _with_monitors(settings)


def _name_the_contact(settings: BaseSettings) -> None:
    """`settings.py` makes USER_AGENT of the contact that the environment has (DW_CONTACT). One from a
    command line, a spider or a script goes into it here, unless a USER_AGENT came with it."""
    priority = settings.getpriority("DW_CONTACT") or 0
    agents = max(settings.getpriority("USER_AGENT") or 0, SETTINGS_PRIORITIES["project"])
    if priority > agents:
        agent = f"{settings['BOT_NAME']}/{__version__} (+{settings['DW_CONTACT']})"
        settings.set("USER_AGENT", agent, priority)


def _cache_here(settings: BaseSettings) -> None:
    """Scrapy keeps its cache in the folder `.scrapy` beside scrapy.cfg, and has none without that
    file. Where there is none, `.scrapy` in the current folder takes its place."""
    folder = Path(".scrapy", settings["HTTPCACHE_DIR"]).absolute()
    settings.set("HTTPCACHE_DIR", str(folder), settings.getpriority("HTTPCACHE_DIR") or 0)


def _without_ours(settings: BaseSettings) -> None:
    """Scrapy's own in place of all that the project chose; what a spider or a command line chose
    stays, and so does what a user added to the project's lists."""
    for name in list(settings):
        if not _is_of_project(settings, name) or name in _FOLDERS:
            continue
        value = settings[name]
        if isinstance(value, str) and value.startswith(_OURS):
            settings.set(name, getattr(default_settings, name, None), "project")
        elif isinstance(value, Mapping):
            # None takes away one of Scrapy's own, in whose place ours stand.
            kept = {
                key: inner
                for key, inner in value.items()
                if inner is not None and not _is_ours(key, inner)
            }
            if len(kept) < len(value):
                settings.set(name, kept, "project")
    if _is_of_project(settings, "REFERER_ENABLED"):  # or Scrapy's redirects warn of it
        settings.set("REFERER_ENABLED", default_settings.REFERER_ENABLED, "project")


def _without_crawls(settings: BaseSettings) -> None:
    for name in ("ITEM_PIPELINES", "EXTENSIONS"):
        kept = {key: order for key, order in settings[name].items() if key not in _FOR_CRAWLS}
        settings.set(name, kept, settings.getpriority(name) or "project")


def _wants_monitors(settings: BaseSettings) -> bool:
    """`auto` is where Spidermon is installed."""
    if str(settings["DW_MONITORS"]).lower() != "auto":
        return settings.getbool("DW_MONITORS")
    return find_spec("spidermon") is not None


def _with_monitors(settings: BaseSettings) -> None:
    """Spidermon judges when the verdict has fallen, and before the run is recorded. It is switched on
    by settings of its own; suites that a user named there stay."""
    settings.set("SPIDERMON_ENABLED", True, "project")
    suites = settings.getlist("SPIDERMON_SPIDER_CLOSE_MONITORS")
    priority = settings.getpriority("SPIDERMON_SPIDER_CLOSE_MONITORS") or "project"
    settings.set("SPIDERMON_SPIDER_CLOSE_MONITORS", [_SUITE, *suites], priority)
    settings["EXTENSIONS"].setdefault(_SPIDERMON, _AFTER_THE_VERDICT)


def _is_of_project(settings: BaseSettings, name: str) -> bool:
    return (settings.getpriority(name) or 0) <= SETTINGS_PRIORITIES["project"]


def _is_ours(key: Any, value: Any) -> bool:
    return any(isinstance(part, str) and part.startswith(_OURS) for part in (key, value))
