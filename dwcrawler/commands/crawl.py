"""`scrapy crawl`, with arguments checked before anything begins and exit statuses that tell."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

from pydantic import ValidationError
from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.utils.conf import feed_process_params_from_cli

from dwcrawler.extensions.reachability import FINISH_REASON as UNREACHABLE
from dwcrawler.mirror import MirrorError, checked_origin
from dwcrawler.spiders.arguments import Arguments, refusals
from dwcrawler.spiders.dw import DwSpider

REFUSED: Final = 2
EXIT_STATUS_BY_REASON: Final = {"unknown_section": REFUSED, UNREACHABLE: 3}


class Command(crawl.Command):
    """Exit status: 0 done; 1 the crawl could not begin; 2 refused argument; 3 unreachable."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """With -o or -O the default feed is not written besides."""
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        if opts.output or opts.overwrite_output:
            without_default = self.settings.copy()
            without_default.set("FEEDS", {}, priority="cmdline")
            feeds = feed_process_params_from_cli(
                without_default, opts.output, overwrite_output=opts.overwrite_output
            )
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args == [DwSpider.name] and (wrong := self._wrong(opts.spargs)):
            for line in wrong:
                print(f"scrapy crawl dw: {line}", file=sys.stderr)
            self.exitcode = REFUSED
            return
        if len(args) != 1:
            raise UsageError("name one spider, as in: scrapy crawl dw")
        assert self.crawler_process is not None
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
        else:
            reason = crawler.stats.get_value("finish_reason", "")
            self.exitcode = EXIT_STATUS_BY_REASON.get(str(reason), 0)

    def _wrong(self, arguments: dict[str, Any]) -> list[str]:
        """What is wrong with the arguments and the mirror, a line each."""
        assert self.settings is not None
        wrong = []
        try:
            Arguments(**arguments)
        except ValidationError as error:
            wrong += refusals(error)
        if mirror := self.settings["DW_MIRROR"]:
            try:
                checked_origin(mirror)
            except MirrorError as error:
                wrong.append(str(error))
        return wrong
