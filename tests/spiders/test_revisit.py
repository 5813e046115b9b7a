"""Which known stories are asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dwcrawler.discovery.revisit import Revisit, intervals_of
from dwcrawler.normalize.dates import Moment, in_utc
from dwcrawler.store import StoryState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INTERVALS = [(1.0, 3.0), (7.0, 24.0), (30.0, 168.0)]


def known(age: timedelta, crawled: timedelta, status: int = 200) -> StoryState:
    """Published and last crawled so long ago."""
    published = in_utc(NOW - age)
    return StoryState(
        id=1,
        language="en",
        type="article",
        url="https://www.dw.com/en/x/a-1",
        date_published=published,
        newest=published,
        content_hash="x",
        revision=1,
        depth=0,
        first_seen=published,
        last_crawled=in_utc(NOW - crawled),
        status=status,
    )


@pytest.mark.parametrize(
    ("age", "crawled", "is_due"),
    [
        (timedelta(hours=5), timedelta(hours=2), False),
        (timedelta(hours=5), timedelta(hours=3), True),
        (timedelta(days=3), timedelta(hours=23), False),
        (timedelta(days=3), timedelta(hours=24), True),
        (timedelta(days=20), timedelta(days=6), False),
        (timedelta(days=20), timedelta(days=8), True),
        (timedelta(days=31), timedelta(days=30), False),
        (timedelta(days=3000), timedelta(days=2000), False),
        # A clock that was put back: nobody knows when the last visit was.
        (timedelta(days=-5), timedelta(days=-5), True),
        (timedelta(days=2), timedelta(days=-400), True),
        (timedelta(days=300), timedelta(days=-400), False),
    ],
)
def test_the_younger_the_more_often(age: timedelta, crawled: timedelta, is_due: bool) -> None:
    assert Revisit("changed", INTERVALS).is_due(known(age, crawled), None, NOW) is is_due
    assert Revisit("always", INTERVALS).is_due(known(age, crawled), None, NOW)
    assert not Revisit("never", INTERVALS).is_due(known(age, crawled), None, NOW)


@pytest.mark.parametrize(
    ("shift", "precision", "is_due"),
    [
        (timedelta(seconds=1), "second", True),
        (timedelta(), "second", False),
        (timedelta(days=-1), "second", False),
        (timedelta(days=1), "day", True),
        (timedelta(hours=1), "day", False),
        (timedelta(days=1), None, False),
    ],
)
def test_a_list_that_shows_it_newer(shift: timedelta, precision: str, is_due: bool) -> None:
    story = known(timedelta(days=100), timedelta(days=90))
    value = in_utc(datetime.fromisoformat(story.newest or "") + shift)
    if precision == "day":
        value = f"{value[:10]}T00:00:00Z"
    moment = Moment(value, precision)  # type: ignore[arg-type]
    assert Revisit("changed", INTERVALS).is_due(story, moment, NOW) is is_due


def test_each_day_of_a_list_counts_once() -> None:
    """The story is of the evening before, in UTC."""
    story = known(timedelta(days=100, hours=-11), timedelta(days=90))
    day = in_utc(NOW - timedelta(days=99))[:10]
    moment = Moment(f"{day}T00:00:00Z", "day")
    revisit = Revisit("changed", INTERVALS)
    assert revisit.is_due(story, moment, NOW)
    assert not revisit.is_due(story._replace(listed_day=day), moment, NOW)


@pytest.mark.parametrize(
    ("tries", "crawled", "is_due"),
    [
        (1, timedelta(hours=2), False),
        (1, timedelta(hours=3), True),
        (2, timedelta(hours=5), False),
        (2, timedelta(hours=6), True),
        (5, timedelta(hours=47), False),
        (5, timedelta(hours=48), True),
        (5000, timedelta(days=29), False),
        (5000, timedelta(days=30), True),
        (5, timedelta(days=-400), True),
    ],
)
@pytest.mark.parametrize("status", [404, 403, 301, 200, 0])
def test_what_gave_no_story_is_asked_for_ever_more_rarely(
    status: int, tries: int, crawled: timedelta, is_due: bool
) -> None:
    story = known(timedelta(days=1000), crawled, status)._replace(tries=tries)
    assert Revisit("changed", INTERVALS).is_due(story, None, NOW) is is_due
    assert Revisit("never", INTERVALS).is_due(story, None, NOW) is is_due


def test_what_is_gone_for_good_stays_gone_until_there_is_news() -> None:
    gone = known(timedelta(hours=5), timedelta(hours=4), status=410)._replace(tries=1)
    revisit = Revisit("changed", INTERVALS)
    before = Moment(in_utc(NOW - timedelta(hours=4, minutes=30)), "second")
    since = Moment(in_utc(NOW - timedelta(hours=1)), "second")
    assert not revisit.is_due(gone, None, NOW)
    assert not revisit.is_due(gone, before, NOW)
    assert revisit.is_due(gone, since, NOW)


@pytest.mark.parametrize("given", [[(1, 3)], "[[1, 3]]", [[1.0, 3.0]]])
def test_intervals_are_read_from_the_settings_and_the_command_line(given: object) -> None:
    assert intervals_of(given) == [(1.0, 3.0)]
