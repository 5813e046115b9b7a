"""What the store knows of a story that no feed has."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from dwcrawler.store import StoryState
from dwcrawler.store.journal import STORE
from dwcrawler.store.reading import open_for_reading
from dwcrawler.store.records import GONE

_COLUMNS: Final = ", ".join(StoryState._fields)
_FOUND: Final = """
SELECT EXISTS (SELECT 1 FROM listed WHERE target = ?)
    OR EXISTS (SELECT 1 FROM link WHERE target = ?)
"""


def what_is_known(story_id: int, folders: list[Path]) -> str | None:
    """A sentence by the first store that knows it; None where none does, or none can be read."""
    for folder in folders:
        try:
            if (said := _by_store(story_id, folder / STORE)) is not None:
                return said
        except (sqlite3.Error, OSError, OverflowError):
            continue  # `why` and the next crawl say what is wrong with it
    return None


def _by_store(story_id: int, store: Path) -> str | None:
    if not store.is_file():
        return None
    with closing(open_for_reading(store, timeout=2)) as database:
        query = f"SELECT {_COLUMNS} FROM story WHERE id = ?"
        if row := database.execute(query, (story_id,)).fetchone():
            return _said(StoryState(*row), store)
        if database.execute(_FOUND, (story_id, story_id)).fetchone()[0]:
            return "Crawls found links to it, and have not fetched it yet."
    return None


def _said(known: StoryState, store: Path) -> str:
    day = known.last_crawled[:10] or "an unknown day"
    if known.status in GONE:
        return f"The site said on {day} that it is gone (HTTP {known.status})."
    if known.tries:
        return f"The last request, on {day}, gave no story (HTTP {known.status})."
    if known.was_unwanted:
        return f"A crawl fetched it on {day} and did not keep it: its arguments left it out."
    return (
        f"It was written to a feed before: {store.parent} knows revision {known.revision} of {day}."
    )
