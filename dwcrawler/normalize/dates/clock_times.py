"""The time of day in a text: `14:30`, `2:30 p.m.`, `14 h 30`, and `14.30` where that is no date."""

from __future__ import annotations

import re
from datetime import time
from typing import Final, NamedTuple

# Arabic has one letter for the half of the day.
_HALF: Final = r"(?:\s?(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<morning>ص)\b|(?P<evening>م)\b))?"
_END: Final = r"(?![\d:]|\.\s?\d)"
_CLOCK: Final = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})"
    rf"(?:(?::|\s?h\s?)(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?{_END}{_HALF}|\s?h(?![^\W_]))"
)
_DOTTED: Final = re.compile(rf"(?<![\d:.])(?P<hour>\d{{1,2}})\.(?P<minute>\d{{2}}){_END}")


class Clocked(NamedTuple):
    """A text, and what was the time of day in it. The `rest` has a blank in its place."""

    rest: str
    time: time


def clocked(folded: str, is_dotted: bool) -> Clocked | None:
    """None where there is no time of day; ValueError where there is none of that name: `25:00`.

    `is_dotted` is for editions that write `14.30`.
    """
    match = _CLOCK.search(folded) or (_DOTTED.search(folded) if is_dotted else None)
    if match is None:
        return None
    return Clocked(f"{folded[: match.start()]} {folded[match.end() :]}", _time(match.groupdict()))


def _time(parts: dict[str, str | None]) -> time:
    hour = int(parts["hour"] or 0)
    is_evening = parts.get("evening") or parts.get("half") == "p"
    if is_evening or parts.get("morning") or parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(f"{hour} o'clock of half a day")
        hour = hour % 12 + (12 if is_evening else 0)
    return time(hour, int(parts["minute"] or 0), int(parts.get("second") or 0))
