"""What the journal keeps of a story between its page and its line, and that nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from dwcrawler.components.invalid_story import InvalidStory
from dwcrawler.extensions.journal import CrawlJournal
from dwcrawler.identity import short_url
from dwcrawler.items import Link, Story
from dwcrawler.pipelines.deduplication import Deduplication
from dwcrawler.spiders.dw import DwSpider
from dwcrawler.store import FetchInfo, StoredLink
from dwcrawler.store.journal import Journal

FIRST = FetchInfo(etag='"first"', listed="2026-01-10")
SECOND = FetchInfo(etag='"second"')
MADE = "2026-01-10T12:00:00Z"


def story(number: int = 1) -> Story:
    made = Story(
        short_url=short_url(number),
        id=number,
        url=f"https://www.dw.com/en/x/a-{number}",
        type="article",
        language="en",
        direction="ltr",
        headline="A headline",
    )
    made.provenance.crawled_at = MADE
    return made


def link(source: int, target: int) -> StoredLink:
    return StoredLink(source, target, "link", 1, f"https://www.dw.com/en/x/a-{target}")


@pytest.fixture(params=[True, False], ids=["own feed", "feeds of the user"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    def fail(error: Exception) -> None:
        raise error

    made = Journal(tmp_path, "2026-01-10T12-00-00Z", {}, request.param, 50, fail)
    yield made
    if not made._is_closed:
        assert made.close("finished") is None


def nothing_waits(journal: Journal) -> bool:
    return not journal._expected and not journal._links


def etag_of(journal: Journal, number: int = 1) -> str | None:
    """As the store has it when the crawl is over."""
    journal.close("finished")
    again = Journal(journal._store.path.parent, "2026-01-10T13-00-00Z", {}, True, 50, print)
    known = again.known(number)
    again.close("finished")
    return known.etag if known is not None else None


def test_a_story_is_known_with_what_was_expected_of_it(journal: Journal) -> None:
    journal.expect(1, FIRST, [link(1, 2)])
    assert journal.links_from(1) == [link(1, 2)]
    journal.write(story())
    assert journal.links_from(1) == [link(1, 2)]
    journal.sync()
    assert nothing_waits(journal)


def test_a_duplicate_that_is_dropped_leaves_nothing_behind(journal: Journal) -> None:
    """Whether it comes before its story is written, before the sync, or after it."""
    journal.expect(1, FIRST, [link(1, 2)])
    journal.expect(1, SECOND, [link(1, 3)])
    journal.dropped(1)
    assert journal.links_from(1) == [link(1, 2)]
    journal.write(story())
    journal.expect(1, SECOND, [link(1, 3)])
    journal.dropped(1)
    assert journal.links_from(1) == [link(1, 2)]
    journal.sync()
    assert nothing_waits(journal)


def test_a_duplicate_of_a_story_that_is_known_leaves_nothing_behind(journal: Journal) -> None:
    with_link = story()
    with_link.links.append(Link(url="https://www.dw.com/en/x/a-2", text="a story", id=2))
    journal.expect(1, FIRST, [link(1, 2)])
    journal.write(with_link)
    journal.sync()
    journal.expect(1, SECOND, [link(1, 3)])
    journal.dropped(1)
    assert nothing_waits(journal)
    assert [found.target for found in journal.links_from(1)] == [2]


def test_a_story_is_known_by_its_own_answer_not_by_its_duplicates(journal: Journal) -> None:
    journal.expect(1, FIRST, [])
    journal.expect(1, SECOND, [])
    journal.dropped(1)
    journal.write(story())
    journal.expect(1, SECOND, [])
    journal.dropped(1)
    assert etag_of(journal) == '"first"'


def test_a_story_that_is_dropped_alone_keeps_its_links_and_nothing_else(journal: Journal) -> None:
    """They were followed: where it is found nearer, what lies behind it is nearer, too."""
    journal.expect(1, FIRST, [link(1, 2)])
    journal.dropped(1)
    assert journal.links_from(1) == [link(1, 2)] and not journal._expected
    journal.expect(3, FIRST, [])
    journal.dropped(3)
    assert 3 not in journal._links and not journal._expected


@pytest.mark.parametrize("end", ["unchanged", "rejected"])
def test_whatever_becomes_of_a_story_nothing_waits_after_the_sync(
    end: str, journal: Journal
) -> None:
    journal.expect(1, FIRST, [link(1, 2)])
    getattr(journal, end)(story())
    assert not journal._expected
    journal.dropped(1)  # as Scrapy's signal says of both
    journal.sync()
    assert nothing_waits(journal)
    known = journal.known(1)
    assert known is not None and known.etag == (FIRST.etag if end == "unchanged" else None)


def test_dropping_what_nobody_expected_changes_nothing(journal: Journal) -> None:
    journal.dropped(1)
    assert nothing_waits(journal) and journal.links_from(1) == []


class Dropping:
    """The pipeline of a crawl that drops a second story of one id, and what Scrapy says of it."""

    def __init__(self, journal: Journal) -> None:
        self.crawler = Crawler(DwSpider)
        self.crawler.stats = StatsCollector(self.crawler)
        self.crawl_journal = CrawlJournal.from_crawler(self.crawler)
        self.crawl_journal.journal = journal
        self._pipeline = Deduplication.from_crawler(self.crawler)

    def process(self, item: Story) -> None:
        try:
            self._pipeline.process_item(item)
        except DropItem as dropped:
            self.say(signals.item_dropped, item=item, exception=dropped)

    def say(self, signal: object, **named: object) -> None:
        for _, returned in self.crawler.signals.send_catch_log(signal, **named):
            assert returned is None


def test_scrapys_signals_end_what_is_expected(journal: Journal) -> None:
    scrapy = Dropping(journal)
    journal.expect(1, FIRST, [link(1, 2)])
    scrapy.process(story())
    journal.expect(1, SECOND, [link(1, 3)])
    scrapy.process(story())
    assert journal.links_from(1) == [link(1, 2)]
    journal.write(story())
    journal.sync()
    assert nothing_waits(journal)
    journal.expect(1, SECOND, [])
    scrapy.process(story())
    journal.expect(2, FIRST, [])
    scrapy.say(signals.item_error, item=story(2), response=None, failure=None)
    journal.expect(3, FIRST, [link(3, 4)])
    invalid = InvalidStory(story(3), ["headline: is wrong"])
    scrapy.say(signals.item_dropped, item=story(3), exception=invalid)
    scrapy.say(signals.item_dropped, item={"id": 3}, exception=DropItem("of the user's own"))
    journal.sync()
    assert nothing_waits(journal)
    known = journal.known(3)
    assert known is not None and known.tries == 1 and known.revision == 0
