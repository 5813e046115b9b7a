"""Pages a second of a whole crawl of the miniature site, against a bare spider on the same URLs.

The site runs in another process. Both crawls are measured in one run, turn by turn, from the
opening of the spider to its closing; the ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from dwcrawler.minisite.process import running

ROOT: Final = Path(__file__).parents[1]
BARE: Final = Path(__file__).with_name("bare_spider.py")
LANGUAGES: Final = "en,de,es,ar,fa-ir,zh,ru,hi,am,pt-br"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running("--stories", str(options.stories)) as site:
        urls = Path(folder) / "urls.txt"
        ours_at_work(site.origin, Path(folder), options.concurrency)  # the site makes its pages
        urls.write_text("\n".join(crawled_urls(Path(folder))))
        ours, bare = [], []
        for turn in range(options.rounds):
            ours.append(ours_at_work(site.origin, Path(folder), options.concurrency))
            bare.append(bare_at_work(site.origin, urls, options.concurrency))
            print(f"  round {turn + 1}: ours {ours[-1]:.0f}, bare {bare[-1]:.0f} pages/s", flush=True)
    print(f"\n{options.stories} stories of the miniature site, {options.rounds} rounds, medians")
    print(f"  {'':28}{'pages/s':>10}{'ratio':>8}")
    median = statistics.median(bare)
    print(f"  {'bare Scrapy spider':28}{median:>10.0f}{1:>8.2f}")
    print(f"  {'scrapy crawl dw':28}{statistics.median(ours):>10.0f}", end="")
    print(f"{statistics.median(ours) / median:>8.2f}")


def ours_at_work(origin: str, folder: Path, concurrency: int) -> float:
    """One whole crawl: everything on, but the manners that are for dw.com."""
    for feed in folder.glob("*.jsonl"):
        feed.unlink()
    stats = folder / "stats.json"
    feeds = json.dumps({f"{folder}/dw-%(started)s.jsonl": {"format": "jsonlines"}})
    settings = (
        f"CONCURRENT_REQUESTS={concurrency}",
        f"CONCURRENT_REQUESTS_PER_DOMAIN={concurrency}",
        "AUTOTHROTTLE_ENABLED=0",
        "LOG_LEVEL=WARNING",
        f"DW_STATS_FILE={stats}",
        f"FEEDS={feeds}",
    )
    command = [sys.executable, "-m", "scrapy", "crawl", "dw"]
    for setting in settings:
        command += ["-s", setting]
    command += ["-a", f"languages={LANGUAGES}", "-a", "max_depth=3"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DW_MIRROR": origin}, check=True)
    return pages_a_second(json.loads(stats.read_text()))


def crawled_urls(folder: Path) -> list[str]:
    feed = next(folder.glob("dw-*.jsonl"))
    return [json.loads(line)["provenance"]["requested_url"] for line in feed.open()]


def bare_at_work(origin: str, urls: Path, concurrency: int) -> float:
    command = [sys.executable, str(BARE), str(urls), origin, str(concurrency)]
    done = subprocess.run(command, cwd=urls.parent, capture_output=True, text=True, check=True)
    return pages_a_second(json.loads(done.stdout))


def pages_a_second(stats: dict[str, Any]) -> float:
    return float(stats["response_received_count"] / stats["elapsed_time_seconds"])


if __name__ == "__main__":
    main()
