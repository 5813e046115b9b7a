"""DW_LOG_FORMAT=json: every line of a crawl's log is a JSON object, from the first on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_every_line_is_an_object(level: str, crawl: Crawler) -> None:
    with running("--stories", "20", "--languages", "en", "--fault", "empty=0.2") as site:
        done = crawl(site.origin, settings=("DW_LOG_FORMAT=json", f"LOG_LEVEL={level}"))
    told = lines(done.log)
    assert len(told) > 5
    for line in told:
        assert {"time", "level", "logger", "message"} <= line.keys()
        assert line.keys() <= {"time", "level", "logger", "message", "spider", "url", "exception"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    (summary,) = (line for line in told if line["message"].startswith("Summary of the crawl"))
    assert "\n" in summary["message"]
    assert any(line["level"] == "WARNING" for line in told)
    assert any(line.get("spider") == "dw" for line in told)


def test_a_traceback_is_one_line_too(crawl: Crawler, tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text(
        "from scrapy import signals\n"
        "class Faulty:\n"
        "    @classmethod\n"
        "    def from_crawler(cls, crawler):\n"
        "        faulty = cls()\n"
        "        crawler.signals.connect(faulty.opened, signals.spider_opened)\n"
        "        return faulty\n"
        "    def opened(self):\n"
        "        raise RuntimeError('broken')\n"
    )
    log = tmp_path / "crawl.log"
    settings = ("DW_LOG_FORMAT=json", f"LOG_FILE={log}", 'EXTENSIONS={"faulty.Faulty": 5}')
    with running("--stories", "4", "--languages", "en") as site:
        environment = crawl.environment(site.origin) | {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
        command = crawl.command(settings=settings)
        subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
        )
    faults = [line for line in lines(log.read_text()) if "exception" in line]
    assert faults and all("RuntimeError: broken" in line["exception"] for line in faults)


def test_a_script_logs_so_from_its_crawl_on(tmp_path: Path) -> None:
    """Scrapy sets up the log before the crawl's settings are looked at."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from scrapy.crawler import CrawlerProcess\n"
        "from scrapy.utils.project import get_project_settings\n"
        "settings = get_project_settings()\n"
        "settings.set('DW_MIRROR', sys.argv[1])\n"
        "settings.set('DW_OUTPUT_DIR', sys.argv[2])\n"
        "settings.set('DW_LOG_FORMAT', 'json')\n"
        "process = CrawlerProcess(settings)\n"
        "process.crawl('dw', languages='en')\n"
        "process.start()\n"
    )
    with running("--stories", "4", "--languages", "en") as site:
        done = subprocess.run(
            [sys.executable, script, site.origin, tmp_path / "output"], cwd=ROOT,
            capture_output=True, text=True, timeout=60, check=False,
            env=Crawler(tmp_path).environment(site.origin),
        )  # fmt: skip
    first, _, rest = done.stderr.partition("\n{")
    assert "{" not in first
    assert any(line["message"].startswith("Summary") for line in lines("{" + rest))


def test_another_format_is_refused(crawl: Crawler) -> None:
    done = crawl("http://127.0.0.1:9", settings=("DW_LOG_FORMAT=xml",))
    assert done.status == 2 and "DW_LOG_FORMAT: 'xml' is invalid: expected text or json" in done.log
