"""Crawls for tests: the real command in another process, against the miniature site in a third."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import warm

ROOT = Path(__file__).parents[1]
# Manners are for dw.com; the miniature site is ours.
FAST = ("AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
FAST_RETRIES = ("DW_RETRY_PAUSE=0.02", "RETRY_TIMES=2")


@dataclass(frozen=True, slots=True)
class Crawl:
    """What a crawl left: its exit status, log, standard output, the rows of all feeds, its stats."""

    status: int
    log: str
    printed: str
    rows: list[dict[str, Any]]
    stats: dict[str, Any]
    output: Path

    @property
    def ids(self) -> list[int]:
        return [row["id"] for row in self.rows]


class Crawler:
    """`crawler(origin, "languages=de", settings=[...])` -> Crawl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self,
        origin: str,
        *arguments: str,
        settings: tuple[str, ...] = (),
        options: tuple[str, ...] = (),
        timeout: float = 120,
    ) -> Crawl:
        _, _, *command = self.command(*arguments, settings=settings, options=options)
        done = warm.run(*command, cwd=ROOT, env=self.environment(origin), timeout=timeout)
        return self.result(done.returncode, done.stderr, done.stdout)

    def command(
        self, *arguments: str, settings: tuple[str, ...] = (), options: tuple[str, ...] = ()
    ) -> list[str]:
        command = [sys.executable, "-m", "scrapy", "crawl", "dw", *options]
        chosen = [
            *FAST,
            *FAST_RETRIES,
            f"DW_OUTPUT_DIR={self.folder}",
        ]
        chosen.append(f"DW_STATS_FILE={self.folder / 'stats.json'}")
        for setting in [*chosen, *settings]:
            command += ["-s", setting]
        for argument in arguments:
            command += ["-a", argument]
        return command

    def environment(self, origin: str) -> dict[str, str]:
        return {
            **os.environ,
            "DW_MIRROR": origin,
            "PYTHONWARNINGS": warm.WARNINGS,
        }

    def result(self, status: int, log: str, printed: str = "") -> Crawl:
        rows = [
            json.loads(line)
            for path in sorted(self.folder.glob("dw-*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        stats = self.folder / "stats.json"
        told = json.loads(stats.read_text()) if stats.exists() else {}
        return Crawl(status, log, printed, rows, told, self.folder)
