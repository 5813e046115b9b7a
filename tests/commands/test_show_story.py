"""`show STORY`: one story to be read, its revisions, and what is said of one that no feed has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dwcrawler.items import Block, Image, Media, Post, Story
from dwcrawler.showing.named import WrongName, named
from dwcrawler.showing.screen import open_screen
from dwcrawler.showing.story_view import Revision, print_story
from dwcrawler.store import SqliteStore, StoredLink, StoryState, StoryUpdate
from dwcrawler.store.stories import Place
from tests.commands.feeds import Row, newest_in, rows_in, story, write
from tests.commands.test_show_table import show

ID = 67132206


@pytest.mark.parametrize(
    "argument",
    [
        "67132206",
        "p.dw.com/p/4Xg9W",
        "https://p.dw.com/p/4Xg9W",
        "HTTP://P.DW.COM/p/4Xg9W",
        "//p.dw.com/p/4Xg9W",
        "p/4Xg9W",
        "p.dw.de/p/4Xg9W",
        "https://www.dw.com/en/any-slug/a-67132206",
        "www.dw.com/de/ein-titel/a-67132206?maca=de-rss#top",
        "dw.com/en/x/video-67132206",
        "m.dw.com/en/x/a-67132206",
        "/en/any-slug/a-67132206",
        "https://www.dw.com/graph-api/en/content/article/67132206",
        "  67132206 ",
    ],
)
def test_a_story_may_be_named_in_any_way(
    argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = named([argument, "67132206"])
    assert found.feeds == [] and [asked.id for asked in found.stories] == [ID]
    # A path that exists is a feed, however it is named.
    if not argument.startswith(("/", "http", "HTTP", " ")):
        path = tmp_path / argument
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        assert named([argument]).feeds == [argument]


@pytest.mark.parametrize(
    "argument",
    [
        "absent.jsonl",
        "output/dw-*.jsonl",
        "my.feeds/a-12345678",
        "4Xg9W",
        "x" * 5000,
        "nul\0byte",
        "-",
    ],
)
def test_what_can_only_be_a_path_is_a_feed(argument: str) -> None:
    assert named([argument]).feeds == [argument]


@pytest.mark.parametrize(
    "argument",
    [
        "https://www.dw.com/en/business/s-1431",
        "https://www.dw.com/en/",
        "https://example.org/en/x/a-67132206",
        "9999999999999",
        "  ",
    ],
)
def test_what_is_neither_is_refused(argument: str) -> None:
    with pytest.raises(WrongName):
        named([argument])


def _texts(row: Row) -> list[str]:
    """All that a reader must find on the page."""
    blocks = [*row["body"], *(block for post in row["posts"] for block in post["body"])]
    return [
        *row["kicker"],
        row["headline"],
        row["description"] or "",
        *(author["name"] for author in row["authors"]),
        (row["byline"] or {}).get("raw") or "",
        *(block["url"] or "" for block in blocks),
        *(block["provider"] or "" for block in blocks),
        *(line for block in blocks for line in (block["text"] or "").split("\n")),
        *(item for block in blocks for item in block["items"]),
        *(image["caption"] or "" for image in row["images"]),
        *(image["credit"] or "" for image in row["images"]),
        *(image["url"] or "" for image in row["images"]),
        *(media["headline"] or "" for media in row["media"]),
        *(link["url"] for link in row["links"]),
        *(teaser["headline"] or "" for teaser in row["related"]),
        *(teaser["short_url"] for teaser in row["related"]),
        *(teaser["heading"] or "" for teaser in row["related"]),
        *(teaser["relation"] or "" for teaser in row["related"] if teaser["heading"]),
        *(topic["name"] for topic in row["topics"]),
        *row["notes"],
        *(post["headline"] or "" for post in row["posts"]),
        row["short_url"],
        row["url"],
        row["provenance"]["found_on"],
    ]


def test_everything_of_a_story_is_printed(found: Path) -> None:
    """Of each type one, and of each kind of block."""
    newest = newest_in(found)
    kinds: dict[Any, int] = {}
    for row in newest.values():
        for kind in (row["type"], *(block["kind"] for block in row["body"])):
            kinds.setdefault(kind, row["id"])
    chosen = list(dict.fromkeys(kinds.values()))
    done = show(found, *map(str, chosen))
    assert done.returncode == 0 and done.stderr == ""
    page = done.stdout.replace("\u2068", "").replace("\u2069", "")
    for number in chosen:
        for text in _texts(newest[number]):
            assert text.casefold().replace("_", " ") in page.casefold().replace("_", " "), text


def test_json_and_csv_give_the_newest_line(found: Path) -> None:
    rows = rows_in(found)
    changed = next(row for row in rows if row["revision"] == 2)
    done = show(found, changed["short_url"], "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [changed]
    done = show(found, changed["url"], "--csv")
    assert len(done.stdout.splitlines()) > 1 and changed["short_url"] in done.stdout


def test_revisions_of_a_crawl_are_compared(found: Path) -> None:
    second = next(row for row in rows_in(found) if row["revision"] == 2)
    first = next(row for row in rows_in(found) if row["id"] == second["id"])
    assert first["description"] != second["description"]
    page = show(found, str(second["id"])).stdout
    revisions = page.partition("REVISIONS")[2]
    assert "Revision 1, crawled" in revisions and "Revision 2, crawled" in revisions
    assert "Teaser:" in revisions and "{+" in revisions
    assert "Headline:" not in revisions and "Text:" not in revisions


OLD = Story(
    short_url="https://p.dw.com/p/4Xg9W",
    id=ID,
    url="https://www.dw.com/en/x/a-67132206",
    type="article",
    language="en",
    headline="An old headline",
    content_hash="0" * 64,
    body=[Block(kind="paragraph", text="The first one stays."), Block(kind="image", ref=7)],
    images=[Image(id=7, caption="A bridge", credit="Ann/DW")],
    media=[Media(kind="video", id=8, headline="A film", duration=60)],
    posts=[Post(headline="A post", body=[Block(kind="paragraph", text="Said at noon.")])],
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"headline": "A new headline"}, ["Headline:", "[-An old-] {+A new+} headline"]),
        ({"description": "A teaser"}, ["Teaser:", "{+A teaser+}"]),
        ({"authors": [{"name": "Ann Other", "url": None}]}, ["Authors:", "{+Ann Other+}"]),
        (
            {"date_published": "2026-01-02T03:04:05Z", "date_precision": "second"},
            ["Published:", "{+2026-01-02 03:04 UTC+}"],
        ),
        (
            {"images": [{"id": 7, "caption": "A long bridge", "credit": "Ann/DW"}]},
            ["Pictures:", "A {+long+} bridge (Ann/DW)"],
        ),
        ({"images": []}, ["Pictures:", "[-A bridge (Ann/DW)-]"]),
        (
            {"media": [{"kind": "video", "id": 8, "headline": "A film", "duration": 61}]},
            ["Media:", "video, A film [-(0:01:00)-] {+(0:01:01)+}"],
        ),
        (
            {"body": [{"kind": "paragraph", "text": "The first one stays."}]},
            ["Text:", "[-[image: 7]-]"],
        ),
        (
            {
                "body": [
                    {"kind": "paragraph", "text": "The first one stays."},
                    {"kind": "paragraph", "text": "Another came."},
                    {"kind": "image", "ref": 7},
                ]
            },
            ["Text:", "{+Another came.+}"],
        ),
        (
            {"posts": [{"headline": "A post", "body": [{"kind": "paragraph", "text": "Said."}]}]},
            ["Posts:", "[-Said at noon.-] {+Said.+}"],
        ),
        ({"notes": ["Corrected."]}, ["Notes:", "{+Corrected.+}"]),
        ({"keywords": ["unseen"]}, ["No difference that a reader would see."]),
    ],
)
def test_what_changed_is_told_in_words(
    changed: dict[str, Any],
    expected: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    new = msgspec.convert({**msgspec.to_builtins(OLD), **changed, "revision": 2}, Story)
    with open_screen(with_pager=False) as screen:
        place = Place(Path("a.jsonl"), 0)
        print_story([Revision(OLD, place), Revision(new, place)], screen)
    lines = capsys.readouterr().out.partition("REVISIONS")[2].splitlines()
    assert [line.strip() for line in lines if line.strip()][2:] == expected


def test_a_revision_that_two_crawls_wrote_is_one(tmp_path: Path) -> None:
    rows = [story(1), story(1), story(1, revision=2, content_hash="a" * 64, headline="New")]
    rows[1]["provenance"]["crawled_at"] = "2026-01-01T00:00:00Z"
    page = show("1", write(tmp_path / "a.jsonl", rows)).stdout.partition("REVISIONS")[2]
    assert page.count("Revision 1") == 1 and page.count("Revision 2") == 1


def test_one_that_no_feed_has(found: Path, tmp_path: Path) -> None:
    there = str(rows_in(found)[0]["id"])
    done = show(found, "p.dw.com/p/4Xg9W", there)
    assert done.returncode == 1 and "REVISIONS" in done.stdout
    assert done.stderr == "dwcrawler show: p.dw.com/p/4Xg9W: no story 67132206 in 2 feeds.\n"

    shutil.copytree(found, tmp_path / "copy")
    store = SqliteStore(tmp_path / "copy" / "store.sqlite")
    url = "https://www.dw.com/en/x/a-1"
    common = {"first_seen": "2026-01-02T00:00:00Z", "last_crawled": "2026-01-02T00:00:00Z"}
    store.record(
        StoryUpdate(StoryState(number, "en", "article", url, **(common | special)), None)
        for number, special in (
            (11, {"status": 404, "tries": 1}),
            (12, {"status": 410, "tries": 1}),
            (13, {"status": 403, "tries": 2}),
            (14, {}),
            (15, {"revision": 3}),
        )
    )
    store.record([], [StoredLink(None, 16, "section", 0, url, listing=url)])
    store.close()
    done = show(tmp_path / "copy", *"11 12 13 14 15 16 17".split())
    assert done.returncode == 1 and done.stdout == ""
    lines = done.stderr.splitlines()
    for line, words in zip(
        lines,
        (
            "said on 2026-01-02 that it is gone (HTTP 404)",
            "said on 2026-01-02 that it is gone (HTTP 410)",
            "gave no story (HTTP 403)",
            "did not keep it",
            "knows revision 3",
            "have not fetched it yet",
            "no story 17 in 2 feeds.",
        ),
        strict=True,
    ):
        assert words in line
        assert ("dwcrawler why https://p.dw.com/p/" in line) == (line is not lines[-1])


def test_a_store_that_is_damaged_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path / "dw-1.jsonl", [story(1)])
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 1000)
    done = show(tmp_path, "11")
    assert done.returncode == 1
    assert done.stderr == "dwcrawler show: 11: no story 11 in the feed.\n"
