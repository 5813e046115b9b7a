"""What it takes to open a year of feeds: our `load` beside pandas, and Parquet beside JSON Lines.

    python -m benchmarks.analysis [--stories 100000]

The feed is that of a crawl of the miniature site, written again and again with other ids until it has
so many stories. Each reader is a process of its own, in turns; the best of the rounds is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from dwcrawler.identity import short_code
from dwcrawler.items import Story
from dwcrawler.minisite.process import running

_CRAWLED: Final = 2_500
_WHERE: Final = "language = 'de' AND date_published >= TIMESTAMPTZ '2026-01-10T00:00:00Z'"
_READERS: Final = {
    "pandas.read_json(lines=True)": "import pandas as pd; frame = pd.read_json(feed, lines=True)",
    "load(…).df()": "from dwcrawler.analysis import load; frame = load(feed).df()",
    "load(…).df([id, headline, text])": (
        "from dwcrawler.analysis import load; frame = load(feed).df(['id', 'headline', 'text'])"
    ),
}
_COUNTERS: Final = {
    "count over JSON Lines": f'load(feed).sql("SELECT count(*) FROM stories WHERE {_WHERE}").fetchall()',
    "count over Parquet": f"load(parquet, revisions='all').sql(\"SELECT count(*) FROM stories WHERE {_WHERE}\").fetchall()",
}
_PROGRAM: Final = """
import json, resource, sys, time
feed, parquet = sys.argv[1:]
{before}
begun = time.perf_counter()
{code}
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(json.dumps([seconds, peak]))
"""


def make_feed(path: Path, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with running("--stories", str(_CRAWLED), "--languages", "en,de,ar,zh") as site:
            settings = {"AUTOTHROTTLE_ENABLED": 0, "CONCURRENT_REQUESTS": 16, "DW_OUTPUT_DIR": folder,
                        "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DW_MONITORS": False}  # fmt: skip
            given = [part for pair in settings.items() for part in ("-s", "{}={}".format(*pair))]
            command = [sys.executable, "-m", "dwcrawler", "crawl", "-a", "languages=en,de,ar,zh",
                       "-a", "max_depth=5", *given]  # fmt: skip
            environment = {**os.environ, "DW_MIRROR": site.origin}
            subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
        (feed,) = Path(folder).glob("dw-*.jsonl")
        lines = feed.read_bytes().splitlines()
    decode, encode = msgspec.json.Decoder(Story).decode, msgspec.json.Encoder().encode
    with path.open("wb") as file:
        for number in range(count):
            story = decode(lines[number % len(lines)])
            story.id = 50_000_000 + number
            story.short_url = f"https://p.dw.com/p/{short_code(story.id)}"
            file.write(encode(story) + b"\n")


def measure(before: str, code: str, feed: Path, parquet: Path) -> tuple[float, float]:
    """Seconds, and gigabytes at the peak."""
    program = _PROGRAM.format(before=before, code=code)
    done = subprocess.run(
        [sys.executable, "-c", program, str(feed), str(parquet)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dwcrawler-bench-") as folder:
        feed, parquet = Path(folder, "dw-2026.jsonl"), Path(folder, "stories.parquet")
        make_feed(feed, chosen.stories)
        subprocess.run(
            [sys.executable, "-m", "dwcrawler", "export", str(feed), str(parquet)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        sizes = [path.stat().st_size / 1e6 for path in (feed, parquet)]
        print(
            f"{chosen.stories:,} stories: JSON Lines {sizes[0]:,.0f} MB, Parquet {sizes[1]:,.0f} MB\n"
        )
        tasks = {name: ("", code) for name, code in _READERS.items()}
        before = "from dwcrawler.analysis import load"
        tasks |= {name: (before, code) for name, code in _COUNTERS.items()}
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
        for _ in range(chosen.rounds):
            for name, task in tasks.items():
                found[name].append(measure(*task, feed, parquet))
        best = {
            name: (min(s for s, _ in told), min(p for _, p in told)) for name, told in found.items()
        }
        show(best)
    return 0


def show(best: dict[str, tuple[float, float]]) -> None:
    print(f"{'':34}{'seconds':>9}{'ratio':>8}{'peak GB':>10}{'ratio':>8}")
    for names in (_READERS, _COUNTERS):
        first = best[next(iter(names))]
        for name in names:
            seconds, peak = best[name]
            print(
                f"{name:34}{seconds:9.2f}{seconds / first[0]:8.2f}{peak:10.2f}{peak / first[1]:8.2f}"
            )
        print()


if __name__ == "__main__":
    sys.exit(main())
