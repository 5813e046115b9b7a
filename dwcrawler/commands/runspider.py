"""`scrapy runspider FILE`: with `-o` and `-O` as in `scrapy crawl`."""

from __future__ import annotations

import argparse

from scrapy.commands import runspider

from dwcrawler.configuration.feed_targets import (
    with_standard_output,
    without_overwriting_standard_output,
)
from dwcrawler.store.folder import write_own_feeds_alone


class Command(runspider.Command):
    """A spider in a file may be derived from `dw`: its feeds are then what those of `dw` are."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        opts.output = with_standard_output(opts.output)
        opts.overwrite_output = with_standard_output(opts.overwrite_output)
        super().process_options(args, opts)
        if opts.output or opts.overwrite_output:
            write_own_feeds_alone(self.settings)
        if opts.overwrite_output:
            feeds = without_overwriting_standard_output(self.settings.getdict("FEEDS"))
            self.settings.set("FEEDS", feeds, priority="cmdline")
