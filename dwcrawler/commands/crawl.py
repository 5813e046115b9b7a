"""`scrapy crawl`, with arguments checked before anything begins and exit statuses that tell."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from textwrap import TextWrapper
from typing import Any, Final

from pydantic import ValidationError
from scrapy.commands import ScrapyHelpFormatter, crawl
from scrapy.exceptions import UsageError

from dwcrawler.extensions.breaker import FINISH_REASON as TOO_MANY_FAILURES
from dwcrawler.extensions.feeds import FEED_FAILED, NO_FEED
from dwcrawler.extensions.reachability import FINISH_REASON as UNREACHABLE
from dwcrawler.extensions.reachability import NOTHING_READ
from dwcrawler.feed_targets import (
    with_standard_output,
    without_overwriting_standard_output,
    wrong_feeds,
)
from dwcrawler.journal import DISK_FULL, STORE_FAILED
from dwcrawler.middlewares.retry import ASKED_TO_WAIT
from dwcrawler.mirror import MirrorError, checked_origin
from dwcrawler.pipelines.recording import STORE_IN_USE
from dwcrawler.setting_values import wrong_settings
from dwcrawler.spiders.arguments import Arguments, refusals
from dwcrawler.spiders.dw import DwSpider

REFUSED: Final = 2
EXIT_STATUS_BY_REASON: Final = {
    "start_error": 1,  # Scrapy's, for an exception before the first request
    "no_recording": 1,
    "unknown_section": REFUSED,
    NO_FEED: REFUSED,
    UNREACHABLE: 3,
    NOTHING_READ: 3,
    STORE_IN_USE: 4,
    DISK_FULL: 5,
    STORE_FAILED: 5,
    FEED_FAILED: 5,
    TOO_MANY_FAILURES: 6,
    ASKED_TO_WAIT: 6,
}


EXIT_STATUSES: Final = (
    ("0", "done"),
    ("1", "the crawl could not begin"),
    ("2", "an argument, a setting or a feed was refused, or no section has the name asked for"),
    ("3", "the site could not be reached at all, or nothing of it could be read"),
    ("4", "another crawl is at work on the store"),
    ("5", "nothing more could be written, or a feed could not be stored"),
    ("6", "too many failures, or the site asked to wait for long"),
)


class HelpFormatter(argparse.RawDescriptionHelpFormatter, ScrapyHelpFormatter):
    """Scrapy's own, but the lines below the options stay as they are."""


class Command(crawl.Command):
    def short_desc(self) -> str:
        return "Run a spider of the current project, as in: scrapy crawl dw"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = HelpFormatter
        parser.epilog = "\n".join(
            [
                *_listed("Arguments of the spider dw (-a NAME=VALUE)", _described_arguments()),
                "",
                *_listed("Exit status", EXIT_STATUSES),
            ]
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        opts.output = with_standard_output(opts.output)
        opts.overwrite_output = with_standard_output(opts.overwrite_output)
        super().process_options(args, opts)
        if opts.overwrite_output:
            assert self.settings is not None
            feeds = without_overwriting_standard_output(self.settings.getdict("FEEDS"))
            self.settings.set("FEEDS", feeds, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        _end_quietly_until_the_crawl_listens()
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
        """What is wrong with the settings, the arguments and the mirror, a line each."""
        assert self.settings is not None
        wrong = wrong_settings(self.settings)
        wrong += wrong_feeds(self.settings)
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


def _end_quietly_until_the_crawl_listens() -> None:
    """Ctrl-C, or a scheduler's SIGTERM, before Scrapy has its own handlers: at once and without
    Python's traceback. No crawl has anything by then that it could lose."""

    def end(number: int, frame: object) -> None:
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _described_arguments() -> Iterator[tuple[str, str]]:
    for name, field in Arguments.model_fields.items():
        default = field.default
        shown = ",".join(default) if isinstance(default, list) else default
        usual = f" (default: {shown})" if shown not in (None, "") else ""
        yield name, f"{field.description}{usual}"


def _listed(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """As argparse sets its options, for what is no option of the command line."""
    yield heading
    yield "=" * len(heading)
    width = min(shutil.get_terminal_size().columns, 100) - 2
    for name, description in rows:
        lines = TextWrapper(width, initial_indent=f"  {name:<13} ", subsequent_indent=" " * 16)
        yield lines.fill(description)
