"""The command lines that a crawl names at its end."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dwcrawler.configuration.feed_targets import without_password

_MODULES: Final = ("scrapy", "dwcrawler")
_MIRROR: Final = "DW_MIRROR"


def same_command() -> str | None:
    """The command line of this crawl, to be pasted: it goes on with what is left. None where the
    crawl was not started by one, but by a script of somebody's own."""
    called = _called(sys.orig_argv)
    if called is None:
        return None
    program, arguments = called
    mirror = os.environ.get(_MIRROR)  # without it another site would be asked
    before = f"{_MIRROR}={shlex.quote(mirror)} " if mirror else ""
    return before + shlex.join([*program, *map(without_password, arguments)])


def _called(argv: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """How the program was called, and its arguments. (Scrapy takes the command's name out of
    `sys.argv`, so the list as the system has it is read.)"""
    for n, argument in enumerate(argv):
        if argument == "-m" and n + 1 < len(argv) and argv[n + 1] in _MODULES:
            return [_typed(argv[0]), "-m", argv[n + 1]], list(argv[n + 2 :])
        if n and Path(argument).name in _MODULES:
            return [_typed(argument)], list(argv[n + 1 :])
    return None


def _typed(program: str) -> str:
    """The name alone where the shell finds the program by it, else a path, short if it is near."""
    path = Path(program)
    if shutil.which(path.name) == str(path):
        return path.name
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
