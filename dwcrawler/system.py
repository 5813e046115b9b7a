"""Where this runs: on systems whose file locks end with the process that holds them; and Python's
garbage collection, at the pace of reading pages."""

from __future__ import annotations

import atexit
import gc
from typing import Final

# A page makes some ten thousand objects that die with it. Python's default looks through them
# every 700; nothing is gained by that, as hardly any are in cycles.
_THRESHOLDS: Final = (50_000, 20, 20)


def collect_garbage_rarely() -> None:
    """What is there by now (modules, settings) stays to the end, and is not looked at before.

    At the end it is: libraries in C++ (DuckDB) take what the collector never saw for a leak, and
    print a list of it.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)
    gc.set_threshold(*_THRESHOLDS)


def require_file_locks() -> None:
    """Ends the program with one line where there are none: Python has `fcntl` on Unix alone.

    The settings ask for it first, so every command says it, also one that never opens a store.
    """
    try:
        import fcntl  # noqa: F401
    except ImportError:
        raise SystemExit(
            "dwcrawler runs on Linux and macOS: this system has no file locks (fcntl), without "
            "which two crawls could spoil one store. On Windows, run it in WSL."
        ) from None
