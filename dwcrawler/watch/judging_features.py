"""Features that stories have lost, or that are new: how a change of dw.com's pages shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from dwcrawler.watch.baseline import Baseline
from dwcrawler.watch.chance import at_most
from dwcrawler.watch.figures import ALL, Coverage
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.naming import feature_named, group_named, percent

# Some 700 shares are compared in each run, 2,900 runs a year: a chance of one in ten million is
# met in five years once.
_BY_CHANCE: Final = 1e-7
_MOST_NAMED: Final = 3
# A new name counts where so many stories have it, and so large a share of all.
_NEW_STORIES: Final = 4
_NEW_SHARE: Final = 0.15
# Stories of earlier runs without which nothing is called new.
_ENOUGH: Final = 40
# Prefixes of features that have names of the site's own making.
_NAMED_BY_SITE: Final = ("related/",)

Lacking = Callable[[str, str], list[str]]


class _Stratum(NamedTuple):
    """One group of stories: how many have the feature, of how many, and the usual share."""

    group: str
    having: int
    stories: int
    usual: float

    @property
    def expected(self) -> float:
        return self.stories * self.usual


def lost_features(
    coverage: Coverage, baseline: Baseline, drop: float, lacking: Lacking
) -> Iterator[Finding]:
    """`drop`: a share must have fallen by at least so large a part of itself; `lacking`: URLs of
    stories in a group that lack a feature."""
    told: set[str] = set()
    # Short names first: where `lead_image` is lost, `lead_image.caption` goes without saying.
    for feature in sorted(baseline.features, key=lambda name: (len(name), name)):
        if any(parent in told for parent in _parents(feature)):
            continue
        broken = _broken(feature, coverage, baseline, drop)
        if not broken:
            continue
        told.add(feature)
        urls = [url for stratum in broken for url in lacking(stratum.group, feature)]
        yield Finding("coverage", feature, _words(feature, broken), tuple(urls[:_MOST_NAMED]))


def _parents(feature: str) -> Iterable[str]:
    """What a feature cannot be without."""
    for mark in (".", "/"):
        head, found, _ = feature.partition(mark)
        if found:
            yield head
    if feature == "text.very_long":
        yield "text.long"
    if feature.startswith("images"):
        yield from ("lead_image", "lead_image" + feature.removeprefix("images"))
    if feature.partition("/")[0] == "embed":
        yield "body/embed"


def _broken(feature: str, coverage: Coverage, baseline: Baseline, drop: float) -> list[_Stratum]:
    """The groups that lost it; none if that can be chance."""
    strata = [
        _Stratum(group, counts.get(feature, 0), counts[ALL], baseline.share(group, feature))
        for group, counts in coverage.items()
        if baseline.stories(group)
    ]
    if not any(_is_real(level, feature, baseline, drop) for level in _levels(strata)):
        return []
    return [one for one in strata if one.expected > 0 and one.having <= (1 - drop) * one.expected]


def _levels(strata: list[_Stratum]) -> Iterator[list[_Stratum]]:
    """All groups; those of a type, of a language; each alone."""
    yield strata
    for part in (0, 1):
        for name in sorted({one.group.split("/")[part] for one in strata}):
            yield [one for one in strata if one.group.split("/")[part] == name]
    yield from ([one] for one in strata)


def _is_real(strata: list[_Stratum], feature: str, baseline: Baseline, drop: float) -> bool:
    having = sum(one.having for one in strata)
    of = sum(one.stories for one in strata)
    expected = sum(one.expected for one in strata)
    if not of or having > (1 - drop) * expected:
        return False
    if at_most(having, of, expected / of) > _BY_CHANCE:
        return False
    return having / expected < _lowest([one.group for one in strata], feature, baseline)


def _lowest(groups: list[str], feature: str, baseline: Baseline) -> float:
    """How far below the usual an earlier run was: shares differ more than by chance alone, as
    between morning and night. 1 is the usual; runs that prove nothing do not count."""
    lowest = 1.0
    for coverage in baseline.by_run:
        counted = [(group, coverage[group]) for group in groups if group in coverage]
        expected = sum(counts[ALL] * baseline.share(group, feature) for group, counts in counted)
        if expected >= 4:
            lowest = min(lowest, sum(counts.get(feature, 0) for _, counts in counted) / expected)
    return lowest


def _words(feature: str, broken: list[_Stratum]) -> str:
    having, of = sum(one.having for one in broken), sum(one.stories for one in broken)
    usual = sum(one.expected for one in broken) / of
    where = group_named([one.group for one in broken])
    return f"{feature_named(feature)} on {percent(having / of)} of {where}, usually on {percent(usual)}"


def new_features(coverage: Coverage, baseline: Baseline) -> Iterator[Finding]:
    """Blocks below stories whose names no earlier run met."""
    stories = sum(counts[ALL] for counts in coverage.values())
    known = sum(counts[ALL] for counts in baseline.coverage.values())
    if known < _ENOUGH:
        return
    names = {name for counts in coverage.values() for name in counts} - baseline.features
    for name in sorted(names):
        if not name.startswith(_NAMED_BY_SITE):
            continue
        having = sum(counts.get(name, 0) for counts in coverage.values())
        if having >= _NEW_STORIES and having >= _NEW_SHARE * stories:
            words = f"{feature_named(name)} on {percent(having / stories)} of stories, never before"
            yield Finding("new_feature", name, words)


def can_judge(feature: str, coverage: Coverage, baseline: Baseline) -> bool:
    """Whether a run would have shown the loss of a feature; or nobody expects it any more."""
    expected = sum(
        counts[ALL] * baseline.share(group, feature) for group, counts in coverage.items()
    )
    return expected >= 3 or (
        feature not in baseline.features
        and sum(baseline.stories(g) for g in baseline.coverage) >= _ENOUGH
    )
