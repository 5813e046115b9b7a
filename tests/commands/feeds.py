"""Stories as feeds hold them, made of one that a crawl wrote: for tests of what reads feeds."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from dwcrawler.identity import short_url
from dwcrawler.items import Story

Row = dict[str, Any]


def rows_in(folder: Path) -> list[Row]:
    """Every line of every feed in it, in order."""
    return [
        json.loads(line)
        for feed in sorted(folder.glob("dw-*.jsonl"))
        for line in feed.read_text(encoding="utf-8").splitlines()
    ]


def newest_in(folder: Path) -> dict[int, Row]:
    return {row["id"]: row for row in rows_in(folder)}


def story(number: int, **changed: Any) -> Row:
    """A story without anything but what is given."""
    bare = Story(
        short_url=short_url(number),
        id=number,
        url=f"https://www.dw.com/en/made-up/a-{number}",
        type="article",
        language="en",
        headline=f"Story {number}",
    )
    row: Row = msgspec.to_builtins(bare)
    row["content_hash"] = f"{number:064x}"
    row.update(copy.deepcopy(changed))
    return row


def write(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
