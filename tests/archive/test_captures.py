"""One archive file of each kind, whole and damaged: what is read of it, and what is told."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from warcio.warcwriter import WARCWriter

from dwcrawler.archive.capture import Capture
from dwcrawler.archive.captures import CannotRead, captures
from dwcrawler.archive.extraction import Wish
from dwcrawler.archive.payload import dechunked
from dwcrawler.archive.sources import NoSource, units_of
from dwcrawler.archive.tally import Tally
from dwcrawler.store.packed import zstd
from tests.archive.archives import HTML, MOMENT, Page, record_of, write_warc

BODY = b"<html><head><title>A page of our own</title></head><body>text</body></html>"


def url(number: int) -> str:
    return f"https://www.dw.com/en/a-page/a-{70_000_000 + 10 * number}"


def pages(count: int) -> list[Page]:
    return [Page(url(n), b"%s<!-- %d -->" % (BODY, n), MOMENT + timedelta(n)) for n in range(count)]


def read(path: Path, wish: Wish = Wish()) -> tuple[list[Capture], Tally]:  # noqa: B008 (immutable)
    tally = Tally()
    found = [one for unit in units_of([str(path)]) for one in captures(unit, wish.includes, tally)]
    return found, tally


def numbers(found: list[Capture]) -> list[int]:
    return [int(one.body.rpartition(b"<!-- ")[2].split()[0]) for one in found]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_whole_file(tmp_path: Path, packed: bool) -> None:
    path = write_warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), pages(3), packed)
    found, tally = read(path)
    assert [one.url for one in found] == [url(n) for n in range(3)]
    assert [one.moment for one in found] == [MOMENT + timedelta(n) for n in range(3)]
    assert (found[0].status, found[0].content_type) == (200, HTML[1])
    assert tally.counts == {"records": 3, "captures": 3}
    for one in found:  # where it says, the record stands
        name, _, offset = one.record.partition("#")
        assert name == path.name
        content = path.read_bytes()[int(offset) :]
        assert content.startswith(b"\x1f\x8b" if packed else b"WARC/1.1\r\n")


def test_zstd(tmp_path: Path) -> None:
    plain = write_warc(tmp_path / "a.warc", pages(3), packed=False)
    path = tmp_path / "a.warc.zst"
    path.write_bytes(zstd.compress(plain.read_bytes()))
    assert numbers(read(path)[0]) == [0, 1, 2]


def test_wacz(tmp_path: Path) -> None:
    warc = write_warc(tmp_path / "a.warc.gz", pages(3))
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.write(warc, "archive/data.warc.gz")
        packed.writestr("datapackage.json", "{}")
    found, _ = read(tmp_path / "a.wacz")
    assert numbers(found) == [0, 1, 2]
    assert found[0].record.startswith("a.wacz/data.warc.gz#")


def test_arc(tmp_path: Path) -> None:
    head = b"filedesc://a.arc 0.0.0.0 20130610120000 text/plain 76\n1 0 test\n"
    head += b"URL IP-address Archive-date Content-type Archive-length\n\n"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY + b"<!-- 0 -->"
    record = f"{url(0)} 127.0.0.1 20130610120001 text/html {len(body)}\n".encode() + body + b"\n"
    path = tmp_path / "a.arc.gz"
    path.write_bytes(gzip.compress(head) + gzip.compress(record) + gzip.compress(b"no record"))
    found, tally = read(path)
    assert numbers(found) == [0]
    assert found[0].moment == datetime(2013, 6, 10, 12, 0, 1, tzinfo=UTC)
    assert tally.counts["broken"] == 1


def test_what_is_no_page_of_a_story_is_passed_over(tmp_path: Path) -> None:
    others = [
        Page("https://www.dw.com/en/world/s-1429", BODY),
        Page("https://example.org/a-70000000", BODY),
        Page("https://www.dw.com/image/70000000_804.jpg", b"\xff\xd8"),
        Page(url(1), BODY, status="404 Not Found"),
        Page(url(2), b"%s<!-- 2 -->" % BODY, kind="resource"),
    ]
    found, tally = read(write_warc(tmp_path / "a.warc.gz", others))
    assert numbers(found) == [2]
    assert tally.counts == {"records": 5, "not_ok": 1, "captures": 1}


def test_moments_and_languages_can_be_chosen(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", pages(5))
    wish = Wish(since=MOMENT + timedelta(1), until=MOMENT + timedelta(3))
    assert numbers(read(path, wish)[0]) == [1, 2]
    assert read(path, Wish(languages=("de",)))[0] == []


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip, chunked", "untrue"])
def test_packed_bodies(tmp_path: Path, encoding: str) -> None:
    body = BODY + b"<!-- 7 -->"
    packed = {
        "gzip": gzip.compress(body),
        "br": brotli.compress(body),
        "zstd": zstd.compress(body),
        "untrue": body,  # many archives unpack, and keep the header
    }[encoding.partition(",")[0]]
    headers = [HTML, ("Content-Encoding", encoding.partition(",")[0].replace("untrue", "gzip"))]
    if "chunked" in encoding:
        packed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
        headers.append(("Transfer-Encoding", "chunked"))
    page = Page(url(0), packed, headers=tuple(headers))
    found, _ = read(write_warc(tmp_path / "a.warc.gz", [page]))
    assert [one.body for one in found] == [body]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"3\r\nhel\r\n2;x=1\r\nlo\r\n0\r\n\r\n", b"hello"),
        (b"<html>5\r\n", b"<html>5\r\n"),
        (b"ffffffffff\r\nx", b"ffffffffff\r\nx"),
        (b"", b""),
        (b"5\r\nhel", b"5\r\nhel"),
    ],
)
def test_chunks(body: bytes, expected: bytes) -> None:
    assert dechunked(body) == expected


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    page = Page(url(0), bomb, headers=(HTML, ("Content-Encoding", "gzip")))
    found, tally = read(write_warc(tmp_path / "a.warc.gz", [page, *pages(1)]))
    assert numbers(found) == [0]
    assert tally.counts["too_large"] == 1


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_a_damaged_record_costs_itself_alone(tmp_path: Path, packed: bool) -> None:
    path = write_warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), pages(5), packed)
    places = [int(one.record.partition("#")[2]) for one in read(path)[0]]
    damaged = bytearray(path.read_bytes())
    middle = places[2] + 40 if packed else damaged.index(b"HTTP/1.1", places[2])
    damaged[middle : middle + 60] = b"\x00" * 60
    path.write_bytes(damaged)
    found, tally = read(path)
    assert numbers(found) == [0, 1, 3, 4]
    assert tally.counts["broken"] >= 1
    at = int(tally.examples["broken"][0].partition("#")[2].partition(":")[0])
    assert places[1] <= at <= places[2]


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", pages(3))
    path.write_bytes(path.read_bytes()[:-30])
    found, tally = read(path)
    assert numbers(found) == [0, 1]
    assert tally.counts.get("cut_off", 0) + tally.counts.get("broken", 0) == 1


def test_a_truncated_record_is_no_story(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        record = record_of(writer, pages(1)[0])
        record.rec_headers.add_header("WARC-Truncated", "length")  # type: ignore[attr-defined]
        writer.write_record(record)
    found, tally = read(path)
    assert (found, tally.counts["cut_off"]) == ([], 1)


@pytest.mark.parametrize("content", [b"", b"this is no archive", bytes(5000)])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(CannotRead):
        read(path)


def test_a_zip_that_is_no_wacz(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.writestr("readme.txt", "nothing")
    with pytest.raises(CannotRead, match="no folder `archive`"):
        read(tmp_path / "a.wacz")
    (tmp_path / "b.wacz").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(CannotRead):
        read(tmp_path / "b.wacz")


def test_revisits_are_counted(tmp_path: Path) -> None:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True)
    writer.write_record(
        writer.create_revisit_record(url(0), "sha1:X", url(0), "2026-01-01T00:00:00Z")
    )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(target.getvalue())
    found, tally = read(path)
    assert (found, tally.counts) == ([], {"records": 1, "revisits": 1})


def test_sources(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    (folder / "inner").mkdir(parents=True)
    one = write_warc(folder / "one.warc.gz", pages(1))
    write_warc(folder / "inner/two.warc.gz", pages(1))
    (folder / "notes.txt").write_text("nothing")
    for n in range(3):
        (folder / f"page-{n}.html").write_bytes(BODY)
    units = units_of([str(folder), str(one), f"{folder}/*.warc.gz", one.as_uri()])
    assert [unit.kind for unit in units] == ["warc", "warc", "pages"]
    assert len(units[2].urls) == 3
    before = units[0].key
    one.write_bytes(one.read_bytes() + b"\n")
    assert units_of([str(folder)])[1].key == units_of([str(one)])[0].key != before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("absent", "no such file or folder"),
        ("*.warc", "no such file or folder"),
        ("empty", "no file in it ends with .warc"),
        ("gopher://x/y", "gopher"),
    ],
)
def test_sources_that_are_none(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/readme.txt").write_text("nothing")
    source = name if "://" in name else f"{tmp_path}/{name}"
    with pytest.raises(NoSource, match=why):
        units_of([source])
