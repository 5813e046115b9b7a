"""`settings`, Scrapy's own, which also lists dwcrawler's settings and knows what is misspelt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from scrapy.commands import settings
from scrapy.exceptions import UsageError

from dwcrawler.configuration import settings_model as model
from dwcrawler.configuration.setting_values import likely_misspelt, unknown_of_ours
from dwcrawler.console.help_texts import HelpFormatter, listed

_OPTIONS: Final = ("get", "getbool", "getint", "getfloat", "getlist")


class Command(settings.Command):
    def short_desc(self) -> str:
        return "Print the value of a setting (--help lists those of dwcrawler)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = HelpFormatter
        parser.epilog = "\n".join(listed("Settings of dwcrawler (-s NAME=VALUE)", _described()))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # set by the command line before it runs a command
        asked = [name for option in _OPTIONS if (name := getattr(opts, option))]
        if args or not asked:
            example = args[0] if args else "DW_OUTPUT_DIR"
            raise UsageError(
                f"name a setting with an option, as in: --get {example}", print_help=False
            )
        wrong = list(unknown_of_ours(dict.fromkeys([*asked, *self.settings])))
        wrong += likely_misspelt(name for name in asked if name not in self.settings)
        if wrong:
            raise UsageError("; ".join(wrong), print_help=False)
        super().run(args, opts)


def _described() -> Iterator[tuple[str, str]]:
    for name in model.NAMES:
        default = model.default(name) or "empty"
        yield (
            name,
            f"{model.description(name).replace('`', '')}. Give {model.expected(name)} "
            f"(default: {default}; example: {model.example(name)})",
        )
