"""pywb, warcio and the tool for WACZ, in an environment of their own; and a server of ranges."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

from tests.crawls import ROOT

PROGRAMS = ROOT / ".replay-venv/bin"


def run(program: str, *words: object, cwd: Path | None = None) -> str:
    """Standard output; fails where the program does."""
    assert PROGRAMS.is_dir(), "make .replay-venv/.installed"
    command = [str(PROGRAMS / program), *map(str, words)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def pywb(folder: Path, warcs: Iterable[Path]) -> Iterator[str]:
    """Replays a collection `dw` made of these files; its origin."""
    folder.mkdir()
    run("wb-manager", "init", "dw", cwd=folder)
    run("wb-manager", "add", "dw", *warcs, cwd=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAMS / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 40
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.1)


@contextmanager
def ranges_of(folder: Path, has_ranges: bool = True) -> Iterator[tuple[str, Counter[str]]]:
    """Serves the files of a folder in ranges of bytes, as archives do; and what it was asked for."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = (folder / self.path.strip("/")).read_bytes()
            wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            asked[f"{self.path} {self.headers.get('Range')}"] += 1
            if wanted and has_ranges:
                content = content[int(wanted[1]) : int(wanted[2]) + 1]
            self.send_response(206 if wanted and has_ranges else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
