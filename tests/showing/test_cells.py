"""Cells of a terminal: no line is longer than it, no column moves, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from dwcrawler.normalize.text import clean
from dwcrawler.showing.cells import cut, fitted, isolated, width, wrapped

# As tmux 3.3 draws them: where its cursor stands after the word.
WIDTHS = {
    "word": 4,
    "कारोबार": 7,
    "विज्ञान": 6,
    "ኤኮኖሚ": 4,
    "世界": 4,
    "اقتصاد": 6,
    "می\u200cسازد": 6,
    "বাংলাদেশ": 8,
    "தமிழ்நாடு": 8,
    "မြန်မာ": 5,
    "e\u0301": 1,
    "❤\ufe0f": 1,
    "\u2068اقتصاد\u2069": 6,
}
TEXTS = st.lists(
    st.sampled_from(
        [*WIDTHS, "a", "https://example.org/a/long/address", "ไทย", "👩\u200d👩\u200d👧"]
    )
    | st.text(max_size=8),
    max_size=12,
).map(lambda words: clean(" ".join(words)) or "")


@pytest.mark.parametrize("text", WIDTHS)
def test_width(text: str) -> None:
    assert width(text) == WIDTHS[text]


@given(text=TEXTS, cells=st.integers(min_value=1, max_value=40))
def test_cut_and_fitted(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert width(fitted(text, cells)) == cells
    if width(text) <= cells:
        assert cut(text, cells) == text


@given(text=TEXTS, cells=st.integers(min_value=2, max_value=40))
def test_wrapped_keeps_all_words_and_no_line_is_longer(text: str, cells: int) -> None:
    lines = [line.plain for line in wrapped(Text(text), cells)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        # A sign may be wider than all there is, and an address stays whole.
        assert width(line) <= cells or "://" in line or width(line[0]) > cells or len(line) == 1


def test_wrapped_breaks_between_words_and_keeps_styles() -> None:
    text = Text("one two three")
    text.stylize("bold", 4, 7)
    lines = wrapped(text, 7)
    assert [line.plain for line in lines] == ["one two", "three"]
    assert [span.style for span in lines[0].spans] == ["bold"]
    assert [line.plain for line in wrapped(Text("面河旅匠新"), 4)] == ["面河", "旅匠", "新"]


def test_only_what_is_written_from_right_to_left_is_isolated() -> None:
    assert isolated("plain 世界") == "plain 世界"
    assert isolated("اقتصاد") == "\u2068اقتصاد\u2069"
