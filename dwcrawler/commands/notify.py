"""`dwcrawler notify`: what is unlike before now, and whether messages arrive."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.readable import one_line
from dwcrawler.console.streams import write_any_text
from dwcrawler.store.folder import folder_of
from dwcrawler.watch.notify import NotSent, send
from dwcrawler.watch.told import Told

_WHO: Final = "dwcrawler notify"
_NOT_SENT: Final = 1
_REFUSED: Final = 2


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--test]"

    def short_desc(self) -> str:
        return "List what monitors found; --test sends a message to DW_NOTIFY"

    def long_desc(self) -> str:
        return (
            "Lists what is unlike earlier crawls and was not well again since, as findings.json in the "
            "output folder has it. With --test it sends a message to DW_NOTIFY, and says whether it "
            "arrived. Exit status: 1 if a message could not be sent; 2 if DW_NOTIFY is empty or wrong."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--test", action="store_true", help="send a message to DW_NOTIFY now")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        wrong = [f"{arg}: there is no such option" for arg in args]
        wrong += wrong_settings(self.settings)
        if opts.test and not self.settings["DW_NOTIFY"]:
            wrong.append("DW_NOTIFY is empty: set it to one or more URLs of apprise")
        if wrong:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(_REFUSED)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        if opts.test:
            self.exitcode = _send_test(self.settings["DW_NOTIFY"])
            return
        entries = Told(folder_of(self.settings)).open
        for entry in entries:
            print(f"{entry.since}  {one_line(entry.words)}")
            for url in entry.urls:
                print(f"    {one_line(url)}")
        if not entries:
            print("Nothing is unlike earlier crawls")


def _send_test(urls: str) -> int:
    try:
        send(urls, "dwcrawler: a test", "Messages of dwcrawler arrive here.")
    except NotSent as error:
        print(f"{_WHO}: not sent to {error}", file=sys.stderr)
        return _NOT_SENT
    print("Sent")
    return 0
