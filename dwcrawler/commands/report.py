"""`dwcrawler report [FEED…]`: one HTML file about the stories of feeds, to be looked at."""

from __future__ import annotations

import argparse
import sys
import time
import webbrowser
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
from dwcrawler.report.counting import count
from dwcrawler.report.failures import failures_beside
from dwcrawler.report.writing import NAME, write, wrong_target
from dwcrawler.store.folder import folder_of
from dwcrawler.store.stories import Feeds, NoFeeds

_WHO: Final = "dwcrawler report"
_NOT_DONE: Final = 1
_REFUSED: Final = 2
_INTERRUPTED: Final = 130
_EVERY: Final = 0.2  # seconds between two looks at the clock's face


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [FEED…]"

    def short_desc(self) -> str:
        return "Make an HTML report about the stories that were found"

    def long_desc(self) -> str:
        return (
            "Reads feeds (files, folders of them, patterns; packed ones, too) and makes one HTML "
            "file with charts and tables. The file needs no network. Without FEED it reads the "
            "feeds of the output folder. Exit status: 1 if there is no feed, no story, or a feed "
            "that cannot be read, or if no report could be written; 2 if an option is wrong or a "
            "library is missing."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o",
            "--output",
            metavar="FILE",
            type=Path,
            help=f"where to write the report (default: {NAME} in the output folder)",
        )
        parser.add_argument("--open", action="store_true", help="open the report in a browser")
        parser.add_argument("--title", metavar="TEXT", help="the heading of the report")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        wrong = [f"{arg}: there is no such option" for arg in args if arg.startswith("-")]
        if wrong := [*wrong, *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(_REFUSED)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        write_any_text()
        try:
            self.exitcode = self._run(args, opts)
        except KeyboardInterrupt:
            print(f"\n{_WHO}: interrupted, no report was written", file=sys.stderr)
            self.exitcode = _INTERRUPTED

    def _run(self, args: list[str], opts: argparse.Namespace) -> int:
        assert self.settings is not None  # set by the command line before it runs a command
        folder = folder_of(self.settings)
        target: Path = opts.output or folder / NAME
        try:
            feeds = Feeds(args or [folder])
        except NoFeeds as error:
            return _tell(str(error), _NOT_DONE)
        if wrong := wrong_target(target):
            return _tell(f"{target}: {wrong}", _NOT_DONE)
        try:
            from dwcrawler.report.contents import TITLE, contents
            from dwcrawler.report.page import page_of  # late: its libraries are optional
        except ImportError as error:
            return _tell(
                f"needs {error.name}, which is not installed: pip install 'dwcrawler[report]'",
                _REFUSED,
            )
        with _progress() as show:
            counted = count(feeds.stories(), show)
        for problem in feeds.problems:
            _tell(problem, 0)
        report = contents(
            counted,
            failures_beside(feeds.files),
            feeds.files,
            feeds.problems,
            datetime.now(UTC),
            opts.title or TITLE,
        )
        page = page_of(report)
        try:
            write(page, target)
        except OSError as error:
            return _tell(f"{target} cannot be written: {error.strerror or error}", _NOT_DONE)
        print(f"{target} ({len(page) / 1e6:.1f} MB)")
        if opts.open and not webbrowser.open(target.absolute().as_uri()):
            _tell("found no browser: open the file yourself", 0)
        if not len(counted):
            return _tell("the feeds hold no story", _NOT_DONE)
        return _NOT_DONE if feeds.failed else 0


def _tell(line: str, status: int) -> int:
    print(f"{_WHO}: {line}", file=sys.stderr)
    return status


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """How many stories were read so far, on a terminal; gone when all are read."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda lines: None
        return
    with console.status("Reading …") as status:
        due = time.monotonic() + _EVERY

        def show(lines: int) -> None:
            nonlocal due
            if (now := time.monotonic()) >= due:
                due = now + _EVERY
                status.update(f"Reading … {lines:,} stories")

        yield show
