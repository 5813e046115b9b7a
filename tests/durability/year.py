"""A year of crawls, one after the other: `make year`. Does a crawl begin as quickly at its end?

2,920 crawls, as many as there are periods of three hours in a year, of a site on which some stories
are new each time. Time is compressed: one crawl follows another at once, so stories are not visited
again for their age. All else is as on a server: a process for each crawl, one store, feeds of each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.minisite.process import RunningSite, running
from tests import warm
from tests.crawls import ROOT, Crawler

_NEW: Final = 8
_LISTED: Final = 24
_SHOWN: Final = 12


class Run(NamedTuple):
    """Seconds from the start of the process to the first request, of the whole; memory in bytes."""

    start_up: float
    whole: float
    memory: int
    stories: int


def one_run(crawl: Crawler, site: RunningSite, *settings: str) -> Run:
    site.publish(_NEW)
    begun = time.time()
    before = time.monotonic()
    _, _, *command = crawl.command("max_depth=3", settings=settings)
    done = warm.run(*command, cwd=ROOT, env=crawl.environment(site.origin), timeout=120)
    whole = time.monotonic() - before
    if done.returncode:
        raise RuntimeError(f"exit status {done.returncode}:\n{done.stderr}")
    stats = json.loads((crawl.folder / "stats.json").read_text())
    started = datetime.fromisoformat(stats["start_time"]).timestamp()
    return Run(
        started - begun, whole, int(stats["memusage/max"]), int(stats.get("item_scraped_count", 0))
    )


def status(folder: Path, origin: str) -> float:
    """Seconds of `dwcrawler status`, a new process."""
    before = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "dwcrawler", "status", "-s", f"DW_OUTPUT_DIR={folder}"],
        cwd=ROOT, env=Crawler(folder).environment(origin), check=True, capture_output=True,
        timeout=60,
    )  # fmt: skip
    return time.monotonic() - before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2920)
    parser.add_argument("--keep", type=Path, help="keep the folder of feeds and store here")
    chosen = parser.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="dwcrawler-year-"))
    folder.mkdir(parents=True, exist_ok=True)
    crawl = Crawler(folder)
    runs: list[Run] = []
    with running("--stories", str(_LISTED), "--languages", "en") as site:
        for number in range(1, chosen.runs + 1):
            runs.append(one_run(crawl, site))
            if number % max(1, chosen.runs // _SHOWN) == 0 or number in (1, 10):
                show(number, runs, folder)
        seconds = status(folder, site.origin)
    tenth, last = of(runs[5:15], 0), of(runs[-10:], 0)
    print(
        f"start-up: {tenth:.3f} s about the tenth run, {last:.3f} s at the end: {last / tenth:.2f} times"
    )
    memory = [max(run.memory for run in part) / 1e6 for part in (runs[5:15], runs[-10:])]
    print(f"memory: {memory[0]:.1f} MB about the tenth run, {memory[1]:.1f} MB at the end")
    print(f"dwcrawler status: {seconds:.2f} s")
    if chosen.keep is None:
        shutil.rmtree(folder)
    return 0


def of(runs: list[Run], field: int) -> float:
    return statistics.median(run[field] for run in runs)


def show(number: int, runs: list[Run], folder: Path) -> None:
    latest = runs[-10:]
    feeds = list(folder.glob("dw-*.jsonl"))
    print(
        f"run {number:5,}: start-up {of(latest, 0):.3f} s, whole {of(latest, 1):.2f} s, "
        f"memory {max(run.memory for run in latest) / 1e6:.0f} MB, "
        f"{sum(run.stories for run in runs):6,} stories, {len(feeds):5,} feeds of "
        f"{sum(path.stat().st_size for path in feeds) / 1e6:.1f} MB, "
        f"store {(folder / 'store.sqlite').stat().st_size / 1e6:.2f} MB",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
