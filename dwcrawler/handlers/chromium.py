"""Which browser renders pages, and with what it is started. Knows nothing of Playwright."""

from __future__ import annotations

import os
import shutil
from typing import Any, Final

# Debian's names first.
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that asks nobody for anything but the page: no updates, no accounts, no first run.
_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # All that a page loads the crawl fetches for it: the browser itself has no way out.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)


def executable() -> str | None:
    """DW_CHROMIUM, else a Chromium on the path; None leaves the choice to Playwright's own."""
    named = os.environ.get("DW_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def launch_options() -> dict[str, Any]:
    """As Playwright's `launch` takes them."""
    arguments = list(_ARGUMENTS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium does not start as root with its sandbox
    options: dict[str, Any] = {"headless": True, "args": arguments}
    if found := executable():
        options["executable_path"] = found
    return options
