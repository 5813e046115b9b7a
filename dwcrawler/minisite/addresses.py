"""Addresses as the site writes them: made here, so that a crawl's own are compared with others."""

from __future__ import annotations

import string
from typing import Final
from urllib.parse import quote

SITE: Final = "https://www.dw.com"
_DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase


def url_of(path: str) -> str:
    """`/ar/علوم/s-9106` -> the URL with all but ASCII escaped."""
    return f"{SITE}{quote(path)}"


def path_of(url: str) -> str:
    return url.removeprefix(SITE)


def short_url_of(content_id: int) -> str:
    """The id in base 62."""
    code = ""
    while content_id:
        content_id, digit = divmod(content_id, 62)
        code = _DIGITS[digit] + code
    return f"https://p.dw.com/p/{code or '0'}"
