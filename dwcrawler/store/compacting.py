"""Many small feeds of a month become one packed feed, and nothing is lost on the way.

The packed file is written beside, synced, and read back by the reader that crawls use. Then a plan
is noted (`compacting.json`: which file takes the place of which), the file gets its name, the store
learns that it knows it, and the small feeds go. Whoever compacts next finishes what was interrupted.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dwcrawler.store.durable_feed import lines_of, sync_folder
from dwcrawler.store.packed import ENDINGS, PackedFeed, zstd
from dwcrawler.store.sqlite import SqliteStore

logger = logging.getLogger(__name__)

PLAN: Final = "compacting.json"
# No name of a feed, so that nobody reads it before it is whole.
_PART: Final = "compacting-{}.zst"
_FEED: Final = re.compile(
    rf"dw-(\d{{4}}-\d{{2}})(-\d{{2}}T\d{{2}}-\d{{2}}-\d{{2}}Z(?:-\d+)?)?\.jsonl({'|'.join(map(re.escape, ENDINGS))})?\Z"
)
_decode: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class Unfit(Exception):
    """A feed that is left alone; the text says why."""


class Month(NamedTuple):
    """`feeds` in the order of their times; one that was made by an earlier compaction comes first."""

    name: str
    feeds: list[Path]

    @property
    def target(self) -> str:
        return f"dw-{self.name}.jsonl.zst"


class Result(NamedTuple):
    """Of one month: bytes before and after, stories (lines), how many feeds are in it, and which are
    not, with the reason."""

    month: str
    target: Path | None
    feeds: int
    lines: int
    before: int
    after: int
    left: dict[str, str]


class _Plan(msgspec.Struct):
    """`sources` go when `target` is there with this size."""

    target: str
    size: int
    sources: dict[str, int]


def months_of(folder: Path, before: str) -> list[Month]:
    """Months before `before` (`2026-02`) that have more than one feed, or one that is not packed so."""
    by_month: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("dw-*.jsonl*")):
        match = _FEED.match(path.name)
        if match and match[1] < before and path.is_file() and not path.is_symlink():
            by_month.setdefault(match[1], []).append(path)
    months = [Month(name, _sorted(feeds)) for name, feeds in sorted(by_month.items())]
    return [month for month in months if [feed.name for feed in month.feeds] != [month.target]]


def _sorted(feeds: Iterable[Path]) -> list[Path]:
    """A whole month's name is shorter than that of any feed in it."""
    return sorted(feeds, key=lambda path: (path.name.count("T") > 0, path.name))


def finish_interrupted(folder: Path) -> None:
    """What a compaction that was killed had begun. Call this, and all below, while holding the
    store's lock."""
    plan_file = folder / PLAN
    for part in folder.glob(_PART.format("*")):
        part.unlink()
    if not plan_file.exists():
        return
    try:
        plan = msgspec.json.decode(plan_file.read_bytes(), type=_Plan)
        _clear_away(folder, plan)
    except msgspec.DecodeError:  # it was being written: nothing had been done yet
        plan_file.unlink()


def _clear_away(folder: Path, plan: _Plan) -> None:
    """Removes the sources, if what takes their place is there."""
    target = folder / plan.target
    if target.is_file() and target.stat().st_size == plan.size:
        for name, size in plan.sources.items():
            source = folder / name
            # The plan is a file that anybody may have written: only a feed of this folder goes.
            if Path(name).name != name or not _FEED.match(name) or name == plan.target:
                continue
            if source.is_file() and source.stat().st_size == size:
                source.unlink()
        sync_folder(folder)
    (folder / PLAN).unlink()
    sync_folder(folder)


def compact(
    folder: Path,
    month: Month,
    store: SqliteStore | None,
    level: int,
    on_line: Callable[[int], None],
) -> Result:
    """Raises OSError where it cannot be written or read back; the small feeds are there then as they
    were. `on_line` is called with the number of lines, now and then."""
    before = sum(feed.stat().st_size for feed in month.feeds)
    left = _unfit(month.feeds)
    feeds = [feed for feed in month.feeds if feed.name not in left]
    if not feeds or [feed.name for feed in feeds] == [month.target]:
        return Result(month.name, None, 0, 0, before, before, left)
    known = store is not None and all(_is_known(store, feed) for feed in feeds)
    target = folder / month.target
    part = folder / _PART.format(month.name)
    try:
        written = _write(part, feeds, level, on_line)
        packed = PackedFeed(part)
        if _read(packed.lines()) != written or packed.problem is not None:
            raise OSError(f"{part.name} reads otherwise than it was written")
        sources = {feed.name: feed.stat().st_size for feed in feeds if feed != target}
        plan = _Plan(target.name, part.stat().st_size, sources)
        _write_plan(folder, plan)
        part.replace(target)
        sync_folder(folder)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if store is not None and known:
        plain_name = target.name.removesuffix(".zst")
        store.know_feeds({target.name: plan.size, plain_name: packed.size})
    after = plan.size + sum((folder / name).stat().st_size for name in left)
    _clear_away(folder, plan)
    return Result(month.name, target, len(feeds), written.lines, before, after, left)


class _Written(NamedTuple):
    lines: int
    digest: str


def _write(part: Path, feeds: list[Path], level: int, on_line: Callable[[int], None]) -> _Written:
    digest, count = hashlib.sha256(), 0
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    with part.open("wb") as file:
        with zstd.ZstdFile(file, "wb", options=options) as packed:
            for feed in feeds:
                for line in _lines(feed):
                    packed.write(line)
                    digest.update(line)
                    count += 1
                    if count % 1000 == 0:
                        on_line(count)
        file.flush()
        os.fsync(file.fileno())
    return _Written(count, digest.hexdigest())


def _read(lines: Iterable[bytes]) -> _Written:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return _Written(count, digest.hexdigest())


def _lines(feed: Path) -> Iterator[bytes]:
    """Raises Unfit for what would not come out as it went in."""
    packed = PackedFeed(feed) if feed.suffix in ENDINGS else None
    for number, line in enumerate(packed.lines() if packed else lines_of(feed), start=1):
        if not line.endswith(b"\n"):
            raise Unfit(f"its last line, {number}, is cut off")
        try:
            _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unfit(f"line {number} is no story") from None
        yield line
    if packed is not None and packed.problem is not None:
        raise Unfit(packed.problem)


def _unfit(feeds: list[Path]) -> dict[str, str]:
    """Feeds that are left alone, by name, each with its reason. All are read once for it."""
    left = {}
    for feed in feeds:
        try:
            for _ in _lines(feed):
                pass
        except Unfit as error:
            left[feed.name] = str(error)
        except OSError as error:
            left[feed.name] = error.strerror or str(error)
    return left


def _is_known(store: SqliteStore, feed: Path) -> bool:
    if feed.suffix in ENDINGS:
        return not store.lacks_packed(feed, feed.name.removesuffix(feed.suffix))
    return not store.lacks(feed)


def _write_plan(folder: Path, plan: _Plan) -> None:
    with (folder / PLAN).open("wb") as file:
        file.write(msgspec.json.encode(plan))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
