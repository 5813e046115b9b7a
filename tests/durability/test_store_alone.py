"""The store itself: what a later record changes, and what it leaves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from dwcrawler.identity import short_url
from dwcrawler.store import SqliteStore, StoredLink, StoreError, StoryState, StoryUpdate

EARLY, LATE = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.sqlite")
    store.begin_run(EARLY, "")
    yield store
    store.close()


def story(number: int = 1, **told: object) -> StoryState:
    values: dict[str, object] = {
        "url": f"https://www.dw.com/en/x/a-{number}",
        "content_hash": "one",
        "revision": 1,
        "first_seen": EARLY,
        "last_crawled": EARLY,
    }
    return StoryState(number, "en", "article", **{**values, **told})  # type: ignore[arg-type]


def link(source: int, target: int, depth: int) -> StoredLink:
    url = f"https://www.dw.com/en/x/a-{target}"
    return StoredLink(source, target, "explore_more", depth, url)


def left(store: SqliteStore, most: int = 9) -> dict[int, int]:
    """Target -> depth."""
    return {found.target: found.depth for found in store.left_over(["explore_more"], most)}


def test_feeds_may_be_read_in_any_order(tmp_path: Path) -> None:
    """The latest revision counts, and its links; and nothing that a visit told is forgotten."""
    feeds = [tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl")]
    lines = [
        StoryUpdate(story(), [link(1, 2, 1)]),
        StoryUpdate(story(content_hash="two", revision=2, last_crawled=LATE), [link(1, 3, 1)]),
        StoryUpdate(
            story(content_hash="older", last_crawled="2025-01-01T00:00:00Z"), [link(1, 4, 1)]
        ),
    ]
    for feed in feeds:
        feed.touch()
    for count, order in enumerate(permutations(zip(feeds, lines, strict=True))):
        store = SqliteStore(tmp_path / f"store-{count}.sqlite")
        store.begin_run(EARLY, "")
        for feed, line in order:
            assert store.lacks(feed)
            store.apply(feed, [line])
            assert not store.lacks(feed)
        known = store.known(1)
        assert known is not None and (known.content_hash, known.revision) == ("two", 2)
        assert left(store) == {3: 1}
        store.record([StoryUpdate(known._replace(etag='"x"'), None)])
        store.apply(feeds[1], [lines[1]])
        again = store.known(1)
        assert again is not None and again.etag == '"x"'
        store.close()


def test_a_feed_that_cannot_be_read_to_its_end_is_not_read_at_all(
    store: SqliteStore, tmp_path: Path
) -> None:
    def lines() -> Iterator[StoryUpdate]:
        yield StoryUpdate(story(), [])
        raise OSError("the disk has gone")

    (tmp_path / "a.jsonl").touch()
    with pytest.raises(StoreError):
        store.apply(tmp_path / "a.jsonl", lines())
    assert store.known(1) is None and store.lacks(tmp_path / "a.jsonl")


def test_tries_are_counted_until_a_story_comes(store: SqliteStore) -> None:
    gone = story(revision=0, content_hash=None, status=404, tries=1)
    for tries in (1, 2, 3):
        store.record([StoryUpdate(gone, None)])
        known = store.known(1)
        assert known is not None and known.tries == tries
    store.record([StoryUpdate(story(), [])])
    known = store.known(1)
    assert known is not None and (known.tries, known.status, known.revision) == (0, 200, 1)
    store.record([StoryUpdate(gone, None)])
    known = store.known(1)
    assert known is not None and (known.tries, known.revision, known.content_hash) == (1, 1, "one")


def test_what_is_left_over_is_as_deep_as_its_nearest_source(store: SqliteStore) -> None:
    store.record(
        [StoryUpdate(story(1, depth=3), [link(1, 5, 4)]), StoryUpdate(story(2), [link(2, 1, 1)])]
    )
    assert left(store) == {5: 4} and left(store, most=3) == {}
    store.reach({1: 1})
    assert left(store) == {5: 2}
    store.reach({1: 2})
    assert left(store) == {5: 2}


def test_what_lists_showed_is_left_over_until_it_is_fetched(store: SqliteStore) -> None:
    shown = StoredLink(None, 7, "section", 0, "https://www.dw.com/en/x/a-7", listing="https://x")
    store.record([], [shown])
    assert list(store.left_over(["explore_more"], 0)) == [shown]
    store.record([StoryUpdate(story(7), [])])
    assert left(store) == {}


def test_a_later_version_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    SqliteStore(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"later version.*schema 99"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_link_keeps_the_block_of_stories_that_has_it(tmp_path: Path, store: SqliteStore) -> None:
    """Also over a line of a feed; the first block counts, and a link in the text has none."""
    teasers = [
        {"id": number, "short_url": short_url(number), "url": f"https://x/{number}", **more}
        for number, more in (
            (2, {"relation": "explore_more"}),
            (3, {"relation": "thematic_focus_region"}),
            (2, {"relation": "thematic_focus_global"}),
            (4, {}),  # as lines of earlier versions have it
        )
    ]
    line = {
        "short_url": short_url(1),
        "id": 1,
        "url": "https://www.dw.com/en/x/a-1",
        "type": "article",
        "language": "en",
        "related": teasers,
        "links": [{"url": "https://www.dw.com/en/x/a-5", "text": "x", "id": 5}],
    }
    record = StoryUpdate.of_line(json.dumps(line).encode())
    feed = tmp_path / "feed.jsonl"
    feed.touch()
    store.apply(feed, [record])
    relations = {2: "explore_more", 3: "thematic_focus_region", 4: None, 5: None}
    assert {found.target: found.relation for found in store.links_from(1)} == relations
    left = store.left_over(["explore_more", "link"], 9)
    assert {found.target: found.relation for found in left} == relations
