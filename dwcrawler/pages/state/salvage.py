"""Of a state that is broken somewhere, and so is no JSON: the entries that are whole.

Both kinds of state are flat: one object whose entries stand side by side, each under a key that
looks like no field's name. So whatever damage is in one of them, the others can be found.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

# `"/graph-api/en/content/article/67132206": {`, `"Article:65897191":{`,
# `"ContentLink:{\"targetId\":65897427}":{`
_KEY: Final = r'(?:/graph-api/|[A-Z][A-Za-z]{1,40}:)(?:[^"\\]|\\.){1,150}+'
_ENTRY: Final = re.compile(rf'"({_KEY})"\s*:\s*(?=\{{)')
_IS_KEY: Final = re.compile(_KEY)
# What follows an entry that a brace too many has ended within: another field, or another brace.
_GOES_ON: Final = re.compile(r'\s*(?:,\s*"[a-z_][A-Za-z]{0,60}["(]|\}\s*\})')
# A brace too few makes an entry as long as the rest, which is read in vain. So much may be, in
# sizes of the state, that damage in some places does no harm and the time has a bound; to tell
# where each fault is costs a part of it, too.
_MAX_IN_VAIN: Final = 16
_COST_OF_A_FAULT: Final = 1 / 8


def entries_of(state: str) -> dict[str, Any]:
    """The whole entries by their keys, decoded; a part of one is none."""
    entries: dict[str, Any] = {}
    in_vain = 0.0
    match = _ENTRY.search(state)
    while match is not None and in_vain < _MAX_IN_VAIN * len(state):
        end = match.end()
        try:
            value, end = _DECODER.raw_decode(state, end)
        except json.JSONDecodeError as error:
            in_vain += error.pos - end + _COST_OF_A_FAULT * len(state)
        except RecursionError:
            break
        else:
            if not _GOES_ON.match(state, end):
                entries.setdefault(json.loads(f'"{match[1]}"'), value)
                _take_out(entries, value)
        match = _ENTRY.search(state, end)
    return entries


def _take_out(entries: dict[str, Any], value: dict[str, Any]) -> None:
    """Where the brace that ends an entry is lost, those after it look like fields of it."""
    for key in [key for key in value if _IS_KEY.match(key)]:
        entries.setdefault(key, value.pop(key))


def _number(digits: str) -> int | None:
    """No number of a state is longer; Python refuses some that are."""
    return int(digits) if len(digits) < 20 else None


_DECODER: Final = json.JSONDecoder(parse_int=_number, strict=False)
