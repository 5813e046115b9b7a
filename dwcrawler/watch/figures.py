"""What one run measured: kept in the store with the run, for `dwcrawler status` and for monitors."""

from __future__ import annotations

from typing import Final

import msgspec

# Group of stories -> feature -> how many stories have it. A group is `article/en`; its number of
# stories stands under `ALL`.
Coverage = dict[str, dict[str, int]]
ALL: Final = ""


class Figures(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Counts are of this run alone; times are in seconds, sizes in bytes.

    arguments: of the spider, as given: runs with others are no measure for this one
    whole:     the run came to its end by itself
    pages:     pages that were read, whatever they told
    found:     stories that lists and stories led to, known ones included
    read:      stories that were read; `written` ones are `new` or `changed`, the rest is
               unchanged or was not wanted
    not_modified: stories of which the site said that they are as they were (304)
    lost, failures: by their codes, as in the stats
    problems:  pages that have each, by its code
    waiting:   stories that were found and not fetched; the next run does
    unknown:   what the readers do not know, by kind and name: `type/ShortVideo`, `kind/st`
    layouts:   stories by how their pages were read
    newest:    date of the newest story that was read or known, by language
    monitored: whether monitors looked at the run
    """

    version: str = ""
    arguments: dict[str, str] = {}
    whole: bool = False
    pages: int = 0
    found: int = 0
    read: int = 0
    written: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: int = 0
    duplicates: int = 0
    rejected: int = 0
    damaged: int = 0
    lost: dict[str, int] = {}
    failures: dict[str, int] = {}
    problems: dict[str, int] = {}
    errors: int = 0
    listings: int = 0
    listings_lost: int = 0
    requests: int = 0
    retries: int = 0
    received: int = 0
    waiting: int = 0
    unknown: dict[str, int] = {}
    languages: dict[str, int] = {}
    types: dict[str, int] = {}
    layouts: dict[str, int] = {}
    newest: dict[str, str] = {}
    duration: float = 0.0
    peak_memory: int = 0
    feed: str | None = None
    findings: list[str] = []
    monitored: bool = False


class RunRecord(msgspec.Struct, kw_only=True):
    """One run as the store has it. What older versions did not record is None.

    started, ended: RFC 3339, UTC
    reason:         Scrapy's finish reason; "died" for a run that was killed, None for one that is
                    still running (or was killed, and none has begun since)
    status:         exit status
    coverage:       kept for the latest runs only
    """

    id: int
    started: str
    scope: str
    reason: str | None
    ended: str | None = None
    status: int | None = None
    figures: Figures | None = None
    coverage: Coverage | None = None
