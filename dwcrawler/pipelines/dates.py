"""Every date of a story in UTC to the second; what cannot be read is null, counted and logged."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Self

from scrapy.crawler import Crawler

from dwcrawler.console.readable import readable
from dwcrawler.items import Story
from dwcrawler.normalize import dates

logger = logging.getLogger(__name__)


class Dates:
    """Relative dates count from when the page was crawled. Stat: `dw/dates/unreadable`."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Story) -> Story:
        crawled_at = item.provenance.crawled_at
        made_at = datetime.fromisoformat(crawled_at) if crawled_at else None
        published = self._read(item.date_published, item, made_at)
        item.date_published = published.value if published else None
        item.date_precision = published.precision if published else None
        modified = self._read(item.date_modified, item, made_at)
        item.date_modified = modified.value if modified else None
        for teaser in item.related:
            moment = self._read(teaser.date_published, item, made_at)
            teaser.date_published = moment.value if moment else None
        for post in item.posts:
            moment = self._read(post.date_published, item, made_at)
            post.date_published = moment.value if moment else None
        return item

    def _read(self, raw: str | None, story: Story, made_at: datetime | None) -> dates.Moment | None:
        if raw is None:
            return None
        moment = dates.read(raw, story.language, made_at)
        if moment is None:
            self._stats.inc_value("dw/dates/unreadable")
            logger.warning("Date %r of %s cannot be read", raw[:80], readable(story.url))
        return moment
