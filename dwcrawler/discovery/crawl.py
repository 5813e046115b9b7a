"""The parts of one crawl, put together: what it asks for, and what follows from the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Self

from scrapy import Spider, signals

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.decisions import DecisionLog
from dwcrawler.discovery.follower import Follower
from dwcrawler.discovery.frontier import Frontier
from dwcrawler.discovery.outcomes import Outcomes
from dwcrawler.discovery.readers import Readers
from dwcrawler.discovery.requests import Callbacks, Requests
from dwcrawler.discovery.revisit import Revisit, policy_of
from dwcrawler.discovery.second_looks import SecondLooks
from dwcrawler.discovery.site_json import SiteJson
from dwcrawler.store.journal import Journal


class Crawl(NamedTuple):
    """What the spider works with: it asks by `requests`, and gives what comes to `looks` and `readers`."""

    follower: Follower
    requests: Requests
    looks: SecondLooks
    readers: Readers

    @classmethod
    def of(
        cls,
        spider: Spider,
        arguments: Arguments,
        frontier: Frontier,
        journal: Journal,
        callbacks: Callbacks,
        *,
        outcomes: Outcomes,
        lets_in: Callable[[], bool],
    ) -> Self:
        """`spider` stands for the crawl where Scrapy wants one; `lets_in`: see `story_reader`."""
        crawler, has_own_feed = spider.crawler, journal.feed is not None
        policy = policy_of(arguments.revisit, has_own_feed)
        revisit = Revisit.from_settings(crawler.settings, policy)
        log = DecisionLog.from_crawler(crawler)
        follower = Follower(arguments, frontier, journal, revisit, log)
        crawler.signals.connect(follower.filters.left_out.story_kept, signals.item_scraped)
        site_json = SiteJson(arguments.fetch == "api", crawler.stats)
        requests = Requests(
            callbacks,
            site_json,
            follower.start_pages,
            follower.revisited,
            is_conditional=has_own_feed,
            is_rendered=arguments.render == "always",
        )
        looks = SecondLooks(spider, requests, arguments.render)
        readers = Readers(
            arguments, follower, journal, outcomes, lets_in, site_json, looks, crawler
        )
        return cls(follower, requests, looks, readers)
