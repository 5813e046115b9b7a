"""What became of every story that was requested: read, damaged, or lost, and why.

A site can answer every request with status 200 and still give nothing: an empty page, a consent
page, an unknown layout. So a crawl is judged by its stories, not by HTTP statuses alone.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler

from dwcrawler.components.ending import end_crawl
from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.console.readable import readable
from dwcrawler.extensions.sliding import SlidingShare
from dwcrawler.finish import STORIES_LOST, TOO_MANY_LOST
from dwcrawler.items import Story
from dwcrawler.pages.problems import Problem
from dwcrawler.store.journal import JournalFailed

logger = logging.getLogger(__name__)

# Problems of a page which mean that a field of its story could not be used.
_DAMAGE: Final = frozenset({"bad_field", "bad_state", "bad_date", "internal_error"})
# Not a fault of the site: without a browser, the crawl goes on with all other pages.
_OWN_FAULTS: Final = frozenset({"no_browser"})
# So few prove nothing, unless nothing else was read.
_FEW: Final = 3
_MOST_NAMED: Final = 3


class StoryOutcomes:
    """Settings: DW_LOST_SHARE, DW_DAMAGED_SHARE of all stories that were requested and answered;
    DW_BREAKER_SHARE of the latest DW_BREAKER_WINDOW ends the crawl.

    A story that is gone (404, 410) counts as lost if a list still shows it; links to it may be old.
    Stats: `dw/stories/lost/<why>`, `dw/stories/damaged`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stats = crawler.stats
        settings = crawler.settings
        self._most_lost = settings.getfloat("DW_LOST_SHARE")
        self._most_damaged = settings.getfloat("DW_DAMAGED_SHARE")
        self._latest = SlidingShare.from_settings(settings)
        self._in_pipelines: dict[int, tuple[str, bool]] = {}
        self._lost: Counter[str] = Counter()
        self._gone = 0
        self._read = 0
        self._damaged = 0
        # URLs to look at: of stories lost, of stories damaged, and what `urls` named in vain.
        self._lost_urls: list[str] = []
        self._damaged_urls: list[str] = []
        self._named: dict[str, str] = {}
        # Listings and start pages (which are listings, too): how many were read, how many lost.
        self._listings = Counter[str]()
        self._lost_listings: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension._item_scraped, signals.item_scraped)
        crawler.signals.connect(extension._item_dropped, signals.item_dropped)
        crawler.signals.connect(extension._item_error, signals.item_error)
        return extension

    # Called by the spider

    def came(self, story: Story, problems: list[Problem]) -> None:
        """A story goes to the pipelines; `problems` are its page's."""
        damaged = any(problem.code in _DAMAGE for problem in problems)
        self._in_pipelines[story.id] = (story.url, damaged)

    def read(self) -> None:
        """A story was read or is unchanged, whether or not the crawl keeps it."""
        self._read += 1
        self._note(False)

    def lost(self, url: str, why: str) -> None:
        """A story was requested and could not be read; `why` is a code as in the stats."""
        self._lost[why] += 1
        self._stats.inc_value(f"dw/stories/lost/{why}")
        _keep(self._lost_urls, readable(url))
        if why not in _OWN_FAULTS:
            self._note(True)

    def gone(self, url: str, code: str, is_listed: bool) -> None:
        """404 or 410, as `http_404`; `is_listed`: a list, feed or sitemap shows the story now."""
        self._gone += 1
        if is_listed:
            self.lost(url, code)

    def listing(self, url: str, why: str | None, is_start: bool) -> None:
        """A start page, section, topic or the like was read, or could not be for the reason `why`."""
        kind = "read" if why is None else "lost"
        self._listings[kind] += 1
        self._listings[f"start {kind}"] += is_start
        if why is not None:
            self._stats.inc_value(f"dw/listings/lost/{why}")
            _keep(self._lost_listings, f"{readable(url)} ({why})")

    def named_in_vain(self, url: str, why: str) -> None:
        """What `-a urls=` named could not be read."""
        self._named.setdefault(url, why)

    # Called for the pipelines

    def _item_scraped(self, item: object) -> None:
        url, damaged = self._left(item)
        if damaged:
            self._damaged += 1
            self._stats.inc_value("dw/stories/damaged")
            _keep(self._damaged_urls, readable(url))
        self.read()

    def _item_dropped(self, item: object, exception: BaseException) -> None:
        url, _ = self._left(item)
        if isinstance(exception, InvalidStory):
            self.lost(url, "rejected")
        elif not isinstance(exception.__context__, JournalFailed):
            self.read()

    def _item_error(self, item: object) -> None:
        self.lost(self._left(item)[0], "error")

    def _left(self, item: object) -> tuple[str, bool]:
        number = getattr(item, "id", None)
        return self._in_pipelines.pop(number, (getattr(item, "url", "?"), False))  # type: ignore[arg-type]

    # The result

    def _note(self, lost: bool) -> None:
        if self._latest.add(lost):
            count, of = self._latest.failures, len(self._latest)
            if end_crawl(self._crawler, TOO_MANY_LOST):
                logger.error(
                    "Of the last %d stories %d could not be read (%s): the crawl ends. %s. What "
                    "was found is in the feed; a later crawl resumes from there",
                    of,
                    count,
                    _listed(self._lost),
                    _to_look_at(self._lost_urls),
                )

    def urls_of(self, what: str) -> list[str]:
        """To look at, a few: `lost`, `damaged` or `listings_lost`."""
        listings = [named.partition(" ")[0] for named in self._lost_listings]
        urls = {"lost": self._lost_urls, "damaged": self._damaged_urls, "listings_lost": listings}
        return list(urls.get(what, []))

    @property
    def lost_count(self) -> int:
        return self._lost.total()

    @property
    def asked_count(self) -> int:
        return self.lost_count + self._read

    def rows(self) -> list[tuple[str, str]]:
        """For the summary; empty where nothing was lost."""
        rows = []
        if self._lost:
            of = f"{self.lost_count} of {self.asked_count} ({_listed(self._lost)})"
            rows.append(("stories lost", of))
        if self._damaged:
            rows.append(("stories damaged", f"{self._damaged} (with fields that are unusable)"))
        if self._lost_listings:
            lost, read = self._listings["lost"], self._listings["read"]
            rows.append(("listings lost", f"{lost} of {lost + read}"))
        return rows

    def finding(self) -> tuple[str, str] | None:
        """A finish reason and a sentence, where too much was lost."""
        if self._named:
            what = "; ".join(
                f"{readable(url)}: {why}" for url, why in list(self._named.items())[:10]
            )
            more = f" (and {len(self._named) - 10} more)" if len(self._named) > 10 else ""
            return STORIES_LOST, f"Named in urls, and could not be read: {what}{more}"
        starts_lost = self._listings["start lost"] and not self._listings["start read"]
        lists_lost, lists_read = self._listings["lost"], self._listings["read"]
        if starts_lost or (lists_lost >= _FEW and lists_lost > lists_read):
            what = (
                "all start pages" if starts_lost else f"{lists_lost} of {lists_lost + lists_read}"
            )
            return STORIES_LOST, (
                f"Listings could not be read, so stories are missing: {what}. "
                f"First: {'; '.join(self._lost_listings)}"
            )
        lost, asked = self.lost_count, self.asked_count
        is_few = lost < _FEW and (self._read or lost == self._gone)
        if lost > self._most_lost * asked and not is_few:
            return STORIES_LOST, (
                f"{lost} of {asked} stories could not be read ({_listed(self._lost)}): more than "
                f"DW_LOST_SHARE ({self._most_lost:g}) allows. {_to_look_at(self._lost_urls)}"
            )
        if self._damaged >= _FEW and self._damaged > self._most_damaged * asked:
            return STORIES_LOST, (
                f"{self._damaged} of {asked} stories have fields that could not be used: more than "
                f"DW_DAMAGED_SHARE ({self._most_damaged:g}) allows. The warnings above name the "
                f"fields. {_to_look_at(self._damaged_urls)}"
            )
        return None


def _keep(named: list[str], what: str) -> None:
    if len(named) < _MOST_NAMED:
        named.append(what)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _to_look_at(urls: list[str]) -> str:
    return f"Look at {', '.join(urls)}"
