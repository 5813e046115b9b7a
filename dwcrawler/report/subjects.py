"""What the stories are about, and whose material is in them: sections, topics, agencies."""

from __future__ import annotations

from collections import Counter

from dwcrawler.report.charts import bars
from dwcrawler.report.counting import Counted
from dwcrawler.report.names import agency_key, agency_names, language_name
from dwcrawler.report.ranking import MOST_BARS, MOST_ROWS, Label, Ranking, as_bars, ranked
from dwcrawler.report.shapes import Figure, Part
from dwcrawler.report.tables import Cell, Column, Table, in_percent, number, percent
from dwcrawler.report.wording import many, stories


def subjects(counted: Counted) -> Part:
    figures = [_sections(counted), _topics(counted), _regions(counted), _agencies(counted)]
    return Part("subjects", "Subjects and sources", "", [each for each in figures if each])


def _sections(counted: Counted) -> Figure | None:
    counts = Counter(
        Label(story.section, story.language) for story in counted if story.section is not None
    )
    note = f"{_have(counts.total(), counted)} a section."
    return _figure(counted, counts, ("sections", "Section", "Stories by section"), note)


def _topics(counted: Counted) -> Figure | None:
    counts = Counter(Label(name, story.language) for story in counted for name in story.topics)
    have = sum(bool(story.topics) for story in counted)
    note = f"{_have(have, counted)} topics, often several."
    return _figure(counted, counts, ("topics", "Topic", "Most frequent topics"), note)


def _regions(counted: Counted) -> Figure | None:
    counts = Counter(Label(name, story.language) for story in counted for name in story.regions)
    have = sum(bool(story.regions) for story in counted)
    note = f"{_have(have, counted)} regions, sometimes several."
    return _figure(counted, counts, ("regions", "Region", "Regions"), note)


def _agencies(counted: Counted) -> Figure | None:
    """Spellings of one agency count as one, under the most frequent of them."""
    spellings: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for story in counted:
        keys = {agency_key(name): name for name in story.agencies}
        counts.update(keys.keys())
        for key, name in keys.items():
            spellings.setdefault(key, Counter())[name] += 1
    known = agency_names()
    named = Counter(
        {
            Label(known.get(key) or spellings[key].most_common(1)[0][0], ""): count
            for key, count in counts.items()
        }
    )
    have = sum(bool(story.agencies) for story in counted)
    note = f"{_have(have, counted)} agencies in the byline, often several."
    return _figure(counted, named, ("agencies", "Agency", "Agencies behind the bylines"), note)


def _figure(
    counted: Counted, counts: Counter[Label], titles: tuple[str, str, str], note: str
) -> Figure | None:
    """titles: the figure's id, of what its bars are, its heading. None where there is nothing."""
    if not counts:
        return None
    figure_id, what, heading = titles
    ranking = ranked(counts, MOST_BARS)
    is_one_each = figure_id == "sections"
    if ranking.left_out:
        note += f" Besides those shown there are {ranking.left_out:,} others"
        note += f" with {stories(ranking.rest)}." if is_one_each else "."
    return Figure(
        figure_id,
        heading,
        note,
        bars(as_bars(ranking, is_one_each), what, "Stories", f"{heading}. {note}"),
        (),
        _table(counted, ranked(counts, MOST_ROWS), what, heading),
    )


def _table(counted: Counted, ranking: Ranking, what: str, heading: str) -> Table:
    has_language = any(label.language for label, _ in ranking.largest)
    columns = [Column(what), Column("Stories", "number"), Column("Share", "number")]
    if has_language:
        columns.insert(1, Column("Language"))
    rows = []
    for label, count in ranking.largest:
        row = [Cell(label.name, lang=label.language), number(count), percent(count, len(counted))]
        if has_language:
            row.insert(1, Cell(language_name(label.language)))
        rows.append(row)
    return Table(heading, columns, rows, sorted_by=len(columns) - 2, left_out=ranking.left_out)


def _have(count: int, counted: Counted) -> str:
    share = in_percent(count, len(counted))
    return f"{count:,} of {stories(len(counted))} ({share}) {many(count, 'has', 'have').split()[1]}"
