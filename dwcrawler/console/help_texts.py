"""What `--help` of a command shows below its options, set as argparse sets these."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable, Iterator
from textwrap import TextWrapper
from typing import Final

from scrapy.commands import ScrapyHelpFormatter


class HelpFormatter(argparse.RawDescriptionHelpFormatter, ScrapyHelpFormatter):
    """Scrapy's own, but the lines below the options stay as they are."""


_INDENT: Final = 16  # of descriptions; a name that leaves no room has a line of its own


def listed(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """For what is no option of the command line: a name and its description each."""
    yield heading
    yield "=" * len(heading)
    width = min(shutil.get_terminal_size().columns, 100) - 2
    for name, description in rows:
        begin = f"  {name:<{_INDENT - 3}} "
        if len(begin) > _INDENT:
            yield begin.rstrip()
            begin = " " * _INDENT
        wrapper = TextWrapper(width, initial_indent=begin, subsequent_indent=" " * _INDENT)
        yield wrapper.fill(description)
