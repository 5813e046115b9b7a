"""Milliseconds a page, from bytes to story: ours, fundus's DW parser, and trafilatura.

Each works in a process and an environment of its own and reads the same captured pages, turn by
turn in one run, so that whatever else the machine does is borne by all. The median is told. What
ours is to be: at least 8 times as fast as fundus and 25 times as fast as trafilatura on the page
with the apollo state (the first).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks import take_no_options

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT.parent / "shared/pages"
READER: Final = Path(__file__).with_name("reader.py")
PEERS: Final = ("fundus", "trafilatura")
ROUNDS: Final = 8
# A turn is as long for all, and its beginning is not counted: while others had theirs, the
# processor's caches went cold and its clock slow, which says nothing of the reader. The same number
# of readings for all would be over for a fast one before they are warm again.
WARM_UP_SECONDS: Final = 0.2
SECONDS: Final = 0.5


class Page(NamedTuple):
    file: Path
    url: str
    captured: str


class Reading(NamedTuple):
    milliseconds: float
    headline: str | None
    characters: int


class Worker:
    """A reader in another process."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self.name = name
        self._process = process
        self.versions: list[str] = self._answer()

    def read(self, page: Page) -> dict[str, Any]:
        """What one turn gives: the seconds of each counted reading, and what was found."""
        times = {"warm_up": WARM_UP_SECONDS, "duration": SECONDS}
        asked = {**page._asdict(), "file": str(page.file), **times}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = self._answer()
        return answer

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended; its messages are above")
        return json.loads(line)


@contextmanager
def worker(name: str) -> Iterator[Worker]:
    python = ROOT / ".bench-venv" / name / "bin/python" if name in PEERS else sys.executable
    with subprocess.Popen(
        [str(python), str(READER), name],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(name, process)
        finally:
            process.terminate()


def captured_pages() -> list[Page]:
    """The captured stories, the page with the embedded state first."""
    index = json.loads((PAGES / "index.json").read_bytes())
    stories = [entry for entry in index if entry["file"].endswith(".html")]
    stories.sort(key=lambda entry: entry["layout"] != "apollo")
    return [Page(PAGES / e["file"], e["url"], e["fetched"].partition("T")[0]) for e in stories]


def measured(workers: Sequence[Worker], page: Page) -> list[Reading]:
    """What each worker needs for one page, in the order of the workers."""
    turns = [[each.read(page) for each in workers] for _ in range(ROUNDS)]
    return [
        Reading(
            statistics.median(second for turn in own for second in turn["seconds"]) * 1000,
            own[0]["headline"],
            own[0]["characters"],
        )
        for own in zip(*turns, strict=True)
    ]


def table(page: Page, workers: Sequence[Worker], readings: Sequence[Reading]) -> Iterator[str]:
    yield f"{page.file.name} ({page.file.stat().st_size / 1000:.0f} kB)"
    yield f"  {'':<32}{'ms a page':>10}{'times ours':>12}{'body, characters':>18}"
    ours = readings[0].milliseconds
    for each, reading in zip(workers, readings, strict=True):
        ratio = f"{reading.milliseconds / ours:.1f}"
        found = str(reading.characters) if reading.headline else "no headline"
        versions = ", ".join(each.versions)
        yield f"  {versions:<32}{reading.milliseconds:>10.2f}{ratio:>12}{found:>18}"
    yield ""


def main() -> None:
    take_no_options(__doc__)
    if not PAGES.is_dir():
        print(f"Extraction is not measured: the captured pages are not there ({PAGES})\n")
        return
    print(f"Extraction, bytes to story: medians of {ROUNDS} turns of {SECONDS} s each\n")
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(name)) for name in ("dwcrawler", *PEERS)]
        for page in captured_pages():
            for line in table(page, workers, measured(workers, page)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
