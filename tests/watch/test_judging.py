"""What is told of shares that fell, by numbers alone: small runs, mixtures, chance."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from dwcrawler.watch.baseline import Baseline, baseline_of
from dwcrawler.watch.chance import at_least, at_most
from dwcrawler.watch.figures import ALL, Coverage, Figures, RunRecord
from dwcrawler.watch.judging_counts import few, mishaps, old_news, unknown_names
from dwcrawler.watch.judging_features import can_judge, lost_features, new_features

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DROP = 0.3


def group(stories: int, **having: int) -> dict[str, int]:
    return {ALL: stories, **having}


def runs(coverages: list[Coverage], figures: Figures | None = None) -> Baseline:
    records = [
        RunRecord(
            id=number,
            started=f"{NOW - timedelta(hours=3 * (number + 1)):%Y-%m-%dT%H:%M:%SZ}",
            scope="",
            reason="finished",
            status=0,
            figures=figures or Figures(whole=True),
            coverage=coverage,
        )
        for number, coverage in enumerate(coverages)
    ]
    return baseline_of(records, Figures(), "", NOW, 60)


def told(now: Coverage, before: list[Coverage]) -> dict[str, str]:
    found = lost_features(now, runs(before), DROP, lambda *_: [])
    return {finding.subject: finding.words for finding in found}


@pytest.mark.parametrize(
    ("count", "of", "share", "expected"),
    [(0, 3, 0.5, 0.125), (3, 3, 0.2, 1.0), (0, 10, 0.0, 1.0), (5, 10, 1.0, 0.0), (1, 2, 0.5, 0.75)],
)
def test_tails_are_exact(count: int, of: int, share: float, expected: float) -> None:
    assert at_most(count, of, share) == pytest.approx(expected)


def test_the_upper_tail_mirrors_the_lower() -> None:
    assert at_least(3, 3, 0.5) == pytest.approx(0.125)
    assert at_least(0, 3, 0.5) == 1.0


@pytest.mark.parametrize(
    ("stories", "having", "is_told"),
    [(60, 2, True), (60, 58, False), (60, 45, False), (5, 0, True), (2, 0, False), (0, 0, False)],
)
def test_a_share_that_fell(stories: int, having: int, is_told: bool) -> None:
    before = [{"article/en": group(40, lead_image=39)}] * 5
    found = told({"article/en": group(stories, lead_image=having)}, before)
    assert bool(found) is is_told
    if is_told and stories == 60:
        assert found["lead_image"] == "`lead_image` on 3 % of English articles, usually on 97 %"


def test_another_mixture_of_types_is_no_change() -> None:
    """Videos have no byline: a run with many videos has few bylines."""
    before: list[Coverage] = [
        {"article/en": group(50, byline=45), "video/en": group(5)},
        {"article/en": group(55, byline=50), "video/en": group(6)},
        {"article/en": group(45, byline=41), "video/en": group(4)},
    ]
    assert told({"article/en": group(4, byline=3), "video/en": group(80)}, before) == {}


def test_what_differs_from_run_to_run_anyway_is_no_change() -> None:
    before = [{"article/en": group(30, byline=having)} for having in (28, 4, 27, 29, 3)]
    assert told({"article/en": group(30, byline=5)}, before) == {}


def test_only_the_language_that_changed_is_named() -> None:
    before = [{"article/en": group(40, authors=38), "article/de": group(40, authors=38)}] * 4
    found = told({"article/en": group(40, authors=37), "article/de": group(40, authors=1)}, before)
    assert found["authors"].split(" of ")[1].startswith("German articles,")


def test_parts_of_what_is_lost_go_without_saying() -> None:
    has = {"lead_image": 40, "lead_image.caption": 40, "images.caption": 40}
    before = [{"article/en": {ALL: 40, **has}}] * 4
    assert set(told({"article/en": group(40)}, before)) == {"lead_image"}


def test_chance_alone_is_not_told() -> None:
    """A year of runs of any size, of features of any share."""
    chance = random.Random(5)
    shares = {f"f{number}": number / 40 for number in range(1, 40)}

    def run(stories: int) -> Coverage:
        return {
            f"{kind}/en": {
                ALL: stories,
                **{n: sum(chance.random() < s for _ in range(stories)) for n, s in shares.items()},
            }
            for kind in ("article", "video")
        }

    baseline = [run(chance.randrange(1, 30)) for _ in range(40)]
    for _ in range(300):
        assert told(run(chance.randrange(1, 40)), baseline) == {}


def test_runs_with_findings_teach_nothing_until_they_last() -> None:
    broken, sound = {"article/en": group(40)}, {"article/en": group(40, authors=39)}

    def record(coverage: Coverage, days: float, findings: list[str]) -> RunRecord:
        figures = Figures(whole=True, findings=findings)
        started = f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
        return RunRecord(
            id=1, started=started, scope="", reason="finished", status=9, figures=figures,
            coverage=coverage,
        )  # fmt: skip

    young = [record(broken, 1, ["coverage:authors"])] * 5 + [record(sound, 2, [])] * 4
    assert baseline_of(young, Figures(), "", NOW, 60).share("article/en", "authors") > 0.9
    old = [record(broken, 8, ["coverage:authors"])] * 50 + [record(sound, 15, [])] * 20
    assert baseline_of(old, Figures(), "", NOW, 60).share("article/en", "authors") < 0.2


def test_a_block_that_nobody_met_before() -> None:
    before = [{"article/en": {ALL: 30, "related/explore_more": 29}}] * 3
    now: Coverage = {
        "article/en": {ALL: 20, "related/dig_deeper": 12, "related/rare": 1, "links": 9}
    }
    assert [finding.subject for finding in new_features(now, runs(before))] == [
        "related/dig_deeper"
    ]


def test_what_a_run_can_judge() -> None:
    baseline = runs([{"article/en": group(40, authors=39)}] * 4)
    assert can_judge("authors", {"article/en": group(10)}, baseline)
    assert not can_judge("authors", {"article/en": group(1)}, baseline)
    assert not can_judge("authors", {"video/de": group(50)}, baseline)
    assert can_judge("gone_for_good", {}, baseline)


def test_too_few_stories_or_lists() -> None:
    before = runs([{}] * 4, Figures(whole=True, found=200, listings=30))
    usual = Figures(whole=True, found=180, listings=30)
    assert list(few(usual, before, 0.5)) == []
    codes = [f.code for f in few(Figures(whole=True, found=60, listings=2), before, 0.5)]
    assert codes == ["few_stories", "few_listings"]
    assert list(few(Figures(whole=False, found=3), before, 0.5)) == []  # it was ended early
    other = Figures(whole=True, found=3, arguments={"languages": "ha"})
    alike = baseline_of([], other, "", NOW, 60)
    assert list(few(other, alike, 0.5)) == []


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (Figures(read=40, lost={"empty": 20}), "lost"),
        (Figures(read=40, rejected=10), "rejected"),
        (Figures(read=40, damaged=30), "damaged"),
        (Figures(read=40, duplicates=25), "duplicates"),
        (Figures(listings=5, listings_lost=10), "listings_lost"),
        (Figures(requests=100, failures={"http_500": 50}), "failures"),
        (Figures(requests=100, retries=80), "retries"),
        (Figures(pages=50, problems={"bad_state": 30}), "problems"),
        (Figures(read=40, layouts={"api": 40}), "told_by_json"),
    ],
)
def test_more_mishaps_than_usual(now: Figures, code: str) -> None:
    sound = Figures(whole=True, read=60, listings=20, requests=80, pages=80, lost={"empty": 1})
    found = list(mishaps(now, runs([{}] * 5, sound), lambda name: [name]))
    assert [finding.code for finding in found] == [code]
    assert "usually" in found[0].words
    assert list(mishaps(sound, runs([{}] * 5, sound), lambda name: [])) == []


def test_what_was_always_so_is_no_mishap() -> None:
    bad = Figures(whole=True, read=60, lost={"http_404": 20})
    assert list(mishaps(bad, runs([{}] * 5, bad), lambda name: [])) == []


def test_names_that_nobody_knows() -> None:
    before = runs([{}] * 3, Figures(whole=True, unknown={"type/Quiz": 3}))
    now = Figures(unknown={"type/Quiz": 2, "type/ShortVideo": 9, "kind/zz": 1, "embed/other": 3})
    found = {finding.key for finding in unknown_names(now, before, lambda name: [])}
    assert found == {"unknown_type:ShortVideo", "unknown_kind:zz"}


def test_a_language_that_fell_asleep() -> None:
    limit = timedelta(hours=72)
    dates = ["2026-02-24T00:00:00Z", "2026-02-23T00:00:00Z"]
    awake = runs([{}] * 3, Figures(whole=True, newest={"en": dates[1], "ha": dates[0]}))
    now = Figures(whole=True, newest={"en": dates[0], "ha": dates[0]})
    assert [f.subject for f in old_news(now, awake, NOW, limit)] == ["en"]
    assert list(old_news(now, awake, NOW - timedelta(days=4), limit)) == []
