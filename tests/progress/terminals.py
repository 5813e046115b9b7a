"""A real terminal for tests: a window of tmux, in which a shell runs what is typed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.crawls import ROOT

# The shell's prompt says how the last program ended.
_PROMPT = r"\[status (\d+)\]"
_LONGEST = 40.0


class Terminal:
    """`keys` are tmux's names: `C-c`, `Enter`, or text."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "tmux"
        self._folder = folder

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout

    def open(self, columns: int, rows: int, environment: Mapping[str, str]) -> None:
        settings = [f"{name}={value}" for name, value in environment.items()]
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux(
            *("new-session", "-d", *size),
            *("env", "LC_ALL=C.UTF-8", "PS1=[status $?] ", *settings, "bash", "--norc", "-i"),
        )

    def close(self) -> None:
        self._tmux("kill-server")

    def run(self, command: Sequence[str]) -> None:
        """In the foreground of the shell; the line that is typed is short."""
        script = self._folder / "run"
        script.write_text(f"cd {shlex.quote(str(ROOT))}\nexec {shlex.join(command)}\n")
        self.until(_PROMPT)
        self.keys(f"clear; sh {script}", "Enter")

    def keys(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        """What the window shows, without blanks at the ends of lines."""
        return self._tmux("capture-pane", "-p").rstrip("\n")

    def history(self) -> str:
        """The same and all that has left it at the top; lines that the window wrapped are whole."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-")

    def cursor_is_shown(self) -> bool:
        return self._tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"

    def wraps(self) -> bool:
        return self._tmux("display-message", "-p", "#{wrap_flag}").strip() == "1"

    def until(self, pattern: str, seconds: float = _LONGEST) -> str:
        """The screen, as soon as it shows this."""
        deadline = time.monotonic() + seconds
        while not re.search(pattern, screen := self.screen(), re.MULTILINE):
            assert time.monotonic() < deadline, f"{pattern} is not on the screen:\n{self.history()}"
            time.sleep(0.1)
        return screen

    def status(self, seconds: float = _LONGEST) -> int:
        """How the program ended, once it did."""
        screen = self.until(rf"{_PROMPT} *\Z", seconds)
        found = re.findall(_PROMPT, screen)
        return int(found[-1])


@contextmanager
def terminal(
    columns: int, rows: int, environment: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """The path of its socket has to be short."""
    folder = Path(tempfile.mkdtemp(prefix="dw-"))
    opened = Terminal(folder)
    try:
        opened.open(columns, rows, environment or {})
        yield opened
    finally:
        opened.close()
        shutil.rmtree(folder, ignore_errors=True)


def in_terminal(environment: Mapping[str, str]) -> dict[str, str]:
    """Of a crawl's environment what differs from the test's own."""
    return {name: value for name, value in environment.items() if os.environ.get(name) != value}
