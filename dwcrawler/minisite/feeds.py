"""RSS of both kinds, Atom and sitemaps, as dw.com has them (the RDF as captured)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape

from dwcrawler.editions import Edition
from dwcrawler.items import Teaser
from dwcrawler.minisite.truth import Truth

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rdf(teasers: list[Teaser], edition: Edition) -> bytes:
    feed = edition.rss
    tracking = f"?maca={edition.code}-{feed}-1-rdf"
    places = "".join(f'<rdf:li rdf:resource="{escape(t.url + tracking)}" />' for t in teasers)
    items = "".join(
        f'<item rdf:about="{escape(t.url + tracking)}"><title>{escape(t.headline or "")}</title>'
        f"<link>{escape(t.url + tracking)}</link><description>{escape(t.description or '')}"
        f"</description><dc:date>{t.date_published}</dc:date><dc:subject>{escape(t.kicker or '')}"
        f"</dc:subject><dc:language>{edition.code}</dc:language>"
        f"<dwsyn:contentID>{t.id}</dwsyn:contentID></item>"
        for t in teasers
    )
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dwsyn="http://rss.dw.com/syndication/dwsyn/">'
        f'<channel rdf:about="https://rss.dw.com/rdf/{feed}"><title>{edition.code}</title>'
        f"<link>{escape(edition.start_url)}</link><items><rdf:Seq>{places}</rdf:Seq></items>"
        f"</channel>{items}</rdf:RDF>"
    ).encode()


def rss(teasers: list[Teaser], edition: Edition) -> bytes:
    tracking = f"?maca={edition.code}-{edition.rss}-1-xml"
    items = "".join(
        f"<item><title>{escape(t.headline or '')}</title><link>{escape(t.url + tracking)}</link>"
        f"<description><![CDATA[{t.description}]]></description>"
        f"<category>{escape(t.kicker or '')}</category><guid>{escape(t.url)}</guid>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(t.date_published or ''))}</pubDate></item>"
        for t in teasers
    )
    return (
        f'{_XML}<rss version="2.0"><channel><title>{edition.code}</title>'
        f"<link>{escape(edition.start_url)}</link>{items}</channel></rss>"
    ).encode()


def atom(teasers: list[Teaser], edition: Edition) -> bytes:
    entries = "".join(
        f"<entry><id>{escape(t.url)}</id><title>{escape(t.headline or '')}</title>"
        f'<link rel="alternate" href="{escape(t.url)}?maca={edition.code}-{edition.rss}-1-atom"/>'
        f"<summary>{escape(t.description or '')}</summary><published>{t.date_published}</published>"
        f"<updated>{t.date_published}</updated></entry>"
        for t in teasers
    )
    updated = max((t.date_published or "" for t in teasers), default="2026-01-15T18:00:00Z")
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>{edition.code}</title>'
        f"<id>{escape(edition.start_url)}</id><updated>{updated}</updated>{entries}</feed>"
    ).encode()


def news_sitemap(teasers: Iterable[Teaser], edition: Edition) -> bytes:
    urls = "".join(
        f"<url><loc>{escape(t.url)}</loc><news:news><news:publication><news:name>DW</news:name>"
        f"<news:language>{edition.code}</news:language></news:publication><news:publication_date>"
        f"{t.date_published}</news:publication_date><news:title>{escape(t.headline or '')}"
        f"</news:title></news:news></url>"
        for t in teasers
    )
    return _urlset(urls)


def article_sitemap(truths: Iterable[Truth]) -> bytes:
    """Of articles, and as well of videos and of galleries."""
    stories = (truth.story for truth in truths)
    return sitemap((story.url, story.date_modified or "") for story in stories)


def sitemap(entries: Iterable[tuple[str, str]]) -> bytes:
    """(URL, when it changed, or nothing) of each page."""
    return _urlset(
        "".join(
            f"<url><loc>{escape(url)}</loc>"
            f"{f'<lastmod>{modified}</lastmod>' if modified else ''}</url>"
            for url, modified in entries
        )
    )


def sitemap_index(parts: Iterable[tuple[str, str]]) -> bytes:
    """(URL, when the newest in it changed) of each part."""
    listed = "".join(
        f"<sitemap><loc>{escape(url)}</loc><lastmod>{modified}</lastmod></sitemap>"
        for url, modified in parts
    )
    return (
        f'{_XML}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}'
        "</sitemapindex>"
    ).encode()


def _urlset(urls: str) -> bytes:
    return (
        f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()
