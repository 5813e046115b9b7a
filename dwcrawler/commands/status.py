"""`dwcrawler status`: how the last crawls went, and what the next one will do."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Final

import msgspec
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.streams import write_any_text
from dwcrawler.showing.screen import open_screen
from dwcrawler.showing.status_view import print_status
from dwcrawler.store.folder import folder_of
from dwcrawler.store.sqlite import StoreError
from dwcrawler.watch.status import NoStore, status_of

_WHO: Final = "dwcrawler status"
_NOTHING: Final = 1
_REFUSED: Final = 2


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show how the last crawls went, and what the store and the disk hold"

    def long_desc(self) -> str:
        return (
            "Shows the last crawls of the output folder (DW_OUTPUT_DIR), whether one is running, what "
            "the next one will take up, and how old the newest stories are. Nothing is changed, and "
            "no crawl has to wait. Exit status: 1 if there is no store, or it cannot be read; 2 if an "
            "option or a setting is wrong."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--runs", type=_whole, default=10, metavar="N", help="how many crawls to show (10)"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object, as docs/watching.md says"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        wrong = [f"{arg}: there is no such option" for arg in args]
        if wrong := [*wrong, *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(_REFUSED)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        now = datetime.now(UTC)
        folder = folder_of(self.settings)
        try:
            status = status_of(folder, opts.runs, now)
        except (NoStore, StoreError) as error:
            named = "" if isinstance(error, NoStore) else f"the store in {folder} cannot be read: "
            print(f"{_WHO}: {named}{error}", file=sys.stderr)
            self.exitcode = _NOTHING
            return
        if opts.json:
            print(msgspec.json.format(msgspec.json.encode(status), indent=2).decode())
            return
        with open_screen(with_pager=False) as screen:
            print_status(status, screen, now)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of crawls, 1 or more")
    return int(text)
