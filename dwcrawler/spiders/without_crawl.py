"""Pages cleaned without a crawl around them: saved ones, and those that a person looks at."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final, Protocol

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import BaseSettings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import build_from_crawler, load_object

from dwcrawler.items import Story
from dwcrawler.spiders.dw import DwSpider

# Of saved pages nothing is recorded or fetched, and two of one story are two captures of it.
_NOT_FOR_FILES: Final = frozenset(
    f"dwcrawler.pipelines.{path}"
    for path in ("recording.Recording", "files.StoryFiles", "deduplication.Deduplication")
)


class Pipeline(Protocol):
    def process_item(self, item: Story) -> object: ...


class ExtractionError(Exception):
    """A file gave no story; the message says why."""


def processed_by_all(story: Story, pipelines: Iterable[Pipeline]) -> Story:
    """Changes the story in place. Raises ExtractionError where a pipeline drops it or fails."""
    for pipeline in pipelines:
        story = _processed(story, pipeline)
    return story


def _processed(story: Story, pipeline: Pipeline) -> Story:
    """Pipelines may be the user's own: what one of them does costs this story and no other."""
    name = type(pipeline).__name__
    try:
        processed = pipeline.process_item(story)
    except DropItem as dropped:
        raise ExtractionError(str(dropped)) from None
    except Exception as error:
        raise ExtractionError(f"{name} failed: {type(error).__name__}: {error}") from error
    if not isinstance(processed, Story):
        raise ExtractionError(f"{name} returned {type(processed).__name__} instead of a Story")
    return processed


def build_pipelines(settings: BaseSettings) -> list[Pipeline]:
    """The pipelines of a crawl, in their order, without a crawl around them."""
    crawler = Crawler(DwSpider, settings.copy_to_dict())
    crawler.stats = load_object(settings["STATS_CLASS"])(crawler)
    logging.getLogger("dwcrawler").setLevel(logging.WARNING)
    paths = build_component_list(settings.getwithbase("ITEM_PIPELINES"))
    return [
        build_from_crawler(load_object(path), crawler)
        for path in paths
        if path not in _NOT_FOR_FILES
    ]
