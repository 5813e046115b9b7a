"""What is said, in one line, of a site that cannot be reached."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from dwcrawler.mirror_origin import mirror_of


def origin_of(settings: BaseSettings) -> str:
    """The site, or what serves it in its place, as a message names it."""
    return mirror_of(settings) or "dw.com"


def unreachable(settings: BaseSettings, why: str) -> str:
    return (
        f"{origin_of(settings)} cannot be reached: {why}. Is this machine online? To see a "
        "crawl without a network, run: make demo"
    )
