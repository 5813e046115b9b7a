"""When the site's JSON is asked for, which tells the same content as a page (attested).

In place of pages with `fetch=api`; else once for a page that tells no story, before a browser is.
"""

from __future__ import annotations

import logging
from typing import Final

from scrapy.statscollectors import StatsCollector

from dwcrawler.identity import Address

logger = logging.getLogger(__name__)

HEADERS: Final = {"Accept": "application/json"}
# So many in a row that told nothing: the site has it no more, or not for us.
_GIVE_UP: Final = 10


class SiteJson:
    """Stats: `dw/api/told`, `dw/api/in_vain`, `dw/api/given_up`."""

    def __init__(self, is_first: bool, stats: StatsCollector) -> None:
        """`is_first`: before the page, and not after it."""
        self.is_first = is_first
        self._stats = stats
        self._in_vain = 0
        self._has_given_up = False

    def url_of(self, address: Address | None) -> str | None:
        """None where it is not asked for, or nobody knows where it is."""
        return None if address is None or self._has_given_up else address.api_url

    def note(self, told: bool, what: str) -> None:
        """Whether it told what was wanted of it; `what` is its URL, and what it told instead."""
        self._stats.inc_value(f"dw/api/{'told' if told else 'in_vain'}")
        self._in_vain = 0 if told else self._in_vain + 1
        if not told:
            logger.debug("The site's JSON did not help: %s", what)
        if self._in_vain >= _GIVE_UP and not self._has_given_up:
            self._has_given_up = True
            self._stats.inc_value("dw/api/given_up")
            level = logging.WARNING if self.is_first else logging.INFO
            logger.log(
                level,
                "The site's JSON did not help %d times in a row: it is not fetched any more. Last: %s",
                *(self._in_vain, what),
            )
