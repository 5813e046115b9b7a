"""Counts that are unlike those of earlier runs: too few stories, too many losses, unknown names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Final, NamedTuple

from dwcrawler.watch.baseline import FEWEST_RUNS, Baseline
from dwcrawler.watch.chance import at_least
from dwcrawler.watch.figures import Figures
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.naming import languages_named, percent

_BY_CHANCE: Final = 1e-6
Urls = Callable[[str], list[str]]


class _Share(NamedTuple):
    """One kind of mishap: its code, how many, of how many, by names; and words for a finding.

    most: what is never worth a finding, however rare it was before
    """

    code: str
    count: Callable[[Figures], int]
    of: Callable[[Figures], int]
    most: float
    words: str
    names: Callable[[Figures], dict[str, int]] = lambda figures: {}


_SHARES: Final = (
    _Share(
        "lost",
        lambda run: sum(run.lost.values()),
        lambda run: run.read + run.not_modified + sum(run.lost.values()),
        0.03,
        "of stories could not be read",
        lambda run: run.lost,
    ),
    _Share(
        "rejected",
        lambda run: run.rejected,
        lambda run: run.read + run.rejected,
        0.01,
        "of stories do not fit the schema",
    ),
    _Share(
        "damaged",
        lambda run: run.damaged,
        lambda run: run.read,
        0.03,
        "of stories have fields that could not be used",
    ),
    _Share(
        "told_by_json",
        lambda run: run.layouts.get("api", 0),
        lambda run: run.read,
        0.1,
        "of stories had no story on their page: the site's JSON told it",
    ),
    _Share(
        "duplicates",
        lambda run: run.duplicates,
        lambda run: run.read + run.duplicates,
        0.03,
        "of stories have an id that another story has",
    ),
    _Share(
        "listings_lost",
        lambda run: run.listings_lost,
        lambda run: run.listings + run.listings_lost,
        0.05,
        "of listings could not be read, or led elsewhere",
    ),
    _Share(
        "failures",
        lambda run: sum(run.failures.values()),
        lambda run: run.requests,
        0.1,
        "of requests failed",
        lambda run: run.failures,
    ),
    _Share(
        "retries",
        lambda run: run.retries,
        lambda run: run.requests,
        0.2,
        "of requests were made again",
    ),
)


# Code, count, the median below which it says nothing, words.
_FEW: Final[tuple[tuple[str, Callable[[Figures], int], int, str], ...]] = (
    ("few_stories", lambda run: run.found, 20, "stories found"),
    ("few_listings", lambda run: run.listings, 4, "listings read (sections may lead elsewhere)"),
)


def few(now: Figures, baseline: Baseline, least: float) -> Iterator[Finding]:
    """`least`: the share of the usual number of stories, and of listings, that a run must have.

    Stories that are known count, too: a night without news is no fault.
    """
    if not now.whole or len(baseline.alike) < FEWEST_RUNS:
        return
    for code, count, many, words in _FEW:
        usual = median(count(run) for run in baseline.alike)
        lowest = min(count(run) for run in baseline.alike)
        if usual >= many and count(now) < least * usual and count(now) < lowest:
            yield Finding(code, "", f"{count(now)} {words}, usually {usual:.0f}")


def mishaps(now: Figures, baseline: Baseline, urls: Urls) -> Iterator[Finding]:
    """More losses, failures and the like than earlier runs had. `urls`: pages to look at, by code."""
    for share in _SHARES:
        yield from _risen(share, now, baseline, urls)
    yield from _problems(now, baseline, urls)


def _risen(share: _Share, now: Figures, baseline: Baseline, urls: Urls) -> Iterator[Finding]:
    count, of = share.count(now), share.of(now)
    if count < 3 or not of or count / of <= share.most:
        return
    before = sum(share.count(run) for run in baseline.runs)
    all_before = sum(share.of(run) for run in baseline.runs)
    highest = max((_part(share, run) for run in baseline.runs), default=0.0)
    usual = (before + 1) / (all_before + 1)
    if usual < 1 and count / of > highest and at_least(count, of, usual) < _BY_CHANCE:
        named = ", ".join(f"{name} {n}" for name, n in _most(share.names(now)))
        words = f"{percent(count / of)} {share.words}{f' ({named})' if named else ''}"
        words += f", usually {percent(before / max(all_before, 1))}"
        yield Finding(share.code, "", words, tuple(urls(share.code)))


def _part(share: _Share, run: Figures) -> float:
    """Of a run that is large enough to say anything."""
    of = share.of(run)
    return share.count(run) / of if of >= 10 else 0.0


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: -entry[1])[:3]


def _problems(now: Figures, baseline: Baseline, urls: Urls) -> Iterator[Finding]:
    """Each code on its own."""
    for code in sorted(now.problems):
        share = _Share(
            "problems",
            lambda run, code=code: run.problems.get(code, 0),  # type: ignore[misc]
            lambda run: max(run.pages, 1),
            0.03,
            f"of pages have the problem `{code}`",
        )
        for finding in _risen(share, now, baseline, lambda _, code=code: urls(f"problem/{code}")):  # type: ignore[misc]
            yield Finding("problems", code, finding.words, finding.urls)


def unknown_names(now: Figures, baseline: Baseline, urls: Urls) -> Iterator[Finding]:
    """Types of content and kinds of page that no reader and no earlier run knows."""
    known = {name for run in baseline.runs for name in run.unknown}
    words = {"type": "Content of the unknown type", "kind": "Pages of the unknown kind"}
    for name in sorted(set(now.unknown) - known):
        kind, _, value = name.partition("/")
        if kind in words:
            count = now.unknown[name]
            text = f"{words[kind]} `{value}` ({count}), never met before"
            yield Finding(f"unknown_{kind}", value, text, tuple(urls(name)))


def old_news(now: Figures, baseline: Baseline, at: datetime, limit: timedelta) -> Iterator[Finding]:
    """Languages in which nothing new came for longer than `limit`, though it used to.

    A language of which earlier runs had no newer story either has been asleep before.
    """
    if not now.whole:
        return
    for language, newest in sorted(now.newest.items()):
        age = at - datetime.fromisoformat(newest)
        was_fresh = any(run.newest.get(language, newest) != newest for run in baseline.alike)
        if age > limit and was_fresh and now.languages.get(language, 0) == 0:
            name = languages_named([language])
            words = f"The newest story in {name} is {age.days} days old ({newest})"
            yield Finding("old_news", language, words)
