"""`dwcrawler diff OLD NEW`: what the new feed tells otherwise of the same pages."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from typing import Final

import msgspec
from rich.text import Text
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.readable import one_line
from dwcrawler.console.streams import write_any_text
from dwcrawler.showing.feed_diff import FeedDiff, compare, problems_of
from dwcrawler.showing.screen import Screen, open_screen
from dwcrawler.store.stories import Feeds, NoFeeds

_WHO: Final = "dwcrawler diff"
_DIFFERENT: Final = 1
_REFUSED: Final = 2
_NOT_READ: Final = 3
_INTERRUPTED: Final = 130


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] OLD NEW"

    def short_desc(self) -> str:
        return "Compare two feeds of the same pages, field by field"

    def long_desc(self) -> str:
        return (
            "Says which fields NEW tells otherwise than OLD, with examples: after an upgrade, make the "
            "feed of an archive anew (dwcrawler archive) and compare. Lines are matched by story and "
            "moment of capture; with --newest by story alone. OLD and NEW are files, folders or "
            "patterns. Exit status: 0 nothing differs; 1 something does; 2 an argument is wrong; 3 a "
            "feed could not be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--newest", action="store_true",
            help="compare the newest revision of each story, whenever it was captured")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        wrong = [f"{arg}: there is no such option" for arg in args if arg.startswith("-")]
        if len(args) != 2:
            wrong.append("name two feeds, as in: dwcrawler diff old.jsonl new.jsonl")
        if wrong := [*wrong, *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            self.exitcode = _REFUSED
            return
        try:
            self.exitcode = _run(args[0], args[1], opts)
        except KeyboardInterrupt:
            self.exitcode = _INTERRUPTED


def _run(old_path: str, new_path: str, opts: argparse.Namespace) -> int:
    try:
        old, new = Feeds([old_path]), Feeds([new_path])
    except NoFeeds as error:
        return _tell(str(error), _REFUSED)
    try:
        diff = compare(old, new, opts.newest)
    except (OSError, sqlite3.Error) as error:
        return _tell(str(error), _NOT_READ)
    for problem in problems_of((old, new)):
        _tell(problem, 0)
    if opts.json:
        print(msgspec.json.format(msgspec.json.encode(diff), indent=2).decode())
    else:
        with open_screen(with_pager=False) as screen:
            _print(diff, screen)
    if old.failed or new.failed:
        return _NOT_READ
    if not opts.newest and not (diff.same or diff.different) and not diff.is_empty:
        _tell("no capture is in both: --newest compares stories whenever they were captured", 0)
    return 0 if diff.is_empty else _DIFFERENT


def _print(diff: FeedDiff, screen: Screen) -> None:
    screen.print(
        f"{diff.same:,} lines are the same, {diff.different:,} differ; "
        f"{diff.lacking_in_new:,} are only in OLD{_ids(diff.only_old)}, "
        f"{diff.lacking_in_old:,} only in NEW{_ids(diff.only_new)}"
    )
    if not diff.fields:
        return
    width = max(len(name) for name in diff.fields)
    screen.print(f"{'field':<{width}}  {'lines':>7}  appeared  vanished   changed")
    for name, field in sorted(diff.fields.items(), key=lambda item: (-item[1].lines, item[0])):
        counts = (
            f"{field.lines:>7,}  {field.appeared:>8,}  {field.vanished:>8,}  {field.changed:>8,}"
        )
        screen.print(Text(f"{name:<{width}}  {counts}", "bold"))
        for example in field.examples:
            words = f"{example.id} {example.language}: {example.old} -> {example.new}"
            screen.print(f"  {one_line(words)}")


def _ids(ids: list[int]) -> str:
    return f" ({', '.join(map(str, ids))} …)" if ids else ""


def _tell(line: str, status: int) -> int:
    print(f"{_WHO}: {line}", file=sys.stderr)
    return status
