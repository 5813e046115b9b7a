"""`dwcrawler compact`: many small feeds of a month become one packed feed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.streams import write_any_text
from dwcrawler.store.compacting import Month, Result, compact, finish_interrupted, months_of
from dwcrawler.store.folder import folder_of
from dwcrawler.store.journal import STORE
from dwcrawler.store.lock import Lock, StoreInUse
from dwcrawler.store.sqlite import SqliteStore, StoreError

_WHO: Final = "dwcrawler compact"
_NOT_DONE: Final = 1
_REFUSED: Final = 2
_IN_USE: Final = 4
_INTERRUPTED: Final = 130
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [FOLDER]"

    def short_desc(self) -> str:
        return "Pack the many small feeds of each past month into one file"

    def long_desc(self) -> str:
        return (
            "Packs all feeds of a month into one file, dw-2026-01.jsonl.zst, in the output folder or "
            "FOLDER. The file is read back before the small feeds are removed. The store goes on as "
            "before: no story is fetched again. Months are UTC; the current one is left alone. A feed "
            "with a line that is no story is left alone, too. Exit status: 1 if something could not "
            "be written or a feed was left alone; 2 if an option is wrong; 4 if a crawl is at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--month", action="append", type=_month, metavar="YYYY-MM",
            help="this month alone; may be repeated (all months before the current one)")  # fmt: skip
        add("--level", type=_level, default=10, help="how hard to pack, 1 to 19 (10)")
        add("--dry-run", action="store_true", help="only say what would be packed")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        if wrong := [*_wrong(args), *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            self.exitcode = _REFUSED
            return
        folder = Path(args[0]) if args else folder_of(self.settings)
        try:
            self.exitcode = _in(folder, opts)
        except StoreInUse as error:
            self.exitcode = _tell(f"{error}. Try again when it has ended", _IN_USE)
        except (OSError, StoreError) as error:
            self.exitcode = _tell(f"{error}. The feeds are as they were", _NOT_DONE)
        except KeyboardInterrupt:
            self.exitcode = _tell("interrupted. The feeds are whole", _INTERRUPTED)


def _in(folder: Path, opts: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    current = f"{now:%Y-%m}"
    if opts.dry_run:
        return _say(_chosen(folder, opts.month, current))
    lock = Lock(folder / STORE, f"{now:%Y-%m-%dT%H-%M-%SZ}")
    try:
        finish_interrupted(folder)
        months = _chosen(folder, opts.month, current)
        if not months:
            print("There is nothing to pack")
            return 0
        store = SqliteStore(folder / STORE) if (folder / STORE).exists() else None
        try:
            with _progress() as show:
                results = [compact(folder, month, store, opts.level, show) for month in months]
        finally:
            if store is not None:
                store.close()
    finally:
        lock.release()
    for result in results:
        _report(result)
    return _NOT_DONE if any(result.left for result in results) else 0


def _chosen(folder: Path, wanted: list[str] | None, current: str) -> list[Month]:
    months = months_of(folder, before="9999-99" if wanted else current)
    return [month for month in months if not wanted or month.name in wanted]


def _say(months: list[Month]) -> int:
    for month in months:
        size = sum(feed.stat().st_size for feed in month.feeds)
        print(f"{month.name}: {len(month.feeds):,} feeds, {size / 1e6:,.1f} MB")
    if not months:
        print("There is nothing to pack")
    return 0


def _report(result: Result) -> None:
    for name, why in result.left.items():
        _tell(f"{name} is left alone: {why}", 0)
    if result.target is not None:
        print(
            f"{result.target}: {result.feeds:,} feeds, {result.lines:,} stories, "
            f"{result.before / 1e6:,.1f} MB -> {result.after / 1e6:,.1f} MB"
        )


def _wrong(args: list[str]) -> Iterator[str]:
    if len(args) > 1 or (args and args[0].startswith("-")):
        yield f"{' '.join(args)}: give one folder, or none"
    elif args and not Path(args[0]).is_dir():
        yield f"{args[0]}: there is no such folder"


def _tell(line: str, status: int) -> int:
    print(f"{_WHO}: {line}", file=sys.stderr)
    return status


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda lines: None
        return
    with console.status("Packing …") as status:
        yield lambda lines: status.update(f"Packing … {lines:,} stories of this month")


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no month: give it as in 2026-01")
    return text


def _level(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 19):
        raise argparse.ArgumentTypeError(f"{text!r} is no level: give 1 to 19")
    return int(text)
