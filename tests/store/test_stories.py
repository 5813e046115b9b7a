"""Feeds read back: whole lines of whatever there is, the newest revision of each story."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from backports import zstd

from dwcrawler.items import Story
from dwcrawler.store.stories import Feeds, NoFeeds
from tests.commands.feeds import Row, story, write


def _revised(number: int, revision: int, crawled_at: str, headline: str) -> Row:
    row = story(number, revision=revision, headline=headline)
    row["provenance"]["crawled_at"] = crawled_at
    return row


def _headlines(feeds: Feeds) -> list[str]:
    return [found.headline for found in feeds.stories()]


def test_files_patterns_and_folders_are_read_once_each(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    first = write(folder / "dw-1.jsonl", [story(1)])
    write(folder / "dw-2.jsonl.part", [story(2)])
    write(folder / "week.jsonl", [story(3)])
    write(folder / "rejected-1.jsonl", [{"errors": [], "story": story(4)}])
    assert _headlines(Feeds([folder])) == ["Story 1", "Story 2"]
    assert _headlines(Feeds([folder, first, f"{folder}/./dw-1.jsonl"])) == ["Story 1", "Story 2"]
    assert _headlines(Feeds([f"{folder}/*k.jsonl", first])) == ["Story 3", "Story 1"]
    assert _headlines(Feeds([f"{tmp_path}/**/dw-1.jsonl"])) == ["Story 1"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("absent.jsonl", "no such file or folder"),
        ("absent-*.jsonl", "no file matches"),
        ("", "no feeds here"),
        ("x" * 5000, "no such file or folder"),
        ("nul\0", "no such file or folder"),
    ],
)
def test_what_names_nothing_is_refused(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(NoFeeds, match=reason):
        Feeds([f"{tmp_path}/{path}"])


def test_a_folder_without_feeds_names_what_there_is(tmp_path: Path) -> None:
    write(tmp_path / "week.jsonl", [story(1)])
    with pytest.raises(NoFeeds, match=r"as in .*week\.jsonl"):
        Feeds([tmp_path])
    below = tmp_path / "out" / "mirror"
    below.mkdir(parents=True)
    write(below / "dw-1.jsonl", [story(1)])
    with pytest.raises(NoFeeds, match=r"there are some in .*mirror"):
        Feeds([tmp_path / "out"])


def test_the_newest_was_crawled_last_and_of_one_moment_is_the_last_revision(tmp_path: Path) -> None:
    rows = [
        _revised(1, 2, "2026-01-02T00:00:00Z", "second, later"),
        _revised(1, 2, "2026-01-01T00:00:00Z", "second, earlier"),
        _revised(1, 1, "2026-01-02T00:00:00Z", "first, of the same second"),
        _revised(3, 5, "2016-01-02T00:00:00Z", "fifth, of an archive"),
        _revised(3, 1, "2026-01-03T00:00:00Z", "first, of a crawl ten years later"),
        _revised(2, 1, "2026-01-01T00:00:00Z", "a line"),
        _revised(2, 1, "2026-01-01T00:00:00Z", "the line below it"),
    ]
    newest = Feeds([write(tmp_path / "a.jsonl", rows)]).newest()
    assert {key: found.headline for key, found in newest.items()} == {
        1: "second, later",
        2: "the line below it",
        3: "first, of a crawl ten years later",
    }


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_packed_feeds_are_read_as_they_are(tmp_path: Path, ending: str) -> None:
    pack = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd.compress}
    lines = b"".join(json.dumps(story(n)).encode() + b"\n" for n in range(1, 2000))
    packed = tmp_path / f"dw-1.jsonl{ending}"
    packed.write_bytes(pack[ending](lines))
    feeds = Feeds([tmp_path])
    assert len(_headlines(feeds)) == 1999 and feeds.problems == [] and feeds.failed == []
    for place, line, _ in feeds.read(Story):
        assert lines[place.at :].startswith(line)
    packed.write_bytes(packed.read_bytes()[: packed.stat().st_size * 2 // 3])
    assert all(headline.startswith("Story ") for headline in _headlines(feeds))
    (problem,) = feeds.problems
    assert "is damaged" in problem and feeds.failed == [packed]
    # One that is there unpacked, too, is read unpacked.
    (tmp_path / "dw-1.jsonl").write_bytes(lines)
    assert len(_headlines(Feeds([tmp_path]))) == 1999


INVALID = [
    b"no JSON at all",
    b"{}",
    b'{"id": 1}',
    b"[" * 100_000,
    b"\xff\xfe{}",
    b"\0" * 4096,
    b"null",
    json.dumps(story(9, headline="")).encode(),
    json.dumps(story(9, id=-9)).encode(),
    json.dumps(story(9, type="poem")).encode(),
]


@pytest.mark.parametrize("number", range(len(INVALID)))
@pytest.mark.parametrize("at", [0, 1, 2])
def test_invalid_lines_are_skipped_and_told_wherever_they_stand(
    tmp_path: Path, number: int, at: int
) -> None:
    lines = [json.dumps(story(n)).encode() for n in (1, 2)]
    lines.insert(at, INVALID[number])
    feed = tmp_path / "a.jsonl"
    feed.write_bytes(b"\n".join(lines) + b"\n")
    feeds = Feeds([feed])
    assert _headlines(feeds) == ["Story 1", "Story 2"]
    assert feeds.problems == [f"{feed}: skipped 1 invalid line"] and feeds.failed == []
    assert _headlines(feeds) == ["Story 1", "Story 2"] and len(feeds.problems) == 1


def test_a_torn_last_line_is_told_and_one_without_its_end_counts(tmp_path: Path) -> None:
    whole = json.dumps(story(1)).encode() + b"\n"
    feed = tmp_path / "a.jsonl"
    for length in (1, 100, len(whole) - 3):
        feed.write_bytes(whole + whole[:length])
        feeds = Feeds([feed])
        assert _headlines(feeds) == ["Story 1"]
        assert feeds.problems == [f"{feed}: skipped its last line, which is incomplete"]
    feed.write_bytes(whole + json.dumps(story(2)).encode())
    feeds = Feeds([feed])
    assert _headlines(feeds) == ["Story 1", "Story 2"] and feeds.problems == []


def test_marks_blank_lines_and_other_line_ends_are_no_problem(tmp_path: Path) -> None:
    feed = tmp_path / "a.jsonl"
    lines = [json.dumps(story(n)).encode() for n in (1, 2)]
    feed.write_bytes(b"\xef\xbb\xbf" + b"\r\n\r\n \r\n".join(lines) + b"\r\n\n")
    feeds = Feeds([feed])
    assert _headlines(feeds) == ["Story 1", "Story 2"] and feeds.problems == []
    assert [feed.read_bytes()[place.at :][:10] for place, _, _ in feeds.read(Story)] == [
        b'{"schema_v'
    ] * 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"short_url,id,url\nhttps://p.dw.com/p/1,1,x\n", "CSV"),
        (b'[\n{"id": 1},\n{"id": 2}\n]\n', "JSON array"),
        (b"<!DOCTYPE html>\n<html>\n</html>\n", "HTML"),
        (b'<?xml version="1.0"?>\n<items>\n</items>\n', "XML"),
        (b"some notes\nand more\n", "JSON Lines"),
        (b'{\n  "id": 1\n}\n', "JSON Lines"),
        (gzip.compress(b"{}\n", mtime=0), "gzip"),
        (b"PK\x03\x04more", "ZIP"),
        (b"\x7fELF\0\0\n\0\0\n", "binary"),
        ('{"id": 1}\n'.encode("utf-16"), "UTF-16"),
        (b"\n".join([b"x"] * 20_000), "JSON Lines"),
        (b'{"id": 1, "head', "incomplete"),
    ],
)
def test_what_is_no_feed_is_called_what_it_is(tmp_path: Path, content: bytes, told: str) -> None:
    feed = write(tmp_path / "b.jsonl", [story(1)])
    other = tmp_path / "a.jsonl"
    other.write_bytes(content)
    feeds = Feeds([other, feed])
    assert _headlines(feeds) == ["Story 1"]
    (problem,) = feeds.problems
    assert problem.startswith(f"{other}") and told in problem
    assert feeds.failed == [other]


def test_a_file_that_turns_into_something_else_is_not_read_for_ever(tmp_path: Path) -> None:
    feed = write(tmp_path / "a.jsonl", [story(1)])
    with feed.open("ab") as file:
        file.write(b"x\n" * 50_000)
        file.write(json.dumps(story(2)).encode() + b"\n")
    feeds = Feeds([feed])
    assert _headlines(feeds) == ["Story 1"]
    assert feeds.problems[-1] == f"{feed}: stopped reading after 10000 invalid lines in a row"


def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    feeds = Feeds(["/dev/zero"])
    assert _headlines(feeds) == [] and "no regular file" in feeds.problems[0]
