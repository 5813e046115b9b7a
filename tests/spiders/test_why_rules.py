"""Every rule by which a crawl asks for a story, or does not: what `why` answers, and from when on
the answer is another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from dwcrawler.discovery.arguments import Arguments, checked
from dwcrawler.discovery.decisions import Decisions, Sighting
from dwcrawler.discovery.explaining import Answer, NextCrawl, target_of
from dwcrawler.discovery.filters import Filters
from dwcrawler.discovery.reasons import Rule
from dwcrawler.discovery.revisit import Revisit, policy_of
from dwcrawler.discovery.trail import Discovery, SeenDepths
from dwcrawler.identity import address_of
from dwcrawler.normalize import dates
from dwcrawler.store import StoredLink, StoryState
from dwcrawler.store.reading import StoreView, Way

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
INTERVALS = [(1.0, 3.0), (7.0, 24.0), (30.0, 168.0)]
URL = "https://www.dw.com/en/x/a-67132206"
ID = 67132206
SECOND = timedelta(seconds=1)


def ago(**span: float) -> str:
    return dates.in_utc(NOW - timedelta(**span))


def story(age: str | None = None, visit: str | None = None, **more: object) -> StoryState:
    """One that is in a feed."""
    published = age or ago(days=100)
    known = StoryState(
        ID,
        "en",
        "article",
        URL,
        date_published=published,
        newest=published,
        revision=1,
        first_seen=ago(days=99),
        last_crawled=visit or ago(days=99),
    )
    return known._replace(**more)


def failed(status: int, tries: int, visit: str) -> StoryState:
    """An address that gave no story, in so many visits."""
    return StoryState(
        ID, "en", "article", URL, first_seen=visit, last_crawled=visit, status=status, tries=tries
    )


def way(depth: int, kind: str = "explore_more") -> Way:
    link = StoredLink(7, ID, kind, depth, URL, "article")  # type: ignore[arg-type]
    return Way(link, depth)


@dataclass(frozen=True)
class Case:
    rule: Rule
    asks: bool
    known: StoryState | None = None
    arguments: str = ""
    listed: str | None = None
    ways: tuple[Way, ...] = ()
    due: str | None = None  # when it is asked for by the same rule
    own_feed: bool = True


OLD = story()
CASES = [
    Case(Rule.NEW, True),
    Case(Rule.NEW, True, ways=(way(1),)),
    Case(Rule.NAMED, True, arguments=f"urls={URL}"),
    Case(Rule.NAMED, True, OLD, f"urls={URL} revisit=never languages=de"),
    Case(Rule.WAS_UNWANTED, True, story(revision=0)),
    Case(Rule.UNWANTED_LANGUAGE, False, arguments="languages=de"),
    Case(Rule.UNWANTED_LANGUAGE, False, OLD, "languages=de,fr"),
    Case(Rule.UNWANTED_TYPE, False, arguments="types=video"),
    Case(Rule.UNWANTED_TYPE, False, story(type="audio"), "types=article"),
    Case(Rule.UNWANTED_DATE, False, OLD, "since=2026-02-01"),
    Case(Rule.UNWANTED_DATE, False, story(ago(hours=2)), "until=2026-02-01"),
    Case(Rule.UNWANTED_DATE, False, None, "since=2026-02-01", listed=ago(days=100)),
    Case(Rule.UNWANTED_DATE, False, story(revision=0), "since=2026-02-01"),
    # An old story under a new date is wanted: it has something new.
    Case(Rule.LISTED_NEWER, True, OLD, "since=2026-02-01", listed=ago(days=2)),
    Case(Rule.WAS_UNWANTED, True, story(revision=0), "since=2026-02-01", listed=ago(days=2)),
    Case(Rule.TOO_DEEP, False, arguments="max_depth=1", ways=(way(2),)),
    Case(Rule.TOO_DEEP, False, story(ago(hours=5), ago(hours=4), depth=3), "max_depth=2"),
    Case(Rule.NOT_FOLLOWED, False, ways=(way(1, "link"),)),
    Case(Rule.NEW, True, arguments="discover=sections,links", ways=(way(1, "link"),)),
    Case(Rule.REVISIT_ALWAYS, True, OLD, "revisit=always"),
    Case(Rule.REVISIT_ALWAYS, True, OLD, own_feed=False),
    Case(Rule.REVISIT_ALWAYS, True, failed(410, 3, ago(hours=1)), "revisit=always"),
    Case(Rule.REVISIT_NEVER, False, story(ago(hours=5), ago(hours=4)), "revisit=never"),
    Case(Rule.REVISIT_NEVER, False, OLD, "revisit=never", listed=ago(days=1)),
    Case(Rule.LISTED_NEWER, True, OLD, listed=ago(days=99)),
    Case(Rule.OLD, False, OLD, listed=ago(days=100)),
    Case(Rule.LISTED_LATER_DAY, True, OLD, listed=ago(days=99)[:10]),
    Case(Rule.OLD, False, OLD, listed=ago(days=100)[:10]),
    Case(Rule.OLD, False, story(listed_day=ago(days=99)[:10]), listed=ago(days=99)[:10]),
    Case(Rule.YOUNG, True, story(ago(hours=5), ago(hours=3))),
    Case(Rule.YOUNG, False, story(ago(hours=5), ago(hours=2)), due=ago(hours=-1)),
    Case(Rule.YOUNG, True, story(ago(days=3), ago(hours=24))),
    Case(Rule.YOUNG, False, story(ago(days=3), ago(hours=20)), due=ago(hours=-4)),
    Case(Rule.YOUNG, False, story(ago(days=20), ago(days=5)), due=ago(days=-2)),
    # It grows older meanwhile: another interval counts by then, or none.
    Case(Rule.YOUNG, False, story(ago(hours=23), ago(hours=1)), due=ago(hours=-23)),
    Case(Rule.YOUNG, False, story(ago(days=29), ago(days=3))),
    Case(Rule.YOUNG, True, story(ago(hours=5), ago(days=-400))),  # a clock was put back
    Case(Rule.OLD, False, OLD),
    Case(Rule.OLD, False, story(ago(days=30), ago(days=29))),
    Case(Rule.UNDATED, False, story(date_published=None)),
    Case(Rule.GONE, False, failed(404, 1, ago(hours=1)), due=ago(hours=-2)),
    Case(Rule.GONE, True, failed(404, 1, ago(hours=3))),
    Case(Rule.GONE, False, failed(404, 3, ago(hours=11)), due=ago(hours=-1)),
    Case(Rule.GONE, True, failed(404, 3, ago(hours=12)), "revisit=never"),
    Case(Rule.GONE, False, failed(404, 99, ago(days=29)), due=ago(days=-1)),
    Case(Rule.GONE_FOR_GOOD, False, failed(410, 1, ago(days=900))),
    Case(Rule.REFUSED, False, failed(403, 2, ago(hours=5)), due=ago(hours=-1)),
    Case(Rule.REFUSED, True, failed(451, 2, ago(hours=6))),
    Case(Rule.REDIRECTED, False, failed(301, 1, ago(hours=2)), due=ago(hours=-1)),
    Case(Rule.REDIRECTED, True, failed(301, 1, ago(hours=4))),
    Case(Rule.NO_STORY, False, failed(200, 1, ago(hours=2)), due=ago(hours=-1)),
    Case(Rule.NO_STORY, True, failed(200, 1, ago(hours=4))),
    Case(Rule.NOT_LOADED, False, failed(0, 1, ago(hours=2)), due=ago(hours=-1)),
    Case(Rule.NOT_LOADED, True, failed(0, 1, ago(hours=4))),
    Case(Rule.LISTED_AFTER_FAILURE, True, failed(410, 1, ago(days=2)), listed=ago(days=1)),
    Case(Rule.LISTED_AFTER_FAILURE, True, failed(404, 1, ago(hours=1)), listed=ago(hours=0.5)),
    Case(Rule.LISTED_AFTER_FAILURE, True, failed(410, 1, ago(days=2)), listed=ago(days=1)[:10]),
    Case(Rule.GONE_FOR_GOOD, False, failed(410, 1, ago(days=2)), listed=ago(days=3)),
    # A failure of a story that is in a feed counts as such, too.
    Case(
        Rule.GONE, False, story(ago(hours=5), ago(hours=1), status=404, tries=1), due=ago(hours=-2)
    ),
]


@cache
def stats() -> StatsCollector:
    return get_crawler().stats


def arguments_of(text: str) -> Arguments:
    return checked(dict(part.split("=", 1) for part in text.split()))


def answer(case: Case, now: datetime = NOW) -> Answer:
    arguments = arguments_of(case.arguments)
    known = {ID: case.known} if case.known is not None else {}
    crawl = NextCrawl(
        arguments,
        Revisit(policy_of(arguments.revisit, case.own_feed), INTERVALS),
        stats(),
        StoreView(known, {ID: list(case.ways)}, {}),
        {},
        now,
    )
    listed = dates.read(case.listed, "en", now) if case.listed else None
    return crawl.why(target_of(URL), listed)


def name_of(case: Case) -> str:
    return f"{case.rule} {'asks' if case.asks else 'does not'}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_why_names_the_rule(case: Case) -> None:
    told = answer(case)
    assert (told.rule, told.asks) == (case.rule, case.asks)
    assert told.due == (datetime.fromisoformat(case.due) if case.due else None)
    assert told.text.endswith(".") and "None" not in told.text and "{" not in told.text
    assert told.is_known == (case.known is not None)


@pytest.mark.parametrize("case", [case for case in CASES if case.due], ids=name_of)
def test_from_the_moment_that_why_names_the_same_rule_asks(case: Case) -> None:
    assert case.due is not None
    due = datetime.fromisoformat(case.due)
    assert not answer(case, due - SECOND).asks
    then = answer(case, due)
    assert then.asks and then.rule == case.rule


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if not case.asks and case.known and not case.listed],
    ids=name_of,
)
def test_a_list_that_shows_it_as_newer_than_why_names_makes_a_crawl_ask(case: Case) -> None:
    newer = answer(case).newer
    if newer is None:
        assert case.rule.startswith(("revisit_never", "unwanted_", "too_deep"))
        return
    for shown, asks in ((newer.time, False), (later(newer.time), True)):
        told = answer(Case(case.rule, asks, case.known, case.arguments, shown))
        assert told.rule.startswith("listed_") is asks, shown
    day = f"{later(f'{newer.day}T00:00:00Z', days=1)[:10]}"
    assert answer(Case(case.rule, True, case.known, case.arguments, day)).rule.startswith("listed_")
    same = answer(Case(case.rule, True, case.known, case.arguments, newer.day))
    assert not same.rule.startswith("listed_")


def test_a_date_that_a_crawl_wants_makes_an_old_story_wanted() -> None:
    too_early = Case(Rule.UNWANTED_DATE, False, OLD, "since=2026-02-01")
    too_late = Case(Rule.UNWANTED_DATE, False, story(ago(hours=2)), "until=2026-02-01")
    assert "from since on" in answer(too_early).how
    assert answer(Case(Rule.NEW, True, OLD, "since=2026-02-01", "2026-02-02")).asks
    assert not answer(too_late).how


def later(moment: str, **span: float) -> str:
    return dates.in_utc(datetime.fromisoformat(moment) + (timedelta(**span) or SECOND))


def test_the_table_has_every_rule() -> None:
    """What a crawl has found already, only that crawl can know."""
    assert {case.rule for case in CASES} == set(Rule) - {Rule.FOUND_ALREADY}


def test_what_a_crawl_has_found_it_does_not_ask_for_twice() -> None:
    arguments = Arguments()
    trail = SeenDepths()
    revisit = Revisit("changed", INTERVALS)
    decisions = Decisions(arguments, Filters(arguments, stats()), revisit, trail, {ID: OLD}.get)
    address = address_of(URL)
    assert address is not None
    link = Sighting(URL, Discovery("explore_more", "https://p.dw.com/p/7", 1))
    assert decisions.decide(link, address, NOW).rule is Rule.OLD
    trail.find(ID, link.found)
    decisions.passed_over.add(ID)
    assert decisions.decide(link, address, NOW).rule is Rule.FOUND_ALREADY
    # A list may show as new what a link led to before.
    shown = link._replace(listed=dates.read(ago(days=1), "en", NOW))
    assert decisions.decide(shown, address, NOW).rule is Rule.LISTED_NEWER
    decisions.passed_over.discard(ID)
    assert decisions.decide(shown, address, NOW).rule is Rule.FOUND_ALREADY
