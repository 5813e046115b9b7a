"""Where an edition lists its stories, besides its start page and sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dwcrawler.editions import Edition


def rss_url(edition: Edition) -> str | None:
    """RSS 1.0, whose entries carry ids and exact dates (seen); None where there is no feed."""
    return f"https://rss.dw.com/rdf/{edition.rss}" if edition.rss else None


def other_rss_url(url: str) -> str | None:
    """The same feed as RSS 2.0 (attested), for when its RDF cannot be had; None for other lists."""
    other = url.replace("://rss.dw.com/rdf/", "://rss.dw.com/xml/", 1)
    return other if other != url else None


SITE: Final = "https://www.dw.com/"


def sitemap_index_url() -> str:
    """The index of all sitemaps, where robots.txt names none (attested)."""
    return f"{SITE}sitemap.xml"


def sitemap_urls(edition: Edition) -> Iterator[str]:
    """The stories of the last two days, with their exact dates, then all articles (attested)."""
    for name in ("news", "article"):
        yield f"{SITE}{edition.code}/{name}-sitemap.xml"


def headlines_url(edition: Edition) -> str:
    """Where it stands if no start page says it (attested)."""
    return f"https://www.dw.com/{edition.code}/{edition.headlines}/headlines-{edition.code}"
