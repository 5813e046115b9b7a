"""`dwcrawler doctor [URL…]`: is the installation whole, and are dw.com's pages as they should be?"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
from scrapy.commands import ScrapyCommand

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console.streams import write_any_text
from dwcrawler.discovery.argument_values import languages as read_languages
from dwcrawler.doctor.cases import Kept, NoCases, load, save
from dwcrawler.doctor.comparing import compare
from dwcrawler.doctor.installation import Check, clock, installation, robots
from dwcrawler.doctor.look import Look, look_at
from dwcrawler.doctor.printing import print_checks, print_findings, print_looks
from dwcrawler.doctor.verdict import judged_alone
from dwcrawler.doctor.visit import DoctorSpider, Visit
from dwcrawler.finish import UNLIKE_BEFORE
from dwcrawler.identity import address_of
from dwcrawler.showing.screen import open_screen
from dwcrawler.spiders.without_crawl import build_pipelines
from dwcrawler.watch.findings import Finding

_WHO: Final = "dwcrawler doctor"
_NOT_WHOLE: Final = 1
_REFUSED: Final = 2
_MOST_PAGES: Final = 20


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] [URL…]"

    def short_desc(self) -> str:
        return "Look whether the installation is whole and dw.com's pages are as expected"

    def long_desc(self) -> str:
        return (
            "Checks what a crawl needs, then fetches a few pages of each type (or the URLs given), "
            "politely, and says how each was read and what is missing or unknown. Nothing is recorded "
            "in the store. Keep pages with --save, and compare with them later: what has the site "
            "changed since? Exit status: 0 all is well; 1 the installation is not whole, or no page "
            "could be looked at; 2 an argument is wrong; 9 pages are not as expected."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--languages", default="en", help="editions to look at, as in en,de, or all (en)")
        add(
            "--pages", type=int, default=2, metavar="N", help="stories of each type and edition (2)"
        )
        add("--save", type=Path, metavar="DIR", help="keep the pages in this folder")
        add("--against", type=Path, metavar="DIR", help="compare with pages that were kept there")
        add("--offline", type=Path, metavar="DIR",
            help="fetch nothing: read the pages kept there again, with today's program")  # fmt: skip
        add("--json", action="store_true", help="print one JSON object")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None  # set by the command line before it runs a command
        wrong = [f"{arg}: this is no address of dw.com" for arg in args if address_of(arg) is None]
        if not 1 <= opts.pages <= _MOST_PAGES:
            wrong.append(f"--pages: give 1 to {_MOST_PAGES}")
        try:
            opts.languages = read_languages(opts.languages)
        except ValueError as error:
            wrong.append(f"--languages: {error}")
        try:
            opts.kept = [
                kept for folder in (opts.against, opts.offline) if folder for kept in load(folder)
            ]
        except NoCases as error:
            wrong.append(str(error))
        if wrong := [*wrong, *wrong_settings(self.settings)]:
            tell_refusals(wrong, _WHO, self.settings)
            sys.exit(_REFUSED)
        self._be_quiet()

    def _be_quiet(self) -> None:
        """The log is no part of the answer; -L asks for it."""
        assert self.settings is not None
        if (self.settings.getpriority("LOG_LEVEL") or 0) <= 20:
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        write_any_text()
        pipelines = build_pipelines(self.settings)
        logging.getLogger("dwcrawler").setLevel(logging.NOTSET)
        checks = list(installation(self.settings))
        if opts.offline:
            kept = opts.kept
            looks = [_read_again(one, pipelines) for one in kept]
            findings = compare([one.look for one in kept], looks)
        else:
            urls = args or [one.look.asked for one in opts.kept]
            visit = self._visit(Visit(opts.languages, opts.pages, urls, pipelines))
            checks += [robots(visit.robots), clock(visit.clock_off)]
            looks = visit.looks
            findings = judged_alone(looks)
            if opts.against:  # kept pages as this version reads them: the site is compared, not we
                findings = compare([_read_again(one, pipelines) for one in opts.kept], looks)
            if opts.save:
                self._save(visit, opts.save)
        self.exitcode = self.exitcode or _status(checks, looks, findings)
        _print(checks, looks, findings, opts.json)

    def _visit(self, visit: Visit) -> Visit:
        assert self.crawler_process is not None
        # Scrapy builds spiders from classes, with arguments that are texts.
        spider = type("DoctorSpider", (DoctorSpider,), {"visit": visit})
        self.crawler_process.crawl(spider)
        self.crawler_process.start()
        return visit

    def _save(self, visit: Visit, folder: Path) -> None:
        try:
            for look, body in zip(visit.looks, visit.bodies, strict=True):
                if not look.failure:
                    save(folder, look, body)
        except OSError as error:
            print(f"{_WHO}: {folder}: {error.strerror or error}", file=sys.stderr)
            self.exitcode = _NOT_WHOLE


def _read_again(kept: Kept, pipelines: Any) -> Look:
    old = kept.look
    return look_at(kept.body, old.url, old.asked, old.kind, old.status, "text/html", pipelines)[0]


def _status(checks: list[Check], looks: list[Look], findings: list[Finding]) -> int:
    if any(check.grade == "problem" for check in checks) or not _has_seen(looks):
        return _NOT_WHOLE
    return UNLIKE_BEFORE if findings else 0


def _has_seen(looks: Iterable[Look]) -> bool:
    return any(not look.failure for look in looks)


def _print(checks: list[Check], looks: list[Look], findings: list[Finding], as_json: bool) -> None:
    verdict = _verdict(checks, looks, findings)
    if as_json:
        told = {"verdict": verdict, "checks": checks, "pages": looks, "findings": findings}
        print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
        return
    with open_screen(with_pager=False) as screen:
        print_checks(checks, screen)
        print_looks(looks, screen)
        print_findings(findings, verdict, screen)


def _verdict(checks: list[Check], looks: list[Look], findings: list[Finding]) -> str:
    broken = [check.name for check in checks if check.grade == "problem"]
    stories = sum(look.type is not None for look in looks)
    if not _has_seen(looks):
        why = next((look.failure for look in looks if look.failure), "nothing was found")
        return f"No page could be looked at: {why}"
    seen = f"{len(looks)} pages looked at, {stories} stories read"
    if broken:
        return f"The installation is not whole ({', '.join(broken)}); {seen}"
    if findings:
        count = f"{len(findings)} thing{'s are' if len(findings) > 1 else ' is'}"
        return f"{count} not as expected; {seen}"
    return f"All is well; {seen}"
