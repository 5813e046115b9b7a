"""Which fields stories have, and in which layouts their pages came."""

from __future__ import annotations

from collections import Counter

from dwcrawler.report.charts import bars
from dwcrawler.report.counting import Counted
from dwcrawler.report.facts import FIELDS
from dwcrawler.report.names import FIELDS as FIELD_NAMES
from dwcrawler.report.names import LAYOUTS, TYPES
from dwcrawler.report.shapes import Figure, Part
from dwcrawler.report.tables import Cell, Column, Table, number, percent
from dwcrawler.report.wording import many


def completeness(counted: Counted) -> Part:
    if not len(counted):
        return Part("fields", "Completeness")
    return Part("fields", "Completeness", "", [_fields(counted), _layouts(counted)])


def _fields(counted: Counted) -> Figure:
    by_type = Counter(story.type for story in counted)
    types = [kind for kind in TYPES if by_type[kind]]
    having = Counter(
        (name, story.type)
        for story in counted
        for bit, name in enumerate(FIELDS)
        if story.fields >> bit & 1
    )
    rows = []
    for name in FIELDS:
        row = [Cell(FIELD_NAMES[name])]
        if len(types) > 1:
            total = sum(having[name, kind] for kind in types)
            row.append(percent(total, len(counted)))
        row += [percent(having[name, kind], by_type[kind]) for kind in types]
        rows.append(row)
    titles = [f"{TYPES[kind]} ({by_type[kind]:,})" for kind in types]
    if len(types) > 1:
        titles.insert(0, f"All ({len(counted):,})")
    columns = [Column("Field"), *(Column(title, "number") for title in titles)]
    heading = "Shares of stories that have each field"
    note = "Some fields suit some types only: live blog entries, the programme of a video."
    return Figure("shares", heading, note, table=Table(heading, columns, rows), is_wide=True)


def _layouts(counted: Counted) -> Figure:
    counts = Counter(LAYOUTS.get(story.layout, "Not recorded") for story in counted)
    entries = counts.most_common()
    rendered = sum(story.is_rendered for story in counted)
    heading = "Layouts of the pages that stories were read from"
    pages = many(rendered, "page was", "pages were") if rendered else "No page was"
    note = f"{pages} rendered by a browser."
    rows = [[Cell(name), number(count), percent(count, len(counted))] for name, count in entries]
    columns = [Column("Layout"), Column("Stories", "number"), Column("Share", "number")]
    return Figure(
        "layouts",
        heading,
        note,
        bars(entries, "Layout", "Stories", f"{heading}. {note}"),
        (),
        Table(heading, columns, rows, sorted_by=1),
        is_wide=True,
    )
