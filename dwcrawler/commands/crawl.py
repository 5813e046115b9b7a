"""`scrapy crawl`, with arguments checked before anything begins and exit statuses that tell."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from textwrap import TextWrapper
from types import FrameType
from typing import Any

from pydantic import ValidationError
from scrapy.commands import ScrapyHelpFormatter, crawl
from scrapy.exceptions import UsageError

from dwcrawler.finish import COULD_NOT_BEGIN, REFUSED, STATUSES, exit_status
from dwcrawler.mirror import MirrorError, checked_origin
from dwcrawler.setting_values import wrong_settings
from dwcrawler.spiders.arguments import Arguments, refusals
from dwcrawler.spiders.dw import DwSpider


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
                *_listed("Exit status", STATUSES),
            ]
        )

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
        ended_by = _SignalWatch()
        ended_by.begin_with_the_reactor()
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed and ended_by.number is None:
            self.exitcode = COULD_NOT_BEGIN
        else:
            reason, verdict = (
                str(crawler.stats.get_value(name) or "") for name in ("finish_reason", "dw/verdict")
            )
            self.exitcode = exit_status(reason, verdict, ended_by.number)

    def _wrong(self, arguments: dict[str, Any]) -> list[str]:
        """What is wrong with the settings, the arguments and the mirror, a line each."""
        assert self.settings is not None
        wrong = wrong_settings(self.settings)
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


class _SignalWatch:
    """Remembers the first signal that asked the crawl to end; Scrapy's own handlers do the rest."""

    def __init__(self) -> None:
        self.number: int | None = None

    def begin_with_the_reactor(self) -> None:
        """Scrapy installs its handlers when the reactor starts; these go in front of them."""
        import twisted.internet.reactor  # late: only now Scrapy has chosen which

        reactor: Any = twisted.internet.reactor
        reactor.callLater(0, self._begin)

    def _begin(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if callable(handler):
                signal.signal(number, self._noting(handler))

    def _noting(self, handler: Callable[[int, FrameType | None], Any]) -> Any:
        def note(number: int, frame: FrameType | None) -> None:
            self.number = self.number or number
            handler(number, frame)

        return note


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
