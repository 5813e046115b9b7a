"""The command lines of schedules, run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from dwcrawler.deployment.files import files_of
from dwcrawler.deployment.plan import Plan
from dwcrawler.minisite.process import running
from tests.crawls import FAST, ROOT

STORIES = 20
PROGRAM = (sys.executable, "-m", "dwcrawler")


def plan(folder: Path, **changes: object) -> Plan:
    settings = dict(setting.split("=") for setting in FAST)
    return Plan(
        program=PROGRAM, output=folder, settings=settings, delay=0,
        arguments={"languages": "en", "max_depth": "5"}, contact="https://example.org/50%/us",
        **changes,  # type: ignore[arg-type]
    )  # fmt: skip


def environment(origin: str) -> dict[str, str]:
    """A service has next to nothing in its environment."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DW_MIRROR": origin}


def feeds(folder: Path) -> int:
    return sum(len(path.read_bytes().splitlines()) for path in folder.glob("dw-*.jsonl"))


def test_the_service_crawls_and_goes_on_with_the_next_run(tmp_path: Path) -> None:
    folder = tmp_path / "my feeds"
    folder.mkdir()
    unit = files_of("systemd", plan(folder))["dwcrawler.service"]
    assigned = [systemd_words(text)[0] for text in re.findall(r"^Environment=(.*)$", unit, re.M)]
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.M)
    (accepted,) = re.findall(r"^SuccessExitStatus=(.*)$", unit, re.M)
    assert accepted.split() == ["4", "130", "143"]
    with running("--stories", str(STORIES), "--languages", "en") as site:
        given = environment(site.origin) | dict(word.split("=", 1) for word in assigned)
        assert given["DW_CONTACT"] == "https://example.org/50%/us"
        for _ in range(2):
            done = subprocess.run(
                systemd_words(command), cwd=folder, env=given,
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert feeds(folder) == STORIES, done.stderr
        assert site.requests()["user_agents"] == ["dwcrawler/1.0.0 (+https://example.org/50%/us)"]


def systemd_words(text: str) -> list[str]:
    """As systemd reads a line: quotes and backslashes as in a shell, `%%` and `$$` for one each."""
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(text)]


def test_the_line_of_the_crontab_crawls(tmp_path: Path) -> None:
    folder = tmp_path / "my feeds"
    folder.mkdir()
    lines = files_of("cron", plan(folder))["crontab"].splitlines()
    variables = {
        name: value.strip('"')
        for name, value in re.findall(r"^(DW_\w+)=(.*)$", "\n".join(lines), re.M)
    }
    command = re.sub(r"^(\S+ ){5}", "", lines[-1]).replace("\\%", "%")
    with running("--stories", str(STORIES), "--languages", "en") as site:
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=tmp_path, env=environment(site.origin) | variables,
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")  # cron would mail it
    assert feeds(folder) == STORIES
    assert "Spider closed" in (folder / "crawl.log").read_text(encoding="utf-8")


def test_the_container_crawls_again_and_again_until_it_is_ended(tmp_path: Path) -> None:
    script = ROOT / "deploy/crawl-every.sh"
    crawl = [*PROGRAM, *plan(tmp_path).options]
    with running("--stories", str(STORIES), "--languages", "en") as site:
        process = subprocess.Popen(
            ["/bin/sh", str(script), "1", *crawl], cwd=tmp_path,
            env=environment(site.origin) | {"DW_OUTPUT_DIR": str(tmp_path)},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert all(line.startswith("crawl-every: exit status 0 at ") for line in said)
    assert process.returncode == 0
    assert feeds(tmp_path) == STORIES


def test_sigterm_ends_the_crawl_in_the_container_well(tmp_path: Path) -> None:
    script = ROOT / "deploy/crawl-every.sh"
    slow = [*PROGRAM, *plan(tmp_path).options, "-s", "CONCURRENT_REQUESTS=1"]
    with running("--stories", "200", "--languages", "en", "--latency", "150") as site:
        process = subprocess.Popen(
            ["/bin/sh", str(script), "3h", *slow], cwd=tmp_path,
            env=environment(site.origin) | {"DW_OUTPUT_DIR": str(tmp_path)},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("dw-*")) and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    assert said.startswith("crawl-every: exit status 143 at ")
    assert 0 < feeds(tmp_path) < 200
    assert not list(tmp_path.glob("*.part"))
