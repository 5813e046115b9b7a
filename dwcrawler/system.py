"""Where this runs: on systems whose file locks end with the process that holds them."""

from __future__ import annotations


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
