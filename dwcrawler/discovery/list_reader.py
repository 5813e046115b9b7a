"""Lists that came: pages that list stories, feeds and sitemaps. What they lead to is followed."""

from __future__ import annotations

from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from dwcrawler.components.request_meta import asked_url
from dwcrawler.discovery.answer import Answer, made_at
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.follower import Follower
from dwcrawler.discovery.name_lookup import NameLookup
from dwcrawler.discovery.outcomes import Outcomes
from dwcrawler.discovery.trail import Discovery
from dwcrawler.identity import language_of
from dwcrawler.pages import Feed


class ListReader:
    """Stats: `dw/listings`."""

    def __init__(
        self,
        arguments: Arguments,
        follower: Follower,
        outcomes: Outcomes,
        stats: StatsCollector,
    ) -> None:
        self._languages = arguments.languages
        self._follower = follower
        self._outcomes = outcomes
        self._stats = stats
        self.names = NameLookup(
            arguments,
            follower.sections,
            follower.filters.topics,
            follower.start_pages,
            follower.listings,
            self._follow,
            stats,
        )

    def read(self, answer: Answer) -> None:
        """A page that lists stories."""
        self._stats.inc_value("dw/listings")
        address, asked, filters = answer.address, answer.asked, self._follower.filters
        filters.redirected(asked, address)
        is_start = self._follower.start_pages.has(address)
        self._outcomes.listing(answer.url, None, is_start)
        if is_start and answer.found.by == "headlines":
            return  # it was only asked where these are
        for topic in (address, asked):
            filters.topics.page_read(topic)
        if not self.names.takes(answer):
            self._follow(answer, answer.found)

    def _follow(self, answer: Answer, found: Discovery) -> None:
        page, url, follower = answer.page, answer.url, self._follower
        if answer.address is None or follower.start_pages.has(answer.address):
            follower.menu(page.links)
        follower.indexes(page.indexes)
        language = language_of(url) or self._languages[0]
        if page.teasers:
            follower.yields.gave(found.by)
        shown = Discovery(found.by, url, 0)
        follower.teasers(page.teasers, language, answer.made_at, shown)
        follower.next_page(url, page.teasers, language, answer.made_at, found.by)

    def read_feed(self, feed: Feed, response: Response, found: Discovery, language: str) -> None:
        """RSS or a sitemap."""
        url = asked_url(response)
        if feed.problems and not (feed.entries or feed.parts):
            self._follower.listings.feed_in_other_form(response.url, language)
            self._follower.feed_done(url)
        else:
            self._stats.inc_value("dw/listings")
            self._follower.feed_read(feed, url, found, language, made_at(response))
