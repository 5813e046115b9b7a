"""`dwcrawler version`: this project's, and Scrapy's."""

from __future__ import annotations

import argparse

from scrapy.commands import version

from dwcrawler import __version__
from dwcrawler.console import program


class Command(version.Command):
    def short_desc(self) -> str:
        return "Print the versions (-v: of all libraries, for a report of an error)"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if program.name() == program.NAME:
            print(f"{program.NAME} {__version__}")
        super().run(args, opts)
