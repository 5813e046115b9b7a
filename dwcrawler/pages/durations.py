"""How long a video or an audio lasts, as pages tell it -> seconds."""

from __future__ import annotations

import re
from typing import Final

_ISO: Final = re.compile(
    r"P(?:(?P<days>\d{1,3})D)?(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?"
    r"(?:(?P<seconds>\d{1,7})(?:[.,]\d*)?S)?)?\Z",
    re.ASCII | re.IGNORECASE,
)


def iso_duration(text: str | None) -> int | None:
    """`PT3M14S`, of ISO 8601 as in JSON-LD -> 194; None for anything else."""
    match = _ISO.match((text or "").strip())
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
