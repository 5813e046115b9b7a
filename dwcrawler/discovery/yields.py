"""Which ways in gave stories at all: one that was asked for and gave none is told at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from dwcrawler.items import FoundBy

logger = logging.getLogger(__name__)

# The way in by what its stories are found by. A start page that cannot be read is told elsewhere.
_WAYS: Final[dict[str, FoundBy]] = {"rss": "rss", "sitemap": "sitemap", "headlines": "headlines"}


class Yields:
    """Stories count as they are listed, whether the crawl wants them or not."""

    def __init__(self, ways: Iterable[str], languages: list[str]) -> None:
        self._in_vain = {_WAYS[way]: way for way in ways if way in _WAYS}
        self._languages = languages

    def gave(self, by: FoundBy) -> None:
        self._in_vain.pop(by, None)

    def tell(self) -> None:
        if self._in_vain:
            logger.warning(
                "No story was listed by %s in any of these editions: %s",
                " or ".join(self._in_vain.values()),
                ", ".join(self._languages),
            )
