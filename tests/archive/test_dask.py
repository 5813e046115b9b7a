"""Archives read by many processes, some of which die."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from dwcrawler.minisite.world import World
from tests.archive.archives import pages_of, renumbered, write_warc
from tests.archive.commands import archive, rows_of
from tests.crawls import ROOT

FILES, STORIES_OF_A_FILE = 60, 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 stories in 60 files."""
    folder = tmp_path_factory.mktemp("warcs")
    pages = list(pages_of(World(stories=STORIES_OF_A_FILE, layout="apollo")))
    for n in range(FILES):
        first = 61_000_000 + n * STORIES_OF_A_FILE
        others = (renumbered(page, first + at) for at, page in enumerate(pages))
        write_warc(folder / f"{n:02d}.warc", others, packed=False)
    return folder


def workers_of(process: psutil.Process) -> list[psutil.Process]:
    found = []
    for child in process.children(recursive=True):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:  # it has just ended
            continue
    return found


@pytest.mark.heavy
def test_workers_that_are_killed_lose_nothing(folder: Path, tmp_path: Path) -> None:
    """Twelve of four workers, each replaced; every story once."""
    feed = tmp_path / "stories.jsonl"
    command = [sys.executable, "-m", "dwcrawler", "archive", str(folder), "-o", str(feed)]
    process = subprocess.Popen(
        [*command, "--workers", "4"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    here = psutil.Process(process.pid)
    parts = tmp_path / "stories.jsonl.parts"
    chance = random.Random(1)
    killed = 0
    deadline = time.monotonic() + 90
    while killed < 12 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        workers = workers_of(here)
        if len(workers) >= 4 and len(list(parts.glob("*.index"))) >= 1 + 4 * killed:
            os.kill(chance.choice(workers).pid, signal.SIGKILL)
            killed += 1
    _, said = process.communicate(timeout=90)
    assert (process.returncode, killed) == (0, 12), said
    assert "Traceback" not in said
    ids = [row["id"] for row in rows_of(feed)]
    assert len(ids) == len(set(ids)) == FILES * STORIES_OF_A_FILE


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers of Dask's own, as they are started on several machines."""
    bin_folder = Path(sys.executable).parent
    scheduler = subprocess.Popen(
        [bin_folder / "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert scheduler.stderr is not None
    url = next(
        line.rpartition(" ")[2].strip() for line in scheduler.stderr if "Scheduler at:" in line
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen(
            [bin_folder / "dask", "worker", url, "--nthreads", "1", "--no-dashboard"],
            cwd=ROOT,
            **quiet,
        )
        for _ in range(workers)
    ]
    try:
        yield url
    finally:
        for process in [*started, scheduler]:
            process.terminate()
        for process in [*started, scheduler]:
            process.wait(timeout=20)
        scheduler.stderr.close()


@pytest.mark.heavy
def test_a_scheduler_of_ones_own(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.glob("*.warc"))[:6]
    with cluster(2) as url:
        done = archive(*files, "-o", tmp_path / "a.jsonl", "--dask", url)
    assert done.returncode == 0, done.stderr
    alone = archive(*files, "-o", tmp_path / "b.jsonl")
    assert alone.returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.heavy
def test_a_scheduler_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    done = archive(folder, "-o", tmp_path / "a.jsonl", "--dask", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "dwcrawler archive: --dask tcp://127.0.0.1:9: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.heavy
def test_a_file_that_is_no_archive_is_told_by_a_worker_too(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.warc"
    bad.write_bytes(b"nothing")
    good = sorted(folder.glob("*.warc"))[0]
    done = archive(good, bad, "-o", tmp_path / "a.jsonl", "--workers", "2")
    assert done.returncode == 1 and "bad.warc: it is no WARC file" in done.stderr
    assert len(rows_of(tmp_path / "a.jsonl")) == STORIES_OF_A_FILE


@pytest.mark.long
def test_memory_stays_flat_over_two_gigabytes(tmp_path: Path) -> None:
    """The most that a process of one worker held: a file of 2 GB against one of 200 MB."""
    most = {}
    pages = list(pages_of(World(stories=400, layout="apollo")))
    for size in (200, 2000):
        path = tmp_path / f"{size}.warc"
        first = 61_000_000
        with path.open("wb") as file:
            while file.tell() < size * 1_000_000:
                others = (renumbered(page, first + at) for at, page in enumerate(pages))
                file.write(write_warc(tmp_path / "one.warc", others, False).read_bytes())
                first += len(pages)
        command = [
            *(sys.executable, "-c"),
            "import resource, sys\n"
            "from dwcrawler.__main__ import main\n"
            "try:\n    main()\n"
            "finally:\n    print('most', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n",
            *("archive", str(path), "-o", str(tmp_path / f"{size}.jsonl")),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "most" in done.stdout, done.stderr
        most[size] = int(done.stdout.rpartition(" ")[2]) / 1024
    print(f"MB at the most: {most}")
    assert most[2000] < most[200] + 60, most
