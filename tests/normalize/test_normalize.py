"""Text -> value: tables of what DW writes and what must come of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.normalize import dates, text

NOON = datetime(2024, 6, 13, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("2024-01-30T14:13:12.269Z", "en", ("2024-01-30T14:13:12Z", "second")),
        ("2024-01-30T14:13:12.999Z", "en", ("2024-01-30T14:13:12Z", "second")),
        ("2024-01-30T14:13:12.6Z", "en", ("2024-01-30T14:13:12Z", "second")),
        ("2024-01-30T14:13:12Z", "en", ("2024-01-30T14:13:12Z", "second")),
        ("2024-01-30T15:13:12+01:00", "en", ("2024-01-30T14:13:12Z", "second")),
        ("2024-01-30", "en", ("2024-01-30T00:00:00Z", "day")),
        ("18.10.2023", "de", ("2023-10-18T00:00:00Z", "day")),
        ("8.1.2023", "ru", ("2023-01-08T00:00:00Z", "day")),
        ("March 18, 2023", "en", ("2023-03-18T00:00:00Z", "day")),
        ("13. Juni 2023", "de", ("2023-06-13T00:00:00Z", "day")),
        ("13 de junio de 2023", "es", ("2023-06-13T00:00:00Z", "day")),
        ("vor 3 Stunden", "de", ("2024-06-13T09:00:00Z", None)),
        ("5 hours ago", "en", ("2024-06-13T07:00:00Z", None)),
        ("\u200e18.10.2023\u00a0", "ar", ("2023-10-18T00:00:00Z", "day")),
        ("31.02.2023", "de", None),
        ("2023-02-31T00:00:00Z", "de", None),
        ("October 2099", "en", None),
        ("soon", "en", None),
        ("", "en", None),
        ("9" * 10_000, "en", None),
        ("0001-01-01T00:00:00+23:59", "en", None),
    ],
)
def test_dates(raw: str, language: str, expected: tuple[str, str | None] | None) -> None:
    moment = dates.read(raw, language, NOON)
    assert (tuple(moment) if moment else None) == expected


def test_a_relative_date_needs_a_moment_to_count_from() -> None:
    assert dates.read("vor 3 Stunden", "de", None) is None


@given(st.text(max_size=80), st.sampled_from(sorted(editions())))
def test_no_text_is_too_strange_for_a_date(raw: str, language: str) -> None:
    dates.read(raw, language, None)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  a \u00a0 b\n\tc ", "a b c"),
        ("cafe\u0301", "café"),
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("می\u200cسازد", "می\u200cسازد"),
        ("a\ud800b", "a\ufffdb"),
        ("\u200e", None),
        ("", None),
    ],
)
def test_clean(raw: str, expected: str | None) -> None:
    assert text.clean(raw) == expected


@given(st.text())
def test_clean_text_is_clean(raw: str) -> None:
    once = text.clean(raw)
    assert once is None or text.clean(once) == once


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("one two-three  four", 3),
        ("", 0),
        ("one - two", 3),
        ("河上的桥。", 4),
        ("河上 - 的桥。", 5),
        ("河上——的桥。", 4),
        ("DW 在 2024 年", 4),
        ("第2个DW桥", 5),
        ("カメラ・ガイド", 6),
        ("ｶﾒﾗ･ｶﾞ", 5),
        ("강 위의 다리", 3),
        ("강 위의 橋", 3),
        ("ወንዝ ድልድይ", 2),
        ("نهر جسر", 2),
    ],
)
def test_word_count(words: str, count: int) -> None:
    assert text.word_count(words) == count
