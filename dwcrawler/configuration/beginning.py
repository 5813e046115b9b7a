"""What must be right before a crawl of `dw` can begin, however it is started.

The command `scrapy crawl` looks at settings and arguments first, and says in a line what is wrong.
A script gets the same as an exception, when it asks for the crawl.
"""

from __future__ import annotations

import asyncio
import sys

from scrapy.settings import BaseSettings
from scrapy.utils.reactor import is_reactor_installed

from dwcrawler.components.component_lists import move_to_debug
from dwcrawler.configuration.setting_values import wrong_settings
from dwcrawler.console import program


def check(settings: BaseSettings) -> None:
    """Raises ValueError for settings, RuntimeError for a program in which no crawl would ever end."""
    move_to_debug()
    if wrong := wrong_settings(settings):
        raise ValueError("; ".join(wrong))
    if _is_loop_of_others_running():
        raise RuntimeError(
            "an event loop is running here, as in a notebook, and Twisted's reactor is not: the "
            "crawl would wait for it without end. Run it as a process (in a notebook: "
            f"!{program.name()} crawl dw), or install the reactor in this loop and begin it before "
            "the crawl: reactor.startRunning(installSignalHandlers=False)"
        )


def _is_loop_of_others_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return not (is_reactor_installed() and sys.modules["twisted.internet.reactor"].running)
