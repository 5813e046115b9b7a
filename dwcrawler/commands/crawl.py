"""`scrapy crawl`, with arguments checked before anything begins and exit statuses that tell."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from types import FrameType
from typing import Any, Final

from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from dwcrawler.commands.telling import LastError, tell_end, tell_refusals
from dwcrawler.components import json_log
from dwcrawler.components.component_lists import move_to_debug
from dwcrawler.configuration.feed_targets import (
    with_standard_output,
    without_overwriting_standard_output,
    wrong_feeds,
)
from dwcrawler.configuration.setting_values import (
    likely_misspelt,
    wrong_settings,
    wrong_settings_of_scrapy,
)
from dwcrawler.console import program
from dwcrawler.console.help_texts import HelpFormatter, listed
from dwcrawler.discovery.arguments import Arguments, WrongArguments, checked
from dwcrawler.finish import COULD_NOT_BEGIN, REFUSED, STATUS_BY_REASON, STATUSES, exit_status
from dwcrawler.spiders.dw import DwSpider
from dwcrawler.store.folder import write_own_feeds_alone

logger = logging.getLogger(__name__)
_SPIDER: Final = "dw"  # that is crawled with where none is named


class Command(crawl.Command):
    def syntax(self) -> str:
        return "[options] [spider]"

    def short_desc(self) -> str:
        return f"Crawl dw.com, or with another spider by name, as in: {program.name()} crawl dw"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--quiet",
            action="store_true",
            help="show the closing summary alone, and warnings and errors (DW_QUIET)",
        )
        parser.formatter_class = HelpFormatter
        parser.epilog = "\n".join(
            [
                *listed("Arguments of the spider dw (-a NAME=VALUE)", _described_arguments()),
                "",
                *listed("Exit status", STATUSES),
            ]
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Checks all that was given while nothing has been made of it: not even the log is open."""
        _end_quietly_until_the_crawl_listens()
        _name_a_spider(args)
        assert self.settings is not None  # set by the command line, as in all that follows
        opts.output = with_standard_output(opts.output)
        opts.overwrite_output = with_standard_output(opts.overwrite_output)
        if opts.quiet:
            self._be_quiet()
        try:
            super().process_options(args, opts)
            if opts.output or opts.overwrite_output:
                write_own_feeds_alone(self.settings)
            if opts.overwrite_output:
                feeds = without_overwriting_standard_output(self.settings.getdict("FEEDS"))
                self.settings.set("FEEDS", feeds, priority="cmdline")
            wrong = self._wrong(args, opts.spargs)
        except UsageError as error:
            wrong = [str(error)]
        except OSError as error:  # of --pidfile
            wrong = [str(error)]
        if wrong:
            if opts.logfile:  # what was wrong may have come before it
                self.settings.set("LOG_FILE", opts.logfile, priority="cmdline")
            tell_refusals(wrong, _who(args), self.settings)
            sys.exit(REFUSED)
        if json_log.is_wanted(self.settings):
            json_log.begin(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None and self.settings is not None
        for line in likely_misspelt(arglist_to_dict(opts.set)):
            logger.warning("%s", line)
        logging.getLogger().addHandler(last_error := LastError())
        crawler = self._create_crawler(args[0])
        crawling = self.crawler_process.crawl(crawler, **opts.spargs)
        ended_by = _SignalWatch(crawler)
        ended_by.begin_with_the_reactor()
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed and ended_by.number is None:
            self.exitcode, reason = COULD_NOT_BEGIN, "the crawl could not begin"
            _tell_failure(crawling)
        else:
            reason, verdict = (
                str(crawler.stats.get_value(name) or "") for name in ("finish_reason", "dw/verdict")
            )
            self.exitcode = exit_status(reason, verdict, ended_by.number)
            if reason not in STATUS_BY_REASON and verdict in STATUS_BY_REASON:
                reason = f"{reason}, but {verdict}"
        if self.exitcode:
            tell_end(self.exitcode, reason, last_error.text, _who(args), self.settings)

    def _be_quiet(self) -> None:
        """Before other options are read: a level that these ask for counts."""
        assert self.settings is not None
        for name, value in {"DW_QUIET": True, "LOG_LEVEL": "WARNING"}.items():
            self.settings.set(name, value, priority="cmdline")

    def _wrong(self, args: list[str], arguments: dict[str, Any]) -> list[str]:
        """What is wrong with the spider's name, the settings and the arguments, a line each."""
        assert self.settings is not None
        if wrong_name := _wrong_name(args, self.settings):
            return [wrong_name]
        spider = get_spider_loader(self.settings).load(args[0])
        if not issubclass(spider, DwSpider):
            return wrong_settings_of_scrapy(self.settings)
        move_to_debug()
        wrong = wrong_settings(self.settings)
        wrong += wrong_feeds(self.settings)
        try:
            given = checked(arguments)
            if "urls" in arguments:  # standard input can be read only once
                arguments["urls"] = given.urls
        except WrongArguments as error:
            wrong += error.lines
        return wrong


class _SignalWatch:
    """Remembers the first signal that asked the crawl to end; Scrapy's own handlers do the rest.

    Stat: `dw/signal`, its number.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.number: int | None = None
        self._crawler = crawler

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
            self._crawler.stats.set_value("dw/signal", self.number)
            handler(number, frame)

        return note


def _who(args: list[str]) -> str:
    """How lines on standard error begin."""
    return " ".join([program.name(), "crawl", *args[:1]])


def _name_a_spider(args: list[str]) -> None:
    """Puts `dw` before arguments of which the first is no name. (Scrapy hands this list on.)"""
    if not args or args[0].startswith("-") or any(sign in args[0] for sign in "=/"):
        args.insert(0, _SPIDER)


def _wrong_name(args: list[str], settings: BaseSettings) -> str | None:
    if len(args) > 1:
        urls = [word for word in args[1:] if "/" in word and "=" not in word]
        example = f"urls={urls[0]}" if urls else "languages=de"
        return (
            f"{' '.join(args[1:])}: not understood. One spider is crawled at a time, and its "
            f"arguments are given as -a NAME=VALUE: {program.name()} crawl {args[0]} -a {example}"
        )
    known = get_spider_loader(settings).list()
    if args[0] in known:
        return None
    near = difflib.get_close_matches(args[0].lower(), known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"there is no spider {args[0]}{hint} (known: {', '.join(sorted(known))})"


def _tell_failure(crawling: Awaitable[None]) -> None:
    """In the log; asyncio would tell it as an exception that nobody asked for."""
    if isinstance(crawling, asyncio.Future) and crawling.done() and not crawling.cancelled():
        if error := crawling.exception():
            logger.error("The crawl could not begin: %s", error, exc_info=error)


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
