"""What is usual: earlier runs that this one is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from dwcrawler.finish import GOOD
from dwcrawler.watch.figures import ALL, Coverage, Figures, RunRecord

# With fewer earlier runs nothing is judged.
FEWEST_RUNS: Final = 3
# What monitors found enters the baseline only if it lasts: then it is the new normal.
ACCEPTED_AFTER: Final = timedelta(days=7)


class Baseline(NamedTuple):
    """alike:    earlier runs with the same arguments, the latest first
    runs:     all earlier runs, the latest first
    coverage: stories and features of `runs` together; by_run: of each that read any
    """

    alike: list[Figures]
    runs: list[Figures]
    coverage: Coverage
    by_run: list[Coverage]

    @property
    def is_enough(self) -> bool:
        return len(self.runs) >= FEWEST_RUNS

    def share(self, group: str, feature: str) -> float:
        """Of stories of the group that have the feature; a little less where few were seen."""
        counts = self.coverage.get(group, {})
        return counts.get(feature, 0) / (counts.get(ALL, 0) + 1)

    def stories(self, group: str) -> int:
        return self.coverage.get(group, {}).get(ALL, 0)

    @property
    def features(self) -> set[str]:
        return {name for counts in self.coverage.values() for name in counts} - {ALL}


def baseline_of(
    earlier: Iterable[RunRecord], now: Figures, scope: str, at: datetime, most: int
) -> Baseline:
    """`earlier` has the latest first; `most` of those that came to a good end are taken.

    A run in which monitors found something does not count, until that is ACCEPTED_AFTER ago.
    """
    sound = [run for run in earlier if _is_sound(run, at)][:most]
    figures = [run.figures for run in sound if run.figures is not None]
    alike = [
        run.figures
        for run in sound
        if run.figures is not None
        and run.scope == scope
        and run.figures.arguments == now.arguments
        and run.figures.whole
    ]
    by_run = [run.coverage for run in sound if run.coverage]
    return Baseline(alike, figures, _pooled(by_run), by_run)


def _is_sound(run: RunRecord, at: datetime) -> bool:
    if run.figures is None or run.status not in GOOD:
        return False
    return not run.figures.findings or at - datetime.fromisoformat(run.started) > ACCEPTED_AFTER


def _pooled(coverages: Iterable[Coverage]) -> Coverage:
    pooled: Coverage = {}
    for coverage in coverages:
        for group, counts in coverage.items():
            into = pooled.setdefault(group, {})
            for name, number in counts.items():
                into[name] = into.get(name, 0) + number
    return pooled
