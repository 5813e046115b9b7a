"""A script in which a state is assigned -> the state's entries, whatever JavaScript stands around it.

Plain JSON is the common case and is decoded at once, the values of the outermost object only when they
are looked at. Then come JSON with characters that it cannot have, JSON that more JavaScript follows,
and literals of JavaScript that are no JSON.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Final

import msgspec
from msgspec import Raw

from dwcrawler.pages.encoding import repaired
from dwcrawler.pages.mending import mended
from dwcrawler.pages.problems import Problem
from dwcrawler.pages.state import literal
from dwcrawler.pages.state.content import Json

_AFTER_STATE: Final = b"; \t\r\n"
# JavaScript after a state. Where something else follows, a brace too many has ended it early.
_MORE: Final = re.compile(
    r"[\s})(]*(?:\Z|;|,\s*[\w$.]+\s*=(?!=)|//|/\*|!"
    r"|(?:window|self|globalThis|document|var|let|const|if|function|try)\b(?!\"))"
)
TOO_DEEP: Final = "state nested too deep"
MENDED: Final = Problem(
    "bad_encoding", "characters in the state that JSON cannot have; U+FFFD stands for those lost"
)
# More is no state: what is read in the tolerant way takes seconds for so much.
_MAX_LENIENT: Final = 4 * 1024 * 1024
_SCRIPT_END: Final = re.compile(rb"</script", re.IGNORECASE)
decode_entries: Final = msgspec.json.Decoder(dict[str, Raw]).decode


class StateError(ValueError):
    """The page has a state that cannot be read; the message says why."""


def entries_in(body: bytes, start: int, problems: list[Problem]) -> Json:
    """The state's outermost object, its values still in JSON.

    start: where its first brace is. Raises StateError.
    """
    end = body.rfind(b"</script", start)
    end = end if end >= 0 else start + len(_script(body, start))
    while body[end - 1 : end] in _AFTER_STATE and end > start:
        end -= 1
    try:
        return decode_entries(memoryview(body)[start:end])  # a view: states are large
    except RecursionError:
        raise StateError(TOO_DEEP) from None
    except msgspec.DecodeError:
        script = _script(body, start)
    sound = mended(script)
    for raw in dict.fromkeys((script, sound)):
        with suppress(msgspec.DecodeError, RecursionError):
            entries = decode_entries(raw.rstrip(_AFTER_STATE))
            if raw != script:
                problems.append(MENDED)
            return entries
    return _first_value(sound, script, problems)


def _script(body: bytes, start: int) -> bytes:
    """The rest of the script in which the state begins."""
    end = _SCRIPT_END.search(body, start)
    return body[start : end.start() if end else len(body)]


def _first_value(sound: bytes, script: bytes, problems: list[Problem]) -> Json:
    """For a state that more JavaScript follows; `sound` is the mended `script`."""
    text = sound.decode()
    constants: list[str] = []
    decoder = json.JSONDecoder(strict=False, parse_constant=constants.append)
    try:
        value, end = decoder.raw_decode(text)
    except RecursionError:
        raise StateError(TOO_DEEP) from None
    except ValueError as error:
        return _literal(script, error, problems)
    if not _MORE.match(text, end):
        raise StateError(f"state is not JSON (it ends too early, at {end})")
    if not script.startswith(text[:end].encode()):
        problems.append(MENDED)
    if constants:  # `NaN` and its like, which Python's decoder reads
        problems.append(lenient(0))
    return value if isinstance(value, dict) else {}


def _literal(script: bytes, why: ValueError, problems: list[Problem]) -> Json:
    """For a state that is JavaScript and no JSON."""
    if len(script) > _MAX_LENIENT:
        raise StateError(f"state is not JSON ({why})")
    text = repaired(script)[0].decode()
    try:
        translated, end, left_out = literal.to_json(text)
        entries = decode_entries(translated)
    except (literal.LiteralError, msgspec.DecodeError, RecursionError) as error:
        raise StateError(f"state is not JSON ({why}) and not another literal ({error})") from None
    if not _MORE.match(text, end) or text[end:].lstrip(" \t\r\n)").startswith("}"):
        raise StateError(f"state is not JSON (it ends too early, at {end})")
    problems.append(lenient(left_out))
    return entries


def lenient(left_out: int) -> Problem:
    detail = "the state is JavaScript and not plain JSON"
    if left_out:
        detail += f"; {left_out} values in it are not literals and were left out"
    return Problem("lenient_state", detail)
