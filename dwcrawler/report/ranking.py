"""The largest of many, and what is left when only these are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from dwcrawler.report.charts import OTHERS
from dwcrawler.report.names import language_name

MOST_BARS: Final = 15
MOST_ROWS: Final = 200


class Label(NamedTuple):
    """The name of a section or a topic, and the edition that it is in."""

    name: str
    language: str


class Ranking(NamedTuple):
    """`rest` is how many stories the `left_out` entries have that are not among `largest`."""

    largest: list[tuple[Label, int]]
    rest: int
    left_out: int


def ranked(counts: Counter[Label], most: int) -> Ranking:
    """Equal ones by name. A single one more than `most` is shown, too."""
    entries = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    if len(entries) <= most + 1:
        return Ranking(entries, 0, 0)
    rest = entries[most:]
    return Ranking(entries[:most], sum(count for _, count in rest), len(rest))


def as_bars(ranking: Ranking, with_others: bool) -> list[tuple[str, int]]:
    """Labels that differ, with the language where there are several. The others have a bar only
    where it does not make all bars small."""
    shown = _named(label for label, _ in ranking.largest)
    bars = [(name, count) for name, (_, count) in zip(shown, ranking.largest, strict=True)]
    if with_others and 0 < ranking.rest <= 2 * ranking.largest[0][1]:
        bars.append((OTHERS, ranking.rest))
    return bars


def _named(labels: Iterable[Label]) -> list[str]:
    labels = list(labels)
    several = len({label.language for label in labels}) > 1
    names = [
        f"{label.name} ({language_name(label.language)})" if several else label.name
        for label in labels
    ]
    return [f"“{name}”" if name == OTHERS else name for name in names]
