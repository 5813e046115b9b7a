"""The command line `dwcrawler`: Scrapy's own, with the settings of this project, in any folder.

Scrapy finds its project by the file scrapy.cfg in the current folder or above it. `dwcrawler` never
reads one: the folder may belong to another project, or to none.
"""

from __future__ import annotations

import difflib
import logging
import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from traceback import extract_tb, print_exception
from typing import Any, Final, NoReturn

from scrapy import cmdline, spiderloader
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.settings import Settings
from scrapy.utils.conf import arglist_to_dict
from scrapy.utils.project import ENVVAR

from dwcrawler.commands.overview import commands_of, overview
from dwcrawler.configuration.setting_values import wrong_settings_of_scrapy
from dwcrawler.console import program
from dwcrawler.console.streams import write_any_text
from dwcrawler.finish import COULD_NOT_BEGIN, DONE, REFUSED

_SETTINGS: Final = "dwcrawler.settings"
_COMMANDS: Final = "dwcrawler.commands"
# It refuses settings and options itself, and writes the refusal to the log as well.
_CHECKS_ITSELF: Final = "crawl"
# Loggers that tell of a download that failed with the traceback of Scrapy's own code.
_TELL_FAILURES: Final = ("scrapy.core.scraper", "scrapy.downloadermiddlewares.robotstxt")
_FAILURES: Final = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)


class CommandLineError(Exception):
    """Nothing more can be done. `who` is the program and the command, `status` the exit status."""

    def __init__(self, line: str, who: str = program.NAME, status: int = REFUSED) -> None:
        super().__init__(f"{who}: {line}")
        self.status = status


def run(arguments: list[str]) -> int:
    """`arguments` is what follows the program's name. Returns the exit status."""
    program.start_as(program.NAME)
    write_any_text()
    status = DONE
    try:
        status = _status_of(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except CommandLineError as error:
        print(error, file=sys.stderr)
        return error.status
    except OSError as error:  # the disk of standard output is full, the current folder is gone
        print(f"{program.NAME}: {_in_a_line(error)}", file=sys.stderr)
        return COULD_NOT_BEGIN
    return status


def _status_of(arguments: list[str]) -> int:
    """What a command gives to `sys.exit`, as a number."""
    try:
        _execute(arguments)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return COULD_NOT_BEGIN
        return end.code or DONE
    return DONE


def _execute(arguments: list[str]) -> None:
    settings = project_settings()
    arguments = _rewritten(arguments)
    command = next((word for word in arguments if not word.startswith("-")), None)
    if command is None:
        if unknown := [word for word in arguments if word not in ("-h", "--help")]:
            raise CommandLineError(
                f"{unknown[0]}: there is no such option ({_help()} lists commands)"
            )
        print(overview(settings))
        return
    commands = commands_of(settings)
    if command not in commands:
        raise CommandLineError(_unknown(command, arguments, list(commands)))
    # Scrapy makes a parser for the command that was chosen, and has no other way to name the program.
    vars(cmdline)["ScrapyArgumentParser"] = _parser_for(settings)
    for name in _TELL_FAILURES:
        logging.getLogger(name).addFilter(_failure_in_a_line)
    try:
        cmdline.execute([program.NAME, *arguments], settings)
    except (BrokenPipeError, SystemExit, KeyboardInterrupt):
        raise
    except Exception as error:
        if settings["LOG_LEVEL"] == "DEBUG":
            print_exception(error)
        raise CommandLineError(
            _in_a_line(error), f"{program.NAME} {command}", _status_for(error)
        ) from None


def project_settings() -> Settings:
    """This project's settings, or those of a module of the user's own that builds on them.

    The environment variable SCRAPY_SETTINGS_MODULE names such a module, which may stand in the
    current folder. One that cannot be imported is refused: a crawl with other settings than the
    user's could be less polite than the user wants. One that does not build on ours belongs to
    another project: a line says that it is not used.
    """
    name = os.environ.get(ENVVAR) or _SETTINGS
    if name != _SETTINGS and not _builds_on_ours(name):
        print(
            f"{program.NAME}: {ENVVAR}={name} is not used, because that module is of another "
            f"project (one for {program.NAME} begins with: from {_SETTINGS} import *)",
            file=sys.stderr,
        )
        name = _SETTINGS
    os.environ[ENVVAR] = name  # by this Scrapy knows that it is inside a project
    settings = Settings()
    settings.setmodule(name, priority="project")
    if editor := os.environ.get("EDITOR"):
        settings.set("EDITOR", editor, priority="project")
    return settings


def _builds_on_ours(name: str) -> bool:
    try:
        sys.path.append(str(Path.cwd()))  # at the end: nothing in it hides an installed package
        module = import_module(name)
    except Exception as error:
        raise CommandLineError(
            f"{ENVVAR}={name} cannot be imported: {_in_a_line(error)}; unset {ENVVAR} to use "
            f"{program.NAME}'s own settings"
        ) from None
    return getattr(module, "COMMANDS_MODULE", None) == _COMMANDS


def _rewritten(arguments: list[str]) -> list[str]:
    """What people type at a program that they do not know yet."""
    if arguments[:1] == ["--version"]:
        return ["version", *arguments[1:]]
    if arguments[:1] == ["help"]:
        return [*arguments[1:2], "--help"]
    return arguments


def _unknown(word: str, arguments: list[str], commands: list[str]) -> str:
    if arguments[0] != word:
        return (
            f"{word}: there is no such command. The command comes first, as in: "
            f"{program.NAME} crawl -a max_stories=20"
        )
    near = ["crawl dw"] if word == "dw" else difflib.get_close_matches(word.lower(), commands, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"there is no command {word}{hint} ({_help()} lists them)"


def _parser_for(settings: Settings) -> type[cmdline.ScrapyArgumentParser]:
    class Parser(cmdline.ScrapyArgumentParser):
        """Says `dwcrawler` where Scrapy says `scrapy`, and what is wrong in one line."""

        def __init__(self, *, usage: str, **options: Any) -> None:
            self._command, *syntax = usage.split()[1:]
            prog = f"{program.NAME} {self._command}"
            super().__init__(prog=prog, usage=" ".join([prog, *syntax]), **options)
            self._is_parsed = False

        def parse_known_args(  # type: ignore[override]
            self, args: list[str] | None = None, namespace: Namespace | None = None
        ) -> tuple[Namespace, list[str]]:
            chosen, rest = super().parse_known_args(args, namespace)
            unknown = [word for word in rest if word.startswith("-") and word != "-"]
            is_checked = self._command != _CHECKS_ITSELF
            if unknown and is_checked:
                self.error(f"{unknown[0]}: there is no such option")
            self._is_parsed = True
            if is_checked and (wrong := _wrong_settings(settings, chosen)):
                self.error("; ".join(wrong))
            return chosen, rest

        def print_help(self, file: Any = None) -> None:
            """Scrapy prints all of it, and nothing else, where arguments are missing or too many."""
            if self._is_parsed:
                self.error(f"arguments are missing, or too many; usage: {self.usage}")
            super().print_help(file)

        def error(self, message: str) -> NoReturn:
            more = "" if self._is_parsed else f" ({self.prog} --help lists all options)"
            self.exit(REFUSED, f"{self.prog}: {' '.join(message.split())}{more}\n")

    return Parser


def _wrong_settings(settings: Settings, chosen: Namespace) -> list[str]:
    """Scrapy looks at most settings only when they are needed, and ends with a traceback then."""
    tried = settings.copy()
    try:
        tried.setdict(arglist_to_dict(chosen.set), priority="cmdline")
    except ValueError:
        return []  # Scrapy says it better
    for name, value in {"LOG_LEVEL": chosen.loglevel, "LOG_FILE": chosen.logfile}.items():
        if value:
            tried.set(name, value, priority="cmdline")
    return wrong_settings_of_scrapy(tried)


def _failure_in_a_line(record: logging.LogRecord) -> bool:
    """A filter for logging: without the traceback, where the exception says all there is to say."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, _FAILURES):
        told = record.getMessage()
        record.msg = told if str(error) in told else f"{told}: {error}"
        record.args = record.exc_info = None
    return True


def _status_for(error: Exception) -> int:
    return REFUSED if _is_unknown_spider(error) else COULD_NOT_BEGIN


def _in_a_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    message = " ".join(str(error).split())
    if _is_unknown_spider(error):
        return str(error.args[0])
    if isinstance(error, (ImportError, SyntaxError, *_FAILURES)):
        return f"{type(error).__name__}: {message}"
    *_, place = extract_tb(error.__traceback__)
    where = f"{Path(place.filename).name}, line {place.lineno}; -L DEBUG shows more"
    return f"{type(error).__name__}: {message} ({where})"


def _is_unknown_spider(error: Exception) -> bool:
    """Scrapy's spider loader tells it by a KeyError, as any dictionary might: where it was raised says
    whose it is."""
    if not isinstance(error, KeyError):
        return False
    *_, place = extract_tb(error.__traceback__)
    return place.filename == spiderloader.__file__


def _help() -> str:
    return f"{program.NAME} --help"
