"""`scrapy minisite`: a miniature dw.com to crawl without a network."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from dwcrawler.console import program
from dwcrawler.minisite import options
from dwcrawler.minisite.__main__ import run


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Serve a miniature dw.com on 127.0.0.1 (crawl it with DW_MIRROR)"

    def long_desc(self) -> str:
        return (
            "Serves a deterministic miniature dw.com until it is interrupted. To crawl it: "
            f"DW_MIRROR=http://127.0.0.1:8080 {program.name()} crawl dw -s AUTOTHROTTLE_ENABLED=0"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        options.add_options(parser.add_argument_group("Miniature site"))  # type: ignore[arg-type]

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.exitcode = run(opts)
