"""The egg that `scrapyd-deploy` builds, on a real scrapyd, with the miniature site to crawl."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

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
    configuration.write_text(text.replace(here, scrapyd.url))
    _scrapyd_deploy(project, "--version", "test")
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


def test_a_scheduled_job_crawls_stories(deployed: Scrapyd) -> None:
    with running("--stories", str(STORIES), "--languages", "de") as site:
        job = deployed.schedule(
            "dw", [*SETTINGS, f"DW_MIRROR={site.origin}"], languages="de", max_depth="5"
        )
        deployed.wait_for(job)
    log = deployed.log(job)
    rows = deployed.items(job)
    assert len(rows) == len({row["short_url"] for row in rows}) == STORIES, log
    assert {row["language"] for row in rows} == {"de"} <= editions().keys()
    assert "Traceback" not in log


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


def test_the_second_of_two_jobs_can_wait_for_the_first(deployed: Scrapyd) -> None:
    with running("--stories", str(STORIES), "--languages", "en", "--latency", "400") as site:
        settings = [*SETTINGS, f"DW_MIRROR={site.origin}"]
        jobs = [deployed.schedule("dw", settings, languages="en", wait="2m") for _ in range(2)]
        for job in jobs:
            deployed.wait_for(job)
    logs = [deployed.log(job) for job in jobs]
    assert all("Spider closed (finished)" in log for log in logs)
    assert any("Waiting for at most 120 s" in log for log in logs)
