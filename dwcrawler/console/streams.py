"""Standard output and error that can hold any text, whatever encoding they have."""

from __future__ import annotations

import io
import sys


def write_any_text() -> None:
    """Where an encoding lacks a letter, its escape is written (`\\u2026`), and nothing breaks.

    A terminal or a pipe may be ASCII or Latin-1 (PYTHONIOENCODING, an old locale); help, logs and
    tables have letters of thirty languages. Stories do not go this way: they are bytes, in UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
