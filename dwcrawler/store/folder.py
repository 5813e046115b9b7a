"""Where a crawl leaves its feeds, its store and what was rejected.

The durable feed is `dw-<UTC time>.jsonl` in the output folder. A crawl writes it, and the store
knows a story when its line is on the disk, unless one of these holds:

- `-o` or `-O` is given on the command line, and DW_DURABLE_FEED is `auto` (its default);
- DW_DURABLE_FEED is False.

Then feeds of one's own are all that a crawl writes, and the store knows their stories when the crawl
has ended and all of them arrived. The setting FEEDS does not count, wherever it comes from: such
feeds are written beside the durable one, with the same stories. DW_DURABLE_FEED=True makes `-o` and
`-O` do the same.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from dwcrawler.mirror_origin import mirror_of

_OUTPUT_DIR: Final = "DW_OUTPUT_DIR"
_DURABLE_FEED: Final = "DW_DURABLE_FEED"
AUTO: Final = "auto"  # of DW_DURABLE_FEED
FEED_NAMES: Final = "dw-*.jsonl"  # of durable feeds
FILES: Final = "files"  # the folder of downloaded pictures and media, in the output folder


def writes_durable_feed(settings: BaseSettings) -> bool:
    return settings[_DURABLE_FEED] == AUTO or settings.getbool(_DURABLE_FEED)


def write_own_feeds_alone(settings: BaseSettings) -> None:
    """For a command that was given `-o` or `-O`."""
    if settings[_DURABLE_FEED] == AUTO:
        settings.set(_DURABLE_FEED, False, priority="cmdline")


def folder_of(settings: BaseSettings) -> Path:
    """DW_OUTPUT_DIR; where neither a user nor the environment set it, a mirror has a folder in it of its own.

    A mirror's stories, of the miniature site or of another day, would else count as the live
    site's.
    """
    folder = Path(settings[_OUTPUT_DIR])
    mirror = mirror_of(settings)
    chosen = (settings.getpriority(_OUTPUT_DIR) or 0) > SETTINGS_PRIORITIES["project"]
    if not mirror or chosen or os.environ.get(_OUTPUT_DIR):
        return folder
    parts = urlsplit(mirror)
    return folder / f"{parts.hostname}-{parts.port or parts.scheme}"
