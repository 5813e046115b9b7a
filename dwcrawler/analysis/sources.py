"""What paths name: feeds (plain, packed, growing), Parquet, SQLite; here or in an object store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.components.feed_file import ends_with_line_end
from dwcrawler.store.durable_feed import PART
from dwcrawler.store.stories import Feeds, NoFeeds

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
PARQUET: Final = (".parquet", ".pq")
SQLITE: Final = (".sqlite", ".sqlite3", ".db")
# Packed files that DuckDB cannot read.
_UNREADABLE: Final = (".bz2", ".xz")


class Sources(NamedTuple):
    """feeds: whole ones; torn: those whose last line is cut off, as of a crawl that is running."""

    feeds: list[str]
    torn: list[str]
    parquet: list[str]
    sqlite: list[str]


def sources(paths: str | Path | Iterable[str | Path]) -> Sources:
    """Raises NoFeeds where a path names nothing, or what cannot be read."""
    found = Sources([], [], [], [])
    for path in [paths] if isinstance(paths, str | Path) else paths:
        _add(str(path), found)
    if not any(found):
        raise NoFeeds("no path was given")
    return found


def _add(path: str, found: Sources) -> None:
    if _URL.match(path):
        (found.parquet if _has(path, PARQUET) else found.feeds).append(path)
    elif _has(path, PARQUET):
        found.parquet.extend(_files(path))
    elif _has(path, SQLITE) and not Path(path).is_dir():
        found.sqlite.extend(_files(path))
    elif Path(path).is_dir() and not _holds_feeds(Path(path)):
        inner = sorted(str(one) for ending in PARQUET for one in Path(path).rglob(f"*{ending}"))
        if not inner:
            raise NoFeeds(f"{path}: there is no feed in it (dw-*.jsonl), and no Parquet file")
        found.parquet.extend(inner)
    else:
        for feed in Feeds([path]).files:
            if feed.suffix in _UNREADABLE:
                raise NoFeeds(f"{feed}: pack it as .gz or .zst, which DuckDB reads")
            (found.torn if _is_torn(feed) else found.feeds).append(str(feed))


def _files(path: str) -> list[str]:
    named = sorted(glob(path)) if has_magic(path) else [path]  # noqa: PTH207 (it takes any path)
    if not named or not all(Path(one).exists() for one in named):
        raise NoFeeds(f"{path}: there is no such file")
    return named


def _has(path: str, endings: tuple[str, ...]) -> bool:
    return path.partition("?")[0].lower().endswith(endings)


def _holds_feeds(folder: Path) -> bool:
    return any(folder.glob("dw-*.jsonl*"))


def _is_torn(feed: Path) -> bool:
    """A crawl may be writing its last line; a packed feed is whole."""
    return feed.suffix in (".jsonl", PART, ".jl", ".ndjson") and not ends_with_line_end(feed)
