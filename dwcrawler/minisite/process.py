"""The miniature site in another process, for the demo, tests and benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.request import ProxyHandler, Request, build_opener

from dwcrawler.minisite.world import NEWEST

# A host that no crawl asks for: here the site tells what it was asked.
CONTROL_HOST: Final = "minisite.invalid"
_DIRECTLY: Final = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class RunningSite:
    """`origin` is what DW_MIRROR takes."""

    origin: str

    def requests(self) -> dict[str, Any]:
        """What the site was asked so far, and how: `requests` by kind, `stories` by id,
        `user_agents`, how many `cookies` came back, `most_at_once`."""
        return self._control("requests")

    def edit(self, story_id: int) -> None:
        """Changes a story's words, as an editor would."""
        self._control(f"edit/{story_id}")

    def publish(self, count: int) -> None:
        """So many new stories come, and as many old ones leave the lists."""
        self._control(f"publish/{count}")

    def forget(self) -> None:
        """Begins to count requests anew."""
        self._control("forget")

    def _control(self, words: str) -> dict[str, Any]:
        request = Request(f"{self.origin}/{words}", headers={"Host": CONTROL_HOST})
        with _DIRECTLY.open(request, timeout=10) as response:
            told: dict[str, Any] = json.load(response)
        return told


@contextmanager
def running(*options: str) -> Iterator[RunningSite]:
    """Starts it on a free port with options of its command line; ends it on leaving.

    Without `--newest` its dates are those of `World()`, so that what a crawl finds can be compared
    with that. With `--newest now` they are as of `scrapy minisite`.
    """
    if not any(option.startswith("--newest") for option in options):
        options = (*options, "--newest", NEWEST.isoformat())
    command = [sys.executable, "-m", "dwcrawler.minisite", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            origin = process.stdout.readline().strip()
            if not origin:
                raise RuntimeError(f"the miniature site did not start: {' '.join(command)}")
            yield RunningSite(origin)
        finally:
            process.terminate()
            process.wait(timeout=10)
