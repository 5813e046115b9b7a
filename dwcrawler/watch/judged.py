"""Whether a run could have found what an earlier one found: if not, nobody knows if it is well again."""

from __future__ import annotations

from typing import Final

from dwcrawler.watch.baseline import FEWEST_RUNS, Baseline
from dwcrawler.watch.figures import Coverage, Figures
from dwcrawler.watch.findings import Finding
from dwcrawler.watch.judging_features import can_judge

RUN_FAILED: Final = "run_failed"
# Of the whole of a crawl: only one that came to its end can tell.
_OF_WHOLE_RUNS: Final = frozenset({"few_stories", "few_listings", "old_news"})
# Stories that a run must have read to tell of any.
_ENOUGH: Final = 20


def could_find(
    finding: Finding,
    now: Figures,
    coverage: Coverage,
    baseline: Baseline | None,
    *,
    has_failed: bool,
) -> bool:
    """`baseline` is None where monitors did not look."""
    if finding.code == RUN_FAILED:
        return not has_failed
    if baseline is None or not baseline.is_enough:
        return False
    if finding.code in _OF_WHOLE_RUNS:
        return now.whole and len(baseline.alike) >= FEWEST_RUNS
    if finding.code == "coverage":
        return can_judge(finding.subject, coverage, baseline)
    return now.read >= _ENOUGH


def failed_run(reason: str, words: str) -> Finding:
    """`reason` is the finish reason or the verdict; `words` say how the crawl ended."""
    return Finding(RUN_FAILED, reason, f"A crawl failed: it {words} ({reason})")
