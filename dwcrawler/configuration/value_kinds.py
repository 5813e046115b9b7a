"""Kinds of values that settings have: how one is read, its bounds, and what to tell a user of it.

A reader takes what a command line, a script or a settings module gives, and reads it as Scrapy's
`getint`, `getfloat` and `getbool` do, so what is accepted here is what a component gets later. The
kinds are types for the fields of a pydantic model.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from dwcrawler.configuration.message_targets import what_is_wrong
from dwcrawler.discovery.revisit import intervals_of
from dwcrawler.mirror_origin import checked_origin
from dwcrawler.store.folder import AUTO

# What a reader may raise for a value that it cannot read.
UNREADABLE: Final = (
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RecursionError,  # JSON in JSON in JSON …
    OSError,  # a name that is too long for a file
)


@dataclass(frozen=True)
class Expected:
    """What to give, with the unit, in words that follow "expected"."""

    words: str


@dataclass(frozen=True)
class Needs:
    """A package that has to be installed where the setting is used, and the extra that has it."""

    package: str
    extra: str = "watch"


@dataclass(frozen=True)
class Secret:
    """No refusal repeats what was given."""


# Readers


def number(value: Any) -> float:
    read = float(value)
    if not math.isfinite(read):
        raise ValueError("not finite")
    return read


def whole(value: Any) -> int:
    """As Scrapy reads it: "1.0" is none."""
    return int(value)


def yes_or_no(value: Any) -> bool:
    if value in ("True", "true"):
        return True
    return value not in (None, "False", "false") and bool(int(value))


def writable_file(value: Any) -> str:
    """A file that can be written, or "" for none. Nothing is left where there was nothing."""
    if not value:
        return ""
    path = _path(value)
    is_fit = not path.is_dir() if path.exists() else path.parent.is_dir()
    if not is_fit or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ValueError("cannot be written")
    return str(path)


def _path(value: Any) -> Path:
    if "\0" in str(value):
        raise ValueError("no name of a file can hold NUL")
    return Path(value)


def _folder(value: Any) -> str:
    """Whether it is there or can be made; what cannot be written there is seen when it is."""
    path = _path(value)
    if not str(value).strip() or (path.exists() and not path.is_dir()):
        raise ValueError("no folder")
    return str(value)


def _folder_or_none(value: Any) -> str:
    return _folder(value) if value else ""


def _origin(value: Any) -> str:
    if not value:
        return ""
    if not isinstance(value, str):
        raise ValueError("no text")
    return checked_origin(value)


def _line_of_a_header(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("no text")
    if not (value.isascii() and value.isprintable()):
        raise ValueError("no line of a header")
    return value


def _auto_or_yes_or_no(value: Any) -> bool | str:
    return AUTO if value == AUTO else yes_or_no(value)


def _targets(value: Any) -> str:
    """Raises ValueError, in words that show no secret."""
    if not isinstance(value, str):
        raise ValueError("it is no text")
    if why := what_is_wrong(value):
        raise ValueError(why)
    return value


def _read_by(reader: Callable[[Any], object]) -> BeforeValidator:
    """Pydantic takes no other exception than ValueError for a refusal."""

    def read(value: Any) -> object:
        try:
            return reader(value)
        except UNREADABLE as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(read)


# Kinds

Seconds = Annotated[float, _read_by(number), Field(ge=0), Expected("seconds, 0 or more")]
SomeSeconds = Annotated[float, _read_by(number), Field(gt=0), Expected("seconds, more than 0")]
Share = Annotated[
    float, _read_by(number), Field(gt=0, le=1), Expected("a share, more than 0 and at most 1")
]
# Each outcome of that many is remembered.
Window = Annotated[
    int,
    _read_by(whole),
    Field(ge=1, le=1_000_000),
    Expected("a number of requests, 1 or more, at most 1000000"),
]
Pages = Annotated[int, _read_by(whole), Field(ge=1), Expected("a number of pages, 1 or more")]
Runs = Annotated[
    int,
    _read_by(whole),
    Field(ge=1, le=200),
    Expected("a number of crawls, 1 or more, at most 200"),
]
Port = Annotated[
    int,
    _read_by(whole),
    Field(ge=0, le=65_535),
    Needs("prometheus_client"),
    Expected("a port, 0 to 65535; 0 is none"),
]
LogFormat = Annotated[Literal["text", "json"], Needs("pythonjsonlogger"), Expected("text or json")]
MetricsFile = Annotated[
    str,
    _read_by(writable_file),
    Needs("prometheus_client"),
    Expected("a file that can be written, in a folder that is there"),
]
Monitors = Annotated[
    bool | Literal["auto"],
    _read_by(_auto_or_yes_or_no),
    Needs("spidermon"),
    Expected("auto, or True or False"),
]
Targets = Annotated[
    str, _read_by(_targets), Secret(), Expected("URLs of apprise, or the file of its configuration")
]
Hours = Annotated[float, _read_by(number), Field(gt=0), Expected("hours, more than 0")]
Lines = Annotated[int, _read_by(whole), Field(ge=1), Expected("a number of lines, 1 or more")]
Bytes = Annotated[int, _read_by(whole), Field(ge=1), Expected("bytes, 1 or more")]
YesOrNo = Annotated[bool, _read_by(yes_or_no), Expected("1 or 0, True or False")]
AutoOrYesOrNo = Annotated[
    bool | Literal["auto"], _read_by(_auto_or_yes_or_no), Expected("auto, or True or False")
]
Progress = Annotated[Literal["auto", "live", "lines", "off"], Expected("auto, live, lines or off")]
Origin = Annotated[
    str,
    _read_by(_origin),
    Expected("an origin: scheme, host and port, as in http://127.0.0.1:8080"),
]
Contact = Annotated[
    str,
    _read_by(_line_of_a_header),
    Expected("the address of a page, or of a person, in ASCII"),
]
Folder = Annotated[str, _read_by(_folder), Expected("a folder, or the name of one to be made")]
WarcFolder = Annotated[
    str,
    _read_by(_folder_or_none),
    Needs("warcio", "archive"),
    Expected("a folder, or the name of one to be made"),
]
Megabytes = Annotated[int, _read_by(whole), Field(ge=1), Expected("megabytes, 1 or more")]
WritableFile = Annotated[
    str,
    _read_by(writable_file),
    Expected("a file that can be written, in a folder that is there"),
]
Intervals = Annotated[
    list[tuple[float, float]],
    _read_by(intervals_of),
    Expected("pairs of days and hours, as in [[1, 3], [7, 24], [30, 168]]"),
]
