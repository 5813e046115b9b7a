"""A crawl that could keep nothing does not begin, whichever part of the journal is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawls import Crawler

RECORDING = {"dwcrawler.pipelines.recording.Recording": None}
JOURNAL = {"dwcrawler.extensions.journal.CrawlJournal": None}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ITEM_PIPELINES": RECORDING}, "ITEM_PIPELINES lacks Recording: nothing would be kept"),
        ({"EXTENSIONS": JOURNAL}, "EXTENSIONS lacks CrawlJournal: nothing would be kept"),
        ({"ITEM_PIPELINES": RECORDING, "EXTENSIONS": JOURNAL}, "nothing would be kept"),
    ],
)
def test_it_is_refused_and_leaves_no_file(
    settings: dict[str, dict[str, None]], said: str, crawl: Crawler, tmp_path: Path
) -> None:
    without = (f"{name}={json.dumps(value)}" for name, value in settings.items())
    done = crawl("http://127.0.0.1:9", settings=tuple(without))
    assert done.status == 1 and said in done.log and "Traceback" not in done.log
    assert not list(tmp_path.rglob("store.sqlite*")) and not list(tmp_path.rglob("dw-*.jsonl*"))
