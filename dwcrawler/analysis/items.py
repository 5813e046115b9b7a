"""Stories as items again, one after the other, for formats that are written story by story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from dwcrawler.analysis.columns import columns
from dwcrawler.analysis.stories import Stories
from dwcrawler.items import Story
from dwcrawler.normalize.dates import in_utc

_AT_ONCE: Final = 200
_ORDER: Final = "ORDER BY date_published NULLS FIRST, id, revision"


def rows(stories: Stories) -> Iterator[dict[str, Any]]:
    """Each as its line in a feed has it, the oldest first; columns in the order of the items."""
    names = list(columns())
    cursor = stories.connection.cursor()
    try:
        listed = ", ".join(f'"{name}"' for name in names)
        result = cursor.execute(f"SELECT {listed} FROM stories {_ORDER}")
        while found := result.fetchmany(_AT_ONCE):
            for values in found:
                row = {name: plain(value) for name, value in zip(names, values, strict=True)}
                row["extra"] = json.loads(row["extra"]) if row["extra"] else {}
                yield row
    finally:
        cursor.close()


def items(stories: Stories) -> Iterator[Story]:
    return (msgspec.convert(row, Story) for row in rows(stories))


def plain(value: Any) -> Any:
    """Dates as feeds have them."""
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return value
