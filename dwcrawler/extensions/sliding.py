"""How many of the latest so many things went wrong."""

from __future__ import annotations

from collections import deque
from typing import Self

from scrapy.settings import BaseSettings


class SlidingShare:
    """Of the latest `size` outcomes: how many failed, and whether that is more than `most`."""

    def __init__(self, size: int, most: float) -> None:
        self._latest: deque[bool] = deque(maxlen=size)
        self._most = most
        self.failures = 0

    @classmethod
    def from_settings(cls, settings: BaseSettings, size: int | None = None) -> Self:
        """Settings: DW_BREAKER_SHARE, and DW_BREAKER_WINDOW where no `size` is given."""
        size = size or settings.getint("DW_BREAKER_WINDOW")
        return cls(size, settings.getfloat("DW_BREAKER_SHARE"))

    @property
    def size(self) -> int:
        """Of how many it knows the outcome at most."""
        return self._latest.maxlen or 0

    def add(self, failed: bool) -> bool:
        """Whether so many outcomes are known, and more of them failed than may."""
        latest = self._latest
        if len(latest) == latest.maxlen:
            self.failures -= latest[0]
        latest.append(failed)
        self.failures += failed
        return len(latest) == latest.maxlen and self.failures > self._most * len(latest)

    def __len__(self) -> int:
        return len(self._latest)
