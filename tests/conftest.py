"""What all tests share: the captured pages, the miniature site, and crawls of it."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from tests import processes
from tests.crawls import Crawler

ROOT = Path(__file__).parents[1]
SHARED_PAGES = ROOT.parent / "shared/pages"
_NO_PAGES = "the captured pages are not there"

# Hundreds of crawls would each compile the project anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A machine that is busy is no fault of the code's.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_GUARD = processes.Guard()
_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of real captured pages, which stands beside the project where there is one."""
    if not SHARED_PAGES.is_dir():
        pytest.skip(f"{_NO_PAGES} ({SHARED_PAGES})")
    return SHARED_PAGES


@pytest.fixture
def crawl(tmp_path: Path) -> Crawler:
    """Runs `scrapy crawl dw` in a process of its own, its output in a folder of its own."""
    return Crawler(tmp_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before those of `-m` are chosen: marks the tests that start processes."""
    for item in items:
        if isinstance(item, pytest.Function) and processes.starts_one(item):
            item.add_marker(processes.MARK)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _GUARD.test = item
    try:
        return (yield)
    finally:
        _GUARD.test = None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: more than processors, where these are few, as who tests crawls mostly waits.
    `-n logical`: as many, for tests that wait for nothing."""
    processors = os.cpu_count() or 1
    is_waiting = config.option.numprocesses == "auto"
    return max(4, processors) if is_waiting else processors


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _unless_on_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _unless_on_ci((yield))


def _unless_on_ci(report: _Report) -> _Report:
    """On CI only the captured pages may be missing: a test skipped for another reason fails."""
    is_expected_failure = hasattr(report, "wasxfail")
    if report.skipped and not is_expected_failure and os.environ.get("CI"):
        reason = str(report.longrepr)
        if _NO_PAGES not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped on CI, where what it needs can be had: {reason}"
    return report
