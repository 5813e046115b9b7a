"""A JavaScript literal -> JSON, as `JSON.stringify` would write it.

For states that JavaScript reads and JSON does not: `undefined`, `NaN`, `void 0`, `!0`, commas before
an end, comments, keys without quotes, texts in single quotes, `\\x41`, hexadecimal numbers. What is
no literal (a function, a variable) is left out.

Why not a library: of those that are kept up, chompjs 1.4 makes the text "undefined" of `undefined`
and "!0" of `!0`, which would be read as a story's words, and refuses `\\x41` and `-Infinity`;
pyjson5 2.0 and json5 refuse `undefined`, `void 0` and half surrogate pairs. Both make objects of
the whole state, of which `state` looks at half.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple

_STRING: Final = (
    r'"(?:[^"\\]|\\.)*+(?:"|\Z)' r"|'(?:[^'\\]|\\.)*+(?:'|\Z)" r"|`(?:[^`\\]|\\.)*+(?:`|\Z)"
)
# What never ends goes on to the text's end, so that nothing is looked at twice.
_TOKEN: Final = re.compile(
    rf"""(?P<blank> [\s\ufeff]++ | //[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/|\Z) | <!--[^\n]*+ )
    | (?P<string> {_STRING} )
    | (?P<number> [-+]?+ (?: 0[xX][0-9a-fA-F]++ | 0[oO][0-7]++ | 0[bB][01]++
        | (?:[0-9][0-9_]*+ (?:\.[0-9]*+)?+ | \.[0-9]++) (?:[eE][-+]?[0-9]++)?+ ) n?+ (?![\w$]) )
    | (?P<word> [^\W\d][\w$]*+ | \$[\w$]*+ )
    | (?P<mark> . )""",
    re.VERBOSE | re.DOTALL,
)
_JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?\Z")
_PLAIN: Final = re.compile(r'"[^"\\\x00-\x1f\ud800-\udfff]*"\Z')
_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(u|x)|(\r\n|.))", re.DOTALL
)
_CONTROLS: Final = {
    **{"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"},
    **dict.fromkeys(("\n", "\r", "\r\n", "\u2028", "\u2029"), ""),  # a line that goes on
}
_LOST: Final = "\ufffd"
# As libraries write dates, and texts to be read, into a state.
_DATE: Final = re.compile(rf"new\s+Date\(\s*(?P<told>{_STRING}|[0-9]{{1,16}})\s*\)", re.DOTALL)
_PARSED: Final = re.compile(rf"JSON\s*\.\s*parse\(\s*({_STRING})\s*\)", re.DOTALL)
_ADDED: Final = re.compile(rf"\s*\+\s*({_STRING})", re.DOTALL)
# After a value, it makes an expression of it.
_OPERATOR: Final = re.compile(r"\s*(?:[-+*%&|?.<>=^]|/(?![/*]))")
_PATTERN: Final = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*+")
# In place of an entry: another object's, a name that is computed, a function.
_NO_ENTRY: Final = re.compile(r"\.\.\.|\[|\*|(?:(?:get|set|async)\s+)?+[\w$]++\s*+\(")
_TRUTH: Final = re.compile(r"!\s*([01])(?![\w.$])")
_WORDS: Final[dict[str, str | None]] = {
    **{"null": "null", "true": "true", "false": "false", "NaN": "null", "Infinity": "null"},
    "undefined": None,
}
_EPOCH: Final = datetime(1970, 1, 1)
_CLOSES: Final = {"{": "}", "[": "]", "(": ")"}
_MAX_DEPTH: Final = 500
# A state of 400 KB has some 70,000. So many take about a second.
_MAX_TOKENS: Final = 400_000
# After these an operand may follow another word; elsewhere that shows damage and no JavaScript.
_BEFORE_OPERANDS: Final = frozenset({"new", "void", "typeof", "function", "async", "await"})


class LiteralError(ValueError):
    """It is no literal; the message says where that shows."""


class Translation(NamedTuple):
    """`end` is where the literal ends in the text; `left_out` counts what is no literal in it."""

    json: str
    end: int
    left_out: int


def to_json(text: str, start: int = 0) -> Translation:
    """The object or the list that begins at `start`. Raises LiteralError."""
    return _Translator(text, start).translated()


def text_in(literal: str) -> str:
    """A string in its quotes -> the text that it means, with U+FFFD for half a character."""
    inner = _ESCAPE.sub(_unescaped, literal[1:-1])
    return inner.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    if hexadecimal := match[1] or match[2] or match[3]:
        number = int(hexadecimal, 16)
        return chr(number) if number <= 0x10FFFF else _LOST
    return _LOST if match[4] else _CONTROLS.get(match[5], match[5])


class _Translator:
    """One walk over the tokens. `_open` are the brackets around, `_key` waits for its value."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._position = start
        self._written: list[str] = []
        self._open: list[str] = []
        self._is_first = True
        self._key: str | None = None
        self._left_out = 0
        self._tokens_left = _MAX_TOKENS

    def translated(self) -> Translation:
        if self._text[self._position : self._position + 1] not in ("{", "["):
            raise LiteralError(f"neither an object nor a list begins at {self._position}")
        self._value(*self._next())
        while self._open:
            self._entry()
        return Translation("".join(self._written), self._position, self._left_out)

    def _entry(self) -> None:
        """One entry and the comma after it, or the end of the object or list."""
        kind, token = self._next()
        bracket = self._open[-1]
        if token == _CLOSES[bracket] and kind == "mark":
            self._close(token)
            self._after_value()
            return
        if bracket == "{":
            start = self._position - len(token)
            if _NO_ENTRY.match(self._text, start):
                self._left_out += 1
                if kind == "mark":
                    self._position = start
                self._skip()
                self._after_value()
                return
            if kind == "mark":
                raise self._unexpected(token)
            self._key = _string(token) if kind == "string" else json.dumps(token)
            if self._next()[1] != ":":
                raise self._unexpected(token)
            kind, token = self._next()
        elif token == "," and kind == "mark":  # a hole
            self._write("null")
            return
        depth = len(self._open)
        self._value(kind, token)
        if len(self._open) == depth:
            self._after_value()

    def _after_value(self) -> None:
        while self._open:
            kind, token = self._next()
            if kind == "mark" and token == ",":
                return
            if kind != "mark" or token != _CLOSES[self._open[-1]]:
                raise self._unexpected(token)
            self._close(token)

    def _close(self, token: str) -> None:
        self._open.pop()
        self._written.append(token)
        self._is_first = False

    def _value(self, kind: str, token: str) -> None:
        if kind == "mark" and token in ("{", "["):
            if len(self._open) >= _MAX_DEPTH:
                raise LiteralError("nested too deep")
            self._write(token)
            self._open.append(token)
            self._is_first = True
        elif kind == "string":
            self._text_value(token)
        elif kind == "number" and not _OPERATOR.match(self._text, self._position):
            self._write(_number(token))
        else:
            self._expression(token)

    def _text_value(self, token: str) -> None:
        """A text, or several that are added up; left out where something else is done with it."""
        start = self._position - len(token)
        parts = [token]
        while more := _ADDED.match(self._text, self._position):
            self._position = more.end()
            parts.append(more[1])
        if _OPERATOR.match(self._text, self._position):
            self._left_out += 1
            self._skip_from(start)
        elif len(parts) == 1:
            self._write(_string(token))
        else:
            whole = "".join(json.loads(_string(part)) for part in parts)
            self._write(json.dumps(whole, ensure_ascii=False))

    def _skip_from(self, start: int) -> None:
        """An expression, whose value is not known."""
        self._position = start
        self._skip()
        self._write(None)

    def _expression(self, token: str) -> None:
        start = self._position - len(token)
        if token in _WORDS and self._is_at_end():
            self._write(_WORDS[token])
        elif token == "void":
            self._skip()
            self._write(None)
        elif truth := _TRUTH.match(self._text, start):
            self._position = truth.end()
            self._write("true" if truth[1] == "0" else "false")
        elif found := _DATE.match(self._text, start):
            told = found["told"]
            self._position = found.end()
            self._write(_moment(int(told)) if told.isdigit() else _string(told))
        elif token == "/" and (found := _PATTERN.match(self._text, start)):
            self._left_out += 1
            self._position = found.end()
            self._skip()
            self._write(None)
        elif found := _PARSED.match(self._text, start):
            self._position = found.end()
            self._write(_parsed(text_in(found[1])))
        elif token in ("}", "]", ")", ","):
            raise self._unexpected(token)
        else:
            self._left_out += token not in ("-", "+")  # else -Infinity, say
            self._skip_from(start)

    def _is_at_end(self) -> bool:
        position = self._position
        kind, token = self._next()
        self._position = position
        return kind == "mark" and token in (",", "}", "]")

    def _skip(self) -> None:
        """To what ends an expression: a comma or a bracket that is not its own."""
        inner: list[str] = []
        last = "mark"
        while True:
            before = self._position
            kind, token = self._next()
            if kind != "mark":
                if not inner and last != "mark" and token[0] not in "+-":
                    raise self._unexpected(token)
                last = "mark" if token in _BEFORE_OPERANDS else kind
                continue
            last = kind
            if token in _CLOSES:
                inner.append(_CLOSES[token])
            elif inner and token == inner[-1]:
                inner.pop()
            elif not inner and token in (",", "}", "]"):
                self._position = before
                return
            elif token in ("}", "]", ")"):
                raise self._unexpected(token)

    def _write(self, value: str | None) -> None:
        """None is `undefined`: no entry in an object, null in a list."""
        key, self._key = self._key, None
        if value is None and key is not None:
            return
        if not self._is_first:
            self._written.append(",")
        self._is_first = False
        if key is not None:
            self._written += (key, ":")
        self._written.append(value or "null")

    def _next(self) -> tuple[str, str]:
        while True:
            match = _TOKEN.match(self._text, self._position)
            if match is None:
                raise LiteralError("it ends too early")
            self._position = match.end()
            self._tokens_left -= 1
            if self._tokens_left < 0:
                raise LiteralError(f"more than {_MAX_TOKENS} tokens")
            if match.lastgroup != "blank":
                return match.lastgroup or "", match[0]

    def _unexpected(self, token: str) -> LiteralError:
        return LiteralError(f"{token[:20]!r} at {self._position - len(token)}")


def _string(token: str) -> str:
    if _PLAIN.match(token):
        return token
    if len(token) < 2 or token[-1] != token[0]:
        raise LiteralError("it ends within a string")
    return json.dumps(text_in(token), ensure_ascii=False)


def _number(token: str) -> str:
    if _JSON_NUMBER.match(token):
        return token
    plain = token.replace("_", "").rstrip("n").lower()
    sign, digits = ("-", plain[1:]) if plain[0] == "-" else ("", plain.lstrip("+"))
    if digits[:2] in ("0x", "0o", "0b"):
        number = int(digits, 0)
        return sign + str(number) if number < 2**63 else "null"
    if digits.isdigit():
        return sign + (digits.lstrip("0") or "0") if len(digits) < 20 else "null"
    value = float(digits)
    return sign + repr(value) if value < float("inf") else "null"


def _moment(milliseconds: int) -> str | None:
    """As `JSON.stringify` writes a date; None for one that is none."""
    try:
        moment = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    return f'"{moment.isoformat(timespec="milliseconds")}Z"'


def _parsed(text: str) -> str | None:
    """JSON within JSON; None where it is none."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
