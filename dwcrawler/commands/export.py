"""`dwcrawler export FEED… OUT`: stories for other programs, in the format that OUT's ending names."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.streams import write_any_text
from dwcrawler.store.folder import folder_of
from dwcrawler.store.stories import NoFeeds

_WHO: Final = "dwcrawler export"
_NOT_DONE: Final = 1
_REFUSED: Final = 2
_INTERRUPTED: Final = 130
_FORMATS: Final = ".parquet, .csv, .xlsx, .sqlite, .graphml, .gexf, .jsonl, .jsonl.zst, .jsonl.gz"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [FEED…] OUT"

    def short_desc(self) -> str:
        return "Export stories to Parquet, CSV, a spreadsheet, SQLite, a graph, texts or TEI"

    def long_desc(self) -> str:
        return (
            f"Writes the newest revision of each story to OUT, in the format of its ending: {_FORMATS}. "
            "With --text OUT is a folder with a file for each story, or JSON Lines. Feeds are files, "
            "folders or patterns; without any, those of the output folder. Parquet, SQLite and JSON "
            "Lines that are there already grow: their stories stay, and new ones are added "
            "(--fresh makes them anew). OUT is replaced when it is whole. Exit status: 1 if it could "
            "not be written; 2 if an argument is wrong or a library is missing."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--revisions", choices=("newest", "all"), default="newest",
            help="the newest revision of each story, or all (newest)")  # fmt: skip
        add("--languages", metavar="CODES", help="only these editions, as in en,de")
        add("--types", metavar="TYPES", help="only these types, as in article,video")
        add("--since", metavar="DATE", help="published on this day or later: 2026-01-31")
        add("--until", metavar="DATE", help="published before this day")
        add("--partition", metavar="NAMES",
            help="a folder of Parquet files by language, type, month: --partition language,month")  # fmt: skip
        add("--text", choices=("txt", "md", "jsonl"),
            help="the texts: a file a story (txt, md), or lines with text and meta (jsonl)")  # fmt: skip
        add("--tei", action="store_true", help="the texts as TEI P5, a file a story")
        add("--fresh", action="store_true", help="do not keep what OUT holds already")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        wrong = [f"{arg}: there is no such option" for arg in args if arg.startswith("-")]
        if not args:
            wrong.append("name the output, as in: dwcrawler export stories.parquet")
        if opts.tei and opts.text:
            wrong.append("--tei and --text exclude each other")
        if wrong := [*wrong, *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(_REFUSED)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        write_any_text()
        try:
            self.exitcode = self._run(args, opts)
        except KeyboardInterrupt:
            self.exitcode = _tell("interrupted; what was there before is as it was", _INTERRUPTED)

    def _run(self, args: list[str], opts: argparse.Namespace) -> int:
        assert self.settings is not None  # set by the command line before it runs a command
        *feeds, out = args
        paths: list[Any] = feeds or [folder_of(self.settings)]
        try:
            import duckdb  # optional

            from dwcrawler.analysis import load
            from dwcrawler.analysis.exporting.export import Unknown, export, format_of
        except ImportError as error:
            return _tell(
                f"needs {error.name}, which is not installed: pip install 'dwcrawler[analysis]'",
                _REFUSED,
            )
        target = Path(out)
        try:
            chosen = format_of(
                target,
                "tei" if opts.tei else opts.text,
                [n for n in (opts.partition or "").split(",") if n],
            )
            if target.is_dir() and not chosen.is_folder:
                raise Unknown(f"{target} is a folder; name a file")
            if chosen.can_grow and target.exists() and not opts.fresh:
                paths = [*paths, target]
            stories = load(
                paths, revisions=opts.revisions, languages=opts.languages, types=opts.types,
                since=opts.since, until=opts.until,
            )  # fmt: skip
        except (NoFeeds, ValueError) as error:
            return _tell(str(error), _REFUSED)
        console = Console(stderr=True)
        try:
            with console.status(f"Writing {target} …"):
                export(stories, target, chosen)
                count = len(stories)
        except (OSError, ValueError, duckdb.Error) as error:
            return _tell(f"{target} was not written: {error}", _NOT_DONE)
        except ImportError as error:
            return _tell(f"needs {error.name}: pip install 'dwcrawler[analysis]'", _REFUSED)
        print(f"{target}: {count:,} stories")
        return 0


def _tell(line: str, status: int) -> int:
    print(f"{_WHO}: {line}", file=sys.stderr)
    return status
