"""What changed between two texts, in words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.showing.word_diff import word_diff


def _marked(old: str, new: str) -> str:
    marks = {"same": "{}", "deleted": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[change].format(text) for change, text in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "a b", "{+a b+}"),
        ("a b", "", "[-a b-]"),
        ("a b c", "a c", "a [-b -]c"),
        ("a c", "a b c", "a {+b +}c"),
        ("one two.", "one three.", "one [-two.-]{+three.+}"),
        ("same  blanks", "same blanks", "same blanks"),
        ("世界和平", "世界平和", "世界{+平+}和[-平-]"),
        ("ab世cd", "ab界cd", "ab[-世-]{+界+}cd"),
    ],
)
def test_words_and_signs(old: str, new: str, expected: str) -> None:
    assert _marked(old, new) == expected


WORDS = st.lists(st.sampled_from("a b c 世 界 \n".split(" ")), max_size=30).map(" ".join)


@given(old=WORDS, new=WORDS)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    first = " ".join(text for change, text in pieces if change != "added")
    second = " ".join(text for change, text in pieces if change != "deleted")
    assert first.split() == old.split() or "".join(first.split()) == "".join(old.split())
    assert "".join(second.split()) == "".join(new.split())


def test_long_texts_of_one_word_take_no_time() -> None:
    started = time.process_time()
    old, new = "a " * 40_000 + "b", "c " + "a " * 39_000
    assert {piece.change for piece in word_diff(old, new)} >= {"deleted", "added"}
    assert time.process_time() - started < 5
