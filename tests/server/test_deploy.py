"""The egg that `scrapyd-deploy` builds, on a real scrapyd, with the miniature site to crawl."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dwcrawler.editions import editions
from dwcrawler.minisite.process import running
from tests.server.servers import PROJECT, Scrapyd, running_scrapyd

ROOT = Path(__file__).parents[2]
STORIES = 24
# What scrapyd-deploy reads. The copy is built, so that the checkout stays as it was.
SOURCES = ("dwcrawler", "scrapy.cfg", "setup.py", "pyproject.toml", "README.md")
SETTINGS = ("AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS=16")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def scrapyd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    with running_scrapyd(tmp_path_factory.mktemp("server") / "scrapyd") as server:
        yield server


@pytest.fixture(scope="module")
def deployed(project: Path, scrapyd: Scrapyd) -> Scrapyd:
    """The server with the project on it, sent there by the target that scrapy.cfg has."""
    configuration = project / "scrapy.cfg"
    text = configuration.read_text()
    here = "http://localhost:6800/"
    assert here in text
    login = "username = editor\npassword = only for tests"
    configuration.write_text(text.replace(here, f"{scrapyd.url}\n{login}"))
    _scrapyd_deploy(project, "--version", "1")
    return scrapyd


def _scrapyd_deploy(project: Path, *options: str) -> None:
    command = [str(Path(sys.executable).with_name("scrapyd-deploy")), *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_egg_holds_the_package_data(project: Path, tmp_path: Path) -> None:
    egg = tmp_path / "dwcrawler.egg"
    _scrapyd_deploy(project, "--build-egg", str(egg))
    names = set(zipfile.ZipFile(egg).namelist())
    data = [path for path in (ROOT / "dwcrawler").rglob("*.json") if path.is_file()]
    assert data
    assert {path.relative_to(ROOT).as_posix() for path in data} <= names


def test_the_server_lists_the_spider(deployed: Scrapyd) -> None:
    assert deployed.get("listspiders", project=PROJECT)["spiders"] == ["dw"]


def rows(folder: Path) -> list[dict[str, Any]]:
    """Of all feeds in a folder."""
    feeds = sorted(folder.glob("dw-*.jsonl"))
    return [json.loads(line) for feed in feeds for line in feed.read_text().splitlines()]


def own_folder(tmp_path: Path, origin: str, *settings: str) -> list[str]:
    """Settings of a job whose store is its own."""
    return [*SETTINGS, f"DW_MIRROR={origin}", f"DW_OUTPUT_DIR={tmp_path}", *settings]


def test_nobody_comes_in_without_the_password(deployed: Scrapyd) -> None:
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{deployed.url}listprojects.json", timeout=30)


def test_jobs_share_a_folder_and_a_store(deployed: Scrapyd) -> None:
    """The one that the server's environment names."""
    with running("--stories", str(STORIES), "--languages", "de") as site:
        for _ in range(2):
            job = deployed.schedule(
                "dw", [*SETTINGS, f"DW_MIRROR={site.origin}"], languages="de", max_depth="5"
            )
            deployed.wait_for(job)
            log = deployed.log(job)
            found = rows(deployed.output)
            assert len(found) == len({row["short_url"] for row in found}) == STORIES, log
            assert "Traceback" not in log
    assert {row["language"] for row in found} == {"de"} <= editions().keys()
    assert "all known already" in log
    assert (deployed.output / "store.sqlite").is_file()


def test_a_job_that_is_refused_says_why_in_its_log(deployed: Scrapyd) -> None:
    """To scrapyd it looks finished, and nobody sees its standard error or its exit status."""
    for setting, argument, words in (
        ("RETRY_TIMES=4", {"lenguages": "de"}, "did you mean languages?"),
        ("CONCURRENT_REQUESTS=abc", {"languages": "de"}, "CONCURRENT_REQUESTS: 'abc'"),
    ):
        job = deployed.schedule("dw", [setting], **argument)
        deployed.wait_for(job)
        log = deployed.log(job)
        assert "ERROR: Nothing was crawled: " in log and words in log
        assert "Traceback" not in log


def test_the_second_of_two_jobs_ends_at_once_or_waits(deployed: Scrapyd, tmp_path: Path) -> None:
    with running("--stories", str(STORIES), "--languages", "en", "--latency", "1500") as site:
        settings = own_folder(tmp_path, site.origin)
        # Not over before the others have begun, however busy the machine is.
        slow = own_folder(tmp_path, site.origin, "CONCURRENT_REQUESTS=5")
        first = deployed.schedule("dw", slow, languages="en")
        wait_until((tmp_path / "store.sqlite.lock").exists)
        second = deployed.schedule("dw", settings, languages="en")
        third = deployed.schedule("dw", settings, languages="en", wait="2m")
        for job in (first, second, third):
            deployed.wait_for(job, seconds=120)
    logs = {job: deployed.log(job) for job in (first, second, third)}
    assert "Spider closed (finished)" in logs[first]
    assert "another crawl is using" in logs[second]
    assert "The crawl ended with exit status 4: store_in_use" in logs[second]
    assert "Waiting for at most 120 s" in logs[third] and "Spider closed (finished)" in logs[third]
    assert len(rows(tmp_path)) == len({row["id"] for row in rows(tmp_path)})


def test_a_job_that_is_cancelled_loses_nothing(deployed: Scrapyd, tmp_path: Path) -> None:
    slow = ("CONCURRENT_REQUESTS=1", "DW_SYNC_LINES=1")
    with running("--stories", "60", "--languages", "en", "--latency", "150") as site:
        settings = own_folder(tmp_path, site.origin, *slow)
        job = deployed.schedule("dw", settings, languages="en", max_depth="5")
        wait_until(lambda: bool(list(tmp_path.glob("dw-*"))))
        deployed.cancel(job)
        deployed.wait_for(job)
        assert "Spider closed (shutdown)" in deployed.log(job)
        before = len(rows(tmp_path))
        assert 0 < before < 60
        job = deployed.schedule(
            "dw", own_folder(tmp_path, site.origin), languages="en", max_depth="5"
        )
        deployed.wait_for(job)
    found = [row["id"] for row in rows(tmp_path)]
    assert len(found) == len(set(found)) == 60, deployed.log(job)


def test_a_new_version_goes_on_with_the_store_of_the_old_one(
    deployed: Scrapyd, project: Path, tmp_path: Path
) -> None:
    with running("--stories", str(STORIES), "--languages", "en") as site:
        settings = own_folder(tmp_path, site.origin)
        first = deployed.schedule("dw", settings, languages="en", max_depth="5")
        deployed.wait_for(first)
        version = project / "dwcrawler/__init__.py"
        text = version.read_text()
        newer = re.sub(r'__version__ = "[^"]*"', '__version__ = "99.0.0"', text)
        assert newer != text
        version.write_text(newer)
        _scrapyd_deploy(project, "--version", "2")
        second = deployed.schedule("dw", settings, languages="en", max_depth="5")
        deployed.wait_for(second)
    assert "dwcrawler/99.0.0" in deployed.log(second)
    assert "all known already" in deployed.log(second)
    assert len(rows(tmp_path)) == STORIES


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)
