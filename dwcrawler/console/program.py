"""How this program is called, for the commands in help, hints and errors.

A command that is shown must work when it is pasted. In a checkout that is `scrapy crawl dw`; where
the package is installed there is no scrapy.cfg, and it is `dwcrawler crawl dw`.
"""

from __future__ import annotations

from typing import Final

from scrapy.utils.project import inside_project

NAME: Final = "dwcrawler"
_started_as: list[str] = []


def start_as(name: str) -> None:
    """Said once, by the console script, before anything else is imported."""
    _started_as[:] = [name]


def name() -> str:
    """`dwcrawler` or `scrapy`: the first word of a command that the user can type here."""
    if _started_as:
        return _started_as[0]
    return "scrapy" if inside_project() else NAME
