"""A feed of one's own in a file: `-O FILE` replaces it whole or not at all, `-o FILE` appends."""

from __future__ import annotations

import fcntl
import logging
import os
from io import BufferedWriter, FileIO
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import IO, Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FileFeedStorage

from dwcrawler.components.exporters import exporter_of
from dwcrawler.store.durable_feed import PART, make_folder, sync_folder

logger = logging.getLogger(__name__)


class FeedFile(FileFeedStorage):
    """With `overwrite`, stories go to `FILE.part`, which takes the name FILE when all are in it.

    So whatever ends the crawl, FILE is the earlier one or the new one, and never a part. What is
    no regular file (a pipe, /dev/stdout) is written to as it stands.
    """

    def __init__(
        self, uri: str, *, feed_options: dict[str, Any] | None = None, is_lines: bool = False
    ) -> None:
        super().__init__(uri, feed_options=feed_options)
        self._is_lines = is_lines
        # A link stays one, and leads to the new file.
        self.target = Path(os.path.realpath(self.path))
        self.part = self.target.with_name(self.target.name + PART)

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> Self:
        options = feed_options or {}
        exporter = exporter_of(crawler.settings, options.get("format", ""))
        is_lines = getattr(exporter, "is_lines", False) and not options.get("postprocessing")
        return cls(uri, feed_options=feed_options, is_lines=is_lines)

    @property
    def replaces(self) -> bool:
        return self.write_mode == "wb" and not is_special(self.target)

    @property
    def would_lose(self) -> bool:
        """Whether there is something in FILE that `store` would replace."""
        return self.replaces and self.target.is_file() and self.target.stat().st_size > 0

    def open(self, spider: Spider) -> IO[bytes]:
        """Raises OSError, BlockingIOError where another crawl writes the same feed."""
        make_folder(self.target.parent)
        if self.replaces:
            return self._open_part()
        file = self.target.open(self.write_mode)
        if self._is_lines and not is_special(self.target) and not ends_with_line_end(self.target):
            logger.warning("%s: the last line is incomplete. Starting a new line", self.path)
            file.write(b"\n")
        return file

    def _open_part(self) -> IO[bytes]:
        raw = FileIO(os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666), "w")
        try:
            fcntl.flock(raw.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(raw.fileno(), 0)  # what an earlier crawl left that broke off
            if self.target.exists():
                os.fchmod(raw.fileno(), S_IMODE(self.target.stat().st_mode))
        except BlockingIOError:
            raw.close()
            raise BlockingIOError("another crawl is writing it") from None
        except OSError:
            raw.close()
            raise
        return BufferedWriter(raw)

    def store(self, file: IO[bytes]) -> None:
        """Returns when all of it is on the disk and has its name. Raises OSError."""
        file.flush()
        if not is_special(self.target):
            os.fsync(file.fileno())
        if self.replaces:
            self.part.replace(self.target)
            sync_folder(self.target.parent)
        file.close()


def is_special(path: Path) -> bool:
    """A pipe, a terminal, /dev/null."""
    return path.exists() and not path.is_dir() and not S_ISREG(path.stat().st_mode)


def ends_with_line_end(path: Path) -> bool:
    """So does one that is empty. A crawl that was killed within a line leaves it without."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"
