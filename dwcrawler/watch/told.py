"""Which findings are open: one message when a thing changed, one when it is well again.

They stand in `findings.json` in the output folder, for people and scripts; also for who wants no
messages.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dwcrawler.normalize.dates import in_utc
from dwcrawler.watch.findings import Finding

logger = logging.getLogger(__name__)

FILE: Final = "findings.json"
# What comes and goes is told once a day at most.
_QUIET: Final = timedelta(days=1)
# What no run could judge for so long is dropped: the site may have become so for good.
_FORGOTTEN: Final = timedelta(days=30)


class Open(msgspec.Struct, kw_only=True):
    """A finding with its history. Times are RFC 3339, UTC.

    since, last_seen: of the first and of the last run that found it
    told:      when a message said so; None if none did yet
    well:      when it was found to be well again; None while it is open
    told_well: whether a message said that
    """

    code: str
    subject: str
    words: str
    urls: list[str]
    since: str
    last_seen: str
    told: str | None = None
    well: str | None = None
    told_well: bool = False

    @property
    def finding(self) -> Finding:
        return Finding(self.code, self.subject, self.words, tuple(self.urls))


class Changes(NamedTuple):
    """What a message has to say."""

    new: list[Open]
    well: list[Open]


class Told:
    """The file, read and written. Methods raise OSError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.entries = self._read()

    def update(
        self, findings: Iterable[Finding], judged: Callable[[Finding], bool], now: datetime
    ) -> Changes:
        """What has to be told now: also what could not be sent before.

        judged: whether this run would have found a finding, were it still so; only then is one that
                was not found well again
        """
        at = in_utc(now)
        for finding in findings:
            self._found(finding, at)
        found = {finding.key for finding in findings}
        for key, entry in self.entries.items():
            if key not in found and entry.well is None and judged(entry.finding):
                entry.well = at
        self._forget(now)
        self._write()
        return Changes(
            [entry for entry in self.entries.values() if not entry.well and not entry.told],
            [e for e in self.entries.values() if e.well and e.told and not e.told_well],
        )

    def _found(self, finding: Finding, at: str) -> None:
        entry = self.entries.get(finding.key)
        if entry is None:
            self.entries[finding.key] = Open(
                code=finding.code,
                subject=finding.subject,
                words=finding.words,
                urls=list(finding.urls),
                since=at,
                last_seen=at,
            )
            return
        if entry.well is not None:  # it is back: a change of its own, if it was well for long
            was_well_for = datetime.fromisoformat(at) - datetime.fromisoformat(entry.well)
            entry.since = at
            entry.told = entry.told if was_well_for < _QUIET else None
            entry.well, entry.told_well = None, False
        entry.words, entry.urls, entry.last_seen = finding.words, list(finding.urls), at

    def _forget(self, now: datetime) -> None:
        """What is well and told, or was never told and is well; what nobody saw for long."""
        for key, entry in list(self.entries.items()):
            age = now - datetime.fromisoformat(entry.well or entry.last_seen)
            is_done = entry.well is not None and (entry.told_well or entry.told is None)
            if age > (_QUIET if is_done else _FORGOTTEN):
                del self.entries[key]

    def sent(self, changes: Changes, now: datetime) -> None:
        for entry in changes.new:
            entry.told = in_utc(now)
        for entry in changes.well:
            entry.told_well = True
        self._write()

    @property
    def open(self) -> list[Open]:
        return [entry for entry in self.entries.values() if entry.well is None]

    def _read(self) -> dict[str, Open]:
        try:
            entries = msgspec.json.decode(self.path.read_bytes(), type=list[Open])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            logger.warning("%s cannot be read, and is begun anew: %s", self.path, error)
            return {}
        return {entry.finding.key: entry for entry in entries}

    def _write(self) -> None:
        """Whole, or not at all. No file where nothing was ever found."""
        if not self.entries and not self.path.exists():
            return
        text = msgspec.json.format(msgspec.json.encode(list(self.entries.values())), indent=2)
        part = self.path.with_name(f"{FILE}.part")
        with part.open("wb") as file:
            file.write(text + b"\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)
