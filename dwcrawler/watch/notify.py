"""Messages to people, by apprise: mail, Slack, Teams, webhooks and many others, each by one URL.

The URLs hold passwords: they are shown in apprise's private form alone.
"""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any, Final

from dwcrawler.configuration.message_targets import parts, services_of
from dwcrawler.console.readable import one_line
from dwcrawler.watch.told import Changes, Open

_MOST: Final = 20  # findings in one message
_LONGEST: Final = 6000  # characters; some services take no more
_SECONDS: Final = 20.0


class NotSent(Exception):
    """A message did not reach every address; the text names those that it did not, without secrets."""


def send(urls: str, title: str, body: str, seconds: float = _SECONDS) -> None:
    """Returns when all services have taken it; raises NotSent, after `seconds` at the latest."""
    services = [service for part in parts(urls) for service in services_of(part)]
    failed: dict[str, str] = {}
    threads = []
    for service in services:
        named = str(service.url(privacy=True)).partition("?")[0]
        failed[named] = f"no answer after {seconds:g} s"
        threads.append(
            threading.Thread(target=_send, args=(service, named, title, body, failed), daemon=True)
        )
    for thread in threads:
        thread.start()
    for thread in threads:  # side by side: they wait together, not one after the other
        thread.join(seconds)
    left = {named: why for named, why in dict(failed).items() if why}
    if left or not services:
        told = "; ".join(f"{named} ({why})" for named, why in left.items())
        raise NotSent(told or "DW_NOTIFY names no service")


def _send(service: Any, named: str, title: str, body: str, failed: dict[str, str]) -> None:
    from apprise import NotifyFormat, NotifyType

    try:
        sent = service.notify(
            body=body, title=title, notify_type=NotifyType.WARNING, body_format=NotifyFormat.TEXT
        )
        failed[named] = "" if sent else "refused, or not reached"
    except Exception as error:  # any of a hundred services
        failed[named] = type(error).__name__


def message(changes: Changes, folder: Path) -> tuple[str, str]:
    """Title and text."""
    new, well = changes
    counts = []
    if new:
        counts.append(f"{len(new)} {'change' if len(new) == 1 else 'changes'}")
    if well:
        counts.append(f"{len(well)} as usual again")
    title = f"dwcrawler: {', '.join(counts)}"
    blocks = [_listed(new)] if new else []
    if well:
        blocks.append("As usual again:\n" + _listed(well, with_urls=False))
    where = f"Crawl on {socket.gethostname()}, folder {folder}"
    blocks.append(f"{where}\nLook further: dwcrawler status, dwcrawler doctor")
    return title, "\n\n".join(blocks)[:_LONGEST]


def _listed(entries: list[Open], with_urls: bool = True) -> str:
    lines = []
    for entry in entries[:_MOST]:
        lines.append(f"- {one_line(entry.words)}")
        if with_urls:
            lines += [f"  {one_line(url)}" for url in entry.urls[:3]]
    if len(entries) > _MOST:
        lines.append(f"- and {len(entries) - _MOST} more")
    return "\n".join(lines)
