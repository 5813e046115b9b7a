"""Which tables of words an edition lacks: each edition of `data/editions.json` needs a row in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dwcrawler.editions import editions
from dwcrawler.normalize import agencies, byline_words, edition_names, note_words
from dwcrawler.normalize.dates import cldr, date_words

# What the words are for, whether an edition has some, and where they are written.
_TABLES: Final[tuple[tuple[str, Callable[[str], object], str], ...]] = (
    (
        "captions",
        lambda code: editions()[code].image_credit_label.strip(),
        "image_credit_label in dwcrawler/data/editions.json",
    ),
    ("its name", edition_names.NAMES.get, "NAMES in dwcrawler/normalize/edition_names.py"),
    (
        "dates",
        lambda code: date_words.WORDS.get(code, date_words.Words()).today,
        "WORDS in dwcrawler/normalize/dates/date_words.py",
    ),
    (
        "months and days",
        cldr.has,
        "dwcrawler/data/cldr.json, by python -m dwcrawler.normalize.dates.cldr",
    ),
    ("bylines", byline_words.EDITED_BY.get, "EDITED_BY in dwcrawler/normalize/byline_words.py"),
    ("agencies", agencies.EDITIONS.__contains__, "NAMES in dwcrawler/normalize/agencies.py"),
    ("closing notes", note_words.WORDS.get, "WORDS in dwcrawler/normalize/note_words.py"),
)


def missing(codes: Iterable[str]) -> Iterator[str]:
    """A sentence for each table without words of an edition."""
    for code in codes:
        for what, has, place in _TABLES:
            if not has(code):
                yield f"the edition {code} has no words for {what}: write them into {place}"


def unknown() -> Iterator[str]:
    """A sentence for each row of an edition that `data/editions.json` does not have."""
    rows = (
        ("normalize/edition_names.py", edition_names.NAMES),
        ("normalize/dates/date_words.py", date_words.WORDS),
        ("normalize/byline_words.py", byline_words.EDITED_BY),
        ("normalize/agencies.py", agencies.EDITIONS),
        ("normalize/note_words.py", note_words.WORDS),
    )
    for place, table in rows:
        for code in sorted(set(table) - editions().keys()):
            yield f"dwcrawler/{place} has words for {code}, which is no edition"
