"""`since` and `until`: by the publication, or by what a list shows as new."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.utils.test import get_crawler

from dwcrawler.discovery.arguments import Arguments
from dwcrawler.discovery.filters import Filters
from dwcrawler.discovery.trail import Discovery
from dwcrawler.items import Story, Teaser
from dwcrawler.store import StoryState

MADE_AT = datetime(2026, 6, 14, 12, 0, tzinfo=UTC)
OLD = "2019-07-18T10:00:00Z"
FOUND = Discovery("section", "https://www.dw.com/en/top-stories/s-9097", 0)


def wanted(since: str, until: str | None = None) -> Filters:
    dates = {"since": since} if until is None else {"since": since, "until": until}
    return Filters(Arguments.model_validate(dates), get_crawler().stats)


def teaser(date: str | None) -> Teaser:
    url = "https://www.dw.com/en/ninety-seconds/video-49496622"
    short_url = "https://p.dw.com/p/3Lgm6"
    return Teaser(id=49496622, short_url=short_url, url=url, type="video", date_published=date)


def story(published: str | None) -> Story:
    return Story(
        short_url="https://p.dw.com/p/3Lgm6",
        id=49496622,
        url="https://www.dw.com/en/ninety-seconds/video-49496622",
        type="video",
        language="en",
        direction="ltr",
        headline="Ninety seconds",
        date_published=published,
    )


def known(published: str | None) -> StoryState:
    return StoryState(49496622, "en", "video", "https://www.dw.com/", date_published=published)


@pytest.mark.parametrize(
    ("shown", "is_fetched", "is_kept"),
    [
        ("2026-06-14T11:00:00Z", True, True),
        ("2026-06-13T12:00:00Z", True, True),
        ("2026-06-13T11:59:59Z", False, False),
        ("June 14, 2026", True, True),
        ("06/14/2026", True, True),
        ("June 13, 2026", True, False),  # some hours of it are too early: the page decides
        ("3 hours ago", True, True),
        ("24 hours ago", True, False),  # or almost 25
        ("yesterday", True, False),
        (None, True, False),
        ("no date", True, False),
    ],
)
def test_an_old_story_is_kept_where_a_list_shows_it_as_new(
    shown: str | None, is_fetched: bool, is_kept: bool
) -> None:
    judge = wanted("2026-06-13T12:00:00Z")
    assert judge.teaser(teaser(shown), "en", MADE_AT) is is_fetched
    # Before it is fetched, if it is known, and after: the same, or it is fetched in vain each time.
    assert judge.known(known(OLD), FOUND) is is_kept
    assert judge.story(story(OLD), MADE_AT) is is_kept
    assert judge.known(known("2026-06-14T01:00:00Z"), FOUND)
    assert judge.story(story("2026-06-14T01:00:00Z"), MADE_AT)


def test_one_list_is_enough() -> None:
    judge = wanted("2026-06-13")
    for shown in ("2019-07-18", "2026-06-14T11:00:00Z", None):
        judge.teaser(teaser(shown), "en", MADE_AT)
    assert judge.story(story(OLD), MADE_AT)


def test_what_lists_show_after_until_is_not_wanted() -> None:
    judge = wanted("2019-01-01", "2020-01-01")
    assert not judge.teaser(teaser("2026-06-14T11:00:00Z"), "en", MADE_AT)
    assert judge.teaser(teaser("2019-12-01T11:00:00Z"), "en", MADE_AT)
    assert judge.story(story("2018-01-01T11:00:00Z"), MADE_AT)
    assert not wanted("2019-01-01", "2020-01-01").story(story("2018-01-01T11:00:00Z"), MADE_AT)


def test_a_list_that_tells_the_day_makes_no_story_earlier_than_it_is() -> None:
    judge = wanted("2026-06-01", "2026-06-14T06:00:00Z")
    assert judge.teaser(teaser("June 14, 2026"), "en", MADE_AT)
    assert judge.story(story("2026-06-14T05:00:00Z"), MADE_AT)
    assert not judge.story(story("2026-06-14T07:00:00Z"), MADE_AT)
    assert not judge.known(known("2026-06-14T07:00:00Z"), FOUND)
