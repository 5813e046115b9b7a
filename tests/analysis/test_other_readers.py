"""The plain ways to read a feed, without dwcrawler: what docs/data.md and the schemas promise, on a feed
that is hard to guess types from."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.json as pj
import pytest

from dwcrawler.schema import spark
from tests.analysis.feeds import BARE, ODD, write

COUNT = BARE + 400
LINES = COUNT + COUNT // 10
WHOLE = 60_000_000 + BARE + 1


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("feeds") / "dw-2026-01-01T00-00-00Z.jsonl")


def test_the_schema_for_spark_is_not_stale() -> None:
    assert spark.PATH.read_text(encoding="utf-8") == spark.generate(), "python -m dwcrawler.schema"


def test_pandas(feed: Path) -> None:
    frame = pd.read_json(feed, lines=True, dtype=False)
    assert len(frame) == LINES
    assert frame[frame.id == WHOLE].iloc[0].description == ODD


def test_polars(feed: Path) -> None:
    frame = pl.read_ndjson(feed, infer_schema_length=None)
    assert frame.height == LINES
    assert frame.filter(pl.col("id") == WHOLE)["description"].to_list() == [ODD]


def test_duckdb(feed: Path) -> None:
    query = f"FROM read_json('{feed}', union_by_name = true, sample_size = -1)"
    rows = duckdb.sql(f"SELECT description {query} WHERE id = {WHOLE}").fetchall()
    assert rows == [(ODD,)]


def test_pyarrow(feed: Path) -> None:
    """It takes types from its first block: one that is as large as the feed."""
    size = feed.stat().st_size
    table = pj.read_json(feed, pj.ReadOptions(block_size=size))
    assert table.num_rows == LINES
    row = table.column("id").to_pylist().index(WHOLE)
    assert table.column("description")[row].as_py() == ODD


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_jq(feed: Path) -> None:
    done = subprocess.run(
        ["jq", "-r", f"select(.id == {WHOLE}) | .description", feed],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == f"{ODD}\n"


@pytest.mark.process
@pytest.mark.long
def test_spark(feed: Path, tmp_path: Path) -> None:
    """With the schema that is shipped; a real one, on this machine."""
    pyspark = pytest.importorskip(
        "pyspark", reason="pyspark is not installed (requirements-long.txt)"
    )
    from pyspark.sql import SparkSession
    from pyspark.sql.types import StructType

    assert pyspark
    schema = StructType.fromJson(json.loads(spark.PATH.read_text(encoding="utf-8")))
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    try:
        frame = session.read.schema(schema).option("mode", "FAILFAST").json(str(feed))
        assert frame.count() == LINES
        row = frame.filter(frame.id == WHOLE).collect()[0]
        assert row.description == ODD and row.authors[1].name == ODD
        assert row.date_published.year == 2026 and row.related[0].relation == "explore_more"
        assert json.loads(row.extra)["score"] == 0.5
        assert frame.filter("is_opinion").count() > 0
    finally:
        session.stop()
