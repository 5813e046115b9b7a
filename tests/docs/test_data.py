"""Tables in the documentation that are made from the code, or that list what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from dwcrawler import items
from dwcrawler.discovery.arguments import Arguments
from dwcrawler.finish import STATUSES
from dwcrawler.items import Story
from dwcrawler.schema.fields import FIELDS
from dwcrawler.schema.tables import FILES, renewed
from tests.docs.shares import crawled_shares
from tests.docs.shares import renewed as renewed_shares

ROOT = Path(__file__).parents[2]
README, DATA, CRAWLING = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/data.md", "docs/crawling.md")
)
_MOST_LINES = 150


def rows_after(text: str, heading: str) -> list[str]:
    """The rows of the first table below a heading, without its first two lines."""
    below = text.partition(f"\n{heading}\n")[2]
    assert below, heading
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table is not None, heading
    return table[0].splitlines()[2:]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_tables_of_fields_are_not_stale(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python -m dwcrawler.schema"


def test_the_readme_lists_all_fields_of_a_story() -> None:
    names = re.findall(r"^\| `(\w+)` \|", README.partition("fields of Story")[2], re.MULTILINE)
    assert names == [field.name for field in fields(Story)]


def test_every_part_of_a_story_has_its_table() -> None:
    assert set(re.findall(r"<!-- fields of (\w+) -->", DATA)) == set(FIELDS)
    assert all(hasattr(items, name) for name in FIELDS)


def test_every_field_has_its_sources() -> None:
    rows = rows_after(DATA, "<!-- a test compares the first column with the fields of Story -->")
    assert [row.split("`")[1] for row in rows] == [field.name for field in fields(Story)]
    assert {row.count(" | ") for row in rows} == {3}


def test_shares_are_those_of_a_crawl() -> None:
    assert renewed_shares(DATA, crawled_shares()) == DATA, "run: python -m tests.docs.shares"


def test_every_argument_is_described() -> None:
    rows = "\n".join(rows_after(CRAWLING, "## Arguments"))
    described = re.findall(r"`(\w+)`", "\n".join(row.split("|")[1] for row in rows.splitlines()))
    assert set(Arguments.model_fields) <= set(described)


def test_the_exit_statuses_are_those_of_the_command() -> None:
    rows = rows_after(CRAWLING, "## Exit statuses")
    told = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
    assert [(number, meaning.replace("`", "")) for number, meaning in told] == list(STATUSES)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= _MOST_LINES
