"""What this project keeps in `request.meta` and in the flags of responses: every key, with its type.

What it reads of Scrapy's own keys in several places has a function here, too. The arguments of
callbacks (`cb_kwargs`) are set and read in `discovery.requests`.
"""

from __future__ import annotations

from typing import Any, Final, cast

from scrapy.http import Request, Response

# Asks for a browser: True for a page; RENDER_PART for what such a page loads.
RENDER: Final = "dw_render"
RENDER_PART: Final = "part"
# True: the site answered, or the request was never made, so that it is no failure of the site's.
ANSWERED: Final = "dw_answered"
# True, of a request for a page: the site's JSON was asked for.
JSON_ASKED: Final = "dw_api"
# Of an image or a media file: its path below the folder of files.
FILE: Final = "dw_file"

# Scrapy's `download_slot` for what pages load in a browser.
BROWSER_SLOT: Final = "browser"

# The flag of a response that a browser made.
_RENDERED: Final = "playwright"


def first_url(request: Request) -> str:
    """The URL that was asked for, before any redirect."""
    redirected = cast("list[str]", request.meta.get("redirect_urls") or [])
    return redirected[0] if redirected else request.url


def asked_url(response: Response) -> str:
    """The URL that was asked for, before any redirect, to get this response."""
    return first_url(response.request) if response.request is not None else response.url


def is_redirected(request: Request) -> bool:
    return bool(request.meta.get("redirect_urls"))


def tries_before(request: Request) -> int:
    """How many tries there were before this one."""
    tries: Any = request.meta.get("retry_times", 0)
    return int(tries)


def asks_for_browser(request: Request) -> bool:
    return bool(request.meta.get(RENDER))


def is_rendered(response: Response) -> bool:
    return _RENDERED in response.flags


def flags_of_rendered(response: Response) -> list[str]:
    """Those that a response has once a browser made its body."""
    return [*response.flags, _RENDERED]
