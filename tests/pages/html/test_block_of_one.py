"""A block below a story may show a single teaser: it tells what it tells among others."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from dwcrawler.items import Teaser
from dwcrawler.pages import parse

URL = "https://www.dw.com/en/germany-start-2026-world-cup-with-win-over-curacao/a-77538843"


def related_of(body: bytes) -> list[Teaser]:
    story = parse(body, URL).story
    assert story is not None
    return story.related


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_block_of_one_teaser(kept: int, shared_pages: Path) -> None:
    body = (shared_pages / "rendered-2026-06-14-en.html").read_bytes()
    whole = related_of(body)
    assert len(whole) == 6 and all(teaser.description and teaser.kicker for teaser in whole)
    root = html.fromstring(body)
    for block in root.xpath("//section[contains(@data-tracking-name, 'related-content')]"):
        for at, teaser in enumerate(block.xpath(".//*[@data-tracking-name='Teaser']")):
            if at != kept:
                teaser.getparent().remove(teaser)
    assert related_of(html.tostring(root)) == [whole[kept], whole[3 + kept]]
