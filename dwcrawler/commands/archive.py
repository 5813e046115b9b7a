"""`dwcrawler archive SOURCE… -o FEED`: stories from web archives, without asking dw.com."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.streams import write_any_text
from dwcrawler.discovery.argument_values import languages as read_languages

if TYPE_CHECKING:  # the libraries for archives are optional
    from dwcrawler.archive.sources import Unit
    from dwcrawler.archive.tally import Tally
    from dwcrawler.archive.work import Order, Outcome

_WHO: Final = "dwcrawler archive"
_NOT_ALL: Final = 1
_REFUSED: Final = 2
_INTERRUPTED: Final = 130
_MOST_WORKERS: Final = 256
_FEEDS: Final = (".jsonl", ".jsonl.zst")
_MOST_TOLD: Final = 10


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] SOURCE… -o FEED"

    def short_desc(self) -> str:
        return "Extract stories from web archives (WARC, WACZ, ARC, saved pages) into a feed"

    def long_desc(self) -> str:
        return (
            "Reads archives of dw.com's pages and writes the stories in them to FEED, one JSON line a "
            "revision, each story's captures in order of time; a capture that changed nothing is left "
            "out. A SOURCE is a file (.warc, .warc.gz, .warc.zst, .wacz, .arc, .arc.gz, or a saved "
            "page), a folder, a pattern in quotes, or a URL (https://, s3://, hdfs:// …, where fsspec "
            "has a package for it). What was read stays in FEED.parts: run the command again to go on "
            "after an interruption, or with more sources to add them. Exit status: 0 all was read; 1 a "
            "source could not be read, or not whole; 2 an argument is wrong."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("-o", "--output", metavar="FEED", type=Path,
            help="the feed: stories.jsonl, or stories.jsonl.zst; replaced when it is whole")  # fmt: skip
        add("--languages", metavar="CODES", help="only these editions, as in en,de (all)")
        add("--since", metavar="DATE", help="only captures of this day or later: 2016-01-31")
        add("--until", metavar="DATE", help="only captures before this day")
        add("--workers", type=int, default=1, metavar="N",
            help="read N files at a time, each in a process of its own, by Dask (1)")  # fmt: skip
        add("--dask", metavar="URL",
            help="read by the workers of a Dask scheduler, as in tcp://scheduler:8786")  # fmt: skip
        add("--cdx", metavar="ARCHIVE",
            help="also find captures by an archive's index and fetch them: cc (Common Crawl), ia "
            "(Internet Archive), or the URL of a CDX server; kept in FEED.captures")  # fmt: skip
        add("--records", metavar="URL",
            help="with --cdx: where the index's WARC files are, for ranges of bytes")  # fmt: skip
        add("--pause", type=float, metavar="SECONDS",
            help="with --cdx: between two requests (1; of the Internet Archive 6)")  # fmt: skip
        add("--again", action="store_true", help="read all sources again, also those in FEED.parts")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        if wrong := [*_wrong(args, opts), *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            self.exitcode = _REFUSED
            return
        try:
            self.exitcode = self._run(args, opts)
        except KeyboardInterrupt:
            again = f"run the same command again to go on; {opts.output} is as it was"
            self.exitcode = _tell(f"interrupted: {again}", _INTERRUPTED)
        except ImportError as error:
            needs = f"needs {error.name}, which is not installed"
            self.exitcode = _tell(f"{needs}: pip install 'dwcrawler[archive]'", _REFUSED)

    def _run(self, args: list[str], opts: argparse.Namespace) -> int:
        from dwcrawler.archive.extraction import Wish
        from dwcrawler.archive.sources import NoSource, units_of
        from dwcrawler.archive.work import CannotWork, Order, given_settings
        from dwcrawler.archive.workspace import OtherWish, Workspace

        wish = Wish(tuple(opts.languages or ()), opts.since, opts.until)
        workspace = Workspace(opts.output.absolute())
        assert self.settings is not None
        is_whole = True
        try:
            workspace.open(wish)
            if opts.cdx:
                is_whole = _fetch(opts, wish, self.settings["USER_AGENT"])
                args = [*args, *_fetched(opts.output)]
            units = units_of(args)
        except (NoSource, OtherWish) as error:
            return _tell(str(error), _REFUSED)
        except OSError as error:
            return _tell(f"{workspace.folder}: {error.strerror or error}", _NOT_ALL)
        order = Order(
            str(opts.output.absolute()), msgspec.json.encode(wish), given_settings(self.settings)
        )
        try:
            failures = self._read(units, order, workspace, opts)
        except CannotWork as error:
            return _tell(str(error), _NOT_ALL)
        status = _assemble(workspace, opts.output, units, failures)
        return status if is_whole else _NOT_ALL

    def _read(
        self, units: list[Unit], order: Order, workspace: Any, opts: argparse.Namespace
    ) -> list[Outcome]:
        """Those that failed."""
        from dwcrawler.archive.progress import with_progress

        if opts.again:
            for unit in units:
                workspace.forget(unit)
        workspace.clear_broken_off()
        left = [unit for unit in units if not workspace.has(unit)]
        if len(left) < len(units):
            print(
                f"{len(units) - len(left):,} of {len(units):,} files were read before",
                file=sys.stderr,
            )
        failures = []
        for outcome in with_progress(_outcomes(order, left, opts), len(left)):
            if outcome.failure:
                failures.append(outcome)
                if len(failures) <= _MOST_TOLD:
                    _tell(f"{outcome.name}: {outcome.failure}", _NOT_ALL)
        if len(failures) > _MOST_TOLD:
            _tell(f"and {len(failures) - _MOST_TOLD:,} more files could not be read", _NOT_ALL)
        return failures


def _fetch(opts: argparse.Namespace, wish: Any, user_agent: str) -> bool:
    """Whether all that the index has was fetched. What was, is safe."""
    from dwcrawler.archive.cdx.run import run
    from dwcrawler.archive.cdx.web import NotAnswered

    try:
        lost = run(opts.archive, _captures_of(opts.output), wish, user_agent)
    except NotAnswered as error:
        _tell(f"{error}. What was fetched is kept: run the command again to go on", _NOT_ALL)
        return False
    except (OSError, sqlite3.Error) as error:
        _tell(f"{_captures_of(opts.output)}: {error}", _NOT_ALL)
        return False
    for capture, why in lost[:_MOST_TOLD]:
        _tell(f"{capture}: {why}", _NOT_ALL)
    if len(lost) > _MOST_TOLD:
        _tell(f"and {len(lost) - _MOST_TOLD:,} more captures are not to be had", _NOT_ALL)
    return not lost


def _fetched(feed: Path) -> list[str]:
    return [str(path) for path in sorted(_captures_of(feed).glob("captures-*.warc.gz"))]


def _captures_of(feed: Path) -> Path:
    return feed.absolute().with_name(f"{feed.name}.captures")


def _outcomes(order: Order, units: list[Unit], opts: argparse.Namespace) -> Iterator[Outcome]:
    if units and (opts.dask or opts.workers > 1):
        from dwcrawler.archive.dask_work import do_by_dask

        return do_by_dask(order, units, opts.dask, opts.workers)
    from dwcrawler.archive.work import do_all

    return do_all(order, units)


def _assemble(workspace: Any, feed: Path, units: list[Unit], failures: list[Outcome]) -> int:
    from dwcrawler.archive.assembly import assemble
    from dwcrawler.archive.tally import Tally

    tally = Tally()
    try:
        for unit in units:
            if workspace.has(unit):
                tally.add(workspace.tally(unit.key))
        done = assemble(workspace, feed, lambda lines: None)
    except (OSError, sqlite3.Error, msgspec.DecodeError) as error:
        return _tell(f"{feed} was not written: {error}", _NOT_ALL)
    print(
        f"{feed}: {done.lines:,} lines, of {done.stories:,} stories in {done.captures:,} captures"
    )
    _report(tally)
    return _NOT_ALL if failures or tally.counts.get("broken") else 0


def _report(tally: Tally) -> None:
    """On standard error: what was read, and what could not be used, with examples."""
    from dwcrawler.archive.tally import WORDS

    codes = [*WORDS, *sorted(tally.counts.keys() - WORDS.keys())]
    for code in codes:
        if count := tally.counts.get(code):
            print(f"{count:>9,}  {WORDS.get(code, code)}", file=sys.stderr)
            for example in tally.examples.get(code, ()):
                print(f"{'':>11}{example[:200]}", file=sys.stderr)


def _wrong(args: list[str], opts: argparse.Namespace) -> Iterator[str]:
    """Also reads the values into `opts`."""
    if unknown := [arg for arg in args if arg.startswith("-")]:
        yield f"{', '.join(unknown)}: there is no such option"
    if not args and not opts.cdx:
        yield "name what to read, as in: dwcrawler archive crawl.warc.gz -o stories.jsonl"
    if opts.output is None:
        yield "name the feed, as in: -o stories.jsonl"
    elif not opts.output.name.endswith(_FEEDS):
        yield f"-o {opts.output}: its name ends with {' or '.join(_FEEDS)}"
    if not 1 <= opts.workers <= _MOST_WORKERS:
        yield f"--workers: give 1 to {_MOST_WORKERS}"
    if opts.dask and opts.workers > 1:
        yield "--dask and --workers exclude each other: Dask's scheduler knows its workers"
    yield from _wrong_choice(opts)
    if opts.cdx:
        yield from _wrong_archive(opts)
    elif opts.records or opts.pause is not None:
        yield "--records and --pause go with --cdx"


def _wrong_archive(opts: argparse.Namespace) -> Iterator[str]:
    from dwcrawler.archive.cdx.finding import archive_of

    if opts.pause is not None and not 0 <= opts.pause <= 3600:
        yield "--pause: give 0 to 3600 seconds"
    try:
        opts.archive = archive_of(opts.cdx, opts.records, opts.pause)
    except ValueError as error:
        yield f"--cdx {opts.cdx}: {error}"


def _wrong_choice(opts: argparse.Namespace) -> Iterator[str]:
    try:
        opts.languages = read_languages(opts.languages) if opts.languages else []
    except ValueError as error:
        yield f"--languages: {error}"
    for name in ("since", "until"):
        text = getattr(opts, name)
        try:
            setattr(opts, name, _day(text) if text else None)
        except ValueError:
            yield f"--{name} {text}: give a day, as in 2016-01-31"


def _day(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _tell(line: str, status: int) -> int:
    print(f"{_WHO}: {line}", file=sys.stderr)
    return status
