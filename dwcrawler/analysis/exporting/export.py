"""Chooses how to write by the name of the output, and puts it in its place when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from dwcrawler.analysis.exporting import documents, graphs, lines, tables
from dwcrawler.analysis.sources import PARQUET, SQLITE
from dwcrawler.analysis.stories import Stories
from dwcrawler.store.durable_feed import sync_folder

_PACKED: Final = (".gz", ".zst")
PARTITIONS: Final = ("language", "type", "month")


class Unknown(ValueError):
    """No format has this name; the text says which there are."""


class Format(NamedTuple):
    """`can_grow`: what is there already is kept, and what is new is added."""

    write: Callable[[Stories, Path], None]
    can_grow: bool = False
    is_folder: bool = False


FORMATS: Final = (
    ".parquet, .csv, .xlsx, .sqlite (or .db), .graphml, .gexf, .jsonl, .jsonl.zst, .jsonl.gz"
)


def format_of(target: Path, text: str | None, partition: list[str]) -> Format:
    """`text` is `txt`, `md`, `tei` or `jsonl`. Raises Unknown."""
    name = target.name.lower()
    packing = next((ending for ending in _PACKED if name.endswith(ending)), "")
    bare = name.removesuffix(packing)
    if partition:
        if text or not _is_partition(partition):
            raise Unknown(
                f"--partition takes {', '.join(PARTITIONS)}, and makes folders of Parquet"
            )
        return Format(lambda s, t: tables.partitioned(s, t, partition), is_folder=True)
    if text == "jsonl" or (text and bare.endswith(".jsonl")):
        return Format(lambda s, t: lines.texts(s, t, packing))
    if text:
        return Format(lambda s, t: documents.write(s, t, text), is_folder=True)
    if bare.endswith((".jsonl", ".ndjson")):
        return Format(lambda s, t: lines.jsonl(s, t, packing), can_grow=True)
    if name.endswith(PARQUET):
        return Format(tables.parquet, can_grow=True)
    if name.endswith(SQLITE):
        return Format(tables.sqlite, can_grow=True)
    others = {
        ".csv": tables.csv,
        ".xlsx": tables.xlsx,
        ".graphml": graphs.graphml,
        ".gexf": graphs.gexf,
    }
    for ending, write in others.items():
        if name.endswith(ending):
            return Format(write)
    raise Unknown(f"{target.name}: no format has this ending; there are {FORMATS}")


def _is_partition(names: list[str]) -> bool:
    return len(set(names)) == len(names) and set(names) <= set(PARTITIONS)


def export(stories: Stories, target: Path, chosen: Format) -> None:
    """Writes beside the target, and gives it its name in one step. What was there before stays whole
    until then. Raises OSError, ValueError, duckdb.Error."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part{''.join(target.suffixes[-1:])}")
    _remove(part)
    try:
        chosen.write(stories, part)
        if chosen.is_folder:
            part.mkdir(exist_ok=True)  # of no story
            _merge(part, target)
        else:
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(target)
        sync_folder(target.parent)
    finally:
        _remove(part)


def _merge(part: Path, target: Path) -> None:
    """File by file, as no system replaces a folder: each is the old one or the new one, and whole.
    Files of partitions that are not in the export stay."""
    for file in sorted(path for path in part.rglob("*") if path.is_file()):
        place = target / file.relative_to(part)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
