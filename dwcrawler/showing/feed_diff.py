"""What two feeds tell otherwise of the same captures, field by field.

For the same pages read by two versions of this program, or with other pipelines: what does the new
one read that the old one did not, and what does it miss?
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, Final

import msgspec

from dwcrawler.store.stories import Feeds

# What tells how a line came to be, or follows from the rest.
_NOT_COMPARED: Final = frozenset({"provenance", "revision", "content_hash", "schema_version"})
_MOST_EXAMPLES: Final = 3
_LONGEST: Final = 60
_SCHEMA: Final = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE old (id INTEGER, at TEXT, line BLOB, seen INTEGER DEFAULT 0, PRIMARY KEY (id, at));
"""


class Example(msgspec.Struct):
    id: int
    language: str
    old: str
    new: str


class FieldDiff(msgspec.Struct):
    """Lines in which a field differs: `appeared` where the old one had nothing, `vanished` where the
    new one has nothing. A part is named with its field (`authors[].url`)."""

    lines: int = 0
    appeared: int = 0
    vanished: int = 0
    changed: int = 0
    examples: list[Example] = []


class FeedDiff(msgspec.Struct):
    """`fields`: those that differ, by name. `only_old`, `only_new`: ids of captures that the other
    feed lacks; the first ones."""

    same: int = 0
    different: int = 0
    lacking_in_new: int = 0
    lacking_in_old: int = 0
    only_old: list[int] = []
    only_new: list[int] = []
    fields: dict[str, FieldDiff] = {}

    @property
    def is_empty(self) -> bool:
        return not (self.different or self.lacking_in_new or self.lacking_in_old)


class _Key(msgspec.Struct):
    crawled_at: str | None = None


class _Line(msgspec.Struct):
    id: int
    revision: int = 1
    provenance: _Key = msgspec.field(default_factory=_Key)


def compare(old: Feeds, new: Feeds, newest: bool) -> FeedDiff:
    """`newest`: the newest revision of each story, whenever it was captured; else each capture with
    the one of the same moment. Holds no feed in memory. Raises OSError, sqlite3.Error."""
    diff = FeedDiff()
    with closing(sqlite3.connect("", isolation_level=None)) as db:  # a temporary file
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        for story_id, at, line in _keyed(old, newest, db):
            db.execute(
                "INSERT OR REPLACE INTO old (id, at, line) VALUES (?,?,?)", (story_id, at, line)
            )
        for story_id, at, line in _keyed(new, newest, db):
            key = (story_id, at)
            row = db.execute("SELECT line FROM old WHERE id = ? AND at = ?", key).fetchone()
            if row is None:
                diff.lacking_in_old += 1
                _example(diff.only_new, story_id)
                continue
            db.execute("UPDATE old SET seen = 1 WHERE id = ? AND at = ?", key)
            _compare(row[0], line, diff)
        for (story_id,) in db.execute("SELECT id FROM old WHERE NOT seen ORDER BY id, at"):
            diff.lacking_in_new += 1
            _example(diff.only_old, story_id)
    return diff


def _keyed(feeds: Feeds, newest: bool, db: sqlite3.Connection) -> Iterator[tuple[int, str, bytes]]:
    if not newest:
        for _, line, decoded in feeds.read(_Line):
            yield decoded.id, decoded.provenance.crawled_at or "", line
        return
    db.execute("CREATE TEMP TABLE latest (id INTEGER PRIMARY KEY, age TEXT, line BLOB)")
    for _, line, decoded in feeds.read(_Line):
        age = f"{decoded.provenance.crawled_at or ''} {decoded.revision:09d}"
        db.execute(
            "INSERT INTO latest VALUES (?,?,?) ON CONFLICT (id) DO UPDATE SET age = excluded.age, "
            "line = excluded.line WHERE excluded.age >= age",
            (decoded.id, age, line),
        )
    yield from db.execute("SELECT id, '', line FROM latest ORDER BY id")
    db.execute("DROP TABLE latest")


def _compare(old_line: bytes, new_line: bytes, diff: FeedDiff) -> None:
    if old_line == new_line:
        diff.same += 1
        return
    old, new = msgspec.json.decode(old_line), msgspec.json.decode(new_line)
    told: set[str] = set()
    for path, before, after in _differences(old, new):
        if path in told:
            continue
        told.add(path)
        _note(diff.fields.setdefault(path, FieldDiff()), before, after, new)
    diff.different += bool(told)
    diff.same += not told


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in [*new, *(name for name in old if name not in new)]:
        if name not in _NOT_COMPARED:
            yield from _within(name, old.get(name), new.get(name))
    layouts = [each.get("provenance", {}).get("layout") for each in (old, new)]
    if layouts[0] != layouts[1]:
        yield "provenance.layout", layouts[0], layouts[1]


def _within(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The parts that differ; the whole where one side has nothing, or another number of parts."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*new, *(name for name in old if name not in new)]:
            yield from _within(f"{path}.{name}", old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list) and old and len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from _within(f"{path}[]", before, after)
    else:
        yield path, old, new


def _note(field: FieldDiff, old: Any, new: Any, story: dict[str, Any]) -> None:
    field.lines += 1
    if _is_empty(old):
        field.appeared += 1
    elif _is_empty(new):
        field.vanished += 1
    else:
        field.changed += 1
    if len(field.examples) < _MOST_EXAMPLES:
        field.examples.append(
            Example(story["id"], story.get("language", ""), _shown(old), _shown(new))
        )


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _shown(value: Any) -> str:
    if isinstance(value, list) and len(value) != 1:
        return f"{len(value)} items"
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _example(ids: list[int], story_id: int) -> None:
    if len(ids) < _MOST_EXAMPLES:
        ids.append(story_id)


def problems_of(feeds: Iterable[Feeds]) -> list[str]:
    """What could not be read of them."""
    return [problem for each in feeds for problem in each.problems]
