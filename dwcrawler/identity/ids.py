"""DW's numbers for its content, and its short URLs, which are these numbers in base 62.

Digits stand before capitals before small letters (seen on pages of 2011 to 2024).
"""

from __future__ import annotations

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES: Final = {digit: value for value, digit in enumerate(ALPHABET)}
_PAIRS: Final = [high + low for high in ALPHABET for low in ALPHABET]
# Seven digits of base 62 hold 3.5e12 ids; DW was at 7e7 in 2024.
_SHORT_CODE: Final = re.compile(r"[0-9A-Za-z]{1,7}\Z", re.ASCII)
MAX_ID: Final = len(ALPHABET) ** 7 - 1


def short_code(content_id: int) -> str:
    """The id in base 62, as it stands in a short URL: 67132206 -> "4Xg9W".

    Raises ValueError for what cannot be a content id (below 0 or above `MAX_ID`).
    """
    if not 0 <= content_id <= MAX_ID:
        raise ValueError(f"not a DW content id: {content_id} (0 to {MAX_ID})")
    rest, last = divmod(content_id, len(_PAIRS))
    rest, third = divmod(rest, len(_PAIRS))
    if 0 < rest < len(ALPHABET):  # five digits, as all of today's have
        return f"{ALPHABET[rest]}{_PAIRS[third]}{_PAIRS[last]}"
    first, second = divmod(rest, len(_PAIRS))
    code = f"{_PAIRS[first]}{_PAIRS[second]}{_PAIRS[third]}{_PAIRS[last]}"
    return code.lstrip("0") or "0"


def content_id(code: str) -> int | None:
    """The id that a short URL's code stands for: "4Xg9W" -> 67132206; None for no such code."""
    if not _SHORT_CODE.match(code):
        return None
    value = 0
    for digit in code:
        value = value * len(ALPHABET) + _VALUES[digit]
    return value


def short_url(content_id: int) -> str:
    return f"https://p.dw.com/p/{short_code(content_id)}"
