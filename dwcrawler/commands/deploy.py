"""`dwcrawler deploy WAY`: what puts crawls on a schedule, filled in for this installation."""

from __future__ import annotations

import argparse
import os
import pwd
import re
import sys
from pathlib import Path
from typing import Any, Final

from scrapy.commands import ScrapyCommand
from scrapy.utils.conf import arglist_to_dict

from dwcrawler.commands.telling import tell_refusals
from dwcrawler.configuration.setting_values import likely_misspelt, wrong_settings
from dwcrawler.configuration.settings_model import DwSettings
from dwcrawler.deployment.files import WAYS, files_of, steps_of
from dwcrawler.deployment.periods import period_of
from dwcrawler.deployment.plan import Plan
from dwcrawler.deployment.quoting import Unquotable
from dwcrawler.discovery.arguments import WrongArguments, checked

_WHO: Final = "dwcrawler deploy"
_NOT_WRITTEN: Final = 1
_REFUSED: Final = 2
_USER: Final = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
_MEMORY: Final = re.compile(r"[1-9][0-9]{0,5}[MG]")
_SECRETS: Final = ("DW_NOTIFY",)


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return f"{'|'.join(WAYS)} [options]"

    def short_desc(self) -> str:
        return "Print the files that put crawls on a schedule (systemd, cron, Docker, Scrapyd)"

    def long_desc(self) -> str:
        ways = "; ".join(f"{name}: {what}" for name, what in WAYS.items())
        return (
            f"Prints, or writes with --write, what puts crawls on a schedule: {ways}. Paths are those "
            "of this installation. Nothing is installed. Exit status: 1 if a file cannot be written; "
            "2 if an argument is wrong."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE",
            help="an argument of the crawl, as of `dwcrawler crawl`; may be repeated")  # fmt: skip
        add("--every", default="3h", metavar="PERIOD", help="30min, 1h, 3h, 1d, … (3h)")
        add("--delay", type=int, metavar="SECONDS",
            help="how long a start may be put off by chance (a sixth of the period, at most 600)")  # fmt: skip
        add("--output", type=Path, metavar="DIR",
            help="folder of feeds and store, an absolute path (/var/lib/dwcrawler)")  # fmt: skip
        add("--user", default="dwcrawler", help="who runs the crawl (dwcrawler)")
        add("--memory", default="1G", help="the most memory that a crawl may take (1G)")
        add("--render", action="store_true", help="allow for Chromium: -a render=auto needs it")
        add(
            "--write",
            type=Path,
            metavar="DIR",
            help="write the files there, and say what to do next",
        )
        add("--force", action="store_true", help="with --write: replace files that are there")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            way = _way(args)
            plan = self._plan(opts)
            files = files_of(way, plan)
        except (WrongArguments, Unquotable, ValueError) as error:
            lines = getattr(error, "lines", [str(error)])
            tell_refusals(lines, _WHO, self.settings or {})  # type: ignore[arg-type]
            self.exitcode = _REFUSED
            return
        if opts.write is None:
            _print(files)
        else:
            self.exitcode = _write(
                files, opts.write, opts.force, steps_of(way, plan, str(opts.write))
            )

    def _plan(self, opts: argparse.Namespace) -> Plan:
        """Raises ValueError for what a crawl would refuse, or a schedule cannot say."""
        assert self.settings is not None  # set by the command line before it runs a command
        arguments = _pairs(opts.spargs, "-a")
        settings = _pairs(opts.set, "-s")
        checked(arguments)
        wrong = [*wrong_settings(self.settings), *likely_misspelt(settings)]
        wrong += [
            f"{name} holds a secret: put it into a file of the environment, as docs/operations.md says"
            for name in _SECRETS
            if name in settings
        ]
        if wrong:
            raise WrongArguments(wrong)
        default = DwSettings.model_fields["DW_CONTACT"].default
        contact = self.settings["DW_CONTACT"]
        return Plan(
            program=_program(),
            output=_output(opts.output, settings.pop("DW_OUTPUT_DIR", None)),
            user=_fitting(opts.user, _USER, "--user", "the name of a user"),
            contact="" if contact == default else contact,
            every=period_of(opts.every),
            delay=_delay(opts.delay),
            arguments=arguments,
            settings=settings,
            source=_source(),
            render=opts.render,
            memory=_fitting(opts.memory, _MEMORY, "--memory", "an amount of memory: 500M, 2G"),
        )


def _way(args: list[str]) -> str:
    if len(args) != 1 or args[0] not in WAYS:
        given = f"{args[0]!r} is none of these" if args else "none was named"
        raise ValueError(f"name one way: {', '.join(WAYS)} ({given})")
    return args[0]


def _pairs(given: list[str], option: str) -> dict[str, Any]:
    try:
        return dict(arglist_to_dict(given))
    except ValueError:
        raise ValueError(f"{option} takes NAME=VALUE") from None


def _program() -> tuple[str, ...]:
    """How this very installation is started, by any user and from any folder."""
    beside = Path(sys.executable).with_name("dwcrawler")
    if beside.is_file() and os.access(beside, os.X_OK):
        return (str(beside.absolute()),)
    return (str(Path(sys.executable).absolute()), "-m", "dwcrawler")


def _output(folder: Path | None, setting: str | None) -> Path:
    chosen = folder or (Path(setting) if setting else Plan().output)
    if not chosen.is_absolute():
        raise ValueError(
            f"--output: {chosen} is no absolute path; {chosen.absolute()} would be one"
        )
    return chosen


def _delay(seconds: int | None) -> int | None:
    if seconds is not None and not 0 <= seconds <= 3600:
        raise ValueError("--delay: give 0 to 3600 seconds")
    return seconds


def _fitting(text: str, form: re.Pattern[str], option: str, words: str) -> str:
    if not form.fullmatch(text):
        raise ValueError(f"{option}: {text!r} is invalid: expected {words}")
    return text


def _source() -> Path:
    """The checkout that this runs from; else what the user has to put in its place."""
    root = Path(__file__).parents[2]
    return root if (root / "requirements.txt").is_file() else Path("/path/to/checkout")


def _print(files: dict[str, str]) -> None:
    for name, text in files.items():
        if len(files) > 1:
            print(f"# --- {name}")
        print(text, end="" if name == list(files)[-1] else "\n")


def _write(files: dict[str, str], folder: Path, replaces: bool, steps: list[str]) -> int:
    """All files, or none where one is there already."""
    there = [str(folder / name) for name in files if (folder / name).exists()]
    if there and not replaces:
        print(f"{_WHO}: {', '.join(there)} is there already: --force replaces it", file=sys.stderr)
        return _NOT_WRITTEN
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            part = folder / f"{name}.part"
            part.write_text(text, encoding="utf-8")
            part.chmod(0o755 if name.endswith(".sh") else 0o644)
            part.replace(folder / name)
    except OSError as error:
        print(f"{_WHO}: {folder}: {error.strerror or error}", file=sys.stderr)
        return _NOT_WRITTEN
    print("Written:", ", ".join(str(folder / name) for name in files))
    print(f"Next (as {pwd.getpwuid(os.getuid()).pw_name} or, after #, as root):")
    print("\n".join(f"  {step}" for step in steps))
    return 0
