"""Pages that were kept to compare with: each as it came, beside what was seen on it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dwcrawler.doctor.look import Look

_BODY: Final = ".html"
_TOLD: Final = ".json"


class Kept(NamedTuple):
    look: Look
    body: bytes


class NoCases(Exception):
    """There is nothing to compare with; the text says why."""


def save(folder: Path, look: Look, body: bytes) -> None:
    """Named by kind and id alone: nothing of the site's becomes a name. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{look.kind}-{look.language or 'xx'}-{look.id or 0}"
    for ending, content in ((_BODY, body), (_TOLD, _written(look))):
        part = folder / f"{stem}{ending}.part"
        part.write_bytes(content)
        part.replace(folder / f"{stem}{ending}")


def _written(look: Look) -> bytes:
    return msgspec.json.format(msgspec.json.encode(look), indent=1) + b"\n"


def load(folder: Path) -> list[Kept]:
    """Raises NoCases."""
    kept = []
    for path in sorted(folder.glob(f"*-*{_TOLD}")):
        try:
            look = msgspec.json.decode(path.read_bytes(), type=Look)
            kept.append(Kept(look, path.with_suffix(_BODY).read_bytes()))
        except (OSError, msgspec.DecodeError) as error:
            raise NoCases(f"{path} is no case of the doctor's, or not whole: {error}") from None
    if not kept:
        raise NoCases(f"{folder} holds no cases: make some with --save {folder}")
    return kept
