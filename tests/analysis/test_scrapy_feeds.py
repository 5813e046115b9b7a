"""`-O stories.parquet` and `-O stories.jsonl.zst`: feeds of Scrapy's own, read back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import duckdb

from dwcrawler.analysis import load
from dwcrawler.minisite.process import running
from tests.crawls import ROOT, Crawler

STORIES = 30


def test_both_hold_every_story(crawl: Crawler, tmp_path: Path) -> None:
    parquet, packed, plain = (tmp_path / f"s.{end}" for end in ("parquet", "jsonl.zst", "jsonl"))
    with running("--stories", str(STORIES), "--languages", "en") as site:
        done = crawl(
            site.origin, "max_depth=5",
            options=("-O", str(parquet), "-O", str(packed), "-O", str(plain)),
        )  # fmt: skip
    assert done.status == 0, done.log
    tables = [load(path).sql("FROM stories ORDER BY id") for path in (plain, parquet, packed)]
    assert len(tables[0].fetchall()) == STORIES
    assert tables[0].types == tables[1].types == tables[2].types
    assert tables[0].fetchall() == tables[1].fetchall() == tables[2].fetchall()


def test_a_program_that_loaded_duckdb_ends_in_silence(tmp_path: Path) -> None:
    """Python that never was warm: at the very end DuckDB lists what it takes for leaks."""
    crawler = Crawler(tmp_path)
    with running("--stories", "4", "--languages", "en") as site:
        done = subprocess.run(
            crawler.command(options=("-O", str(tmp_path / "s.parquet"))),
            cwd=ROOT, env=crawler.environment(site.origin),
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 0 and "leaked" not in done.stderr, done.stderr


def test_packed_lines_can_be_appended_and_parquet_cannot(crawl: Crawler, tmp_path: Path) -> None:
    packed = tmp_path / "s.jsonl.zst"
    with running("--stories", "20", "--languages", "en") as site:
        written = 0
        for number in (1, 2):
            done = crawl(site.origin, "revisit=always", f"max_stories={10 * number}",
                         options=("-o", str(packed)))  # fmt: skip
            assert done.status == 0, done.log
            written += done.stats["item_scraped_count"]
        parquet = tmp_path / "s.parquet"
        parquet.write_bytes(b"something")
        refused = crawl(site.origin, options=("-o", str(parquet)))
    ((count,),) = duckdb.sql(f"SELECT count(*) FROM read_json('{packed}')").fetchall()
    assert count == written > 10
    assert refused.status == 2 and parquet.read_bytes() == b"something"


def test_a_crawl_that_found_nothing_leaves_a_table_of_no_rows(
    crawl: Crawler, tmp_path: Path
) -> None:
    parquet = tmp_path / "s.parquet"
    with running("--stories", "4", "--languages", "en") as site:
        done = crawl(
            site.origin, "since=2090-01-01", options=("-O", str(parquet)),
            settings=("FEED_STORE_EMPTY=True",),
        )  # fmt: skip
    assert done.status == 0, done.log
    assert len(load(parquet)) == 0 and "headline" in load(parquet).relation.columns
