"""One capture: a page as an archive has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Capture(NamedTuple):
    """`moment`: when it was taken, in UTC; `date`: the server's `Date`, as it was sent; `record`:
    where it stands, `name.warc.gz#offset`."""

    url: str
    moment: datetime | None
    status: int | None
    content_type: str | None
    date: str | None
    body: bytes
    record: str


# Whether captures of an address, at a moment if that is known, are asked for.
Wanted = Callable[[str, datetime | None], bool]
