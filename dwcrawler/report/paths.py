"""The ways to stories: what recommends them, how a crawl found them, and how deep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from dwcrawler.report.charts import shade, stacked_bars
from dwcrawler.report.counting import Counted
from dwcrawler.report.facts import Facts
from dwcrawler.report.names import FOUND_BY, language_name
from dwcrawler.report.shapes import Figure, Part
from dwcrawler.report.tables import Cell, Column, Table, number, story_link
from dwcrawler.report.wording import many, stories

_MOST_RECOMMENDED: Final = 50
_DEEPEST: Final = 4  # and beyond
_UNKNOWN: Final = "Not recorded"


def recommendations(counted: Counted) -> Part:
    figures = [
        _recommended(
            counted,
            "chosen",
            "Most recommended by editors",
            "How many stories have it in “Explore more”, which editors choose.",
            lambda story: story.chosen,
        ),
        _recommended(
            counted,
            "automatic",
            "Most recommended by the site",
            "How many stories have it in another block below the text, which the site fills.",
            lambda story: story.others,
        ),
    ]
    found = [each for each in figures if each]
    note = "" if found else "No story in these feeds recommends another one."
    return Part("recommended", "Recommendations", note, found)


def how_found(counted: Counted) -> Part:
    if not any(story.found_by for story in counted):
        note = "These feeds do not say how their stories were found: they are of saved pages."
        return Part("found", "How stories were found", note)
    by_way: dict[str, Counter[str]] = {}
    for story in counted:
        way = FOUND_BY.get(story.found_by or "", _UNKNOWN)
        by_way.setdefault(way, Counter())[_depth(story)] += 1
    by_way = dict(sorted(by_way.items(), key=lambda entry: -entry[1].total()))
    depths = [_depth_name(depth) for depth in range(_DEEPEST + 1)]
    depths = [name for name in depths if any(counts[name] for counts in by_way.values())]
    linked = sum(story.depth > 0 for story in counted)
    heading = "Where the crawl found the stories, and how deep"
    note = "Start pages, sections, topics and feeds are lists. "
    note += (
        f"{stories(linked)} stood in none; links led to them." if linked else "All stood in one."
    )
    figure = Figure(
        "ways",
        heading,
        note,
        stacked_bars(by_way, depths, ("Found on", "Stories", "Depth"), f"{heading}. {note}"),
        [(shade(place), name) for place, name in enumerate(depths)],
        _ways(by_way, depths, heading),
        is_wide=True,
    )
    return Part("found", "How stories were found", "", [figure])


def _recommended(
    counted: Counted,
    figure_id: str,
    heading: str,
    note: str,
    targets_of: Callable[[Facts], tuple[int, ...]],
) -> Figure | None:
    counts = Counter(target for story in counted for target in targets_of(story))
    if not counts:
        return None
    shown = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST_RECOMMENDED]
    wanted = {target for target, _ in shown}
    languages = {
        target: story.language
        for story in counted
        for target in targets_of(story)
        if target in wanted
    }
    most = shown[0][1]
    rows = [_row(counted, target, languages[target], count, most) for target, count in shown]
    columns = [Column("Story"), Column("Language"), Column("Recommended by", "number")]
    table = Table(heading, columns, rows, 2, len(counts) - len(shown), is_of_stories=True)
    return Figure(figure_id, heading, note, table=table)


def _row(counted: Counted, target: int, language: str, count: int, most: int) -> list[Cell]:
    """The language of one that is not in the feeds is taken to be that of what recommends it."""
    story = counted.stories.get(target)
    if story is not None:
        language = story.language
    headline = story.headline if story is not None else counted.headlines.get(target)
    return [
        story_link(target, headline or f"Story {target}", language),
        Cell(language_name(language)),
        number(count, most),
    ]


def _depth(story: Facts) -> str:
    return _depth_name(min(story.depth, _DEEPEST))


def _depth_name(depth: int) -> str:
    if depth == 0:
        return "in a list"
    if depth == _DEEPEST:
        return f"{depth} links away or more"
    return f"{many(depth, 'link', 'links')} away"


def _ways(by_way: dict[str, Counter[str]], depths: list[str], heading: str) -> Table:
    columns = [Column("Found on"), *(Column(name, "number") for name in [*depths, "All"])]
    rows = [
        [Cell(way), *(number(counts[name]) for name in depths), number(counts.total())]
        for way, counts in by_way.items()
    ]
    return Table(heading, columns, rows, sorted_by=len(columns) - 1)
