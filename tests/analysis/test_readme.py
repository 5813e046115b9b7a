"""The README's lines that load a feed, run as they stand there against a feed of a real crawl."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.fixture(scope="module", params=["mixed", "classic"])
def feed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `stories.jsonl`; classic pages never tell when they were modified."""
    folder = tmp_path_factory.mktemp("analysis")
    with running("--stories", "120", "--layout", request.param) as site:
        done = Crawler(folder)(site.origin, "languages=en,de,ar,zh", "max_depth=3")
    assert done.status == 0, done.log
    next(folder.glob("dw-*.jsonl")).rename(folder / "stories.jsonl")
    return folder


def load(library: str, feed: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The `stories` that the README's block for a library makes."""
    block = next(block for block in BLOCKS if f"import {library}" in block)
    monkeypatch.chdir(feed)
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(block, names)
    return names["stories"]


def test_pandas(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = load("pandas", feed, monkeypatch)
    kinds = stories.dtypes.astype(str)
    assert kinds["date_published"].endswith("UTC]")
    assert kinds["date_modified"].endswith("UTC]")
    assert kinds["id"] == kinds["word_count"] == "int64"
    assert kinds["is_opinion"] == "bool"
    assert isinstance(stories["body"][0], list)
    assert isinstance(stories["provenance"][0], dict)
    assert stories["id"].is_unique
    assert stories["date_published"].notna().all()


def test_polars(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    stories = load("polars", feed, monkeypatch)
    schema = stories.schema
    assert schema["date_published"] == schema["date_modified"] == pl.Datetime("us", "UTC")
    assert schema["id"] == schema["word_count"] == pl.Int64
    assert schema["is_opinion"] == pl.Boolean
    assert schema["kicker"] == pl.List(pl.String)
    assert isinstance(schema["lead_image"], pl.Struct)
    assert stories["date_published"].null_count() == 0


def test_duckdb(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = load("duckdb", feed, monkeypatch)
    kinds = dict(zip(stories.columns, map(str, stories.types), strict=True))
    assert kinds["date_published"] == kinds["date_modified"] == "TIMESTAMP WITH TIME ZONE"
    assert kinds["id"] == kinds["word_count"] == "BIGINT"
    assert kinds["is_opinion"] == "BOOLEAN"
    assert kinds["kicker"] == "VARCHAR[]"
    assert kinds["lead_image"].startswith("STRUCT")
    assert stories.fetchall()
