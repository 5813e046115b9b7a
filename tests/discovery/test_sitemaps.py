"""What the name of a sitemap tells, however it is written."""

from __future__ import annotations

import pytest

from dwcrawler.discovery import lists
from dwcrawler.discovery.sitemaps import Sitemap, Sitemaps, name_of
from dwcrawler.editions import Edition, editions

SITE = "https://www.dw.com"
FORMS = (
    "/{code}/{word}-sitemap.xml",
    "/{code}/{word}-sitemap-12.xml.gz",
    "/sitemaps/{code}/{word}s.xml",
    "/sitemap-{word}-{code}.xml",
    "/sitemap_{code}_{word}_3.xml",
    "/sitemaps/{word}Sitemap.xml?lang={code}&id=4",
    "/{word}sitemap.{code}.xml",
    "/sitemap/{name}/{word}.xml",
)
TYPES = {
    "article": {"article"},
    "video": {"video"},
    "audio": {"audio"},
    "gallery": {"gallery"},
    "image-gallery": {"gallery"},
    "liveblog": {"liveblog"},
    "live": {"liveblog"},
    "news": None,
}


@pytest.mark.parametrize("edition", editions().values(), ids=lambda edition: str(edition.code))
def test_language_and_type_of_a_name(edition: Edition) -> None:
    for form in FORMS:
        for word, types in TYPES.items():
            url = SITE + form.format(
                code=edition.code, word=word, name=edition.dw_language.lower().replace("_", "-")
            )
            name = name_of(url)
            if "{name}" not in form:
                assert name.language == edition.code, url
            assert name.language in (edition.code, None), url
            if "{word}s" not in form or word not in ("live", "gallery", "image-gallery"):
                assert name.types == types, url
            assert not name.is_of_listings
        for word in ("person", "topic", "navigation"):
            url = SITE + form.format(code=edition.code, word=word, name="english")
            assert name_of(url).is_of_listings, url


@pytest.mark.parametrize("url", ["/sitemap7.xml", "/s.xml?id=7", "/en-de.xml", "http://[", ""])
def test_a_name_that_tells_nothing(url: str) -> None:
    assert name_of(url).tells_nothing and not name_of(url).is_of_listings


@pytest.mark.heavy
def test_how_many_that_tell_nothing_are_asked_for_is_bounded() -> None:
    sitemaps = Sitemaps(["en"], ["article"])
    (index,) = sitemaps.begin([])
    parts = [f"{SITE}/{number}.xml" for number in range(100_000)]
    assert len(sitemaps.came(index, parts, has_entries=False)) == 300
    named = [f"{SITE}/en/article-{number}.xml" for number in range(20_000)]
    assert len(sitemaps.came(index, named, has_entries=False)) < 10_000
    assert sitemaps.done(index.url) == []


def test_what_robots_txt_names_comes_first() -> None:
    english = f"{SITE}/en/all.xml"
    foreign = ["https://example.org/s.xml", f"{SITE}/de/all.xml", f"{SITE}/en/persons.xml"]
    sitemaps = Sitemaps(["en", "fr"], ["video"])
    assert sitemaps.begin([*foreign, english]) == [Sitemap(english, "en")]
    part = f"{SITE}/7.xml"
    assert sitemaps.came(Sitemap(english, "en"), [part], False) == [Sitemap(part, "en")]
    assert sitemaps.done(part) == []
    # Of the other edition nothing was found: of the names that were seen, those with its videos.
    assert sitemaps.done(english) == [Sitemap(f"{SITE}/fr/news-sitemap.xml", "fr")]
    assert sitemaps.done(english) == []


def test_without_any_the_index_that_others_saw_and_then_its_two_names() -> None:
    sitemaps = Sitemaps(["en"], ["article"])
    assert sitemaps.begin(["https://example.org/s.xml"]) == [Sitemap(f"{SITE}/sitemap.xml", None)]
    known = [Sitemap(url, "en") for url in lists.sitemap_urls(editions()["en"])]
    assert sitemaps.done(f"{SITE}/sitemap.xml") == known
