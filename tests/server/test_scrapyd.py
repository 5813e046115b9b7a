"""The egg that scrapyd-deploy builds, deployed to a real scrapyd, crawls the miniature site."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import FAST, ROOT

BIN = Path(sys.executable).parent


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[str]:
    """Its address; it keeps everything below the test's own folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\nitems_dir = items\n"
        "poll_interval = 0.2\nlogs_dir = logs\neggs_dir = eggs\ndbs_dir = dbs\n"
    )
    log = (tmp_path / "scrapyd.log").open("w")
    process = subprocess.Popen(
        [str(BIN / "scrapyd"), "--pidfile="], cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: ask(address, "daemonstatus.json").get("status") == "ok")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def ask(address: str, path: str, **fields: str) -> dict[str, Any]:
    data = urlencode(fields).encode() if fields else None
    try:
        with urlopen(f"{address}/{path}", data, timeout=10) as response:
            answer: dict[str, Any] = json.load(response)
            return answer
    except (URLError, ConnectionError):
        return {}


def wait_for(condition: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


def test_the_egg_runs_the_spider(scrapyd: str, tmp_path: Path) -> None:
    source = tmp_path / "project"
    ignored = shutil.ignore_patterns(".git", ".venv", ".bench-venv", "output", "__pycache__")
    shutil.copytree(ROOT, source, ignore=ignored)
    config = (source / "scrapy.cfg").read_text()
    assert "http://localhost:6800/" in config
    (source / "scrapy.cfg").write_text(config.replace("http://localhost:6800/", f"{scrapyd}/"))
    deployed = subprocess.run(
        [str(BIN / "scrapyd-deploy")], cwd=source, capture_output=True, text=True, check=False
    )
    assert '"status": "ok"' in deployed.stdout, deployed.stdout + deployed.stderr
    with running("--stories", "60") as site:
        settings = [f"DW_MIRROR={site.origin}", *FAST]
        data = urlencode(
            [("project", "dwcrawler"), ("spider", "dw"), ("max_depth", "3")]
            + [("setting", setting) for setting in settings]
        ).encode()
        with urlopen(f"{scrapyd}/schedule.json", data, timeout=10) as response:
            job = json.load(response)["jobid"]
        wait_for(lambda: job in finished(scrapyd))
    log = (tmp_path / "logs/dwcrawler/dw" / f"{job}.log").read_text()
    items = list((tmp_path / "items/dwcrawler/dw").glob("*"))
    assert items, log
    rows = [json.loads(line) for line in items[0].read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 18 and {row["language"] for row in rows} == {"en"}, log
    assert list(rows[0])[:3] == ["schema_version", "short_url", "id"]


def finished(scrapyd: str) -> list[str]:
    jobs = ask(scrapyd, "listjobs.json?project=dwcrawler")
    return [job["id"] for job in jobs.get("finished", [])]
