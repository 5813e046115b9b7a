"""What a schedule runs: which program, with what, where and how often."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dwcrawler.deployment.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    program:   the words that start dwcrawler, with an absolute path
    output:    absolute; feeds and store
    arguments: of the spider (`-a`), settings: of Scrapy (`-s`)
    source:    the checkout that an image is built from
    memory:    most memory, as systemd and Docker write it: 1G
    """

    program: tuple[str, ...] = ("/opt/dwcrawler/bin/dwcrawler",)
    output: Path = Path("/var/lib/dwcrawler")
    user: str = "dwcrawler"
    contact: str = ""
    every: Period = field(default=Period(180))
    delay: int | None = None
    arguments: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    source: Path = Path("..")
    render: bool = False
    memory: str = "1G"

    @property
    def options(self) -> list[str]:
        options = ["crawl"]
        for name, value in self.arguments.items():
            options += ["-a", f"{name}={value}"]
        for name, value in self.settings.items():
            options += ["-s", f"{name}={value}"]
        return options

    @property
    def environment(self) -> dict[str, str]:
        """What every crawl is given; secrets come from a file of their own."""
        given = {"DW_OUTPUT_DIR": str(self.output)}
        if self.contact:
            given["DW_CONTACT"] = self.contact
        return given

    @property
    def most_delay(self) -> int:
        return self.every.most_delay if self.delay is None else self.delay
