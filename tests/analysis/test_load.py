"""What `load` makes of feeds: types of the schema, the newest revisions, and what was asked for."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas as pd
import polars as pl
import pytest
from backports import zstd

from dwcrawler.analysis import load
from dwcrawler.analysis.columns import columns
from dwcrawler.analysis.companions import TABLES
from dwcrawler.analysis.items import items
from dwcrawler.items import Story
from dwcrawler.store.stories import NoFeeds
from tests.analysis.feeds import BARE, ODD, story, write

COUNT = BARE + 400


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("feeds") / "dw-2026-01-01T00-00-00Z.jsonl")


def test_every_field_has_a_type() -> None:
    assert list(columns()) == [field.name for field in msgspec.structs.fields(Story)]
    assert columns()["date_published"] == "TIMESTAMPTZ"
    assert columns()["authors"] == 'STRUCT("name" VARCHAR, "url" VARCHAR)[]'
    assert columns()["extra"] == "JSON"
    assert '"date_published" TIMESTAMPTZ' in columns()["related"]


def test_what_comes_out_is_what_went_in(feed: Path) -> None:
    """Every field of every story, through all types."""
    found = {one.id: one for one in items(load(feed))}
    assert len(found) == COUNT
    for number in range(COUNT):
        expected = story(number, 2 if number % 10 == 0 else 1)
        assert found[expected.id] == expected


def test_frames_have_types_and_not_texts(feed: Path) -> None:
    frame = load(feed).df()
    assert isinstance(frame.dtypes["date_published"], pd.DatetimeTZDtype)
    assert str(frame.dtypes["date_published"].tz) == "UTC"
    assert frame.dtypes["word_count"] == "int64" and frame.dtypes["is_opinion"] == "bool"
    whole = frame[frame.id == 60_000_000 + BARE + 1].iloc[0]
    assert whole.authors[1]["name"] == ODD and whole.kicker[1] == ODD
    polars = load(feed).pl()
    assert polars.schema["date_published"] == pl.Datetime("us", "UTC")
    assert polars.schema["authors"] == pl.List(pl.Struct({"name": pl.String, "url": pl.String}))
    table = load(feed).arrow(["id", "related"])
    assert table.num_rows == COUNT and str(table.schema.field("id").type) == "int64"


def test_the_newest_revision_or_all(feed: Path) -> None:
    assert len(load(feed)) == COUNT
    every = load(feed, revisions="all")
    assert len(every) == COUNT + COUNT // 10
    newest = dict(load(feed).sql("SELECT id, revision FROM stories").fetchall())
    assert newest[60_000_000] == 2 and newest[60_000_001] == 1
    with pytest.raises(ValueError, match="neither 'newest' nor 'all'"):
        load(feed, revisions="latest")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "condition"),
    [
        ({"languages": "ar"}, "language = 'ar'"),
        ({"languages": ["ar", "zh"], "types": "video,audio"},
         "language IN ('ar', 'zh') AND type IN ('video', 'audio')"),
        ({"sections": "Asia"}, "list_contains(section, 'Asia')"),
        ({"topics": 7}, "len(topics) > 0"),
        ({"topics": ["Climate"]}, "len(topics) > 0"),
        ({"topics": "Nothing"}, "false"),
        ({"since": "2026-03-01", "until": "2026-05-01"},
         "date_published >= '2026-03-01' AND date_published < '2026-05-01'"),
    ],
)  # fmt: skip
def test_filters(chosen: dict[str, Any], condition: str, feed: Path) -> None:
    ((expected,),) = load(feed).sql(f"SELECT count(*) FROM stories WHERE {condition}").fetchall()
    assert len(load(feed, **chosen)) == expected


def test_a_date_that_is_none_is_refused(feed: Path) -> None:
    with pytest.raises(ValueError, match="since: 'soon' is no date"):
        load(feed, since="soon")


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_packed_feeds(packing: str, feed: Path, tmp_path: Path) -> None:
    packed = tmp_path / f"{feed.name}{packing}"
    compress = gzip.compress if packing == ".gz" else zstd.compress
    packed.write_bytes(compress(feed.read_bytes()))
    assert_same(feed, packed)


def assert_same(one: Path, other: Path) -> None:
    """Column by column, types and values."""
    before, after = (load(path).sql("FROM stories ORDER BY id") for path in (one, other))
    assert (before.columns, before.types) == (after.columns, after.types)
    assert before.fetchall() == after.fetchall()


def test_a_feed_that_grows_is_read_up_to_its_last_whole_line(feed: Path, tmp_path: Path) -> None:
    growing = tmp_path / "dw-2026-01-02T00-00-00Z.jsonl.part"
    lines = feed.read_bytes().splitlines(keepends=True)[:50]
    for cut in (1, 20, len(lines[-1]) // 2):
        growing.write_bytes(b"".join(lines[:-1]) + lines[-1][:cut])
        assert len(load(tmp_path)) == 49
    growing.write_bytes(b"")
    assert len(load(tmp_path)) == 0


def test_a_damaged_line_is_told_with_its_place(feed: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "dw-a.jsonl"
    lines = feed.read_bytes().splitlines(keepends=True)[:9]
    damaged.write_bytes(b"".join([*lines[:4], b'{"id": \n', *lines[4:]]))
    with pytest.raises(duckdb.InvalidInputException, match=r"dw-a\.jsonl.*line [56]"):
        len(load(damaged))


def test_feeds_of_an_older_version(tmp_path: Path) -> None:
    old = tmp_path / "dw-old.jsonl"
    old.write_text(
        '{"short_url": "https://p.dw.com/p/1", "id": 1, "url": "u", "type": "article"}\n'
    )
    row = load(old).df().iloc[0]
    assert (list(row.notes) == [] and row.headline is None) or pd.isna(row.headline)


def test_companions(feed: Path) -> None:
    stories = load(feed)
    with_parts = COUNT - BARE
    for name in TABLES:
        if name != "revisions":
            ((ids, rows),) = stories.sql(
                f"SELECT count(DISTINCT id), count(*) FROM {name}"
            ).fetchall()
            assert ids == with_parts and rows >= ids, name
    assert stories.authors.df().columns.tolist() == ["id", "position", "name", "url"]
    agencies = stories.sql("SELECT agency, position FROM agencies WHERE id = 60001101").fetchall()
    assert sorted(agencies) == [("AFP", 1), ("dpa", 2)]
    changed = dict(stories.sql("SELECT id, changed FROM revisions").fetchall())
    assert len(changed) == COUNT // 10
    assert changed[60_000_000] == [] and changed[60_000_000 + BARE] == ["text"]


@pytest.mark.parametrize("path", ["no/such", "*.none", []])
def test_what_is_not_there_is_told(path: Any, tmp_path: Path) -> None:
    with pytest.raises(NoFeeds):
        load(path)
    with pytest.raises(NoFeeds):
        load(tmp_path)
