"""Elements are found by whole words of their classes, in the order in which they stand."""

from __future__ import annotations

from dwcrawler.pages.markup import all_by_class, all_by_value, document, first_by_class

PAGE = """
<html><body class="text"><div id="first" class="other  text
more"><p id="second" class="text">a</p></div><p id="not" class="text-ad nontext">b</p>
<section id="third" class="TEXT text" data-tracking-name="text">c</section>
<p id="bare" data-tracking-name="text ">d</p><p id="also" data-tracking-name="text">e</p></body></html>
"""


def test_by_class() -> None:
    body = document(PAGE.encode())
    assert body is not None
    assert [found.get("id") for found in all_by_class(body[0], "text")] == [
        "first",
        "second",
        "third",
    ]
    assert [found.get("id") for found in all_by_class(body[0], "text", "p")] == ["second"]
    assert first_by_class(body[0], "tex") is None
    assert first_by_class(body[0], "text", "span") is None


def test_by_value() -> None:
    body = document(PAGE.encode())
    assert body is not None
    named = all_by_value(body, "data-tracking-name", "text")
    assert [found.get("id") for found in named] == ["third", "also"]
    assert [found.tag for found in all_by_value(body, "id", "bare")] == ["p"]
    assert all_by_value(body, "id", "text") == []
