"""The layout until mid-2023: whose name stands in the list below a story, and whose does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dwcrawler.items import Person
from dwcrawler.pages import parse
from tests.pages.test_captured import CLASSIC_2013, CLASSIC_2023

URL = "https://www.dw.com/en/slug/a-16863843"
DATE = "<li><strong>Date</strong> 10.06.2013</li>"


def authors(*entries: str) -> list[Person]:
    details = "".join(f"<li>{entry}</li>" for entry in entries)
    page = f"""<html><head><link rel="canonical" href="{URL}"></head><body><div id="bodyContent">
<h1>Our own headline</h1><div class="longText"><p>Words.</p></div>
<ul class="smallList">{DATE}{details}</ul></div></body></html>"""
    story = parse(page.encode(), URL).story
    assert story is not None and story.date_published == "10.06.2013"
    return story.authors


@pytest.mark.parametrize(
    "name",
    [
        "Ada Example",
        "Ada Example, Ben Beispiel",
        "Ada Example / Ben Beispiel (Moscow)",
        "Prof. Dr. A. B. Example",
        "Ben Example Jr.",
        "آدا مثال",
        "艾达",
        "अदा उदाहरण",
        "O'Example",
    ],
)
def test_names(name: str) -> None:
    label = "<strong>Author</strong> "
    assert authors(label + name) == [Person(name=name)]


def test_a_name_that_leads_to_a_person() -> None:
    entry = '<strong>Author</strong> <a href="/en/ada-example/person-17">Ada Example</a>'
    (author,) = authors(entry)
    assert author.name == "Ada Example"
    assert author.url == "https://www.dw.com/en/ada-example/person-17"


@pytest.mark.parametrize(
    "entry",
    [
        '<strong>Feedback</strong>: <a href="#">Write to us</a>',
        '<strong>Print</strong> <a href="javascript:window.print()">This page</a>',
        '<strong>Mail</strong> <a href="mailto:a@example.org">Ada Example</a>',
        '<strong>Elsewhere</strong> <a href="https://example.org/">Ada Example</a>',
        "<strong>Feedback</strong>: Write to us",
        "<strong>Feedback</strong> Please tell us what you think.",
        "<strong>Feedback</strong> Please tell us what you think of this page and of all the others",
        "<strong>Permalink</strong> https://p.dw.com/p/18l3T",
        "<strong>Mail</strong> ada@example.org",
        "<strong>Place</strong>",
    ],
)
def test_no_names(entry: str) -> None:
    assert authors(entry) == []


@pytest.mark.parametrize("name", [CLASSIC_2013, CLASSIC_2023])
def test_a_captured_page_whose_author_is_not_told_has_none(name: str, shared_pages: Path) -> None:
    page = (shared_pages / name).read_bytes()
    details = re.compile(rb'(<ul class="smallList">)(.*?)(</ul>)', re.DOTALL)
    first = re.compile(rb"<li>.*?</li>", re.DOTALL)

    def bare(match: re.Match[bytes]) -> bytes:
        """The date, and what comes after author, topics and keywords."""
        entries = first.findall(match[2])
        return match[1] + entries[0] + b"".join(entries[4:]) + match[3]

    assert len(first.findall(details.search(page)[2])) > 5  # type: ignore[index]
    url = "https://www.dw.com/en/slug/a-16863843"
    told, untold = parse(page, url).story, parse(details.sub(bare, page), url).story
    assert told is not None and len(told.authors) == 1
    assert untold is not None and untold.authors == [] and untold.date_published
