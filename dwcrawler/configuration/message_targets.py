"""Where messages go: URLs of apprise in DW_NOTIFY. They hold passwords, so no message repeats them."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

_NEEDED: Final = "apprise"
INSTALL: Final = 'pip install "dwcrawler[watch]"'


def what_is_wrong(urls: str) -> str | None:
    """With DW_NOTIFY, in words that show no secret; None for what can be used."""
    if not urls.strip():
        return None
    if find_spec(_NEEDED) is None:
        return f"it needs apprise: {INSTALL}"
    for url in parts(urls):
        if "://" not in url:
            if not Path(url).expanduser().is_file():
                return "there is neither a URL of apprise nor a file with its configuration"
        elif not services_of(url):
            scheme = url.partition("://")[0]
            return (
                f"apprise knows no service {scheme}://…, or its URL lacks a part "
                "(https://appriseit.com/services/ has them all)"
            )
    return None


def parts(urls: str) -> list[str]:
    from apprise.utils.parse import parse_urls

    found: list[str] = parse_urls(urls)  # type: ignore[no-untyped-call]
    return found or [urls.strip()]


def services_of(urls: str) -> list[Any]:
    """Those of one URL, or of a configuration file."""
    from apprise import Apprise, AppriseConfig

    _hush()
    sender = Apprise()
    if "://" in urls:
        sender.add(urls)
    else:
        configuration = AppriseConfig()
        configuration.add(str(Path(urls).expanduser().absolute()))
        sender.add(configuration)
    return list(sender)


def _hush() -> None:
    """Its own log lines may show what it sends."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
