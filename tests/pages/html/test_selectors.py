"""The table of names: what it says is seen is in the captured pages, and the readers have no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from dwcrawler.handlers import browser_page
from dwcrawler.pages.selectors import SELECTORS, Selector
from tests.crawls import ROOT

SEEN = [selector for selector in SELECTORS if selector.seen]
# What readers say otherwise: elements, attributes, kinds of stories and of blocks.
ELSE = {"video", "audio", "footer", "title", "gallery", "embed"}
TABLE = ROOT / "dwcrawler/pages/selectors.py"
READERS = [
    *sorted({*(ROOT / "dwcrawler/pages/html").glob("[!_]*.py")} - {TABLE}),
    ROOT / "dwcrawler/pages/richtext.py",
    ROOT / "dwcrawler/handlers/browser_page.py",
]


@cache
def values_of(page: Path, by: str) -> frozenset[str]:
    """All values of an attribute in a page, or words of its classes; of `attribute` their names."""
    elements = [e for e in html.fromstring(page.read_bytes()).iter() if isinstance(e.tag, str)]
    if by == "attribute":
        return frozenset(str(name) for element in elements for name in element.attrib)
    values = [element.get(by) for element in elements]
    return frozenset(
        word for value in values if value for word in (value.split() if by == "class" else [value])
    )


def is_in(selector: Selector, values: frozenset[str]) -> bool:
    if selector.match == "is":
        return selector.value in values
    small = (value.lower() for value in values)
    if selector.match == "begins":
        return any(value.startswith(selector.value) for value in small)
    return any(selector.value in value for value in small)


def pages_of(year: int, layout: str, folder: Path) -> Iterator[Path]:
    for page in folder.glob(f"*-{year}-*.html"):
        if page.name.startswith("classic") == (layout == "classic"):
            yield page


@pytest.mark.parametrize("selector", SEEN, ids=lambda selector: f"{selector.by}={selector.value}")
def test_what_is_seen_is_in_the_captured_pages_of_its_years(
    selector: Selector, shared_pages: Path
) -> None:
    for year in selector.seen:
        pages = list(pages_of(year, selector.layout, shared_pages))
        assert pages, year
        assert any(is_in(selector, values_of(page, selector.by)) for page in pages), year


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.stem)
def test_readers_take_names_from_the_table_alone(reader: Path) -> None:
    """No name that the site gives to a part of a page is written down in a reader, too."""
    names = {selector.value for selector in SELECTORS} - ELSE
    tree = ast.parse(reader.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    written = {text.decode() if isinstance(text, bytes) else text for text in texts}
    assert names & {text for text in written if isinstance(text, str)} == set()


def test_each_name_stands_in_the_table_once() -> None:
    keys = [
        (selector.layout, selector.by, selector.match, selector.value) for selector in SELECTORS
    ]
    assert len(set(keys)) == len(keys)


def test_the_browser_waits_by_the_names_of_the_table() -> None:
    waited_for = ", ".join([browser_page._CONTENT, browser_page._RELATED, browser_page._SHOW_MORE])
    named = re.findall(r"[.#]([A-Za-z][\w-]*)|\[(?:data-tracking-name=)?([\w-]+)\]", waited_for)
    names = {selector.value for selector in SELECTORS}
    assert named and {one or other for one, other in named} <= names
