"""The blocks of docs/data.md that load feeds, run as they stand there."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dwcrawler.pipelines  # noqa: F401 (where items are processed, exporters can adapt them)
from dwcrawler.components.exporters import StoryCsvExporter
from dwcrawler.identity import short_url
from dwcrawler.items import Byline, Image, Person, Story
from tests.crawls import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs/data.md").read_text(), re.DOTALL)
IDS = (5_000_000, 5_000_001)


def story(number: int) -> Story:
    """The second one has nothing that may be null; headlines look like a number, or like nothing."""
    is_full = number == IDS[1]
    picture = Image(id=7, url="https://static.dw.com/image/7_607.jpg", caption="A bridge")
    return Story(
        short_url=short_url(number),
        id=number,
        url=f"https://www.dw.com/en/x/a-{number}",
        type="article",
        language="en",
        headline="None" if is_full else "1984",
        text="A bridge opens.",
        content_hash="0" * 64,
        date_published="2026-01-02T03:04:05Z" if is_full else None,
        authors=[Person(name="Ada Baker")] if is_full else [],
        byline=Byline(raw="ab/cd", editors=["ab", "cd"]) if is_full else None,
        lead_image=picture if is_full else None,
        images=[picture] if is_full else [],
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With two feeds of a story each in output/, and a CSV of both."""
    output = tmp_path / "output"
    output.mkdir()
    for number in IDS:
        line = msgspec.json.encode(story(number)) + b"\n"
        (output / f"dw-2026010{number % 10}T060000Z.jsonl").write_bytes(line)
    with (output / "stories.csv").open("wb") as file:
        exporter = StoryCsvExporter(file)
        exporter.start_exporting()
        for number in IDS:
            exporter.export_item(story(number))
        exporter.finish_exporting()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(beginning: str) -> dict[str, Any]:
    """The names that the one block with this in it defines."""
    (block,) = [block for block in BLOCKS if beginning in block]
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message="The inplace keyword")  # DuckDB's use of pandas
        exec(block, names)
    return names


def test_some_columns(folder: Path) -> None:
    table = run("columns = duckdb.sql")["table"]
    assert table.columns.tolist() == [
        "id",
        "revision",
        "language",
        "date_published",
        "headline",
        "text",
    ]
    assert sorted(table["headline"]) == ["1984", "None"]


def test_a_row_for_each_picture(folder: Path) -> None:
    pictures = run("unnest(images")["pictures"]
    assert len(pictures) == 1 and "caption" in pictures.columns


def test_csv_with_json_in_its_cells(folder: Path) -> None:
    table = run("read_csv")["table"]
    assert table["headline"].tolist() == ["1984", "None"]
    assert table["authors"].tolist() == [[], [{"name": "Ada Baker", "url": None}]]
    assert table["lead_image"][0] is None and table["lead_image"][1]["caption"] == "A bridge"
    assert table["byline"][1]["editors"] == ["ab", "cd"]


def test_no_block_is_left_out() -> None:
    assert len(BLOCKS) == 3


def test_the_lines_in_the_readme_for_columns_and_cells(folder: Path) -> None:
    """Those that stand in the text, between backticks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = [b for b in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "duckdb" in b]
    names: dict[str, Any] = {}
    exec(block, names)
    (columns,) = re.findall(r"`(stories\.project\(.*?\)\.df\(\))`", readme)
    assert eval(columns, names).columns.tolist() == ["id", "headline", "text"]
    (cells,) = re.findall(r"`(pd\.read_csv\(.*?\))`", readme)
    table = eval(cells.replace("stories.csv", "output/stories.csv"), _for_cells())
    assert table["authors"][1] == [{"name": "Ada Baker", "url": None}]


def _for_cells() -> dict[str, Any]:
    import json

    import pandas as pd

    return {"pd": pd, "json": json}
