"""The README's lines that load feeds, run as they stand there against feeds of real crawls."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dwcrawler.identity import short_url
from dwcrawler.items import Story
from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
EMPTY_FEEDS = 32  # as many as DuckDB looks at unless told otherwise
FULL_FEEDS = 9


@dataclass(frozen=True)
class Feeds:
    """A folder with feeds in `output/`, and all their lines in order."""

    folder: Path
    stories: list[dict[str, Any]]

    def count(self, name: str) -> int:
        return sum(story[name] is not None for story in self.stories)

    def lengths(self, name: str) -> int:
        return sum(len(story[name]) for story in self.stories)


def empty_story(number: int) -> bytes:
    """A line with nothing in it that may be left out; its headline could be a number."""
    story = Story(
        short_url=short_url(number),
        id=number,
        url=f"https://www.dw.com/en/x/a-{number}",
        type="article",
        language="en",
        headline="1984",
        content_hash="0" * 64,
    )
    return msgspec.json.encode(story) + b"\n"


def feeds_in(folder: Path, contents: list[bytes]) -> Feeds:
    """One file for each of these, named as a schedule's runs name them."""
    (folder / "output").mkdir()
    for day, content in enumerate(contents):
        (folder / f"output/dw-2026{day // 28 + 1:02}{day % 28 + 1:02}T060000Z.jsonl").write_bytes(
            content
        )
    return Feeds(folder, [json.loads(line) for line in b"".join(contents).splitlines()])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The feed of a crawl of pages in a layout; each is crawled once."""
    made: dict[str, bytes] = {}

    def feed(layout: str) -> bytes:
        if layout not in made:
            folder = tmp_path_factory.mktemp("crawl")
            with running("--stories", "120", "--layout", layout) as site:
                done = Crawler(folder)(site.origin, "languages=en,de,ar,zh", "max_depth=3")
            assert done.status == 0, done.log
            made[layout] = next(folder.glob("dw-*.jsonl")).read_bytes()
        return made[layout]

    return feed


@pytest.fixture(scope="module", params=["mixed", "classic", "many", "many, full ones first"])
def feeds(
    request: pytest.FixtureRequest,
    crawled: Callable[[str], bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Feeds:
    """One feed, or those of 41 runs, most of them small and empty of everything optional.

    Classic pages never tell when they were modified.
    """
    folder = tmp_path_factory.mktemp("analysis")
    if not request.param.startswith("many"):
        return feeds_in(folder, [crawled(request.param)])
    lines = crawled("mixed").splitlines(keepends=True)
    full = [b"".join(lines[start::FULL_FEEDS]) for start in range(FULL_FEEDS)]
    empty = [empty_story(5_000_000 + number) for number in range(EMPTY_FEEDS)]
    return feeds_in(folder, empty + full if request.param == "many" else full + empty)


def load(library: str, feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The `stories` and the `newest` that the README's block for a library makes."""
    block = next(block for block in BLOCKS if f"import {library}" in block)
    monkeypatch.chdir(feeds.folder)
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(block, names)
    return names["stories"], names["newest"]


def test_pandas(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    stories, newest = load("pandas", feeds, monkeypatch)
    kinds = stories.dtypes.astype(str)
    assert kinds["date_published"].endswith("UTC]")
    assert kinds["date_modified"].endswith("UTC]")
    assert kinds["id"] == kinds["word_count"] == "int64"
    assert kinds["is_opinion"] == "bool"
    assert isinstance(stories["body"][0], list)
    assert isinstance(stories["provenance"][0], dict)
    assert stories["id"].is_unique and len(newest) == len(stories)
    assert stories["headline"].tolist() == [story["headline"] for story in feeds.stories]
    for name in ("date_published", "date_modified", "lead_image", "byline"):
        assert stories[name].count() == feeds.count(name)
    assert stories["images"].map(len).sum() == feeds.lengths("images")


def test_polars(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    stories, newest = load("polars", feeds, monkeypatch)
    schema = stories.schema
    assert schema["date_published"] == schema["date_modified"] == pl.Datetime("us", "UTC")
    assert schema["id"] == schema["word_count"] == pl.Int64
    assert schema["is_opinion"] == pl.Boolean
    assert schema["kicker"] == pl.List(pl.String)
    assert isinstance(schema["lead_image"], pl.Struct)
    assert len(newest) == len(stories)
    told = stories.drop("date_published", "date_modified").to_dicts()
    for row, story in zip(told, feeds.stories, strict=True):
        assert {name: story[name] for name in row} == row
    for name in ("date_published", "date_modified"):
        assert stories[name].count() == feeds.count(name)


def test_duckdb(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    stories, newest = load("duckdb", feeds, monkeypatch)
    kinds = dict(zip(stories.columns, map(str, stories.types), strict=True))
    assert kinds["date_published"] == kinds["date_modified"] == "TIMESTAMP WITH TIME ZONE"
    assert kinds["id"] == kinds["word_count"] == "BIGINT"
    assert kinds["is_opinion"] == "BOOLEAN"
    assert kinds["kicker"] == "VARCHAR[]" and kinds["headline"] == "VARCHAR"
    assert kinds["lead_image"].startswith("STRUCT") and kinds["images"].startswith("STRUCT")
    assert len(stories.fetchall()) == len(newest.fetchall()) == len(feeds.stories)
    names = ("date_published", "date_modified", "lead_image", "byline")
    counts = ", ".join(f"count({name})" for name in names)
    told = stories.aggregate(f"{counts}, sum(len(images))").fetchall()
    assert told[0] == (*map(feeds.count, names), feeds.lengths("images"))


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_the_newest_revision_counts(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = json.loads(empty_story(5_000_000))
    second = first | {"revision": 2, "headline": "New", "date_modified": "2026-01-02T00:00:00Z"}
    lines = [f"{json.dumps(story)}\n".encode() for story in (first, second)]
    feeds = feeds_in(tmp_path, [lines[0], empty_story(5_000_001), lines[1]])
    stories, newest = load(library, feeds, monkeypatch)
    found = newest.project("id, headline").fetchall() if library == "duckdb" else None
    ids, headlines = zip(*found, strict=True) if found else (newest["id"], newest["headline"])
    assert len(stories) == 3
    assert sorted(ids) == [5_000_000, 5_000_001] and sorted(headlines) == ["1984", "New"]
