"""DW_MIRROR: the origin that serves dw.com in its place."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.settings import BaseSettings


class MirrorError(ValueError):
    """DW_MIRROR is no origin; the message says what it should be."""


def mirror_of(settings: BaseSettings) -> str:
    """DW_MIRROR as it was given; empty for a crawl of the live site."""
    return settings["DW_MIRROR"] or ""


def checked_origin(origin: str) -> str:
    """`http://127.0.0.1:8080`, without a trailing slash. Raises MirrorError."""
    try:
        parts = urlsplit(origin)
        valid = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or parts.scheme not in ("http", "https") or parts.path not in ("", "/"):
        raise MirrorError(
            f"DW_MIRROR={origin} is not an origin: give scheme, host and port, as in "
            "http://127.0.0.1:8080"
        )
    if parts.query or parts.fragment or parts.username:
        raise MirrorError(f"DW_MIRROR={origin} has more than scheme, host and port")
    return f"{parts.scheme}://{parts.netloc}"
