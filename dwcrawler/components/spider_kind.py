"""Whether a spider is `dw`, told without importing it: it imports most of the project."""

from __future__ import annotations

from typing import Final

from scrapy.crawler import Crawler

_DW: Final = "dwcrawler.spiders.dw.DwSpider"


def is_dw(spidercls: type) -> bool:
    """The spider `dw`, or one that a user derived from it."""
    return any(f"{kind.__module__}.{kind.__qualname__}" == _DW for kind in spidercls.__mro__)


def is_for_dw(crawler: Crawler) -> bool:
    return is_dw(crawler.spidercls)
