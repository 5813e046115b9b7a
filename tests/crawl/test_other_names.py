"""A crawl of a site that has other names for the parts of its pages finds the same stories.

The miniature site without states is behind a server that renames in every page; without feeds and
sitemaps, stories are found by what pages list alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawl, Crawler
from tests.front import in_front_of

STORIES = 60
CHANGES = {
    "tags": [
        *(
            (rf"<(/?){tag}\b", r"<\1div")
            for tag in ("article", "section", "nav", "header", "figure")
        ),
        (r"<(/?)h1\b", r"<\1h2"),
        (r"<(/?)time\b", r"<\1span"),
    ],
    "names": [
        (
            r'(?<=[" ])(?:rich-text|teaser[\w-]*|link-in-teaser|kicker|author[\w-]*)(?=[" ])',
            "kx3Vb",
        ),
        (r' data-tracking-name="[^"]*"', ""),
    ],
}
FIELDS = ("headline", "text", "date_published", "topics", "links", "media", "description")


def crawled(folder: Path, *changes: tuple[str, str]) -> Crawl:
    def changed(kind: str, body: bytes) -> bytes:
        if "html" not in kind:
            return body
        text = body.decode()
        for pattern, other in changes:
            text = re.sub(pattern, other, text)
        return text.encode()

    folder.mkdir()
    options = ("--stories", str(STORIES), "--languages", "en", "--layout", "dom", "--no-files")
    with running(*options) as site, in_front_of(site.origin, changes=changed) as front:
        return Crawler(folder)(front.origin, "languages=en", "discover=sections", "max_depth=3")


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_stories(change: str, tmp_path: Path) -> None:
    usual = crawled(tmp_path / "usual")
    found = crawled(tmp_path / "found", *CHANGES[change])
    assert sorted(found.ids) == sorted(usual.ids)
    assert len(found.ids) >= STORIES / 2
    told = {row["id"]: row for row in found.rows}
    for row in usual.rows:
        for field in FIELDS:
            assert told[row["id"]][field] == row[field], (row["url"], field)
    assert found.stats.get("dw/problems/other_page_shape", 0) > 0
