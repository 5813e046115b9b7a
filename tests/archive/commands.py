"""The real commands in another process, and what they left."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests import warm
from tests.crawls import ROOT, Crawler


def dwcrawler(*words: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    environment = Crawler(ROOT).environment("http://127.0.0.1:9")  # nothing is asked of the site
    return warm.run("dwcrawler", *map(str, words), cwd=ROOT, env=environment, timeout=timeout)


def archive(*words: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return dwcrawler("archive", *words, timeout=timeout)


def rows_of(*feeds: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for feed in feeds for line in feed.read_bytes().splitlines()]


def without_provenance(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "provenance"}
