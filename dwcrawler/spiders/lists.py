"""Where an edition lists its stories, besides its start page and sections."""

from __future__ import annotations

from collections.abc import Iterator

from dwcrawler.editions import Edition


def rss_url(edition: Edition) -> str | None:
    """RSS 1.0, whose entries carry ids and exact dates (seen); None where there is no feed."""
    return f"https://rss.dw.com/rdf/{edition.rss}" if edition.rss else None


def other_rss_url(url: str) -> str | None:
    """The same feed as RSS 2.0 (attested), for when its RDF cannot be had."""
    other = url.replace("://rss.dw.com/rdf/", "://rss.dw.com/xml/", 1)
    return other if other != url else None


def sitemap_urls(edition: Edition) -> Iterator[str]:
    """The stories of the last two days, with their exact dates, then all articles (attested)."""
    for name in ("news", "article"):
        yield f"https://www.dw.com/{edition.code}/{name}-sitemap.xml"


def headlines_url(edition: Edition) -> str:
    return f"https://www.dw.com/{edition.code}/headlines/headlines-{edition.code}"
