"""How many of the latest so many things went wrong."""

from __future__ import annotations

from collections import deque


class SlidingShare:
    """Of the latest `size` outcomes: how many failed, and whether that is more than `most`."""

    def __init__(self, size: int, most: float) -> None:
        self._latest: deque[bool] = deque(maxlen=size)
        self._most = most
        self.failures = 0

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
