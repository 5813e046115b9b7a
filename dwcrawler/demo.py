"""`make demo`: a crawl of the miniature site, and what to try next."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from dwcrawler.minisite.process import running
from dwcrawler.minisite.words import LANGUAGES

STORIES: Final = 400
# The miniature site is ours: manners that dw.com is owed would only make the demo slow.
_SETTINGS: Final = (
    "AUTOTHROTTLE_ENABLED=0",
    "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "STATS_DUMP=0",
    "LOG_FORMAT=%(message)s",
    "LOG_LEVEL=INFO",
)
_SHOWN: Final = ("Summary of the crawl", "  ")
_NEXT: Final = """
What next?
  head -c 1500 output/dw-*.jsonl                     a story as it stands in the feed
  .venv/bin/scrapy minisite --help                   the miniature site by hand, also misbehaving
  .venv/bin/scrapy crawl dw -a max_stories=20        the live site: English, politely
  .venv/bin/scrapy crawl dw -a languages=de,es -a since=7d -O week.jsonl
"""


def main() -> int:
    print(f"A miniature dw.com with {STORIES} stories in {len(LANGUAGES)} languages is crawled …")
    with running("--stories", str(STORIES)) as site:
        status = crawl(site.origin)
    if status == 0:
        print(_NEXT, end="")
    return status


def crawl(origin: str) -> int:
    """Runs the crawl as a user would, and passes on its closing table."""
    command = [sys.executable, "-m", "scrapy", "crawl", "dw"]
    command += ["-a", f"languages={','.join(LANGUAGES)}", "-a", "max_depth=3"]
    for setting in _SETTINGS:
        command += ["-s", setting]
    environment = {**os.environ, "DW_MIRROR": origin}
    done = subprocess.run(
        command, env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    lines = done.stderr.splitlines()
    table = [line for line in lines if line.startswith(_SHOWN)]
    print("\n".join(table if done.returncode == 0 else lines))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
