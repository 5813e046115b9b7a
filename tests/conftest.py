"""What all tests share: the captured pages, the miniature site, and crawls of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawls import Crawler

ROOT = Path(__file__).parents[1]
SHARED_PAGES = ROOT.parent / "shared/pages"


@pytest.fixture(scope="session")
def shared_pages() -> Path:
    """The folder of real captured pages, which stands beside the project where there is one."""
    if not SHARED_PAGES.is_dir():
        pytest.skip(f"the captured pages are not there ({SHARED_PAGES})")
    return SHARED_PAGES


@pytest.fixture
def crawl(tmp_path: Path) -> Crawler:
    """Runs `scrapy crawl dw` in a process of its own, its output in a folder of its own."""
    return Crawler(tmp_path)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """On CI a skipped test is a failure where its need was there to be met."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("CI") and SHARED_PAGES.is_dir():
        report.outcome = "failed"
        report.longrepr = f"skipped on CI, where nothing is missing: {report.longrepr}"
