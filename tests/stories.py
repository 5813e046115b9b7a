"""Stories for tests: a page's bytes through the same pages and pipelines as in a crawl."""

from __future__ import annotations

from scrapy.utils.project import get_project_settings

from dwcrawler.items import Story
from dwcrawler.pages import parse
from dwcrawler.spiders.without_crawl import build_pipelines


def clean_story(body: bytes, url: str, crawled_at: str | None = None) -> Story:
    """The clean story of a page; fails the test if the page gives none."""
    story = parse(body, url).story
    assert story is not None, "the page gave no story"
    story.provenance.crawled_at = crawled_at
    for pipeline in build_pipelines(get_project_settings()):
        story = pipeline.process_item(story)
    return story
