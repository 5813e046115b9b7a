"""Where `show` prints: a terminal, its pager, or a pipe; and text that is safe in all of them.

Text of a page may hold escape sequences, marks that turn the direction of what follows, or what
rich takes for its markup. `normalize.text.clean` takes the first two away; the markup is never on.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, cast

from rich.console import Console
from rich.text import Text

_PAGERS: Final = ("less", "more")
# Quits at once where all fits on one screen, leaves colours as they are, and the text on the screen.
_LESS: Final = "FRX"
_NARROWEST: Final = 40


class Screen:
    """`width` is None in a pipe: there is no end of a line then, and nothing is cut.

    `has_marks` tells whether colours and such are seen, so that a meaning can be in them alone.
    """

    def __init__(self, file: IO[str], width: int | None, console: Console) -> None:
        self._file = file
        self.width = width
        self.console = console
        self.has_marks = console.color_system is not None and not console.no_color

    def print(self, line: Text | str = "") -> None:
        """One line; it is as wide as it is. Raises BrokenPipeError where nobody reads any more."""
        if self.width is None:
            self._file.write(f"{line.plain if isinstance(line, Text) else line}\n")
        else:
            self.console.print(line, soft_wrap=True)


@contextmanager
def open_screen(with_pager: bool) -> Iterator[Screen]:
    """Standard output, behind a pager where it is a terminal and one is wanted."""
    if not sys.stdout.isatty():
        yield Screen(sys.stdout, None, _console(sys.stdout, None, None))
        return
    of_terminal = Console()
    width = max(of_terminal.width, _NARROWEST)
    colours = None if of_terminal.is_dumb_terminal else of_terminal.color_system
    pager = None
    if with_pager and not of_terminal.is_dumb_terminal and sys.stdin and sys.stdin.isatty():
        pager = _pager()
    if pager is None:
        yield Screen(sys.stdout, width, _console(sys.stdout, width, colours))
        return
    with _paged(pager) as file:
        yield Screen(file, width, _console(file, width, colours))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """rich ends the program here; whoever prints decides that."""
        raise BrokenPipeError


def _console(file: IO[str], width: int | None, colours: str | None) -> Console:
    return _Console(
        file=file,
        width=width,
        force_terminal=colours is not None,
        color_system=cast("Any", colours),
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _pager() -> str | None:
    """A command for the shell: PAGER, or what there is. None where there is none, or none wanted."""
    chosen = os.environ.get("PAGER")
    if chosen is None:
        return next((pager for pager in _PAGERS if shutil.which(pager)), None)
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = [chosen]
    program = next((word for word in words if "=" not in word), None)
    if program is None or program == "cat":
        return None
    if shutil.which(program) is None:
        print(f"dwcrawler show: PAGER={chosen}: there is no such program", file=sys.stderr)
        return None
    return chosen


@contextmanager
def _paged(command: str) -> Iterator[IO[str]]:
    """What is written to the file is shown. Ends when the pager ends; Ctrl-C is the pager's."""
    environment = {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ}
    sys.stdout.flush()
    process = subprocess.Popen(
        command,
        shell=True,
        stdin=subprocess.PIPE,
        encoding="utf-8",
        errors="backslashreplace",
        env=environment,
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert process.stdin is not None
        yield process.stdin
        process.stdin.close()
    except BrokenPipeError:  # the reader has seen enough
        pass
    finally:
        _close(process)
        signal.signal(signal.SIGINT, before)


def _close(process: subprocess.Popen[str]) -> None:
    try:
        if process.stdin is not None:
            process.stdin.close()
    except BrokenPipeError:
        pass
    process.wait()
