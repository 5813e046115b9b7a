"""A real terminal for tests: tmux, on a socket of its own."""

from __future__ import annotations

import itertools
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.crawls import ROOT

_NUMBERS: Final = itertools.count()  # sockets that end are there for a moment still
_PATIENCE: Final = 60.0  # seconds


class Terminal:
    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def screen(self, with_styles: bool = False) -> list[str]:
        """Its lines, from the top, as wide as they are."""
        styles = ["-e"] if with_styles else []
        return self.tmux("capture-pane", "-p", *styles).split("\n")

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def wait(self, is_there: Callable[[list[str]], bool]) -> list[str]:
        """The screen as soon as it is so; fails the test if it never is."""
        until = time.monotonic() + _PATIENCE
        while not is_there(lines := self.screen()):
            assert time.monotonic() < until, "\n".join(lines)
            time.sleep(0.2)
        return lines


@contextmanager
def terminal(
    folder: Path, columns: int, lines: int, *command: str | Path, **environment: str
) -> Iterator[Terminal]:
    """Runs a command in one of so many columns and lines; its exit status is printed at the end."""
    screen = Terminal(folder / f"tmux-{next(_NUMBERS)}")
    values = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
    line = f"cd {ROOT}; env -u PAGER -u LESS -u NO_COLOR -u COLUMNS -u LINES {values} {shlex.join(map(str, command))}"
    ending = r"printf '\nstatus %s\n' $?; sleep 1000"
    size = ["-x", str(columns), "-y", str(lines)]
    screen.tmux("new-session", "-d", *size, f"{line}; {ending}")
    try:
        yield screen
    finally:
        screen.tmux("kill-server")
