"""What changed since it was first found, and what could not be had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from dwcrawler.report.charts import bars
from dwcrawler.report.counting import Counted
from dwcrawler.report.facts import shortened
from dwcrawler.report.failures import Failures
from dwcrawler.report.names import language_name
from dwcrawler.report.revisions import Change, Changed, changed_stories
from dwcrawler.report.shapes import Figure, Part
from dwcrawler.report.tables import Cell, Column, Table, number, percent, story_link
from dwcrawler.report.wording import many, stories

_LONGEST_ADDRESS: Final = 120
_MOST_CHANGED: Final = 100
_MOST_CHANGES: Final = 4  # of one story, in a cell


def revisions(counted: Counted) -> Part:
    changed = changed_stories(counted)
    if not changed:
        note = "Each story is in these feeds in its first revision."
        return Part("revisions", "Revisions", note)
    changes = [change for each in changed for change in each.changes]
    figures = []
    if changes:
        figures.append(_what_changed([change.parts for change in changes]))
    figures.append(_how_often(changed))
    figures.append(_changed(changed))
    note = f"{stories(len(changed))} changed after the first crawl that found them."
    if len(changes) < sum(each.story.revision - 1 for each in changed):
        note += " Some of the earlier revisions are not in these feeds."
    return Part("revisions", "Revisions", note, figures)


def failures(found: Failures) -> Part | None:
    """None where nothing is known of failures."""
    figures = [each for each in (_reasons(found), _failed(found), _rejected(found)) if each]
    if not found.stores and not figures:
        return None
    note = (
        "What a crawl asked for and did not get, and asks for again only after a pause. "
        "Failures that pass, such as timeouts, are left to the next crawl and are not listed."
        if figures
        else "Every story that crawls asked for is there."
    )
    return Part("failures", "Failures", note, figures)


def _what_changed(parts: list[tuple[str, ...]]) -> Figure:
    counts = Counter(name for names in parts for name in names)
    entries = [(name.capitalize(), count) for name, count in counts.most_common()]
    heading = "What changed from one revision to the next"
    note = f"{many(len(parts), 'change', 'changes')} of which both revisions are in these feeds."
    rows = [[Cell(name), number(count), percent(count, len(parts))] for name, count in entries]
    columns = [
        Column("Part"),
        Column("Changes", "number"),
        Column("Share", "number"),
    ]
    return Figure(
        "changes",
        heading,
        note,
        bars(entries, "Part of the story", "Changes", f"{heading}. {note}"),
        (),
        Table(heading, columns, rows, sorted_by=1),
    )


def _how_often(changed: list[Changed]) -> Figure:
    most = 10
    counts = Counter(min(each.story.revision - 1, most) for each in changed)
    counts.pop(0, None)  # numbered anew in another store
    entries = [
        (f"{times} or more times" if times == most else _times(times), counts[times])
        for times in sorted(counts)
    ]
    heading = "How often stories changed"
    rows = [[Cell(name, place), number(count)] for place, (name, count) in enumerate(entries)]
    return Figure(
        "how-often",
        heading,
        "",
        bars(entries, "Changed", "Stories", heading),
        (),
        Table(heading, [Column("Changed"), Column("Stories", "number")], rows),
    )


def _times(times: int) -> str:
    return {1: "Once", 2: "Twice"}.get(times, f"{times} times")


def _changed(changed: list[Changed]) -> Figure:
    heading = "Stories that changed"
    rows = [
        [
            story_link(story.id, story.headline, story.language),
            Cell(language_name(story.language)),
            number(story.revision),
            Cell(story.version.crawled_at[:10]),
            Cell(_said(changes)),
        ]
        for story, changes in changed[:_MOST_CHANGED]
    ]
    columns = [
        Column("Story"),
        Column("Language"),
        Column("Revision", "number"),
        Column("Newest from", "date"),
        Column("What changed"),
    ]
    left_out = max(len(changed) - _MOST_CHANGED, 0)
    table = Table(heading, columns, rows, 2, left_out, is_of_stories=True)
    return Figure("changed", heading, "", table=table, is_wide=True)


def _said(changes: Sequence[Change]) -> str:
    if not changes:
        return "not known from these feeds"
    if len(changes) == 1:
        return ", ".join(changes[0].parts)
    told = [
        f"{', '.join(change.parts)} (revision {change.revision})"
        for change in changes[-_MOST_CHANGES:]
    ]
    return "; ".join(["…", *told] if len(changes) > _MOST_CHANGES else told)


def _reasons(found: Failures) -> Figure | None:
    if not found.by_kind:
        return None
    entries = found.by_kind.most_common()
    heading = "Why stories could not be had"
    rows = [[Cell(kind), number(count)] for kind, count in entries]
    return Figure(
        "reasons",
        heading,
        "",
        bars(entries, "What happened at the last try", "Stories", heading),
        (),
        Table(heading, [Column("Reason"), Column("Stories", "number")], rows, sorted_by=1),
        is_wide=True,
    )


def _failed(found: Failures) -> Figure | None:
    if not found.by_kind:
        return None
    heading = "Stories that could not be had, the latest first"
    rows = [
        [
            Cell(readable(failure.url), href=story_link(failure.id, "", None).href, lang=""),
            Cell(language_name(failure.language) if failure.language else "unknown"),
            Cell(failure.kind),
            number(failure.tries),
            Cell(failure.last_asked[:10]),
        ]
        for failure in found.shown
    ]
    columns = [
        Column("Address"),
        Column("Language"),
        Column("Why"),
        Column("Tries in a row", "number"),
        Column("Last tried", "date"),
    ]
    left_out = found.by_kind.total() - len(rows)
    table = Table(heading, columns, rows, 4, left_out, is_of_stories=True)
    return Figure("failed", heading, "", table=table, is_wide=True)


def readable(url: str) -> str:
    """The path of an address of dw.com, decoded, and cut in its middle: its end has the id."""
    path = unquote(url.removeprefix("https://www.dw.com"))
    if len(path) <= _LONGEST_ADDRESS:
        return path
    half = _LONGEST_ADDRESS // 2
    return f"{path[:half]}…{path[-half:]}"


def _rejected(found: Failures) -> Figure | None:
    if not found.rejected_total:
        return None
    heading = "Stories that were rejected"
    note = "They are not as the schema says, and stand with their errors in rejected-*.jsonl."
    rows = [
        [
            story_link(each.id, shortened(each.headline, 200) or f"Story {each.id}", each.language),
            Cell(language_name(each.language)),
            Cell(shortened("; ".join(each.errors), 500), lang=""),
        ]
        for each in found.rejected
    ]
    columns = [Column("Story"), Column("Language"), Column("Errors")]
    table = Table(
        heading, columns, rows, None, found.rejected_total - len(rows), is_of_stories=True
    )
    return Figure("rejected", heading, note, table=table, is_wide=True)
