"""Drawings are left out before a page is parsed; whatever else it says is read as before."""

from __future__ import annotations

import pytest
from lxml import etree

from dwcrawler.pages import markup

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><g fill="none">'
    '<path d="M4 9L4 16"></path><path d="M11.5 3.5" /></g></svg>'
)


def _tree(html: str) -> str:
    root = markup.fragment(html)
    assert root is not None
    return etree.tostring(root, encoding="unicode")


def test_a_drawing_is_left_out_and_the_text_around_it_stays() -> None:
    tree = _tree(
        f"<p>Read <a href='/en/x/a-1'>this{_DRAWING}</a> now.</p>{_DRAWING}<p>Then that.</p>"
    )
    assert "path" not in tree and "svg" not in tree
    assert "".join(etree.fromstring(tree).itertext()) == "Read this now.Then that."


@pytest.mark.parametrize(
    "html",
    [
        '<svg viewBox="0 0 2 2"><title>Facebook</title><path d="M4 9"/></svg>',
        '<svg viewBox="0 0 2 2"><text x="1">12 %</text></svg>',
        '<svg viewBox="0 0 2 2"><g><img src="a.jpg"></g></svg>',
        '<svg viewBox="0 0 2 2"><path d="M4 9"></path><p>Never closed</p>',
        '<svgs viewBox="0 0 2 2"><path d="M4 9"></path></svgs>',
    ],
)
def test_what_is_more_than_a_drawing_is_not_touched(html: str) -> None:
    whole = etree.fromstring(f"<html><body>{html}</body></html>".encode(), markup._PARSER)
    assert _tree(html) == etree.tostring(next(whole.iter("body")), encoding="unicode")


def test_a_value_that_is_not_closed_ends_in_the_drawing_as_it_did() -> None:
    html = f'<p title="Read>this</p>{_DRAWING}<p>The next <a href="/en/x/a-1">paragraph</a></p>'
    assert "<p>The next <a" in _tree(html)


def test_many_openings_without_an_end_cost_no_more_than_their_length() -> None:
    root = markup.fragment("<svg><path d='M4 9'>" * 100_000 + "</svg>")
    assert root is None or root.tag == "body"
