"""How long ago, in an edition's own words: `vor 3 Stunden`, `just now`, `昨天`, `gestern, 14:30`.

Only what lies in the past, and nothing longer than weeks: pages of DW write nothing longer in
this way, and months and years have no fixed length.

Hours, minutes and seconds tell a moment. Days and weeks, counted or named, tell a day and no time
of it, unless one stands beside them.
"""

from __future__ import annotations

from datetime import time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from dwcrawler.normalize.dates.clock_times import clocked
from dwcrawler.normalize.dates.wording import NUMBER, Past, Wording, unified, wording
from dwcrawler.normalize.folding import fold, words

_MOST_DIGITS: Final = 3


class Ago(NamedTuple):
    length: timedelta
    is_day: bool
    """Whether it tells a day, counted in UTC from when the page was made, and not a moment."""
    clock: time | None


@lru_cache(maxsize=4096)
def ago(text: str, language: str) -> Ago | None:
    known = wording(language)
    folded = fold(text)
    # As it stands first: `il y a 3 h` has no time of day in it.
    if past := _past(words(folded), known):
        return Ago(past.length, past.is_day, None)
    try:
        found = clocked(folded, known.is_time_dotted)
    except ValueError:
        return None
    past = _past(_stripped(words(found.rest), known), known) if found else None
    return Ago(past.length, True, found.time) if found and past and past.is_day else None


def _past(found: list[str], known: Wording) -> Past | None:
    found = unified(" ".join(found), known.same).split()
    # As it stands first: Arabic has phrases in which `one` is part of the wording.
    if exact := known.past.get(" ".join(found)):
        return exact
    numbers = [word for word in found if word.isdecimal() or word in known.numbers]
    if len(numbers) != 1 or (len(numbers[0]) > _MOST_DIGITS and numbers[0].isdecimal()):
        return None
    pattern = " ".join(NUMBER if word == numbers[0] else word for word in found)
    unit = known.past.get(pattern)
    if unit is None:
        return None
    count = int(numbers[0]) if numbers[0].isdecimal() else known.numbers[numbers[0]]
    return Past(unit.length * count, unit.is_day)


def _stripped(found: list[str], known: Wording) -> list[str]:
    """Without what led to the time of day: `gestern um Uhr` -> `gestern`."""
    while found and found[-1] in known.fillers:
        found = found[:-1]
    while found and found[0] in known.fillers:
        found = found[1:]
    return found
