"""Feeds that a person has packed are known as if they were not."""

from __future__ import annotations

import bz2
import gzip
import json
import logging
import lzma
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from backports import zstd

from dwcrawler.identity import short_url
from dwcrawler.minisite.process import running
from dwcrawler.store.durable_feed import free_name
from dwcrawler.store.opening import open_store
from dwcrawler.store.packed import LONGEST_LINE, PackedFeed
from tests.crawls import Crawler

SITE = ("--stories", "200", "--languages", "en")
Pack = Callable[[bytes], bytes]
PACKERS: dict[str, Pack] = {
    ".gz": gzip.compress,
    ".zst": zstd.compress,
    ".bz2": bz2.compress,
    ".xz": partial(lzma.compress, preset=0),
}
NAME = "dw-2026-01-01T00-00-00Z.jsonl"
MANY = 3_000


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    # Others of the same process may have made it quieter.
    caplog.set_level(logging.INFO, logger="dwcrawler")


def lines(count: int = MANY) -> bytes:
    """Of a feed; no two are alike, so that they pack as real ones do."""
    return b"".join(line(n) for n in range(count))


def line(n: int) -> bytes:
    number = 50_000_000 + n
    story = {
        "short_url": short_url(number),
        "id": number,
        "url": f"https://www.dw.com/en/story/a-{number}",
        "type": "article",
        "language": "en",
        "text": " ".join(str(hash((n, word))) for word in range(40)),
    }
    return json.dumps(story).encode() + b"\n"


def known(folder: Path) -> int:
    """How many stories the store knows from feeds."""
    open_store(folder / "store.sqlite").close()
    with closing(sqlite3.connect(folder / "store.sqlite")) as store:
        count = store.execute("SELECT count(*) FROM story WHERE revision > 0").fetchone()[0]
    return int(count)


def forget(folder: Path) -> None:
    for file in folder.glob("store.sqlite*"):
        file.unlink()


def test_nothing_is_fetched_again(crawl: Crawler, tmp_path: Path) -> None:
    """Half of the feeds packed one way, half another, and the store lost."""
    with running(*SITE) as site:
        for limit in ("max_stories=60", "max_depth=3"):
            crawl(site.origin, "max_depth=3", limit)
        feeds = sorted(tmp_path.glob("dw-*.jsonl"))
        assert len(feeds) == 2
        for feed, ending in zip(feeds, (".gz", ".zst"), strict=True):
            packed = PACKERS[ending](feed.read_bytes())
            feed.with_name(feed.name + ending).write_bytes(packed)
            feed.unlink()
        known_before = crawl(site.origin, "max_depth=3", "revisit=never")
        assert "that the store did not know" not in known_before.log
        forget(tmp_path)
        site.forget()
        done = crawl(site.origin, "max_depth=3", "revisit=never")
        assert site.requests()["stories"] == {}
    assert done.status == 0 and done.rows == [], done.log
    assert "Read 2 feeds that the store did not know: 200 lines" in done.log


@pytest.mark.heavy
@pytest.mark.parametrize("ending", PACKERS)
def test_each_way_to_pack(ending: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plain, packed = tmp_path / NAME, tmp_path / f"{NAME}{ending}"
    packed.write_bytes(PACKERS[ending](lines()))
    assert known(tmp_path) == MANY
    assert f"Read 1 feeds that the store did not know: {MANY} lines" in caplog.text
    caplog.clear()
    assert known(tmp_path) == MANY  # known by now
    plain.write_bytes(lines())
    assert known(tmp_path) == MANY  # also unpacked
    assert caplog.text == ""
    forget(tmp_path)
    assert known(tmp_path) == MANY  # read once, though there twice
    assert "Read 1 feeds" in caplog.text
    assert free_name(tmp_path / NAME).name == NAME.replace(".jsonl", "-2.jsonl")
    plain.unlink()
    assert free_name(plain) != plain  # nor would a new one take its name


@pytest.mark.heavy
@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("damage", ["cut", "spoilt", "empty", "nonsense"])
def test_of_a_damaged_one_what_can_be_read_is_read(
    damage: str, ending: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packed, whole = tmp_path / f"{NAME}{ending}", PACKERS[ending](lines())
    half = len(whole) // 2
    spoilt = whole[:half] + bytes(byte ^ 0xFF for byte in whole[half : half + 64])
    contents = {
        "cut": whole[:half],
        "spoilt": spoilt + whole[half + 64 :],
        "empty": b"",
        "nonsense": b"\xff\xfe" * 500,
    }
    packed.write_bytes(contents[damage])
    read = known(tmp_path)
    # (bzip2 has blocks of 900 kB: what is cut within one is lost.)
    assert read > MANY / 4 if damage in ("cut", "spoilt") else read == 0
    assert f"{packed}" in caplog.text
    assert "is damaged" in caplog.text or "invalid lines" in caplog.text  # .zst: no checksum
    if "is damaged" in caplog.text:
        caplog.clear()
        assert known(tmp_path) == read
        assert "is damaged" in caplog.text  # until it is mended
        caplog.clear()
        packed.write_bytes(whole)  # from a backup
        assert known(tmp_path) == MANY
        assert "damaged" not in caplog.text


def test_a_packed_feed_that_may_not_be_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / f"{NAME}.gz").mkdir()
    (tmp_path / f"{NAME.replace('01-01', '01-02')}.zip").write_bytes(b"PK")
    (tmp_path / f"{NAME.replace('01-01', '01-03')}.gz").write_bytes(gzip.compress(lines(10)))
    assert known(tmp_path) == 10
    assert (
        f"{NAME}.gz is damaged" in caplog.text
        and ".zip: this compression is not supported" in caplog.text
    )


BOMBS: dict[str, Callable[[], Iterator[bytes]]] = {
    "one line": lambda: (bytes(1 << 20) for _ in range(100)),
    "empty lines": lambda: (b"\n" * (1 << 20) for _ in range(100)),
    "one story again and again": lambda: (line(99) * 1000 for _ in range(40)),
}


@pytest.mark.heavy
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_bomb(
    bomb: str,
    ending: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dwcrawler.store.packed._SURELY_NO_BOMB", 8 << 20)
    packed = tmp_path / f"{NAME}{ending}"
    with (gzip.open if ending == ".gz" else zstd.open)(packed, "wb") as file:
        for block in BOMBS[bomb]():
            file.write(block)
    (tmp_path / NAME.replace("01-01", "01-02")).write_bytes(lines(10))
    tracemalloc.start()
    read = PackedFeed(packed)
    seen = sum(1 for _, _ in zip(range(100_000), read.lines(), strict=False))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * LONGEST_LINE and seen <= 100_000
    assert known(tmp_path) == (11 if "story" in bomb else 10)
    assert str(packed) in caplog.text
