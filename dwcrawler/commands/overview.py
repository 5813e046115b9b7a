"""What `dwcrawler` and `dwcrawler --help` print: our commands first, then Scrapy's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import scrapy
from scrapy import cmdline
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from dwcrawler import __version__
from dwcrawler.console.program import NAME

# In the order in which a person needs them.
_FIRST: Final[tuple[str, ...]] = (
    "crawl",
    "extract",
    "show",
    "why",
    "report",
    "export",
    "archive",
    "diff",
    "status",
    "doctor",
    "notify",
    "compact",
    "deploy",
    "minisite",
)
_OURS: Final = "dwcrawler.commands"
_EXAMPLES: Final = {
    "crawl -a max_stories=20": "twenty stories of the live site, politely",
    "crawl -a languages=de,es -a since=7d": "the last seven days, in two languages",
    "crawl --help": "all arguments of a crawl",
}


def commands_of(settings: Settings) -> dict[str, ScrapyCommand]:
    """All commands by their names: Scrapy's, those of other packages, and ours."""
    return cmdline._get_commands_dict(settings, inproject=True)


def overview(settings: Settings) -> str:
    commands = commands_of(settings)
    ours = [name for name in _FIRST if name in commands]
    ours += sorted(name for name in commands if name not in ours and _is_only_ours(name, commands))
    others = sorted(name for name in commands if name not in ours)
    return "\n".join(
        [
            f"{NAME} {__version__} crawls Deutsche Welle (dw.com) and writes one JSON line a story.",
            "",
            f"Usage: {NAME} COMMAND [options]",
            "",
            "Commands:",
            *_listed(commands, ours),
            "",
            f"Commands of Scrapy {scrapy.__version__}:",
            *_listed(commands, others),
            "",
            "Examples:",
            *(f"  {NAME} {command:<36}  {what}" for command, what in _EXAMPLES.items()),
            "",
            f"{NAME} COMMAND --help shows the options of a command.",
        ]
    )


def _is_only_ours(name: str, commands: Mapping[str, ScrapyCommand]) -> bool:
    """Not one of Scrapy's that this project changes a little."""
    return all(kind.__module__.startswith(_OURS) for kind in _kinds(commands[name]))


def _kinds(command: ScrapyCommand) -> Iterator[type]:
    """Its class and those that it is made from, up to what all commands share."""
    for kind in type(command).__mro__:
        if kind.__module__ == ScrapyCommand.__module__:
            return
        yield kind


def _listed(commands: Mapping[str, ScrapyCommand], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield f"  {name:<13} {commands[name].short_desc()}"
