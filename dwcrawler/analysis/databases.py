"""Stories of a SQLite file that `dwcrawler export` made, as a feed that DuckDB reads."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from dwcrawler.analysis.columns import columns
from dwcrawler.store.stories import NoFeeds


def as_feed(path: str, folder: Path) -> str:
    """Writes it into `folder`. Raises NoFeeds for a file that has no such table."""
    target = folder / f"{Path(path).stem}-{len(list(folder.iterdir()))}.jsonl"
    names = list(columns())
    try:
        with (
            closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as db,
            target.open("w", encoding="utf-8") as file,
        ):
            listed = ", ".join(f'"{name}"' for name in names)
            for row in db.execute(f"SELECT {listed} FROM stories ORDER BY rowid"):
                file.write(_line(dict(zip(names, row, strict=True))) + "\n")
    except sqlite3.Error as error:
        raise NoFeeds(f"{path}: it holds no stories that dwcrawler exported ({error})") from None
    return str(target)


def _line(row: dict[str, object]) -> str:
    """Lists and objects stand in it as JSON; truths as 0 and 1."""
    values = {}
    for name, value in row.items():
        kind = columns()[name]
        if value is None:
            text = "null"
        elif kind == "BOOLEAN":
            text = "true" if value else "false"
        elif kind in ("VARCHAR", "TIMESTAMPTZ", "BIGINT", "DOUBLE"):
            text = json.dumps(value, ensure_ascii=False)
        else:
            text = str(value)
        values[name] = text
    return "{" + ", ".join(f"{json.dumps(name)}: {text}" for name, text in values.items()) + "}"
