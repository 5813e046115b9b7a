"""`dwcrawler export`: every format is read back by a program of its kind, and nothing is half written."""

from __future__ import annotations

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import etree

from dwcrawler.analysis import load
from dwcrawler.analysis.exporting.documents import tei
from tests import warm
from tests.analysis.feeds import BARE, ODD, story, write
from tests.analysis.test_load import assert_same
from tests.crawls import ROOT

COUNT = BARE + 400


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("feeds") / "dw-2026-01-01T00-00-00Z.jsonl")


def environment() -> dict[str, str]:
    return {**os.environ, "DW_MIRROR": "http://127.0.0.1:9"}


def export(*words: str | Path) -> subprocess.CompletedProcess[str]:
    done = warm.run(
        "dwcrawler", "export", *map(str, words), cwd=ROOT, env=environment(), timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("name", ["s.parquet", "s.sqlite", "s.jsonl", "s.jsonl.zst", "s.jsonl.gz"])
def test_what_is_loaded_from_an_export_is_the_same(name: str, feed: Path, tmp_path: Path) -> None:
    done = export(feed, tmp_path / name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / name}: {COUNT:,} stories\n"
    assert_same(feed, tmp_path / name)


def test_a_second_export_adds_what_is_new(feed: Path, tmp_path: Path) -> None:
    lines = feed.read_bytes().splitlines(keepends=True)
    parts = [tmp_path / f"dw-{number}.jsonl" for number in range(2)]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(lines[number::2]))
    for name in ("s.parquet", "s.sqlite", "s.jsonl.zst"):
        for part in parts:
            assert export(part, tmp_path / name).returncode == 0
        assert_same(feed, tmp_path / name)
        assert export(parts[0], tmp_path / name, "--fresh").returncode == 0
        assert len(load(tmp_path / name)) < COUNT


def test_parquet_is_sorted_in_groups_that_a_date_prunes(feed: Path, tmp_path: Path) -> None:
    export(feed, tmp_path / "s.parquet")
    file = pq.ParquetFile(tmp_path / "s.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    dates = file.read(["date_published"])["date_published"].to_pylist()
    known = [date for date in dates if date is not None]
    assert known == sorted(known)


def test_partitions(feed: Path, tmp_path: Path) -> None:
    target = tmp_path / "parts"
    assert export(feed, target, "--partition", "language,month").returncode == 0
    assert (target / "language=zh/month=2026-03").is_dir()
    assert (target / "language=zh/month=unknown").is_dir()
    assert_same(feed, target)
    assert export(feed, target, "--partition", "color").returncode == 2


def test_csv_and_xlsx_are_safe_and_whole(feed: Path, tmp_path: Path) -> None:
    for name in ("s.csv", "s.xlsx"):
        assert export(feed, tmp_path / name).returncode == 0
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == COUNT
    whole = next(row for row in rows if row["id"] == str(60_000_000 + BARE))
    assert whole["keywords"] == "'=cmd" and whole["authors"].startswith("Ann =1+1; ")
    with closing(openpyxl.load_workbook(tmp_path / "s.xlsx", read_only=True)) as book:
        check_sheet(book.active)


def check_sheet(sheet: Any) -> None:
    cells = list(sheet.iter_rows(values_only=True))
    assert len(cells) == COUNT + 1
    names = [str(name) for name in cells[0]]
    found = {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in cells[1:]}
    assert found[60_000_000 + BARE]["keywords"] == "'=cmd"
    for row in sheet.iter_rows():
        assert not any(cell.data_type == "f" for cell in row)  # no formula


def test_sqlite_has_a_table_for_each_companion(feed: Path, tmp_path: Path) -> None:
    export(feed, tmp_path / "s.sqlite")
    db = sqlite3.connect(tmp_path / "s.sqlite")
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    query = """SELECT a.name FROM stories s JOIN authors a ON a.id = s.id
               WHERE s.id = ? ORDER BY a.position"""
    assert db.execute(query, (60_000_000 + BARE,)).fetchall() == [("Ann =1+1",), (ODD,)]
    for table in (
        "topics",
        "related",
        "links",
        "blocks",
        "posts",
        "media",
        "agencies",
        "revisions",
    ):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


@pytest.mark.parametrize(
    ("name", "read"), [("g.graphml", nx.read_graphml), ("g.gexf", nx.read_gexf)]
)
def test_graphs(name: str, read: object, feed: Path, tmp_path: Path) -> None:
    assert export(feed, tmp_path / name).returncode == 0
    graph = read(tmp_path / name)  # type: ignore[operator]
    assert graph.number_of_nodes() == COUNT
    relations = {data["relation"] for _, _, data in graph.edges(data=True)}
    assert relations == {"explore_more", "link"}
    assert graph.number_of_edges() == 2 * (COUNT - BARE)


def test_texts(feed: Path, tmp_path: Path) -> None:
    for kind, ending in (("txt", ".txt"), ("md", ".md")):
        assert export(feed, tmp_path / kind, "--text", kind).returncode == 0
        files = list((tmp_path / kind).rglob(f"*{ending}"))
        assert len(files) == COUNT
        one = next(path for path in files if path.stem == str(60_000_000 + BARE))
        assert one.parent.parent.name in ("en", "ar", "zh") and one.parent.name.startswith("2026-")
        text = one.read_bytes().decode()
        assert text.startswith("---\nid: ") and '\nauthors: ["Ann =1+1","' in text
    assert export(feed, tmp_path / "t.jsonl", "--text", "jsonl").returncode == 0
    query = f"SELECT count(*), min(length(text)) FROM read_json('{tmp_path}/t.jsonl')"
    ((count, shortest),) = duckdb.sql(query).fetchall()
    assert count == COUNT - BARE and shortest > 0


def test_tei_is_well_formed_and_tells_its_source(feed: Path, tmp_path: Path) -> None:
    assert export(feed, tmp_path / "tei", "--tei").returncode == 0
    files = list((tmp_path / "tei").rglob("*.xml"))
    assert len(files) == COUNT
    for path in files[:: COUNT // 50]:
        root = etree.parse(path).getroot()
        assert etree.QName(root).localname == "TEI"
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    root = tei(story(BARE))
    assert root.xpath("string(//t:sourceDesc//t:ref/@target)", namespaces=names).startswith(
        "https://"
    )
    assert root.xpath("count(//t:body/*)", namespaces=names) >= 5


def test_an_odd_character_of_a_page_spoils_no_xml(tmp_path: Path) -> None:
    odd = story(BARE)
    odd.headline = "a\x00b\x0b\ufffe" + ODD
    assert etree.fromstring(etree.tostring(tei(odd))) is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("s.docx",), "no format has this ending; there are .parquet"),
        (("--text", "md", "--tei", "x"), "--tei and --text exclude each other"),
        (("--since", "soon", "s.csv"), "since: 'soon' is no date"),
        (("/no/such.jsonl", "s.csv"), "/no/such.jsonl"),
        ((), "name the output"),
    ],
)
def test_refusals(words: tuple[str, ...], said: str, feed: Path, tmp_path: Path) -> None:
    feeds = [] if not words or words[0].startswith("/no") else [str(feed)]
    given = [str(tmp_path / word) if word.startswith("s.") else word for word in words]
    done = export(*feeds, *given) if words else export()
    assert done.returncode == 2 and said in done.stderr


@pytest.mark.parametrize("name", ["s.parquet", "s.sqlite"])
def test_an_export_that_cannot_be_written_leaves_the_old_one(
    name: str, feed: Path, tmp_path: Path
) -> None:
    target = tmp_path / name
    export(feed, target)
    before = target.read_bytes()
    (tmp_path / "dw-bad.jsonl").write_bytes(b'{"id": 1\n')
    done = export(tmp_path / "dw-bad.jsonl", target)
    assert done.returncode == 1 and "was not written" in done.stderr
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dw-bad.jsonl", name]


def kills(feed: Path, tmp_path: Path, count: int) -> int:
    """How many of so many exports were killed before they ended; the old output is whole after each."""
    chance = random.Random(3)
    targets = [tmp_path / name for name in ("s.parquet", "s.sqlite", "s.jsonl.zst", "s.csv")]
    for target in targets:
        assert export(feed, target).returncode == 0
    before = {target: target.read_bytes() for target in targets}
    killed = 0
    for number in range(count):
        target = targets[number % len(targets)]
        process = subprocess.Popen(
            [sys.executable, "-m", "dwcrawler", "export", str(feed), str(target)], cwd=ROOT,
            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if list(tmp_path.glob(".*.part*")):
                time.sleep(chance.random() * 0.3)
                break
            time.sleep(0.002)
        process.kill()
        killed += process.wait(timeout=60) == -signal.SIGKILL
        if target.suffix in (".csv", ".zst"):
            assert target.read_bytes() == before[target]
        else:
            assert len(load(target)) == COUNT
    return killed


def test_a_killed_export_leaves_the_old_output(feed: Path, tmp_path: Path) -> None:
    assert kills(feed, tmp_path, 4) >= 1
    assert export(feed, tmp_path / "s.parquet").returncode == 0
    assert not list(tmp_path.glob(".s.parquet*"))


@pytest.mark.long
def test_twenty_five_killed_exports_leave_the_old_output(feed: Path, tmp_path: Path) -> None:
    assert kills(feed, tmp_path, 25) >= 12
