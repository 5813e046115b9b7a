"""What a report is made of. Text here is plain: only the page turns it into HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dwcrawler.report.tables import Table


@dataclass(frozen=True, slots=True)
class Number:
    """A headline number with its name and what it is made of."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, a table or both; `legend` has the colour and the name of each series.

    With a chart, the table holds the same numbers, and stays closed until it is wanted.
    """

    id: str
    heading: str
    note: str = ""
    spec: dict[str, Any] | None = None
    legend: Sequence[tuple[str, str]] = ()
    table: Table | None = None
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    heading: str
    note: str = ""
    figures: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """feeds: name and size of each; remarks: what could not be read, and what is left out."""

    title: str
    subtitle: str
    numbers: list[Number]
    parts: list[Part]
    feeds: list[tuple[str, str]]
    remarks: list[str]
