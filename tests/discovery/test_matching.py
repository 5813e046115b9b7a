"""`match`: the words that a story must have, in any script."""

from __future__ import annotations

import re
import time

import pytest

from dwcrawler.discovery.matching import Matcher

HEADLINE, TEASER = "Climate talks: what's next?", "Ministers of the G20 meet in München"


@pytest.mark.parametrize(
    ("words", "texts", "is_matched"),
    [
        ("climate", [HEADLINE], True),
        ("CLIMATE munchen", [HEADLINE, TEASER], True),  # each in a field of its own
        ("climate football", [HEADLINE, TEASER], False),
        ("clim", [HEADLINE], False),  # whole words
        ("clim*", [HEADLINE], True),
        ("*alks", [HEADLINE], True),
        ("*lima*", [HEADLINE], True),
        ("football OR climate", [HEADLINE], True),
        ("football or climate", [HEADLINE], False),  # small letters: a word
        ("football,climate", [HEADLINE], True),
        ("football; Klima | talks", [HEADLINE], True),
        ("climate football OR G20", [TEASER], True),
        ("climate AND talks", [HEADLINE], True),
        ('"climate talks"', [HEADLINE], True),
        ('"talks climate"', [HEADLINE], False),
        ("„climate talks“", [HEADLINE], True),
        ("«next ministers»", ["what's next", "Ministers"], False),  # not over two fields
        ("climate -football", [HEADLINE], True),
        ("climate -g20", [HEADLINE, TEASER], False),
        ("football,-g20", [HEADLINE], True),
        ("football,-g20", [TEASER], False),
        ('climate -"climate talks"', [HEADLINE], False),
        ("-football", [HEADLINE], True),
        ("COVID-19", ["The covid 19 wave"], True),
        ("COVID-19", ["COVID in 19 days"], False),
        ("Straße", ["DIE STRASSE"], True),
        ("énergie", ["Le prix de l’energie"], True),
        ("Ukraine", ["Ukraine's harvest"], True),
        ("what's", [HEADLINE], True),
        ("2024", ["12024"], False),
        ("气候", ["全球气候变化"], True),
        ("气候 能源", ["全球气候变化", "能源"], True),
        ("候气", ["全球气候变化"], False),
        ("ไทย", ["ประเทศไทยวันนี้"], True),
        ("ニュース", ["今日のニュースです"], True),
        ("берлин", ["Новости из Берлина"], False),
        ("берлин*", ["Новости из Берлина"], True),
        ("کشور", ["كشور ما"], True),  # letters of two keyboards
        ("climate - talks", [HEADLINE], True),
        ("climate", [], False),
        ("climate", ["", None], False),
    ],
)
def test_which_stories_match(words: str, texts: list[str | None], is_matched: bool) -> None:
    assert Matcher(words).matches(texts) is is_matched


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "has no word"),
        (" , OR -", "has no word"),
        ('climate "energy', 'the quotation mark " has no end'),
        ("climate NOT football", "write -word"),
        ("(a OR b) c", "parentheses are not known"),
        ("a" * 3000, "longer than 2000 characters"),
    ],
)
def test_what_cannot_be_meant_is_told(words: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        Matcher(words)


def test_hostile_texts_take_no_time() -> None:
    begin = time.perf_counter()
    assert not Matcher("a b*" * 400).matches(['-"' * 100_000, "ab " * 100_000])
    assert time.perf_counter() - begin < 5
