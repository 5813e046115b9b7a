"""Puts the report where it was asked for: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from dwcrawler.components.feed_file import is_special
from dwcrawler.store.durable_feed import make_folder

NAME: Final = "report.html"


def write(page: bytes, target: Path) -> None:
    """By way of a file beside it, which takes its name. A link at that place is replaced, and not
    what it leads to. Raises OSError."""
    if wrong := wrong_target(target):
        raise OSError(wrong)
    make_folder(target.parent)
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def wrong_target(target: Path) -> str | None:
    """Why no report can be written there, as far as it can be seen before."""
    if target.is_dir():
        return "it is a folder"
    if is_special(target):
        return "it is not a regular file"
    return None


def _umask() -> int:
    """It can be read only by setting it."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
