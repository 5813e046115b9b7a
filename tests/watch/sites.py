"""Crawls of miniature sites that have no story in common, into one store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dwcrawler.minisite.process import running
from tests.crawls import Crawl, Crawler

STORIES = 120
LANGUAGES = "en,de"


def crawl_site(folder: Path, seed: int, *options: str, settings: tuple[str, ...] = ()) -> Crawl:
    """One crawl of a site of its own ids; `options` are the site's, as `--change no-state`."""
    ids = 60_000_000 + seed * 10 * STORIES
    site = ("--stories", str(STORIES), "--seed", str(seed), "--first-id", str(ids))
    with running(*site, "--languages", LANGUAGES, "--newest", "now", *options) as at:
        # Where a page shows nothing, a browser is asked, and waits for what never comes.
        impatient = ("DW_RENDER_TIMEOUT=2", *settings)
        return Crawler(folder)(at.origin, f"languages={LANGUAGES}", settings=impatient)


def findings(folder: Path) -> dict[str, dict[str, Any]]:
    """What `findings.json` has, by `code` or `code:subject`."""
    path = folder / "findings.json"
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return {":".join(filter(None, (e["code"], e["subject"]))): e for e in entries}
