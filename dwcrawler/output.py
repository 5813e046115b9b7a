"""Where a crawl leaves its feeds, its store and what was rejected."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings


def folder_of(settings: BaseSettings) -> Path:
    """DW_OUTPUT_DIR; where only the project set it, a mirror has a folder in it of its own.

    A mirror's stories, of the miniature site or of another day, would else count as the live
    site's.
    """
    folder = Path(settings["DW_OUTPUT_DIR"])
    mirror = settings["DW_MIRROR"]
    chosen = (settings.getpriority("DW_OUTPUT_DIR") or 0) > SETTINGS_PRIORITIES["project"]
    if not mirror or chosen:
        return folder
    parts = urlsplit(mirror)
    return folder / f"{parts.hostname}-{parts.port or parts.scheme}"
