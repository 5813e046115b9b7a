"""What `why` says of each story, the next crawl does: stores in every state, real crawls."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.identity import short_code
from dwcrawler.minisite.process import RunningSite, running
from dwcrawler.minisite.world import World
from tests.commands.scrapy import scrapy
from tests.crawls import Crawler

pytestmark = pytest.mark.long

STORIES = 60
WORLD = World(stories=STORIES, languages=("en",))
SITE = ("--stories", str(STORIES), "--languages", "en")
LISTED = [WORLD.id_of(n) for n in range(STORIES) if WORLD.depth_of(n) == 0]
DEEPER = [WORLD.id_of(n) for n in range(STORIES) if WORLD.depth_of(n) > 0]
LINE = re.compile(r"DEBUG: \S+-(\d+): (not asked|asked) for \((\w+)\)")
LONG_AGO = "2020-01-01T00:00:00Z"


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


def young(age: str, visit: str) -> dict[str, object]:
    return {"date_published": age, "newest": age, "last_crawled": visit}


def failed(status: int, tries: int, visit: str) -> dict[str, object]:
    return {"revision": 0, "status": status, "tries": tries, "last_crawled": visit}


# What each story's row in the store is made to say, and the rule by which the next crawl decides.
# The site's lists show all of them under dates of January 2026.
STATES: dict[str, tuple[dict[str, object], str, bool]] = {
    "as it was read": ({}, "old", False),
    "young and due": (young(ago(hours=5), ago(hours=4)), "young", True),
    "young, just visited": (young(ago(hours=5), ago(hours=1)), "young", False),
    "a week old and due": (young(ago(days=5), ago(hours=30)), "young", True),
    "a week old, visited today": (young(ago(days=5), ago(hours=9)), "young", False),
    "without a date": ({"date_published": None}, "undated", False),
    "not wanted then": ({"revision": 0}, "was_unwanted", True),
    "gone this hour": (failed(404, 1, ago(hours=1)), "gone", False),
    "gone this morning": (failed(404, 1, ago(hours=4)), "gone", True),
    "gone for the fourth time": (failed(404, 4, ago(hours=20)), "gone", False),
    "gone for good": (failed(410, 1, ago(days=3)), "gone_for_good", False),
    "refused": (failed(403, 2, ago(hours=5)), "refused", False),
    "refused long ago": (failed(403, 2, ago(hours=7)), "refused", True),
    "redirected": (failed(301, 1, ago(hours=2)), "redirected", False),
    "redirected long ago": (failed(301, 1, ago(hours=9)), "redirected", True),
    "rejected": (failed(200, 1, ago(hours=2)), "no_story", False),
    "rejected long ago": (failed(200, 1, ago(hours=9)), "no_story", True),
    "too large": (failed(0, 1, ago(hours=2)), "not_loaded", False),
    "too large long ago": (failed(0, 1, ago(hours=9)), "not_loaded", True),
}
# Of these a list shows more than was known: `why` is told the date that it shows.
NEWS: dict[str, tuple[dict[str, object], str]] = {
    "changed since": ({**young(LONG_AGO, LONG_AGO), "listed_day": None}, "listed_newer"),
    "gone for good, and back": (failed(410, 3, LONG_AGO), "listed_after_failure"),
    "refused, and listed since": (failed(403, 9, LONG_AGO), "listed_after_failure"),
}
CHOSEN = dict(zip([*STATES, *NEWS, "removed"], LISTED, strict=False))


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Iterator[RunningSite]:
    """With states its lists tell times, without them days."""
    with running(*SITE, "--layout", request.param) as site:
        yield site


@pytest.fixture(scope="module")
def read(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a crawl that has all that lists show."""
    folder = tmp_path_factory.mktemp("read")
    done = Crawler(folder)(site.origin, "max_depth=0")
    assert sorted(done.ids) == sorted(LISTED)
    return folder


@pytest.fixture
def changed(read: Path, tmp_path: Path) -> Path:
    """The same, with the stories in their states."""
    folder = tmp_path / "changed"
    shutil.copytree(read, folder)
    states = {name: row for name, (row, *_) in (STATES | NEWS).items()}
    with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as db:
        for name, row in states.items():
            for column, value in row.items():
                db.execute(f"UPDATE story SET {column} = ? WHERE id = ?", (value, CHOSEN[name]))
        db.execute("DELETE FROM story WHERE id = ?", (CHOSEN["removed"],))
        db.commit()
    forget_line(folder, CHOSEN["removed"])
    return folder


def forget_line(folder: Path, story: int) -> None:
    """As if no feed had it; the store is to think that it has read the feed."""
    (feed,) = folder.glob("dw-*.jsonl")
    lines = feed.read_bytes().splitlines(keepends=True)
    feed.write_bytes(b"".join(line for line in lines if json.loads(line)["id"] != story))
    with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as db:
        db.execute("UPDATE feed SET size = ?", (feed.stat().st_size,))
        db.commit()


def why(
    site: RunningSite, folder: Path, ids: list[int], *options: str
) -> dict[int, dict[str, Any]]:
    """The answers by id. Nothing in the folder may be another afterwards."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    given = [str(story) for story in ids]
    settings = ("-s", f"DW_OUTPUT_DIR={folder}")
    told = scrapy("why", "--json", *settings, *options, *given, DW_MIRROR=site.origin, timeout=120)
    assert told.returncode in (0, 1), told.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    return {row["id"]: row for row in map(json.loads, told.stdout.splitlines())}


def asked(site: RunningSite) -> set[int]:
    return {int(story) for story in site.requests()["stories"]}


def decided(log: str) -> dict[int, tuple[str, str]]:
    """The last line about each story that a list shows."""
    return {int(story): (asks, rule) for story, asks, rule in LINE.findall(log)}


@pytest.mark.parametrize("site", ["app_state", "dom"], indirect=True)
def test_each_state_is_decided_as_why_says(site: RunningSite, changed: Path) -> None:
    told = why(site, changed, list(CHOSEN.values()))
    for name, (_, rule, asks) in STATES.items():
        assert (told[CHOSEN[name]]["rule"], told[CHOSEN[name]]["asked_for"]) == (rule, asks), name
    assert told[CHOSEN["removed"]]["rule"] == "new"
    shown = why(site, changed, [CHOSEN[name] for name in NEWS], "--listed", "2026-01-10")
    for name, (_, rule) in NEWS.items():
        told[CHOSEN[name]] = shown[CHOSEN[name]]
        day = rule.replace("listed_newer", "listed_later_day")
        assert shown[CHOSEN[name]]["rule"] == day and shown[CHOSEN[name]]["asked_for"], name
    site.forget()
    done = Crawler(changed)(site.origin, "max_depth=0", options=("-L", "DEBUG"))
    wanted = {story for story, row in told.items() if row["asked_for"]}
    assert asked(site) & set(told) == wanted
    rules = decided(done.log)
    for name, story in CHOSEN.items():
        asks = "asked" if told[story]["asked_for"] else "not asked"
        assert rules[story][0] == asks, name
        if name not in NEWS:
            assert rules[story][1] == told[story]["rule"], name
    counted = {stat.rpartition("/")[2] for stat in done.stats if stat.startswith("dw/why/asked/")}
    assert {told[story]["rule"] for story in wanted if story not in shown} <= counted
    assert done.stats["dw/why/not_asked/gone_for_good"] >= 1
    # Whatever was asked for is known as of now, and not asked for once more.
    again = why(site, changed, sorted(wanted))
    assert not any(row["asked_for"] for row in again.values())


@pytest.mark.parametrize("site", ["app_state"], indirect=True)
@pytest.mark.parametrize(
    "arguments",
    [
        ("revisit=never",),
        ("revisit=always",),
        ("types=video,audio",),
        ("since=2026-01-10",),
        ("languages=de",),
        (f"urls=https://p.dw.com/p/{short_code(CHOSEN['as it was read'])}", "languages=de"),
    ],
    ids=lambda arguments: arguments[0].partition(":")[0],
)
def test_arguments_decide_as_why_says(
    arguments: tuple[str, ...], site: RunningSite, changed: Path
) -> None:
    """A crawl of another edition begins there, and finds nothing here."""
    options = [option for argument in arguments for option in ("-a", argument)]
    stories = [story for name, story in CHOSEN.items() if name not in NEWS]
    told = why(site, changed, stories, *options)
    site.forget()
    Crawler(changed)(site.origin, "max_depth=0", *arguments)
    assert asked(site) & set(stories) == {story for story in stories if told[story]["asked_for"]}


@pytest.mark.parametrize("site", ["app_state"], indirect=True)
@pytest.mark.parametrize("depth", [1, 2])
def test_what_was_not_fetched_yet_is_resumed_as_deep_as_why_says(
    depth: int, site: RunningSite, read: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "deeper"
    shutil.copytree(read, folder)
    with contextlib.closing(sqlite3.connect(folder / "store.sqlite")) as db:
        linked = {target for (target,) in db.execute("SELECT target FROM link")} & set(DEEPER)
    told = why(site, folder, sorted(linked), "-a", "max_depth=0")
    assert linked and {row["rule"] for row in told.values()} == {"too_deep"}
    told = why(site, folder, sorted(linked), "-a", f"max_depth={depth}")
    resumed = {story for story, row in told.items() if "left over" in (row["how"] or "")}
    over_links = {story for story, row in told.items() if row["rule"] == "not_followed"}
    assert resumed and resumed | over_links == linked
    assert all(told[story]["asked_for"] for story in resumed)
    site.forget()
    done = Crawler(folder)(site.origin, f"max_depth={depth}")
    assert resumed <= asked(site)
    assert done.stats["dw/stories/left_over"] == len(resumed)
    found = why(site, folder, sorted(resumed))
    assert all(row["found"][0]["on"] and row["known"]["depth"] == 1 for row in found.values())
