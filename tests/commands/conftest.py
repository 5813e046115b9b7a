"""What crawls of the miniature site found, made once for all tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import Crawler


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two feeds and a store: a crawl, and one after three stories were edited."""
    folder = tmp_path_factory.mktemp("found")
    crawl = Crawler(folder)
    with running("--stories", "60", "--languages", "en,de,ar,zh,hi") as site:
        arguments = ("languages=en,de,ar,zh,hi", "max_depth=3")
        first = crawl(site.origin, *arguments)
        assert first.status in (0, 7) and first.rows, first.log
        for story_id in first.ids[:3]:
            site.edit(story_id)
        second = crawl(site.origin, *arguments, "revisit=always")
        assert second.status in (0, 7) and len(second.rows) > len(first.rows), second.log
    return folder
