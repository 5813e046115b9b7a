"""`scrapy crawl`, with arguments checked before anything begins and exit statuses that tell."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

from pydantic import ValidationError
from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from dwcrawler.extensions.breaker import FINISH_REASON as TOO_MANY_FAILURES
from dwcrawler.extensions.reachability import FINISH_REASON as UNREACHABLE
from dwcrawler.journal import DISK_FULL, STORE_FAILED
from dwcrawler.mirror import MirrorError, checked_origin
from dwcrawler.pipelines.recording import STORE_IN_USE
from dwcrawler.spiders.arguments import Arguments, refusals
from dwcrawler.spiders.dw import DwSpider

REFUSED: Final = 2
EXIT_STATUS_BY_REASON: Final = {
    "unknown_section": REFUSED,
    UNREACHABLE: 3,
    STORE_IN_USE: 4,
    DISK_FULL: 5,
    STORE_FAILED: 5,
    TOO_MANY_FAILURES: 6,
}


class Command(crawl.Command):
    """Exit status: 0 done; 1 the crawl could not begin; 2 refused argument; 3 unreachable;
    4 another crawl is at work on the store; 5 nothing more could be written; 6 too many failures.
    """

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
