"""`edit`, but not of the installed package."""

from __future__ import annotations

import argparse

from scrapy.commands import edit

from dwcrawler.commands.genspider import refuse_installed


class Command(edit.Command):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        refuse_installed(self.settings)
        super().run(args, opts)
