"""A real scrapyd for tests: in a folder and on a port of its own, ended by its process."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from dwcrawler.deployment.files import files_of
from dwcrawler.deployment.plan import Plan

PROJECT = "dwcrawler"
OUTPUT = "all feeds"
# A password of the environment, as docs/operations.md says.
_LOGIN = {"SCRAPYD_USERNAME": "editor", "SCRAPYD_PASSWORD": "only for tests"}
# Jobs are told their mirror by a setting. Should it not reach them, they ask a closed port of this
# machine and not dw.com.
_NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Scrapyd:
    """`url` is what a deploy target names; the server keeps its files in `folder`."""

    url: str
    folder: Path

    def get(self, service: str, **parameters: str) -> dict[str, Any]:
        return self._answer(f"{self.url}{service}.json?{urlencode(parameters)}", None)

    def schedule(self, spider: str, settings: Sequence[str], **arguments: str) -> str:
        """The id of the job."""
        fields = [("project", PROJECT), ("spider", spider), *arguments.items()]
        fields += [("setting", setting) for setting in settings]
        answer = self._answer(f"{self.url}schedule.json", urlencode(fields).encode())
        return str(answer["jobid"])

    def wait_for(self, job: str, seconds: float = 60) -> None:
        """Returns when the job is finished, whatever came of it; raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            finished = self.get("listjobs", project=PROJECT)["finished"]
            if any(entry["id"] == job for entry in finished):
                return
            time.sleep(0.2)
        raise TimeoutError(f"job {job} is not finished after {seconds} s:\n{self.log(job)}")

    @property
    def output(self) -> Path:
        """Where all jobs leave their feeds and their store."""
        return self.folder / OUTPUT

    def cancel(self, job: str) -> None:
        self._answer(f"{self.url}cancel.json", urlencode({"project": PROJECT, "job": job}).encode())

    def log(self, job: str) -> str:
        log = self.folder / "logs" / PROJECT / "dw" / f"{job}.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _answer(self, url: str, data: bytes | None) -> dict[str, Any]:
        request = Request(url, data)
        login = f"{_LOGIN['SCRAPYD_USERNAME']}:{_LOGIN['SCRAPYD_PASSWORD']}"
        request.add_header("Authorization", f"Basic {b64encode(login.encode()).decode()}")
        with urlopen(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
        assert answer["status"] == "ok", answer
        return answer


@contextmanager
def running_scrapyd(folder: Path) -> Iterator[Scrapyd]:
    port = _free_port()
    folder.mkdir()
    (folder / "scrapyd.conf").write_text(_configuration(port))
    with (
        (folder / "scrapyd.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "scrapyd"],
            cwd=folder,
            env={
                **os.environ,
                **_LOGIN,
                "DW_MIRROR": _NOWHERE,
                "DW_OUTPUT_DIR": str(folder / OUTPUT),
            },
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            server = Scrapyd(f"http://127.0.0.1:{port}/", folder)
            _wait_until_up(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _configuration(port: int) -> str:
    """The one that is shipped, on another port, and looking for jobs more often."""
    text = files_of("scrapyd", Plan())["scrapyd.conf"]
    for shipped, ours in (("http_port = 6800", f"http_port = {port}"), ("= 5\n", "= 0.2\n")):
        assert shipped in text
        text = text.replace(shipped, ours)
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_up(server: Scrapyd, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.get("daemonstatus")
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    log = (server.folder / "scrapyd.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"scrapyd did not start:\n{log}")
