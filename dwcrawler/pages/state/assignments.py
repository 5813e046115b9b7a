"""Where a page's scripts have a state, in whatever form: as JSON for `state` to read.

    window["__APP_STATE__"] = {id: 1, kicker: undefined};
    var __APOLLO_STATE__ = JSON.parse('{"id":1}');
    self.__DW_STATE__ = Object.assign(self.__DW_STATE__ || {}, {...});
    <script type="application/json" id="__NEXT_DATA__">{...}</script>

This is for when the usual form, an object of JSON, is not there or cannot be read.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import msgspec

from dwcrawler.pages.encoding import repaired
from dwcrawler.pages.mending import mended
from dwcrawler.pages.state import literal

_SCRIPT: Final = re.compile(rb"<script\b[^<>]{0,1000}>", re.IGNORECASE)
_SCRIPT_END: Final = re.compile(rb"</script", re.IGNORECASE)
# What every object of the site's content has; in a JSON string, or percent-encoded, too.
_TYPE: Final = b"__typename"
_KNOWN: Final = re.compile(rb"""__(?:APP|APOLLO)_STATE__["'\]]*\s*(?:=(?![=>])|:|,)""")
_ASSIGNED: Final = re.compile(r"""[\w$"'\])]\s*[=:,](?![=>])\s*""")
_NAMED: Final = re.compile(r"""__(?:APP|APOLLO)_STATE__["'\]]*\s*[=:,](?![=>])\s*""")
# What may stand before the value itself: `(`, `Object.assign(self.__X__ || {}, `, and comments. Not
# much of all that, nor long comments: `https:` before each address looks like a name before one.
_AROUND: Final = r"""(?: [\s\ufeff]++ | \( | \{\s*\}\s*(?:,|\|\|) | \|\| | \?\? | ,
      | Object\s*\.\s*\w+\s*\( | \{\s*value\s*:
      | (?:(?:window|self|globalThis|top)\s*)(?:\.\s*[\w$]+|\[\s*["'][\w$]+["']\s*\])
      | __[\w$]+__ | new\s+String\( ){0,20}+"""
_COMMENT: Final = r"(?: //[^\n]{0,200}+\n | /\*(?:[^*]|\*(?!/)){0,200}+\*/ )"
_BEFORE: Final = re.compile(rf"{_AROUND}(?:{_COMMENT}{_AROUND}){{0,4}}+", re.VERBOSE)
_STRING: Final = r'"(?:[^"\\]|\\.)*+"' r"|'(?:[^'\\]|\\.)*+'" r"|`(?:[^`\\]|\\.)*+`"
_PARSED: Final = re.compile(
    rf"""JSON\s*\.\s*parse\(\s*(?:(?:window|self|globalThis)\s*\.\s*)?
      (?:(?P<by>decodeURIComponent|decodeURI|unescape|atob)\(\s*)?(?P<text>{_STRING})""",
    re.VERBOSE | re.DOTALL,
)
# A state that another script gives to `JSON.parse`.
_JSON_IN_QUOTES: Final = re.compile(rf"(?=.\s*[\[{{])(?P<by>)(?P<text>{_STRING})", re.DOTALL)
# JavaScript after a value. Where something else follows, a bracket too many has ended it early.
_AFTER: Final = re.compile(
    r"[\s)]*(?P<braces>(?:\}[\s)]*)*+)(?:\Z|;|,\s*[\w$.]+\s*=(?!=)|,\s*(?:[\w$]+|\"\w+\")\s*:|//|/\*|!|-->"
    r"|(?:window|self|globalThis|document|var|let|const|if|function|try|catch|else)\b(?!\"))"
)
_MAX_SCRIPTS: Final = 200
_MAX_TRIES: Final = 12
_MAX_BYTES: Final = 4 * 1024 * 1024
_decode: Final = msgspec.json.Decoder().decode


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is JavaScript")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number)


class Assigned(NamedTuple):
    """A state's value. `is_lenient` if it is not the JSON of an object; `left_out`: see `literal`."""

    value: Any
    is_lenient: bool
    left_out: int = 0


def states_in(scripts: list[bytes]) -> Iterator[Assigned]:
    """The values that may be a page's state, those with the known names first."""
    scripts = [script for script in scripts if len(script) <= _MAX_BYTES]
    known = [script for script in scripts if _KNOWN.search(script)]
    for script in known:
        yield from _values(_text(script), _NAMED, 0)
    for script in scripts:
        if _TYPE not in script:  # a known name may stand for a variable that is set elsewhere
            continue
        text = _text(script)
        own = text.lstrip("\ufeff \t\r\n")
        if own[:1] in ("{", "["):
            yield from _value_at(text, len(text) - len(own))
        else:
            yield from _values(text, _ASSIGNED, text.find(_TYPE.decode()))


def names_a_state(scripts: list[bytes]) -> bool:
    """Whether a script sets `__APP_STATE__` or `__APOLLO_STATE__`, in whatever reader."""
    return any(_KNOWN.search(script) for script in scripts)


def scripts_in(body: bytes) -> list[bytes]:
    """The page's scripts that may have a state."""
    # As on most pages without a state; from behind it is found out in less than half the time.
    if body.rfind(b"_STATE__") < 0 and body.rfind(_TYPE) < 0:
        return []
    found = []
    at = 0
    for _ in range(_MAX_SCRIPTS):
        tag = _SCRIPT.search(body, at)
        end = _SCRIPT_END.search(body, tag.end()) if tag else None
        if tag is None or end is None:  # one that does not end is no script
            break
        at = end.end()
        script = body[tag.end() : end.start()]
        is_data = b"_STATE__" in tag[0] and script.lstrip()[:1] in (b"{", b"[")
        if is_data or b"_STATE__" in script or _TYPE in script:
            found.append(script)
    return found


def _text(script: bytes) -> str:
    return repaired(script)[0].decode()


def _values(text: str, assigned: re.Pattern[str], until: int) -> Iterator[Assigned]:
    """`until`: the value has to reach so far, so that an object before the state is not it."""
    tries = 0
    position = 0
    while tries < _MAX_TRIES and (match := assigned.search(text, position)):
        position = match.end()
        around = _BEFORE.match(text, position)
        start = around.end() if around else position
        if text.startswith(("{", "[", "JSON"), start):
            tries += 1
            yield from _value_at(text, start, until)
        elif (quoted := _JSON_IN_QUOTES.match(text, start)) and quoted.end() > until:
            tries += 1
            if (found := _parsed(quoted)) is not None:
                yield found


def _value_at(text: str, start: int, until: int = 0) -> Iterator[Assigned]:
    if parsed := _PARSED.match(text, start):
        if parsed.end() > until and (found := _parsed(parsed)) is not None:
            yield found
        return
    with suppress(ValueError, RecursionError):
        value, end = _DECODER.raw_decode(text, start)
        if end > until and _is_over(text, start, end):
            yield Assigned(value, is_lenient=False)
        return
    for raw in dict.fromkeys((text, html.unescape(text)) if "&quot;" in text else (text,)):
        with suppress(literal.LiteralError, msgspec.DecodeError, RecursionError):
            found_json, end, left_out = literal.to_json(raw, start)
            if end > until and _is_over(raw, start, end):
                yield Assigned(_decode(found_json), is_lenient=True, left_out=left_out)
            return


def _is_over(text: str, start: int, end: int) -> bool:
    """Whether a value ends where it seems to: as many braces follow as are open before it."""
    after = _AFTER.match(text, end)
    if after is None:
        return False
    surplus = after["braces"].count("}")
    return surplus == 0 or surplus <= text.count("{", 0, start) - text.count("}", 0, start)


def _parsed(match: re.Match[str]) -> Assigned | None:
    """What `JSON.parse` is given, a text in JavaScript's quotes."""
    text = literal.text_in(match["text"])
    if match["by"] == "atob":
        try:
            text = base64.b64decode(text, validate=True).decode("utf-8", "replace")
        except ValueError:
            return None
    elif match["by"]:
        text = unquote(text)
    raw = text.encode()
    with suppress(msgspec.DecodeError, RecursionError):
        return Assigned(_decode(raw), is_lenient=True)
    with suppress(msgspec.DecodeError, RecursionError):
        return Assigned(_decode(mended(raw)), is_lenient=True)
    with suppress(literal.LiteralError, msgspec.DecodeError, RecursionError):
        found_json, _, left_out = literal.to_json(text.lstrip(), 0)
        return Assigned(_decode(found_json), is_lenient=True, left_out=left_out)
    return None
