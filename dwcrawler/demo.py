"""`make demo`: the real crawl of a miniature dw.com on this machine, and what came of it.

Nothing here is a special way to crawl. The site is started in another process, `scrapy crawl dw`
runs against it as it does against the live site, and the tables are read from the feed and the
stats that every crawl leaves.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dwcrawler.minisite.options import whole
from dwcrawler.minisite.process import running
from dwcrawler.minisite.words import LANGUAGES
from dwcrawler.streams import write_any_text

_PROJECT: Final = Path(__file__).parents[1]
_OUTPUT: Final = Path("output/demo")  # each demo has a folder in it, with nothing known before
# AutoThrottle and two requests at a time are for dw.com; this site is ours, and on this machine.
_SETTINGS: Final = {
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "LOG_LEVEL": "WARNING",
}
_ARGUMENTS: Final = {"languages": ",".join(LANGUAGES), "max_depth": "3"}
_SECTIONS_SHOWN: Final = 5


def main() -> int:
    write_any_text()
    parser = argparse.ArgumentParser(prog="dwcrawler.demo", description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=whole(1), default=300, help="stories of the site (300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another site (1)")
    options = parser.parse_args()
    os.chdir(_PROJECT)
    site_options = [f"--stories={options.stories}", f"--seed={options.seed}", "--newest", "now"]
    with running(*site_options) as site, tempfile.TemporaryDirectory() as folder:
        print(
            f"A miniature dw.com of {options.stories} stories is at {site.origin}. Crawling it:\n"
        )
        stats_file = Path(folder) / "stats.json"
        _OUTPUT.mkdir(parents=True, exist_ok=True)
        output = Path(tempfile.mkdtemp(prefix=f"{datetime.now(UTC):%Y-%m-%d}-", dir=_OUTPUT))
        status = _crawl(site.origin, output, stats_file)
        feeds = list(output.glob("dw-*.jsonl"))
        if status or not feeds:
            print(f"The crawl gave no feed; its exit status is {status}.", file=sys.stderr)
            return status or 1
        stats = json.loads(stats_file.read_text(encoding="utf-8"))
    for line in report(feeds[-1], stats):
        print(line)
    return 0


def _crawl(origin: str, output: Path, stats_file: Path) -> int:
    command = ["scrapy", "crawl", "dw"]
    for name, value in _ARGUMENTS.items():
        command += ["-a", f"{name}={value}"]
    for name, value in {"DW_OUTPUT_DIR": str(output), **_SETTINGS}.items():
        command += ["-s", f"{name}={value}"]
    print(f"  DW_MIRROR={origin} {shlex.join(command)}\n", flush=True)
    command = [sys.executable, "-m", *command, "-s", f"DW_STATS_FILE={stats_file}"]
    return subprocess.run(command, env={**os.environ, "DW_MIRROR": origin}, check=False).returncode


def report(feed: Path, stats: dict[str, Any]) -> Iterator[str]:
    """The lines of the closing tables."""
    with feed.open(encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    yield from _by_language(stories)
    yield ""
    yield from _cost(len(stories), stats)
    yield f"Feed                {feed} ({feed.stat().st_size / 1e6:.1f} MB)"
    yield ""
    yield from _next_commands(feed)


def _by_language(stories: list[dict[str, Any]]) -> Iterator[str]:
    by_language = Counter(story["language"] for story in stories)
    yield "Language  Stories  Sections"
    for language, count in by_language.most_common():
        sections = Counter(
            story["section"][-1]
            for story in stories
            if story["language"] == language and story["section"]
        )
        yield f"{language:<8}  {count:>7}  {_listed(sections)}"
    yield f"{'all':<8}  {len(stories):>7}"


def _listed(sections: Counter[str]) -> str:
    shown = ", ".join(f"{name} {n}" for name, n in sections.most_common(_SECTIONS_SHOWN))
    more = len(sections) - _SECTIONS_SHOWN
    return f"{shown}, and {more} more" if more > 0 else shown


def _cost(stories: int, stats: dict[str, Any]) -> Iterator[str]:
    """robots.txt is no page; listings are, so a story costs more than one request."""
    requests = stats["downloader/request_count"] - stats.get("robotstxt/request_count", 0)
    avoided = stats.get("dw/stories/found_again", 0) + stats.get("dupefilter/filtered", 0)
    yield f"Requests per story  {requests / stories:.2f}: {requests} requests, {stories} stories"
    yield f"                    ({stats.get('dw/listings', 0)} of the requests were listings)"
    yield f"Duplicates avoided  {avoided} links to stories that were known already"
    yield f"Time                {stats['elapsed_time_seconds']:.1f} s"


def _next_commands(feed: Path) -> Iterable[str]:
    programs = Path(sys.executable).parent
    if programs.is_relative_to(_PROJECT):
        programs = programs.relative_to(_PROJECT)
    commands = {
        f"head -1 {feed} | {programs / 'python'} -m json.tool --no-ensure-ascii": "one story",
        f"{programs / 'scrapy'} crawl dw -a max_stories=20": "20 stories of the live site, politely",
        f"{programs / 'scrapy'} minisite": "the miniature site again, to try arguments on",
        "make test": "the tests",
    }
    yield "Try next:"
    for command, what in commands.items():
        yield f"  {command}\n      {what}"


if __name__ == "__main__":
    sys.exit(main())
