"""`dwcrawler show`: what was found, as a table, as one story to be read, as CSV or JSON Lines."""

from __future__ import annotations

import argparse
import difflib
import re
import signal
import sys
from typing import Final

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.help_texts import HelpFormatter
from dwcrawler.console.streams import write_any_text
from dwcrawler.discovery.argument_values import TYPES
from dwcrawler.discovery.arguments import WrongArguments
from dwcrawler.showing.choosing import choice_of
from dwcrawler.showing.named import WrongName, named
from dwcrawler.showing.show import Format, NothingToShow, Request, end_quietly, show, tell

_WHO: Final = "dwcrawler show"
_INTERRUPTED: Final = 128 + signal.SIGINT
_COUNT: Final = re.compile(r"[1-9][0-9]{0,8}\Z", re.ASCII)
_MORE: Final = """\
Examples
========
  dwcrawler show                                      all stories in ./output, newest first
  dwcrawler show week.jsonl --language de,es --since 7d
  dwcrawler show 'output/dw-2026-*.jsonl' --section Business --type video
  dwcrawler show --grep '"climate change" water'      all of these words, anywhere in the story
  dwcrawler show --csv > stories.csv                  for a spreadsheet
  dwcrawler show --json --topic Migration | jq .headline
  dwcrawler show p.dw.com/p/4Xg9W                     one story to be read, with its revisions
  dwcrawler show 67132206 output/dw-2026-*.jsonl      the same by its id, from these feeds alone

What is named
=============
  A FEED is a file of JSON Lines, also packed (.gz, .zst, .bz2, .xz), a pattern in quotes, or a
  folder, whose feeds are dw-*.jsonl. Without one: the folder of the crawls (DW_OUTPUT_DIR).
  A STORY is a short URL, a number (its id), or any URL of it on dw.com, with or without https://.
  What exists as a file or a folder is a FEED, even if it is named like a story.

Exit status
===========
  0    stories were shown
  1    nothing to show: no feeds, no story that matches, or not that story; or a feed could not be
       read. Standard error says which. Invalid lines are skipped, counted there, and no error
  2    a wrong option or argument
  130  Ctrl-C"""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] [FEED…] [STORY…]"

    def short_desc(self) -> str:
        return "Show what crawls found: a table of stories, or one story to be read"

    def long_desc(self) -> str:
        return (
            "Lists the stories of feeds, newest first, each in its newest revision; or prints the\n"
            "stories that are named, with all their revisions and what changed between them."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = HelpFormatter
        parser.epilog = _MORE
        choosing = parser.add_argument_group(
            "Filters for the table", "A story is listed if it matches all that are given."
        )
        for option, name, text in (
            ("--language", "CODE,…", "languages, as in en,de,pt-br"),
            ("--type", "TYPE,…", f"types: {', '.join(TYPES)}"),
            ("--section", "NAME,…", "sections by name, at any level; may be given repeatedly"),
            (
                "--topic",
                "NAME,…",
                "topics by name, id or URL; may be given repeatedly",
            ),
            (
                "--grep",
                "WORDS",
                "words that all occur in headline, description or text; case does not matter, parts "
                'of words count, "…" keeps words together',
            ),
        ):
            choosing.add_argument(option, metavar=name, action="append", default=[], help=text)
        choosing.add_argument(
            "--since",
            metavar="DATE",
            help="published then or later: 2024-01-31, 2024-01-31T12:00:00Z, 12h, 7d, 2w, and what "
            "else a crawl's since takes",
        )
        choosing.add_argument(
            "--until", metavar="DATE", help="published then or earlier; a day counts whole"
        )
        choosing.add_argument("-n", "--limit", metavar="N", help="at most so many, the newest")
        output = parser.add_argument_group("Output")
        output.add_argument(
            "--json", action="store_true", help="as JSON Lines, each line as it is in its feed"
        )
        output.add_argument(
            "--csv",
            action="store_true",
            help="as CSV, one row a story, lists joined by '; '; in UTF-8, and with the mark (BOM) "
            "that Excel needs if standard output is a file",
        )
        output.add_argument(
            "--no-pager",
            action="store_true",
            help="print all at once on a terminal, too (PAGER names another pager than less)",
        )
        super().add_options(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            super().process_options(args, opts)
            wrong = [*map(_unknown_option, _options_in(args)), *self._wrong(args, opts)]
        except UsageError as error:
            wrong = [str(error)]
        if wrong:
            assert self.settings is not None  # set by the command line before it runs a command
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(2)

    def _wrong(self, args: list[str], opts: argparse.Namespace) -> list[str]:
        assert self.settings is not None
        wrong = wrong_settings(self.settings)
        if opts.limit is not None and not _COUNT.match(opts.limit):
            wrong.append(f"--limit: {opts.limit!r} is invalid: expected a number from 1 on")
        if opts.json and opts.csv:
            wrong.append("--json and --csv exclude each other: leave out one")
        try:
            self._choice = choice_of(
                opts.language,
                opts.type,
                opts.since,
                opts.until,
                opts.section,
                opts.topic,
                opts.grep,
            )
            is_narrow = self._choice.is_narrow
        except WrongArguments as error:
            wrong += error.lines
            is_narrow = False
        try:
            self._named = named([arg for arg in args if not _is_option(arg)])
        except WrongName as error:
            return [*wrong, str(error)]
        if self._named.stories and (is_narrow or opts.limit):
            wrong.append("filters and --limit are for the table; a named story is printed whole")
        return wrong

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        write_any_text()
        form: Format = "json" if opts.json else "csv" if opts.csv else "text"
        limit = int(opts.limit) if opts.limit else None
        request = Request(self._named, self._choice, limit, form, not opts.no_pager)
        try:
            self.exitcode = show(request, self.settings)
        except NothingToShow as error:
            for line in error.lines:
                tell(line)
            self.exitcode = 1
        except BrokenPipeError:  # `| head` has seen enough
            end_quietly()
        except OSError as error:
            tell(error.strerror or str(error))
            end_quietly()
            self.exitcode = 1
        except KeyboardInterrupt:
            end_quietly()
            self.exitcode = _INTERRUPTED


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument != "-"


def _options_in(args: list[str]) -> list[str]:
    """Scrapy takes options that it does not know for arguments."""
    return [argument for argument in args if _is_option(argument)]


def _unknown_option(argument: str) -> str:
    name = argument.partition("=")[0]
    known = (
        "--language --type --since --until --section --topic --grep --limit --json --csv --no-pager"
    )
    near = difflib.get_close_matches(name, known.split(), n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{name}: there is no such option{hint}"
