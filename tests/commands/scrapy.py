"""The real command line in another process, as a user gives it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

from tests import warm
from tests.crawls import ROOT


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def scrapy(
    *arguments: str | Path, cwd: Path = ROOT, timeout: float = 60, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`scrapy ARGUMENTS…` in the project; its output as text, of which UTF-8 is expected."""
    env = {**os.environ, **environment}
    return warm.run("scrapy", *map(str, arguments), cwd=cwd, env=env, timeout=timeout)


def dwcrawler(
    *arguments: str | Path, cwd: Path, timeout: float = 60, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`dwcrawler ARGUMENTS…` in any folder; where bytes are no UTF-8, U+FFFD stands for them."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return warm.run("dwcrawler", *map(str, arguments), cwd=cwd, env=env, timeout=timeout)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A site that is not DW's: the files of a folder on a loopback address. Gives its origin."""
    with HTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(timeout=10)
