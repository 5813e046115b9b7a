"""How long ago, in an edition's own words: `vor 3 Stunden`, `an hour ago`, `昨天`.

Only what lies in the past, and only minutes, hours, days and weeks: pages of DW write nothing
longer in this way, and months and years have no fixed length.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from dwcrawler.normalize.folding import phrase
from dwcrawler.normalize.wording import NUMBER, unified, wording


@lru_cache(maxsize=4096)
def ago(text: str, language: str) -> timedelta | None:
    known = wording(language)
    found = unified(phrase(text), known.same).split()
    # As it stands first: Arabic has phrases in which `one` is part of the wording.
    if (exact := known.past.get(" ".join(found))) is not None:
        return exact
    numbers = [word for word in found if word.isdecimal() or word in known.ones]
    if len(numbers) != 1 or (len(numbers[0]) > 3 and numbers[0].isdecimal()):
        return None
    pattern = " ".join(NUMBER if word == numbers[0] else word for word in found)
    unit = known.past.get(pattern)
    if unit is None:
        return None
    return unit * (int(numbers[0]) if numbers[0].isdecimal() else 1)
