"""Milliseconds a page from bytes to story: ours, trafilatura's and fundus's, on real pages.

All three take turns in one run, so that noise of the machine meets all. fundus needs an older lxml
and has an environment of its own (`.bench-venv`, made when it is missing).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import trafilatura

from dwcrawler.pages import parse

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT.parent / "shared/pages"
FUNDUS_VENV: Final = ROOT / ".bench-venv"
FUNDUS: Final = ("fundus==0.5.7", "curl_cffi<0.16")
ROUNDS: Final = 15
TIMES: Final = 20


def main() -> None:
    if not PAGES.is_dir():
        sys.exit(f"extraction: the captured pages are not there ({PAGES}); nothing is measured")
    index: list[dict[str, str]] = json.loads((PAGES / "index.json").read_text())
    pages = [entry for entry in index if entry["file"].endswith(".html")]
    print(f"Milliseconds a page, medians of {ROUNDS} rounds of {TIMES}")
    print(f"  {'page':30}{'dwcrawler':>11}{'fundus':>16}{'trafilatura':>19}")
    with fundus() as fundus_seconds:
        for page in pages:
            measure(page, fundus_seconds)


def measure(page: dict[str, str], fundus_seconds: Callable[[str, str], float]) -> None:
    path = PAGES / page["file"]
    body, url, day = path.read_bytes(), page["url"], page["fetched"][:10]
    html = body.decode()

    def theirs() -> Any:
        return trafilatura.bare_extraction(html, url=url, with_metadata=True)

    ours, fundus_times, trafilatura_times = [], [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: parse(body, url)))
        fundus_times.append(fundus_seconds(str(path), day))
        trafilatura_times.append(seconds(theirs, TIMES // 5) * 5)
    base = statistics.median(ours)
    row = f"  {page['file']:30}{base / TIMES * 1000:>11.2f}"
    for times in (fundus_times, trafilatura_times):
        median = statistics.median(times)
        row += f"{median / TIMES * 1000:>9.2f} ({median / base:>5.1f}×)"
    print(row, flush=True)


def seconds(work: Callable[[], Any], times: int = TIMES) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - begun


@contextmanager
def fundus() -> Iterator[Callable[[str, str], float]]:
    """A function that has fundus parse a page `TIMES` times and gives the seconds it took."""
    python = FUNDUS_VENV / "bin/python"
    if not python.exists():
        print(f"Installing fundus into {FUNDUS_VENV.name} (once)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(FUNDUS_VENV)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *FUNDUS], check=True)
    command = [str(python), str(Path(__file__).with_name("fundus_worker.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        stdin, stdout = worker.stdin, worker.stdout

        def timed(path: str, day: str) -> float:
            stdin.write(f"{path}\t{day}\t{TIMES}\n")
            stdin.flush()
            return float(stdout.readline())

        yield timed
        stdin.close()


if __name__ == "__main__":
    main()
