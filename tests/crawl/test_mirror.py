"""DW_MIRROR, as a setting and as an environment variable: real URLs above, another origin below."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dwcrawler.identity import is_of_dw
from dwcrawler.minisite.process import running
from dwcrawler.mirror_origin import MirrorError, checked_origin
from tests.crawls import ROOT, Crawler

# Should the setting not reach the crawl, a closed port of this machine is asked, and not dw.com.
NOWHERE = "http://127.0.0.1:9"


def test_the_setting_wins_over_the_environment(crawl: Crawler) -> None:
    with running("--stories", "20", "--languages", "en") as site:
        done = crawl(NOWHERE, "max_depth=3", settings=(f"DW_MIRROR={site.origin}",))
    assert len(done.rows) == 20
    for row in done.rows:
        assert row["url"].startswith("https://www.dw.com/en/")
        assert row["provenance"]["requested_url"] == row["url"]
        assert "127.0.0.1" not in str(row)


def test_the_handler_is_there_before_the_setting_is_known() -> None:
    """`-s` and scrapyd give settings after `settings.py` was read."""
    code = (
        "from scrapy.utils.project import get_project_settings as s;"
        "print(s()['DOWNLOAD_HANDLERS']['https'], repr(s()['DW_MIRROR']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["dwcrawler.handlers.rendering.RenderingDownloadHandler", "''"]


@pytest.mark.parametrize(
    "origin",
    [
        "127.0.0.1:80",
        "ftp://a",
        "http://",
        "http://a:b",
        "http://a/path",
        "http://u@a",
        "http://[a",
    ],
)
def test_what_is_no_origin(origin: str) -> None:
    with pytest.raises(MirrorError, match="DW_MIRROR="):
        checked_origin(origin)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www.dw.com/en", True),
        ("https://p.dw.com/p/1", True),
        ("http://www.dw.de/", True),
        ("https://dw.com.example.org/", False),
        ("https://notdw.com/", False),
        ("https://example.org/dw.com", False),
        ("https://[broken", False),
    ],
)
def test_which_hosts_are_dws_own(url: str, own: bool) -> None:
    assert is_of_dw(url) is own
