"""Every fault of the miniature site alone, and how a crawl of it ends: `make faults`.

Prints a table, and fails if a crawl that lost stories ended with exit status 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from dwcrawler.minisite.faults import KINDS
from dwcrawler.minisite.process import running
from tests.crawls import Crawl, Crawler

_PATIENCE = ("DOWNLOAD_TIMEOUT=2", "DW_RENDER_TIMEOUT=0.5", "RETRY_TIMES=1")


def crawl_with(fault: str, share: float, stories: int) -> Crawl:
    """One crawl of a site on which a share of the stories has this fault."""
    options = ("--stories", str(stories), "--languages", "en", "--layout", "app_state")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(*options, "--fault", f"{fault}={share}") as site,
    ):
        crawler = Crawler(Path(folder))
        ways = ("render=never", "discover=sections,rss,sitemap")
        return crawler(site.origin, *ways, settings=_PATIENCE, timeout=600)


def summary_of(done: Crawl) -> str:
    """What the closing table says of what was lost."""
    told = ("stories lost", "stories damaged", "listings lost", "errors", "but")
    rows = (" ".join(line.split()) for line in done.log.splitlines() if line.startswith("  "))
    return "; ".join(row for row in rows if row.startswith(told))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.3, 1.0])
    parser.add_argument("faults", nargs="*", default=list(KINDS))
    options = parser.parse_args()
    print(f"{'fault':<18} {'share':>5} {'status':>6} {'stories':>7}  finish reason and summary")
    silent = []
    for fault in options.faults:
        for share in options.shares:
            done = crawl_with(fault, share, options.stories)
            reason = done.stats.get("finish_reason", "?")
            line = f"{fault:<18} {share:>5} {done.status:>6} {len(done.rows):>7}  {reason}"
            print(f"{line}; {summary_of(done)}", flush=True)
            if done.status == 0 or "Traceback" in done.log:
                silent.append(f"{fault}={share}")
    if silent:
        print(f"Ended with exit status 0, or with a traceback: {', '.join(silent)}")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
