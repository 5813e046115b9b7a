"""The blocks of docs/analysis.md, run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.feeds import BARE, write
from tests.crawls import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs/analysis.md").read_text(), re.DOTALL)
COUNT = BARE + 100


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "output").mkdir()
    write(tmp_path / "output/dw-2026-01-01T00-00-00Z.jsonl", COUNT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(beginning: str) -> dict[str, Any]:
    (block,) = [block for block in BLOCKS if beginning in block]
    names: dict[str, Any] = {}
    exec(block, names)
    return names


def test_frames(folder: Path) -> None:
    names = run("frame = stories.df()")
    assert len(names["frame"]) == len(names["some"]) == COUNT
    assert names["by_language"].stories.sum() == COUNT


def test_tables_beside_the_stories(folder: Path) -> None:
    names = run("topics_by_month")
    assert set(names["agencies"].agency) == {"AFP", "dpa"}
    assert len(names["authors"]) == 2 * (COUNT - BARE)
    assert names["topics_by_month"].stories.sum() == COUNT - BARE


def test_the_graph(folder: Path) -> None:
    assert len(run("most_recommended")["most_recommended"]) == 10


def test_no_block_is_left_out() -> None:
    others = [block for block in BLOCKS if "load_dataset" in block]  # test_others_programs
    assert (len(BLOCKS), len(others)) == (4, 1)
