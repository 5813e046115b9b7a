"""Words of a command line as systemd, cron and YAML take them, so that each arrives as it was given."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_@:,./=+-]+")


class Unquotable(ValueError):
    """A line break, or another control character: no schedule can hold it."""


def _checked(word: str) -> str:
    if any(not character.isprintable() for character in word):
        raise Unquotable(f"{word!r} holds a line break or another character that cannot be printed")
    return word


def for_systemd(words: Iterable[str]) -> str:
    """Of `ExecStart=`: `%` and `$` have a meaning there."""
    return " ".join(_systemd_word(word).replace("$", "$$") for word in words)


def for_systemd_environment(name: str, value: str) -> str:
    """One assignment of `Environment=`, where `$` has no meaning."""
    return f"Environment={_systemd_word(f'{name}={value}')}"


def systemd_path(path: str) -> str:
    """A path that is the rest of a line, as of `WorkingDirectory=`."""
    return _checked(path).replace("%", "%%")


def _systemd_word(word: str) -> str:
    escaped = _checked(word).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return escaped if _PLAIN.fullmatch(word) else f'"{escaped}"'


def for_cron(words: Iterable[str]) -> str:
    """A command for `/bin/sh`; cron makes line breaks of `%` unless it is escaped."""
    return shlex.join(map(_checked, words)).replace("%", "\\%")


def for_cron_variable(name: str, value: str) -> str:
    """A line `NAME="value"` of a crontab, which has no way to write both quotes in one value."""
    if '"' in value:
        raise Unquotable(f"{name}: a crontab's variable cannot hold the sign \"")
    return f'{name}="{_checked(value)}"'


def for_yaml(value: object) -> str:
    """JSON is YAML. Compose replaces variables: a `$` that is meant as one is doubled."""
    return json.dumps(value, ensure_ascii=False).replace("$", "$$")
