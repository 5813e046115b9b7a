"""Pages a second of a whole crawl of the miniature site, against three others on the same URLs.

One is the same crawl with its live view on a terminal, one is without its store, and one is a bare
spider that does nothing with its pages.

The site runs in another process. A first crawl, which is not measured, has it make its pages and
tells which URLs there are; then all are measured turn by turn in one run, from the opening of the
spider to its closing. The ratios are of the medians: to the bare spider at least 0.75, to the crawl
without a store at least 0.90. The live view costs at most 3 in 100: its ratio is at least 0.97.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
from pathlib import Path
from typing import Any, Final, NamedTuple

from dwcrawler.minisite.process import running
from dwcrawler.minisite.words import LANGUAGES
from dwcrawler.settings import EXTENSIONS

ROOT: Final = Path(__file__).parents[1]
BARE: Final = Path(__file__).with_name("bare_spider.py")
_CRAWLED: Final = re.compile(r"Crawled \(\d+\) <GET (\S+)>")


class Race(NamedTuple):
    """What both crawls are given: the site, the same number of requests at once, a folder."""

    origin: str
    concurrency: int
    folder: Path

    @property
    def urls(self) -> Path:
        return self.folder / "urls.txt"

    def first(self) -> None:
        """A crawl that leaves the URLs of all pages it got in `urls`, listings and robots.txt
        among them, in the order in which they came."""
        log = self.folder / "first.log"
        self.ours("LOG_LEVEL=DEBUG", f"LOG_FILE={log}")
        self.urls.write_text("\n".join(_CRAWLED.findall(log.read_text(encoding="utf-8"))))

    def ours(self, *more: str, stderr: int | None = None) -> dict[str, Any]:
        """The stats of one whole crawl: everything is on but the manners that are for dw.com."""
        stats = self.folder / "stats.json"
        output = Path(tempfile.mkdtemp(dir=self.folder))  # nothing is known before
        settings = (
            f"CONCURRENT_REQUESTS={self.concurrency}",
            f"CONCURRENT_REQUESTS_PER_DOMAIN={self.concurrency}",
            "AUTOTHROTTLE_ENABLED=0",
            "LOG_LEVEL=WARNING",
            f"DW_STATS_FILE={stats}",
            f"DW_OUTPUT_DIR={output}",
            *more,
        )
        command = [sys.executable, "-m", "scrapy", "crawl", "dw"]
        command += ["-a", f"languages={','.join(LANGUAGES)}", "-a", "max_depth=3"]
        for setting in settings:
            command += ["-s", setting]
        environment = {**os.environ, "DW_MIRROR": self.origin, "TERM": "xterm-256color"}
        subprocess.run(command, cwd=ROOT, env=environment, stderr=stderr, check=True)
        told: dict[str, Any] = json.loads(stats.read_text(encoding="utf-8"))
        return told

    def with_live_view(self) -> dict[str, Any]:
        """On a terminal of 80 columns and 24 rows, which somebody reads."""
        reader, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        threading.Thread(target=_read_all, args=(reader,), daemon=True).start()
        try:
            return self.ours("DW_PROGRESS=live", stderr=terminal)
        finally:
            os.close(terminal)

    def without_store(self) -> dict[str, Any]:
        extensions = {
            "dwcrawler.extensions.journal.CrawlJournal": None,
            "benchmarks.no_store.Forgetful": 1000,
        }
        return self.ours(f"EXTENSIONS={json.dumps({**EXTENSIONS, **extensions})}")

    def bare(self) -> dict[str, Any]:
        """The stats of the bare spider's crawl; it runs where there is no project around it."""
        command = [sys.executable, str(BARE), str(self.urls), self.origin, str(self.concurrency)]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def _read_all(descriptor: int) -> None:
    """Until nobody holds the other end."""
    try:
        while os.read(descriptor, 65_536):
            pass
    except OSError:
        pass
    os.close(descriptor)


def pages_a_second(stats: dict[str, Any]) -> float:
    return float(stats["response_received_count"] / stats["elapsed_time_seconds"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, default=2000, help="of the site (2000)")
    parser.add_argument("--rounds", type=int, default=9, help="of all four (9)")
    parser.add_argument("--concurrency", type=int, default=16, help="requests at once (16)")
    options = parser.parse_args()
    print(f"Whole crawl of a miniature site of {options.stories} stories, pages a second\n")
    print(
        f"  {'':<10}{'scrapy crawl dw':>18}{'live view':>12}{'ratio':>7}{'without store':>16}{'ratio':>7}"
        f"{'bare spider':>14}{'ratio':>7}",
        flush=True,
    )
    speeds: list[list[float]] = []
    with (
        running("--stories", str(options.stories)) as site,
        tempfile.TemporaryDirectory() as folder,
    ):
        race = Race(site.origin, options.concurrency, Path(folder))
        race.first()
        runs = [race.ours, race.with_live_view, race.without_store, race.bare]
        for turn in range(1, options.rounds + 1):
            # Forth and back, as a machine's clock drifts.
            found = {run: pages_a_second(run()) for run in (runs if turn % 2 else runs[::-1])}
            speeds.append([found[run] for run in runs])
            print(row(f"round {turn}", *speeds[-1]), flush=True)
    print(row("median", *map(statistics.median, zip(*speeds, strict=True))))


def row(name: str, ours: float, live: float, without: float, bare: float) -> str:
    return (
        f"  {name:<10}{ours:>18.0f}{live:>12.0f}{live / ours:>7.2f}{without:>16.0f}"
        f"{ours / without:>7.2f}{bare:>14.0f}{ours / bare:>7.2f}"
    )


if __name__ == "__main__":
    main()
