"""Text -> value: tables of what DW writes and what must come of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.normalize import bylines, captions, dates, text

NOON = datetime(2023, 6, 13, 12, 0, tzinfo=UTC)


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
        ("vor 3 Stunden", "de", ("2023-06-13T09:00:00Z", None)),
        ("5 hours ago", "en", ("2023-06-13T07:00:00Z", None)),
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
    ("caption", "credit", "language", "expected"),
    [
        ("A man", "Image: Ada/dpa", "en", ("A man", "Ada/dpa")),
        ("A man", "Bild: Ada/dpa ", "de", ("A man", "Ada/dpa")),
        ("A man", "Bild:Ada/dpa", "de", ("A man", "Ada/dpa")),
        ("A man", "صورة من: Ada/dpa", "ar", ("A man", "Ada/dpa")),
        ("A man", "صورة من Ada/dpa", "ar", ("A man", "Ada/dpa")),
        ("A man", "图像来源: Ada/dpa", "zh", ("A man", "Ada/dpa")),
        ("A man", "图像来源：Ada/dpa", "zh", ("A man", "Ada/dpa")),
        ("A man in 2018Image: Ada/REUTERS", None, "en", ("A man in 2018", "Ada/REUTERS")),
        ("A man in 2018Image Ada/REUTERS", None, "en", ("A man in 2018", "Ada/REUTERS")),
        ("A man | Foto: Ada", None, "es", ("A man", "Ada")),
        ("The Image of a man", None, "en", ("The Image of a man", None)),
        ("Ein Bild: so war es", "Ada", "de", ("Ein Bild: so war es", "Ada")),
        ("Ada/dpa", "Image: Ada/dpa", "en", (None, "Ada/dpa")),
        ("Image: Ada/dpa", None, "en", (None, "Ada/dpa")),
        ("A\u00a0man \u200f\n by  a\triver -", "", "en", ("A man by a river", None)),
        (
            "pressefoto_korb/picture alliance",
            None,
            "de",
            ("pressefoto_korb/picture alliance", None),
        ),
        (None, None, "en", (None, None)),
    ],
)
def test_captions(
    caption: str | None,
    credit: str | None,
    language: str,
    expected: tuple[str | None, str | None],
) -> None:
    assert tuple(captions.split(caption, credit, language)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ada Baker (picture-alliance/dpa/A. B.)", ("Ada Baker", "picture-alliance/dpa/A. B.")),
        ("A fever (Symbolbild)", ("A fever (Symbolbild)", None)),
        ("Just a title", ("Just a title", None)),
        ("(dpa)", (None, "dpa")),
    ],
)
def test_classic_titles(title: str, expected: tuple[str | None, str | None]) -> None:
    assert tuple(captions.split_title(title, "en")) == expected


@pytest.mark.parametrize("code", sorted(editions()))
def test_the_label_of_every_edition(code: str) -> None:
    label = editions()[code].image_credit_label
    for written in (f"{label}: Ada/dpa", f"{label}:Ada/dpa", f"{label} : Ada/dpa"):
        assert captions.split("x", written, code).credit == "Ada/dpa"


@pytest.mark.parametrize(
    ("line", "editors", "agencies"),
    [
        ("zc/wmr (Reuters, AFP)", ["zc", "wmr"], ["Reuters", "AFP"]),
        ("cwo/fab (dpa, afp)", ["cwo", "fab"], ["dpa", "afp"]),
        ("(dpa, rtr)", [], ["dpa", "rtr"]),
        ("AS/mm", ["AS", "mm"], []),
        ("Edited by: Ada Miller", ["Ada Miller"], []),
        ("Edited by Ada Miller and Tom Baker", ["Ada Miller", "Tom Baker"], []),
    ],
)
def test_bylines(line: str, editors: list[str], agencies: list[str]) -> None:
    byline = bylines.read(line)
    assert byline is not None
    assert (byline.raw, byline.editors, byline.agencies) == (line, editors, agencies)


@pytest.mark.parametrize(
    "line",
    [
        "He said so.",
        "Paris (France)",
        "No",
        "Editor in chief",
        "and/or nothing else at all",
        "(2018)",
        "Edited by people who never slept and then went home to the river again.",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert bylines.read(line) is None


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
        ("河上的桥。", 4),
        ("DW 在 2024 年", 4),
        ("ወንዝ ድልድይ", 2),
        ("نهر جسر", 2),
    ],
)
def test_word_count(words: str, count: int) -> None:
    assert text.word_count(words) == count
