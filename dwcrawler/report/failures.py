"""What crawls asked for and did not get: from the store beside the feeds, and `rejected-*.jsonl`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import msgspec

from dwcrawler.store.durable_feed import PART, lines_of
from dwcrawler.store.journal import STORE
from dwcrawler.store.reading import open_for_reading
from dwcrawler.store.records import GONE

_T = TypeVar("_T")

MOST_SHOWN: Final = 200
_REJECTED: Final = ("rejected-*.jsonl", f"rejected-*.jsonl{PART}")
_FAILED: Final = (
    "SELECT id, language, url, status, tries, last_crawled FROM story WHERE tries > 0 "
    "ORDER BY last_crawled DESC"
)


class Failure(NamedTuple):
    """One story that was asked for and not had. `tries` counts visits in a row."""

    id: int
    language: str | None
    url: str
    kind: str
    tries: int
    last_asked: str


class Rejected(NamedTuple):
    """One story that is not as the schema says."""

    id: int
    language: str
    headline: str
    errors: tuple[str, ...]


@dataclass(slots=True)
class Failures:
    """stores:   those that were read; without one nothing is known of failures
    by_kind:  all of them
    shown, rejected: the latest of them
    problems: stores and files that could not be read, a line each
    """

    stores: list[Path] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    shown: list[Failure] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rejected_total: int = 0
    problems: list[str] = field(default_factory=list)


def failures_beside(feeds: Iterable[Path]) -> Failures:
    """Of the stores in the feeds' folders. Nothing is changed there."""
    failures = Failures()
    for folder in dict.fromkeys(feed.absolute().parent for feed in feeds):
        store = folder / STORE
        if store.is_file():
            try:
                _read_store(store, failures)
            except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError) as error:
                failures.problems.append(f"{store} cannot be read: {error}")
        for pattern in _REJECTED:
            for path in sorted(folder.glob(pattern), reverse=True):
                _read_rejected(path, failures)
    return failures


def kind_of(status: int) -> str:
    """`status` is the last HTTP status that the store has of it."""
    if status in GONE:
        return f"Gone (HTTP {status})"
    if 400 <= status < 600:
        return f"Refused (HTTP {status})"
    if 300 <= status < 400:
        return "Redirects to something else"
    if status == 0:
        return "Too large, or its redirects lead nowhere"
    return "No valid story in the page"


def _read_store(store: Path, failures: Failures) -> None:
    with closing(open_for_reading(store, timeout=10)) as db:
        rows = db.execute(_FAILED)
        for story_id, language, url, status, tries, last_crawled in rows:
            kind = kind_of(int(status))
            failures.by_kind[kind] += 1
            if len(failures.shown) < MOST_SHOWN:
                failures.shown.append(
                    Failure(
                        int(story_id),
                        language and str(language),
                        str(url),
                        kind,
                        int(tries),
                        str(last_crawled),
                    )
                )
    failures.stores.append(store)


class _Line(msgspec.Struct):
    errors: list[str]
    story: dict[str, msgspec.Raw]


_decode: Final = msgspec.json.Decoder(_Line).decode


def _read_rejected(path: Path, failures: Failures) -> None:
    try:
        for line in lines_of(path):
            try:
                rejected = _decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue
            failures.rejected_total += 1
            if len(failures.rejected) < MOST_SHOWN:
                failures.rejected.append(_rejected(rejected))
    except OSError as error:
        failures.problems.append(f"{path}: {error.strerror or error}")


def _rejected(line: _Line) -> Rejected:
    """Of an invalid story any field may be of any type."""
    return Rejected(
        id=_read(line.story, "id", int, -1),
        language=_read(line.story, "language", str, ""),
        headline=_read(line.story, "headline", str, "") or _read(line.story, "url", str, ""),
        errors=tuple(islice(line.errors, 5)),
    )


def _read(story: dict[str, msgspec.Raw], name: str, kind: type[_T], default: _T) -> _T:
    raw = story.get(name)
    try:
        return default if raw is None else msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return default
