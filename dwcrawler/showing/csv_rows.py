"""Stories as a flat table: one row a story, one value a cell, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import IO, Any, Final

from dwcrawler.items import Story
from dwcrawler.showing import parts

_BETWEEN: Final = "; "
# A cell that begins so is a formula to a spreadsheet, which may fetch or run something.
_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
# Spreadsheets take no such character; line ends and tabs stay.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Each column: what of a story stands in it. Lists of objects are told by their names.
_COLUMNS: Final[dict[str, Callable[[Story], Any]]] = {
    **{
        name: attrgetter(name)
        for name in (
            "short_url id url type language direction headline description kicker date_published "
            "date_modified date_precision"
        ).split()
    },
    "authors": lambda story: [author.name for author in story.authors],
    "byline": lambda story: story.byline and story.byline.raw,
    "byline_editors": lambda story: story.byline and story.byline.editors,
    "byline_agencies": lambda story: story.byline and story.byline.agencies,
    "section": lambda story: story.section,
    "topics": lambda story: [topic.name for topic in story.topics],
    "keywords": lambda story: story.keywords,
    "categories": lambda story: story.categories,
    "regions": lambda story: story.regions,
    "program": lambda story: story.program and story.program.name,
    "is_opinion": lambda story: story.is_opinion,
    "is_advertorial": lambda story: story.is_advertorial,
    "word_count": lambda story: story.word_count,
    "text": lambda story: story.text,
    "notes": lambda story: story.notes,
    "lead_image_url": lambda story: story.lead_image and story.lead_image.url,
    "lead_image_caption": lambda story: story.lead_image and story.lead_image.caption,
    "lead_image_credit": lambda story: story.lead_image and story.lead_image.credit,
    "lead_image_alt": lambda story: story.lead_image and story.lead_image.alt,
    "images": lambda story: [image.url for image in story.images if image.url],
    "media": lambda story: [parts.joined([m.kind, m.headline or ""], ": ") for m in story.media],
    "media_seconds": lambda story: [str(m.duration) for m in story.media if m.duration is not None],
    "links": lambda story: [link.url for link in story.links],
    "related": lambda story: [teaser.short_url for teaser in story.related],
    "posts": lambda story: len(story.posts),
    "revision": lambda story: story.revision,
    "content_hash": lambda story: story.content_hash,
    **{
        f"provenance_{name}": attrgetter(f"provenance.{name}")
        for name in (
            "crawled_at source layout found_by found_on depth requested_url http_status rendered"
        ).split()
    },
    "extra": lambda story: json.dumps(story.extra, ensure_ascii=False) if story.extra else None,
}
COLUMNS: Final = tuple(_COLUMNS)


def write_csv(stories: Iterable[Story], file: IO[str]) -> None:
    """With a header, as RFC 4180 says: lines end with CR LF, cells may hold line ends."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for story in stories:
        writer.writerow(cells(story))


def cells(story: Story) -> list[str | int]:
    """One for each of COLUMNS; none is a formula to a spreadsheet."""
    return [_cell(value(story)) for value in _COLUMNS.values()]


def _cell(value: Any) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    text = value if isinstance(value, str) else _BETWEEN.join(value)
    text = _CONTROL.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text
