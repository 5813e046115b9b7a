"""Crawls that are killed, and what their feeds hold together in the end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.crawls import ROOT, Crawler

# One run to the end of 2,000 stories takes some seconds; within these it is killed.
_LONGEST = 60.0


@dataclass(slots=True)
class Kills:
    """Runs a crawl again and again, each ended by `end` at a random moment."""

    crawl: Crawler
    origin: str
    folder: Path
    arguments: tuple[str, ...]
    seed: int
    random: random.Random = field(init=False)
    statuses: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def run_and_end(self, sent: int, count: int = 1) -> bool:
        """Whether the run was ended before it ended by itself.

        One in four may end at any moment, the others while stories come in. (By SIGINT only once
        the command listens: before, Python prints where it was.)
        """
        before = set(self.folder.glob("*.part"))
        process = subprocess.Popen(
            self.crawl.command(*self.arguments),
            cwd=ROOT,
            env=self.crawl.environment(self.origin),
            stderr=subprocess.PIPE,
            text=True,
        )
        is_early = self.random.random() < 0.25
        while sent == signal.SIGINT and process.poll() is None and not _listens(process.pid):
            time.sleep(0.01)
        while process.poll() is None and not is_early:
            if set(self.folder.glob("*.part")) - before:
                break
            time.sleep(0.01)
        end = time.monotonic() + self.random.uniform(0, 2.4)
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        was_running = process.poll() is None
        for _ in range(count):
            if process.poll() is None:
                os.kill(process.pid, sent)
                time.sleep(0.05)
        _, log = process.communicate(timeout=_LONGEST)
        assert "Traceback" not in log, log
        self.statuses.append(process.returncode)
        return was_running

    def feeds(self) -> list[Path]:
        return sorted(self.folder.glob("dw-*.jsonl"))

    def rows(self) -> Counter[int]:
        """How often each story is in all feeds together; fails on a line that is not whole."""
        found: Counter[int] = Counter()
        for feed in self.feeds():
            content = feed.read_bytes()
            assert content.endswith(b"\n"), feed
            for line in content.splitlines():
                found[json.loads(line)["id"]] += 1
        return found


def _listens(pid: int) -> bool:
    """Whether a process catches SIGTERM, as this command does from its beginning."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & 1 << (signal.SIGTERM - 1))


def main() -> int:
    """`make torture`: 25 kills at random instants of a crawl of 2,000 stories, then to the end."""
    import tempfile

    from tests.durability.test_kills import torture

    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        print(
            torture(
                Path(folder),
                kills=25,
                stories=2_000,
                seed=seed,
                sent=signal.SIGKILL,
                latency=300,
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
