"""When dw.com cannot be reached, or nothing can be read of it, says so in one line.

A crawl that found nothing new ends well; one that read nothing must not look like it.
"""

from __future__ import annotations

from typing import Final, Self

from scrapy.crawler import Crawler

from dwcrawler.components.unreachable import origin_of, unreachable
from dwcrawler.finish import NOTHING_READ, UNREACHABLE

_ANSWERS: Final = "downloader/response_status_count/"
# Any of these says that something was read.
_READ: Final = (
    "dw/listings",
    "dw/stories/not_modified",
    "dw/stories/excluded/date",
    "dw/stories/excluded/language",
    "dw/stories/excluded/type",
    "dw/stories/known",
    "item_scraped_count",
    "item_dropped_count",
)
_ERRORS: Final = tuple(f"/{status}" for status in range(500, 600))


class Reachability:
    """`finding` is `unreachable` if no answer of the site came back, but failures did; `nothing_read`
    if answers came and no listing and no story was among them.

    A server error (5xx) is no answer of the site: it may come from a proxy in front of it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._settings = crawler.settings
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def finding(self) -> tuple[str, str] | None:
        """A finish reason and a sentence, or None where something was read."""
        if self._nothing_came_back():
            return UNREACHABLE, unreachable(self._settings, "not one answer came back")
        if self._nothing_was_read():
            counted = ", ".join(self._counted("dw/failures/") + self._counted("dw/problems/"))
            return NOTHING_READ, (
                f"Nothing of {origin_of(self._settings)} could be read: no listing and no story ({counted}). "
                "The lines above say why"
            )
        return None

    def _nothing_came_back(self) -> bool:
        """robots.txt counts as an answer, too, whatever its status."""
        names = self._stats.get_stats().keys()
        answered = any(
            name.startswith(_ANSWERS) and not name.endswith(_ERRORS) for name in names
        ) or any(name.startswith("robotstxt/response_status_count/") for name in names)
        return not answered and any(name.startswith("dw/failures/") for name in names)

    def _nothing_was_read(self) -> bool:
        wrong = self._counted("dw/failures/") + self._counted("dw/problems/")
        return bool(wrong) and self._stats.get_stats().keys().isdisjoint(_READ)

    def _counted(self, prefix: str) -> list[str]:
        return [
            f"{name.removeprefix(prefix)} {count}"
            for name, count in self._stats.get_stats().items()
            if name.startswith(prefix)
        ]
