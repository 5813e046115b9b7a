"""The miniature site's newest story is minutes old when it starts; all else is as ever."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.crawls import ROOT


def stories(*options: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "dwcrawler.minisite", "--list", "--stories", "30", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def dates(listed: list[dict[str, Any]]) -> list[datetime]:
    return [datetime.fromisoformat(story.pop("date_published")) for story in listed]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_only_its_dates_move(seed: str) -> None:
    before = datetime.now(UTC)
    now, then = stories("--seed", seed), stories("--seed", seed, "--newest", "2026-01-15T18:00:00Z")
    moved, fixed = dates(now), dates(then)
    assert now == then
    assert timedelta(minutes=4) < before - max(moved) < timedelta(minutes=17)
    shifts = {
        (one - other) // timedelta(minutes=1) for one, other in zip(moved, fixed, strict=True)
    }
    assert max(shifts) - min(shifts) <= 1  # their dates are cut to whole seconds


def test_in_a_fresh_world_the_clock_stands_at_the_start() -> None:
    newest = max(dates(stories("--fresh")))
    age = datetime.now(UTC) - newest
    assert timedelta(minutes=69) < age < timedelta(minutes=83)


def test_a_time_that_is_none_is_refused() -> None:
    command = [sys.executable, "-m", "dwcrawler.minisite", "--newest", "0001-01-01"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "'0001-01-01' is invalid: expected a time" in done.stderr
