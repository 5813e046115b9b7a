"""A crawl's peak memory at 5,000 and at 50,000 stories of the miniature site.

The site runs in another process and is not counted. The ratio of the peaks is to be at most 1.3.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.minisite.process import running

ROOT: Final = Path(__file__).parents[1]
_SETTINGS: Final = (
    "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "AUTOTHROTTLE_ENABLED=0",
    "LOG_LEVEL=WARNING",
)


class Measured(NamedTuple):
    stories: int
    peak: int  # bytes
    seconds: float


def measure(stories: int) -> Measured:
    """One whole crawl, feed and store included. The peak is what the kernel counted."""
    with (
        running("--stories", str(stories), "--languages", "en") as site,
        tempfile.TemporaryDirectory() as folder,
    ):
        command = [sys.executable, "-m", "scrapy", "crawl", "dw", "-a", "max_depth=3"]
        for setting in (*_SETTINGS, f"DW_OUTPUT_DIR={folder}"):
            command += ["-s", setting]
        environment = {**os.environ, "DW_MIRROR": site.origin}
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        if status:
            raise SystemExit(f"the crawl ended with status {status}")
        lines = sum(feed.read_bytes().count(b"\n") for feed in Path(folder).glob("dw-*.jsonl"))
        if lines != stories:
            raise SystemExit(f"{lines} stories came of {stories}")
        return Measured(lines, usage.ru_maxrss * 1024, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", type=int, default=5_000, help="stories of the first (5,000)")
    parser.add_argument("--many", type=int, default=50_000, help="of the second (50,000)")
    options = parser.parse_args()
    print("Peak memory of a whole crawl of the miniature site\n")
    print(f"  {'stories':>8}{'peak, MB':>10}{'seconds':>9}", flush=True)
    measured = []
    for stories in (options.few, options.many):
        measured.append(measure(stories))
        found = measured[-1]
        print(f"  {found.stories:>8}{found.peak / 1e6:>10.1f}{found.seconds:>9.1f}", flush=True)
    few, many = measured
    each = (many.peak - few.peak) / (many.stories - few.stories)
    print(f"\n  ratio {many.peak / few.peak:.2f}; {each:.0f} bytes for each story more")


if __name__ == "__main__":
    main()
