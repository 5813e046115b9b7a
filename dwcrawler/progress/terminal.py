"""Lines that stay at the bottom of a terminal, and whatever else is written above them.

`rich` makes the text. Its own `Live` counts on a window that keeps its size and on nobody else who
writes there; here the window may be resized, and the crawl stopped (Ctrl-Z) and continued.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO, Any, Final, TextIO, cast

from rich.console import Console, ConsoleRenderable, RenderHook, RenderResult
from rich.control import Control
from rich.file_proxy import FileProxy
from rich.segment import ControlType, Segment
from rich.text import Text

Draw = Callable[[int, int], list[Text]]

_USUAL_SIZE: Final = (80, 24)
# A line that a terminal takes for wider than we do is cut at the edge, not wrapped: the number of
# lines is what makes it possible to find the first of them again.
_NO_WRAPPING: Final = "\x1b[?7l"
_WRAPPING: Final = "\x1b[?7h"
_ERASE_LINE: Final = "\x1b[2K"
_ERASE_BELOW: Final = "\x1b[J"
_SHOW_CURSOR: Final = "\x1b[?25h"
# Signals that end the process without a word; Ctrl-C and SIGTERM are Scrapy's.
_DEADLY: Final = (signal.SIGQUIT, signal.SIGHUP)


def is_able(stream: TextIO | None) -> bool:
    """Whether it is a terminal on which lines can be drawn, and the crawl is in its foreground."""
    if stream is None or not stream.isatty() or os.environ.get("TERM", "dumb") in ("dumb", ""):
        return False
    return _writes_utf8(stream) and _is_in_foreground(stream)


def size_of(stream: TextIO) -> tuple[int, int]:
    """Columns and rows; some terminals do not know theirs."""
    try:
        columns, rows = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return _USUAL_SIZE
    return columns or _USUAL_SIZE[0], rows or _USUAL_SIZE[1]


def _writes_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def _is_in_foreground(stream: TextIO) -> bool:
    """Of a terminal that is not this process's own, nobody can tell."""
    try:
        return os.tcgetpgrp(stream.fileno()) == os.getpgrp()
    except OSError:
        return True


class Bottom(RenderHook):
    """The lines that `draw` gives for so many columns and rows, on standard error.

    `run_soon` runs a function in the loop of the crawl; signals may come in the midst of writing.
    """

    def __init__(self, draw: Draw, run_soon: Callable[[Callable[[], None]], Any]) -> None:
        self._draw = draw
        self._run_soon = run_soon
        self._stream = cast("TextIO", sys.stderr)
        self.console = Console(file=self._stream, force_terminal=True, highlight=False)
        self._widths: list[int] = []  # of the lines that are drawn, in cells
        self._size = _USUAL_SIZE
        self._is_begun = False
        self._streams: dict[str, Any] = {}
        self._handlers: dict[int, Any] = {}

    def begin(self) -> None:
        self._is_begun = True
        self._catch_signals()
        self._stand_in_for_streams()
        self.console.push_render_hook(self)
        atexit.register(self.end)
        self.console.show_cursor(False)
        self.refresh()

    def end(self) -> None:
        """Leaves the terminal as it was: the lines are gone, the cursor is there. May be called
        again."""
        if not self._is_begun:
            return
        with self._unless_it_is_gone():
            self._leave()
        self._is_begun = False
        self.console.pop_render_hook()
        for name, stream in self._streams.items():
            setattr(sys, name, stream)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        atexit.unregister(self.end)

    def refresh(self) -> None:
        """Draws the lines anew, unless another program has the terminal."""
        if self._is_begun and _is_in_foreground(self._stream):
            with self._unless_it_is_gone():
                self.console.print(Control())

    def write(self, text: Text) -> None:
        """Writes text above the lines, whole: what is too long is wrapped by the terminal."""
        with self._unless_it_is_gone():
            self.console.print(text, soft_wrap=True)

    # For rich: every print goes through here

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        if not self._is_begun or not _is_in_foreground(self._stream):
            return renderables
        is_refresh = all(isinstance(renderable, Control) for renderable in renderables)
        first = _Raw(self._to_the_first_line(erase=not is_refresh))
        return [
            cast("ConsoleRenderable", first),
            *renderables,
            cast("ConsoleRenderable", _Frame(self._lines())),
        ]

    def _to_the_first_line(self, erase: bool) -> str:
        """Of those drawn before. A terminal that was made narrower has wrapped them."""
        size = size_of(self._stream)
        if size != self._size:
            rows = sum(max(1, -(-width // size[0])) for width in self._widths)
            erase, self._size = True, size
            self.console.size = cast("Any", size)
        else:
            rows = len(self._widths)
        up = f"\x1b[{rows - 1}A" if rows > 1 else ""
        return f"\r{up}{_ERASE_BELOW if erase else ''}"

    def _lines(self) -> list[list[Segment]]:
        columns, rows = self._size
        self.console.size = cast("Any", self._size)
        options = self.console.options.update(width=columns, no_wrap=True, overflow="ellipsis")
        lines = []
        for text in self._draw(columns, max(1, rows - 1)):
            lines.append(self.console.render_lines(text, options, pad=False)[0])
        self._widths = [Segment.get_line_length(line) for line in lines]
        return lines

    def _leave(self) -> None:
        if self._widths and _is_in_foreground(self._stream):
            self._stream.write(self._to_the_first_line(erase=True))
        self._widths = []
        self._stream.write(_SHOW_CURSOR)
        self._stream.flush()

    @contextmanager
    def _unless_it_is_gone(self) -> Iterator[None]:
        """A window that was closed, a connection that broke: the crawl goes on."""
        with suppress(OSError, ValueError):
            yield

    # Others who write

    def _stand_in_for_streams(self) -> None:
        """What other code prints goes above the lines. Standard output may be a pipe: that stays."""
        for name in ("stdout", "stderr"):
            stream: IO[str] | None = getattr(sys, name)
            if stream is not None and stream.isatty():
                self._streams[name] = stream
                setattr(sys, name, FileProxy(self.console, stream))

    # Signals

    def _catch_signals(self) -> None:
        self._catch(signal.SIGTSTP, lambda *_: self._run_soon(self._stop))
        self._catch(signal.SIGCONT, lambda *_: self._run_soon(self._go_on))
        for number in _DEADLY:
            self._catch(number, self._die)

    def _catch(
        self, number: signal.Signals, handler: Callable[[int, FrameType | None], Any]
    ) -> None:
        """Not where the process ignores it, as with nohup, nor in a thread."""
        if signal.getsignal(number) == signal.SIG_DFL:
            with suppress(ValueError):
                self._handlers[number] = signal.signal(number, handler)

    def _stop(self) -> None:
        """Ctrl-Z: the shell has the terminal until the crawl is continued."""
        if not self._is_begun:
            return
        with self._unless_it_is_gone():
            self._leave()
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, ours)
        if signal.SIGCONT not in self._handlers:  # somebody else has that one
            self._go_on()

    def _go_on(self) -> None:
        """Below what the shell wrote meanwhile."""
        if self._is_begun:
            self._widths = []
            if _is_in_foreground(self._stream):
                with self._unless_it_is_gone():
                    self.console.show_cursor(False)
            self.refresh()

    def _die(self, number: int, frame: FrameType | None) -> None:
        with self._unless_it_is_gone():
            os.write(self._stream.fileno(), f"{_WRAPPING}{_SHOW_CURSOR}\r\n".encode())
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


class _Raw:
    """Control codes, as they are."""

    def __init__(self, codes: str) -> None:
        self._codes = codes

    def __rich_console__(self, console: Console, options: Any) -> RenderResult:
        yield _code(self._codes)


class _Frame:
    """Lines, each in the place of the one before it; the cursor stays in the last."""

    def __init__(self, lines: list[list[Segment]]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: Any) -> RenderResult:
        yield _code(_NO_WRAPPING)
        for n, line in enumerate(self._lines):
            if n:
                yield Segment.line()
            # Before the text: without wrapping the cursor stays on the last cell of a full line.
            yield _code(_ERASE_LINE if n + 1 < len(self._lines) else _ERASE_BELOW)
            yield from line
        yield _code(_WRAPPING)


def _code(codes: str) -> Segment:
    return Segment(codes, None, [(ControlType.HOME,)])
