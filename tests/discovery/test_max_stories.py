"""Room for `max_stories`: what is on its way counts, and what a pipeline drops makes room again."""

from __future__ import annotations

import pytest
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.extensions.max_stories import MaxStories


class Asked(Spider):
    name = "asked"
    args: Arguments


def crawler_of(arguments: Arguments | None) -> Crawler:
    crawler = get_crawler()
    crawler.spider = Asked() if arguments is not None else Spider("other")
    if arguments is not None:
        crawler.spider.args = arguments
    return crawler


@pytest.mark.parametrize("lost", [signals.item_dropped, signals.item_error])
def test_no_more_are_let_in_than_fit(lost: object) -> None:
    crawler = crawler_of(Arguments(max_stories=2))
    limit = MaxStories.from_crawler(crawler)
    assert [limit.lets_in() for _ in range(4)] == [True, True, False, False]
    crawler.signals.send_catch_log(lost)
    assert [limit.lets_in(), limit.lets_in()] == [True, False]
    crawler.signals.send_catch_log(signals.item_scraped)
    assert not limit.lets_in()  # one is written, one is on its way


def test_without_a_limit_there_is_nothing_to_count() -> None:
    for crawler in (crawler_of(Arguments()), crawler_of(None)):
        with pytest.raises(NotConfigured):
            MaxStories.from_crawler(crawler)
