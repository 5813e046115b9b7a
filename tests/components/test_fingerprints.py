"""What is one request to a crawl, and what is two."""

from __future__ import annotations

import pytest
from scrapy.http import Request

from dwcrawler.components.fingerprints import IdentityFingerprinter
from dwcrawler.identity import MAX_ID, short_url
from dwcrawler.minisite.variants import variants

STORY = "https://www.dw.com/en/a-slug/a-67132206"
LISTING = "https://www.dw.com/en/world/s-1429"


def fingerprint(url: str, **more: str) -> bytes:
    return IdentityFingerprinter().fingerprint(Request(url, **more))


def test_all_variants_of_a_story_are_one() -> None:
    assert {fingerprint(url) for url in variants(STORY, 20)} == {fingerprint(STORY)}


@pytest.mark.parametrize(
    "other",
    [
        "https://www.dw.com/en/a-slug/a-67132207",
        LISTING,
        f"{LISTING}?page=2",
        "https://www.dw.com/de/welt/s-1429",
        f"{LISTING}/page-2",
        "https://www.dw.com/graph-api/en/content/article/67132206",
        "https://www.dw.com/graph-api/en/content/navigation/1429",
        "https://rss.dw.com/rdf/rss-en-all",
        "https://rss.dw.com/xml/rss-en-all",
        short_url(0),
        short_url(MAX_ID),
    ],
)
def test_whatever_else_there_is_is_another(other: str) -> None:
    assert fingerprint(other) != fingerprint(STORY)


def test_a_listing_is_another_in_another_language() -> None:
    assert fingerprint(LISTING) != fingerprint("https://www.dw.com/de/welt/s-1429")


def test_only_asking_for_a_story_is_asking_for_it() -> None:
    assert fingerprint(STORY, method="POST", body="x") != fingerprint(STORY)


def test_pages_of_a_listing_and_its_json_are_requests_of_their_own() -> None:
    urls = [LISTING, f"{LISTING}/page-2", f"{LISTING}/page-3"]
    urls += [f"https://www.dw.com/graph-api/en/content/{path}" for path in ("navigation/1429",)]
    assert len({fingerprint(url) for url in urls}) == len(urls)
    assert fingerprint(f"{LISTING}/page-1") == fingerprint(LISTING)
    assert fingerprint(f"{LISTING}/page-2?maca=x") == fingerprint(f"{LISTING}/page-2")
