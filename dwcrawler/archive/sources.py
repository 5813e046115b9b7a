"""What there is to read: files, folders, patterns and URLs become units, each read as a whole or not
at all.

A unit is an archive file, or some hundred saved pages of one folder. Its key changes when its files
do, so what was read once need not be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, Final, Literal

import fsspec
import msgspec

Kind = Literal["warc", "arc", "wacz", "pages"]

_ENDINGS: Final[dict[str, Kind]] = {
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
    ".arc": "arc",
    ".arc.gz": "arc",
    ".wacz": "wacz",
    ".html": "pages",
    ".htm": "pages",
    ".json": "pages",
    ".html.gz": "pages",
    ".htm.gz": "pages",
    ".json.gz": "pages",
}
_PAGES_OF_A_UNIT: Final = 200
# Folders of our own beside feeds (`workspace`), which hold no pages.
_OURS: Final = re.compile(r"\.jsonl(\.zst)?\.parts/")
# What says that a file is another one than before, by the kind of file system.
_STAMPS: Final = ("mtime", "ETag", "etag", "LastModified", "last_modified", "md5Hash")


class NoSource(Exception):
    """What was named is not there, or is nothing that can be read; the text says which."""


class Unit(msgspec.Struct, frozen=True):
    """`urls`: of one archive file, or of the saved pages; `size` in bytes, 0 where it is not known."""

    key: str
    kind: Kind
    urls: tuple[str, ...]
    size: int = 0

    @property
    def name(self) -> str:
        """For a person."""
        if len(self.urls) == 1:
            return self.urls[0]
        return f"{self.urls[0]} and {len(self.urls) - 1} more"


class _File(msgspec.Struct, frozen=True):
    url: str
    kind: Kind
    size: int
    stamp: str


def units_of(sources: Iterable[str]) -> list[Unit]:
    """Each file once, however often it is named. Raises NoSource."""
    files: dict[str, _File] = {}
    for source in sources:
        for file in _files(source):
            files.setdefault(file.url, file)
    pages = [file for file in files.values() if file.kind == "pages"]
    archives = [file for file in files.values() if file.kind != "pages"]
    return [
        *(_unit([file]) for file in archives),
        *(_unit(batch) for batch in _batches(sorted(pages, key=lambda file: file.url))),
    ]


def _batches(pages: list[_File]) -> Iterator[list[_File]]:
    rest = iter(pages)
    while batch := list(islice(rest, _PAGES_OF_A_UNIT)):
        yield batch


def _unit(files: list[_File]) -> Unit:
    told = "\n".join(f"{file.url} {file.size} {file.stamp}" for file in files)
    return Unit(
        key=sha256(told.encode()).hexdigest()[:24],
        kind=files[0].kind,
        urls=tuple(file.url for file in files),
        size=sum(file.size for file in files),
    )


def _files(source: str) -> Iterator[_File]:
    """A file that is named counts whatever it is called; of a folder those with a known ending."""
    try:
        system, path = fsspec.core.url_to_fs(source)
        named = _infos(system, path)
    except ImportError as error:
        raise NoSource(f"{source}: needs {error.name or error}, which is not installed") from None
    except Exception as error:  # of any file system, near or far
        raise NoSource(f"{source}: {_reason(error)}") from None
    if not named:
        raise NoSource(f"{source}: there is no such file or folder")
    found = False
    for info, is_named in named:
        kind = _kind_of(info["name"])
        if not is_named and (kind is None or _OURS.search(info["name"])):
            continue
        found = True
        yield _File(
            url=str(system.unstrip_protocol(info["name"])),
            kind=kind or "warc",
            size=int(info.get("size") or 0),
            stamp=next((str(info[name]) for name in _STAMPS if info.get(name)), ""),
        )
    if not found:
        endings = ", ".join(_ENDINGS)
        raise NoSource(f"{source}: no file in it ends with {endings}")


def _infos(system: Any, path: str) -> list[tuple[dict[str, Any], bool]]:
    """Of each file, and whether it was named itself."""
    if any(mark in path for mark in "*["):
        found = system.glob(path, detail=True)
        return [(info, False) for _, info in sorted(found.items()) if info["type"] == "file"]
    if not system.exists(path):
        return []
    if system.isdir(path) and _kind_of(path) is None:
        inner = system.find(path, detail=True)
        return [(info, False) for _, info in sorted(inner.items())]
    return [(system.info(path), True)]


def _kind_of(name: str) -> Kind | None:
    lower = name.lower().partition("?")[0]
    return next((kind for ending, kind in _ENDINGS.items() if lower.endswith(ending)), None)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
