"""One crawl at a time on a store: a lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import IO

from dwcrawler.store.durable_feed import make_folder


class StoreInUse(Exception):
    """Another crawl holds the store; `holder` names its process and when it began."""

    def __init__(self, store: Path, holder: str) -> None:
        super().__init__(f"another crawl is using {store}: {holder}")
        self.holder = holder


def holder_of(store: Path) -> str | None:
    """The process that seems to be at work on a store, by the note in its lock.

    The lock itself is not tried: that would refuse a crawl which begins in the same moment.
    """
    try:
        told = json.loads(Path(f"{store}.lock").read_text(encoding="utf-8"))
        pid, started = int(told["pid"]), str(told["started"])
        if pid > 0:
            os.kill(pid, 0)  # asks whether it is there, and sends nothing
            return f"process {pid}, begun {started}"
    except PermissionError:  # it is there, and is another user's
        return "a process of another user"
    except (OSError, ValueError, LookupError, TypeError, OverflowError):
        pass
    return None


class Lock:
    """The operating system releases the lock when its process dies, so it cannot go stale.

    The content of the file names the process that holds it, for messages of others.
    """

    def __init__(self, store: Path, started: str) -> None:
        """Raises StoreInUse at once where another process has it; OSError where it cannot be."""
        make_folder(store.parent)
        self._file: IO[str] = Path(f"{store}.lock").open("a+", encoding="utf-8")  # noqa: SIM115
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._holder()
            self._file.close()
            raise StoreInUse(store, holder) from None
        self._file.truncate(0)
        self._file.write(json.dumps({"pid": os.getpid(), "started": started}))
        self._file.flush()

    def _holder(self) -> str:
        try:
            self._file.seek(0)
            told = json.loads(self._file.read())
            return f"process {int(told['pid'])}, begun {told['started']}"
        except (ValueError, LookupError, TypeError):
            return "a process that does not say which"

    def release(self) -> None:
        self._file.close()
