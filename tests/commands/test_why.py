"""`why`: what it prints, what it takes, how it ends, and that it leaves everything as it was."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dwcrawler.discovery.elsewhere import why_no_content
from dwcrawler.discovery.explaining import target_of
from dwcrawler.identity import short_url
from dwcrawler.store import (
    SqliteStore,
    StoreDamaged,
    StoredLink,
    StoreError,
    StoryState,
    StoryUpdate,
)
from dwcrawler.store.journal import STORE
from dwcrawler.store.lock import Lock
from dwcrawler.store.reading import NOTHING, read_store
from tests.commands.scrapy import scrapy

DAY = "2026-01-01T10:00:00Z"
LIST = "https://www.dw.com/en/business/s-1431"
READ, GONE, LINKED, LISTED, NEVER = 60000010, 60000020, 60000030, 60000040, 60000050
LEARNED = 60000060  # by a feed that the store has not read


def url(story: int) -> str:
    return f"https://www.dw.com/en/a-%C3%BCber-x/a-{story}"


def known(story: int, **more: object) -> StoryState:
    return StoryState(
        story, "en", "article", url(story), DAY, DAY, "x", 1, 0, DAY, DAY, layout="app_state"
    )._replace(**more)


def line(story: int, headline: str, revision: int = 1) -> bytes:
    found = {"found_by": "section", "found_on": LIST, "depth": 0, "crawled_at": DAY}
    row = {
        "short_url": short_url(story),
        "id": story,
        "url": url(story),
        "type": "article",
        "language": "en",
        "headline": headline,
        "date_published": DAY,
        "revision": revision,
        "provenance": {**found, "layout": "apollo"},
    }
    return json.dumps(row).encode() + b"\n"


def fill(store: SqliteStore) -> None:
    links = [StoredLink(READ, LINKED, "explore_more", 1, url(LINKED), relation="thematic_focus")]
    gone = known(GONE, revision=0, status=404, tries=2, content_hash=None, layout=None)
    shown = StoredLink(None, LISTED, "section", 0, url(LISTED), "article", DAY, LIST)
    store.record([StoryUpdate(known(READ), links), StoryUpdate(gone, None)], [shown])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store and its feeds, as a crawl leaves them."""
    feed = tmp_path / "dw-2026-01-01T10-00-00Z.jsonl"
    feed.write_bytes(line(READ, "A \x1b[31mred\nheadline") + line(NEVER + 500, "Another"))
    store = SqliteStore(tmp_path / STORE)
    store.begin_run(DAY, "")
    fill(store)
    store.end_run("finished", feed)
    store.close()
    return tmp_path


def why(folder: Path, *given: str | int) -> subprocess.CompletedProcess[str]:
    arguments = [str(word) for word in given]
    return scrapy("why", "-s", f"DW_OUTPUT_DIR={folder}", *arguments, DW_MIRROR="")


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_known_story_is_told_in_words(folder: Path) -> None:
    before = files(folder)
    done = why(folder, f"p.dw.com/p/{short_url(READ).rpartition('/')[2]}")
    assert done.returncode == 0 and done.stderr == ""
    assert files(folder) == before
    rows = [part.split(None, 1) for part in done.stdout.splitlines() if part.startswith("  ")]
    assert done.stdout.splitlines()[0] == "https://www.dw.com/en/a-über-x/a-60000010"
    for told in (
        "A [31mred headline",
        "article, en, published 2026-01-01 10:00 UTC",
        "2026-01-01 10:00 UTC: a story (status 200)",
        "1, from a page of the layout app_state",
        f"on {LIST} (section), on a list",
        "dw-2026-01-01T10-00-00Z.jsonl",
        "only if a list shows it under a time after 2026-01-01 10:00 UTC",
    ):
        assert any(told in " ".join(row) for row in rows), told
    assert next(value.split()[:2] for name, value in rows if name == "rule") == ["old.", "It"]


def test_each_given_url_has_an_answer_in_json_whatever_the_others_are(folder: Path) -> None:
    given = [GONE, url(LINKED), url(LISTED), NEVER, "https://example.com/a-1", LIST]
    done = why(folder, "--json", *given)
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 1 and [row["given"] for row in rows] == [str(one) for one in given]
    gone, linked, listed, never, elsewhere, section = rows
    assert gone["rule"] == "gone" and gone["known"]["tries"] == 2 and gone["asked_for"]
    assert linked["rule"] == "new" and linked["known"] is None
    assert linked["found"] == [
        {"by": "explore_more", "on": short_url(READ), "depth": 1, "relation": "thematic_focus"}
    ]
    assert "left over" in linked["how"] and "left over" in listed["how"]
    assert listed["found"][0]["on"] == LIST
    assert never["asked_for"] and never["how"].endswith("if a list or a story leads to it.")
    assert (elsewhere["kind"], elsewhere["asked_for"]) == ("other", False)
    assert (section["kind"], section["asked_for"]) == ("listing", True)


def test_arguments_are_those_of_the_next_crawl(folder: Path) -> None:
    """A crawl that was narrowed resumes only what crawls of the same scope found."""
    narrow = why(folder, "--json", "-a", f"sections={LIST}", LINKED, LISTED)
    rows = [json.loads(row) for row in narrow.stdout.splitlines()]
    assert all(row["asked_for"] and "left over" not in row["how"] for row in rows)
    anew = why(folder, "--json", "-a", "resume=no", "-a", "types=article", LISTED, READ)
    rows = [json.loads(row) for row in anew.stdout.splitlines()]
    assert "left over" not in rows[0]["how"] and rows[1]["rule"] == "old"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["-a", "sinse=7d", str(READ)], "did you mean since?"),
        (["-a", "since", str(READ)], "-a: write NAME=VALUE"),
        (["-a", "types=novel", str(READ)], "'novel' is invalid: expected types of story"),
        (["--listed", "some day", str(READ)], "--listed: 'some day' is no date"),
        (["-s", "DW_REVISIT_INTERVALS=often", str(READ)], "DW_REVISIT_INTERVALS"),
        ([], "name a URL"),
    ],
    ids=lambda given: given[1] if isinstance(given, list) and len(given) > 1 else None,
)
def test_wrong_arguments_are_refused_by_name(given: list[str], told: str, folder: Path) -> None:
    done = why(folder, *given)
    assert done.returncode == 2 and told in f"{done.stderr}{done.stdout}"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://example.com/en/x/a-1", "another site (example.com)"),
        ("https://www.dw.com.example.com/en/x/a-1", "another site"),
        (
            "https://web.archive.org/web/2024/https://www.dw.com/en/x/a-67132206",
            "Did you mean https://www.dw.com/en/x/a-67132206?",
        ),
        ("https://learngerman.dw.com/en/x/l-1", "learngerman.dw.com is a host of DW without news"),
        ("https://corporate.dw.com/en/about/s-30688", "corporate.dw.com is a host of DW"),
        ("https://www.dw.com/en/learn/c-36519718", "language course"),
        ("//www.dw.com/de/kurs/l-1", "language course"),
        ("https://www.dw.com/en/x/a-99999999999", None),  # that many there can be
        ("https://www.dw.com/en/x/a-9999999999999", "is too large"),
        ("https://www.dw.com/en/x/a-999999999999999999999", "is too large"),
        ("9999999999999", "is too large"),
        ("https://www.dw.com/en/x/interactive-123", "kind that is not known (interactive-)"),
        ("static.dw.com/image/67132206_6.jpg", "This is a picture"),
        ("https://www.dw.com/image/67132206_4.PNG", "This is a picture"),
        ("https://tvdownloaddw-a.akamaihd.net/x_hd.mp4", "This is a media file"),
        ("https://rss.dw.com/rdf/rss-en-all", "discover=rss"),
        ("https://www.dw.com/en/article-sitemap.xml", "discover=sitemap"),
        ("https://www.dw.com/en/headlines/headlines-en", "discover=headlines"),
        ("https://www.dw.com/en/topics-a-z/index-en/a", "discover=topics"),
        ("dw.com", "start page"),
        ("https://www.dw.com/de", "start page"),
        ("https://www.dw.com/search/?item=x", "without a number"),
        ("https://www.dw.com/en/legal-notice", "without a number"),
        ("https://p.dw.com/p/", "no code"),
        ("https://p.dw.com/p/ABCDEFGHIJ", "no code"),
        ("https://www.dw.com/one/two/three/four/five/a-1", "no address of a story"),
        ("ftp://www.dw.com/en/x/a-1", "not a URL of a web page"),
        ("not a url", "not a URL"),
        ("https://[", "not a URL"),
        ("", "not a URL"),
        ("\x00\ud800", "not a URL"),
    ],
)
def test_what_is_no_content_is_told_what_it_is(given: str, told: str | None) -> None:
    target = target_of(given)
    assert (target.address is None) == (told is not None)
    if told is not None:
        assert told in why_no_content(target.url)


@pytest.mark.parametrize(
    "given",
    [
        "67132206",
        "p.dw.com/p/4Xg9W",
        "https://p.dw.com/p/4Xg9W?maca=en-rss",
        "www.dw.com/en/russian-foreign/a-67132206",
        "/en/russian-foreign/a-67132206",
        " http://dw.com/en/x/a-67132206#top ",
        "//amp.dw.com/en/x/a-67132206",
        "https://www.dw.com/graph-api/en/content/article/67132206",
    ],
)
def test_a_story_is_found_under_all_its_names(given: str) -> None:
    target = target_of(given)
    assert target.kind == "story" and target.address is not None and target.address.id == 67132206


def test_without_a_store_the_feeds_tell_what_the_next_crawl_will_know(folder: Path) -> None:
    (folder / STORE).unlink()
    (folder / "127.0.0.1-8080").mkdir()
    SqliteStore(folder / "127.0.0.1-8080" / STORE).close()
    before = files(folder)
    done = why(folder, "--json", READ, GONE)
    read, gone = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1 and files(folder) == before
    assert "there is no store" in done.stderr and "in 127.0.0.1-8080" in done.stderr
    assert read["rule"] == "old" and read["known"]["layout"] == "apollo"
    assert gone["rule"] == "new"


@pytest.mark.parametrize(
    ("damage", "told", "status"),
    [
        ("overwritten", "is damaged", 0),
        ("marked", "is damaged (as the last crawl found)", 0),
        ("later version", "later version", 3),
    ],
)
def test_a_store_that_cannot_be_used_is_told_in_one_line(
    damage: str, told: str, status: int, folder: Path
) -> None:
    _damage(folder / STORE, damage)
    before = files(folder)
    done = why(folder, "--json", READ)
    assert done.returncode == status, done.stderr
    assert told in done.stderr and len(done.stderr.splitlines()) == 1
    assert files(folder) == before
    if not status:  # the next crawl makes it anew from the feeds
        assert json.loads(done.stdout)["known"]["layout"] == "apollo"


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        ("cut", StoreDamaged),
        ("no database", StoreDamaged),
        ("no table", StoreDamaged),
        ("earlier version", StoreDamaged),
        ("a folder", StoreError),
    ],
)
def test_a_damaged_store_is_no_store(damage: str, error: type[StoreError], folder: Path) -> None:
    _damage(folder / STORE, damage)
    before = files(folder)
    with pytest.raises(error):
        read_store(folder / STORE, [READ], "")
    assert files(folder) == before


def test_an_empty_store_knows_nothing(folder: Path) -> None:
    _damage(folder / STORE, "empty")
    assert read_store(folder / STORE, [READ], "") == NOTHING


def _damage(store: Path, damage: str) -> None:
    content = store.read_bytes()
    changes = {
        "no table": "DROP TABLE link",
        "earlier version": "PRAGMA user_version = 1",
        "later version": "PRAGMA user_version = 99",
    }
    if damage in changes:
        with contextlib.closing(sqlite3.connect(store)) as db:
            db.execute(changes[damage])
    elif damage == "marked":
        Path(f"{store}.is-damaged").touch()
    elif damage == "a folder":
        store.unlink()
        store.mkdir()
    else:
        spoilt = {
            "overwritten": content[:4096] + os.urandom(8192) + content[12288:],
            "cut": content[: len(content) // 2],
            "no database": b"I was a store once. " * 500,
            "empty": b"",
        }
        store.write_bytes(spoilt[damage])


@pytest.fixture
def at_work(folder: Path) -> Iterator[SqliteStore]:
    """A crawl that has begun and not ended."""
    lock = Lock(folder / STORE, "2026-01-02T00-00-00Z")
    store = SqliteStore(folder / STORE)
    store.begin_run("2026-01-02T00-00-00Z", "")
    yield store
    store.close()
    lock.release()


def test_it_runs_beside_a_crawl(at_work: SqliteStore, folder: Path) -> None:
    """What the crawl has noted so far is there, and the crawl is not in its way."""
    at_work.record([StoryUpdate(known(NEVER, revision=3), [])])
    (folder / "dw-2026-01-02T00-00-00Z.jsonl.part").write_bytes(line(LEARNED, "Now") + b'{"half')
    told = {path: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    done = why(folder, "--json", NEVER, LEARNED)
    never, learned = map(json.loads, done.stdout.splitlines())
    assert never["known"]["revision"] == 3 and learned["headline"] == "Now"
    assert f"a crawl is using the store (process {os.getpid()}" in done.stderr
    assert done.returncode == 0
    assert {path: path.read_bytes() for path in told} == told
    at_work.record([StoryUpdate(known(LEARNED), [])])
    assert at_work.known(LEARNED) == known(LEARNED)


def test_it_does_not_wait_for_a_store_that_another_program_holds(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / STORE, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE run SET finish_reason = 'x'")
        begun = time.monotonic()
        done = why(folder, READ)
        took = time.monotonic() - begun
    assert done.returncode == 3 and "cannot be read" in done.stderr and "locked" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and took < 30
