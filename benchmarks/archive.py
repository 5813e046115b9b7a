"""Pages a second, from a WARC file to a feed: `dwcrawler archive` in one process and in two, fundus's
reader of CC-NEWS on one of the same files, and trafilatura on the same pages.

The pages are copies of one captured page with the apollo state, each with an id of its own; without
the captured pages, pages of the miniature site. Ours are whole commands, with their beginning and
the feed's end; two commands side by side say what the machine's second processor gives. Of the others
what reads and extracts is timed alone. What ours is to be: 300 pages a
second or more in one process, and two processes at least 1.7 times one.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from gzip import compress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks import take_no_options
from dwcrawler.identity import short_code
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT.parent / "shared/pages"
PEER: Final = Path(__file__).with_name("archive_peer.py")
FILES: Final = 12
COPIES: Final = 3  # of each file: two processes are to be measured, and not how they begin
PAGES_OF_A_FILE: Final = 1_000
ROUNDS: Final = 2
FIRST_ID: Final = 61_000_000
_QUIET: Final[Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Sample(NamedTuple):
    body: bytes
    id: int
    what: str


class Row(NamedTuple):
    name: str
    pages: int
    seconds: float

    @property
    def speed(self) -> float:
        return self.pages / self.seconds


def sample() -> Sample:
    if PAGES.is_dir():
        told = json.loads((PAGES / "index.json").read_bytes())
        one = next(page for page in told if page["layout"] == "apollo")
        story_id = int(one["url"].partition("?")[0].rpartition("-")[2])
        return Sample((PAGES / one["file"]).read_bytes(), story_id, f"copies of {one['file']}")
    site = Site(World(stories=1, layout="apollo"))
    story = site.truths.of(0).story
    body = site.answer("www.dw.com", story.url.removeprefix("https://www.dw.com")).body
    return Sample(body, story.id, "copies of a page of the miniature site")


def write_archive(path: Path, page: Sample, first: int, count: int = PAGES_OF_A_FILE) -> None:
    """Packed as fast as it can be, which makes no difference to the readers."""
    old, code = str(page.id).encode(), short_code(page.id).encode()
    with path.open("wb") as file:
        for number in range(first, first + count):
            body = page.body.replace(old, str(number).encode())
            body = body.replace(b"/p/" + code, b"/p/" + short_code(number).encode())
            plain = io.BytesIO()
            writer = WARCWriter(plain, gzip=False, warc_version="WARC/1.0")
            head = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            url = f"https://www.dw.com/de/a-page/a-{number}"
            writer.write_record(
                writer.create_warc_record(
                    url, "response", payload=io.BytesIO(body), http_headers=head
                )
            )
            file.write(compress(plain.getvalue(), 1))


def ours(folder: Path, workers: int, beside: int = 1) -> Row:
    """`beside`: so many commands at once, each with work of its own: what this machine can do."""
    feeds = [folder / f"out-{n}.jsonl" for n in range(beside)]
    for feed in feeds:
        shutil.rmtree(f"{feed}.parts", ignore_errors=True)
    words = [sys.executable, "-m", "dwcrawler", "archive", str(folder / "warcs")]
    words += ["--workers", str(workers)]
    began = time.perf_counter()
    running = [subprocess.Popen([*words, "-o", str(feed)], cwd=ROOT, **_QUIET) for feed in feeds]
    assert [process.wait() for process in running] == [0] * beside
    seconds = time.perf_counter() - began
    with feeds[0].open("rb") as lines:
        count = sum(1 for _ in lines)
    assert count == FILES * PAGES_OF_A_FILE, count
    many = f"{workers} processes" if workers > 1 else "1 process"
    name = f"dwcrawler archive, {many}" if beside == 1 else f"{beside} commands side by side"
    return Row(name, beside * COPIES * count, seconds)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """fundus reads archives from the web alone."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A reader that has enough closes the connection in the middle of a file."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def peer(name: str, source: str, most: int) -> Row | None:
    python = ROOT / ".bench-venv" / name / "bin/python"
    if not python.exists():
        print(f"{name} is not installed (make .bench-venv/{name}/.installed)", file=sys.stderr)
        return None
    done = subprocess.run(
        [str(python), str(PEER), name, source, str(most)],
        env={**os.environ, "no_proxy": "127.0.0.1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(f"{name} failed: {done.stderr[-500:]}", file=sys.stderr)
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    return Row(told["name"], told["pages"], told["seconds"])


def main() -> None:
    take_no_options(__doc__)
    page = sample()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "warcs").mkdir()
        print(
            f"{COPIES} times {FILES} files of {PAGES_OF_A_FILE:,} pages, {page.what} …",
            file=sys.stderr,
        )
        for n in range(FILES):
            path = folder / f"warcs/{n:02d}.warc.gz"
            write_archive(path, page, FIRST_ID + n * PAGES_OF_A_FILE)
            for copy in range(1, COPIES):
                path.with_name(f"{n:02d}-{copy}.warc.gz").hardlink_to(path)
        (folder / "page.html").write_bytes(page.body)
        rounds = [
            (ours(folder, 1), ours(folder, 2), ours(folder, 1, beside=2)) for _ in range(ROUNDS)
        ]
        with served(folder / "warcs") as origin:
            others = [
                peer("fundus", f"{origin}/00.warc.gz", 200),
                peer("trafilatura", str(folder / "page.html"), 100),
            ]
    report(rounds, [row for row in others if row is not None])


def report(rounds: Sequence[tuple[Row, ...]], others: list[Row]) -> None:
    one = statistics.median(rows[0].speed for rows in rounds)
    print(f"{'':<34}{'pages/s':>9}{'ratio':>8}")
    for kind in zip(*rounds, strict=True):
        speed = statistics.median(row.speed for row in kind)
        print(f"{kind[0].name:<34}{speed:>9.0f}{speed / one:>8.2f}")
    for row in others:
        print(f"{row.name:<34}{row.speed:>9.1f}{row.speed / one:>8.3f}")
    for rows in rounds:
        print(f"  a round: {', '.join(f'{row.speed:.0f}' for row in rows)}")


if __name__ == "__main__":
    main()
