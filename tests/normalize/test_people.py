"""Names in a text that says who wrote a story: without labels, places, roles and agencies."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwcrawler.editions import editions
from dwcrawler.normalize.people import _BY, _IN, names_in

ADA, BOTH = ["Ada Moor"], ["Ada Moor", "Bo Lind"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Moor", ADA),
        *(
            (form, BOTH)
            for form in (
                *("Ada Moor, Bo Lind", "Ada Moor and Bo Lind", "Ada Moor | Bo Lind"),
                *("Ada Moor / Bo Lind", "Ada Moor; Bo Lind", "Ada Moor & Bo Lind"),
                *("By Ada Moor and Bo Lind", "Authors: Ada Moor, Bo Lind", "Ada Moor, by Bo Lind"),
                *("Ada Moor (Kyiv), Bo Lind (Oslo)", "Ada Moor in Kyiv and Bo Lind in Oslo"),
                *("Ada Moor, Ada Moor, Bo Lind", " Ada\u00a0Moor ,Bo  Lind; "),
            )
        ),
        ("By Ada Moor", ADA),
        ("by Ada Moor", ADA),
        ("Written by: Ada Moor", ADA),
        ("Ada Moor (with AFP, Reuters)", ADA),
        ("Ada Moor [AFP]", ADA),
        ("Ada Moor, DW correspondent in Kyiv", ADA),
        ("Ada Moor, reporting from Kyiv", ADA),
        ("Ada Moor @adamoor", ADA),
        ("Ada Moor, ada.moor@dw.com", ADA),
        ("Ada Moor in New Delhi", ADA),
        # names as they are
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Lena de la Cruz", ["Lena de la Cruz"]),
        ("Sophie in 't Veld", ["Sophie in 't Veld"]),
        ("Ludwig van Moor, Oskar von Bach", ["Ludwig van Moor", "Oskar von Bach"]),
        ("By Moor", ["By Moor"]),
        ("zc/wmr", ["zc", "wmr"]),
        ("AFP, dpa", ["AFP", "dpa"]),
        ("DW", ["DW"]),
        ("the editors", ["the editors"]),
        ("Ada Moor, Sorta", ["Ada Moor", "Sorta"]),
        ("(AFP)", ["(AFP)"]),
        ("آدا مور، بو ليند", ["آدا مور", "بو ليند"]),
        ("آدا مور و بو ليند", ["آدا مور", "بو ليند"]),
        ("张三、李四", ["张三", "李四"]),
        ("", []),
        ("\u200b", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert names_in(text, "en") == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Von Ada Moor", "de"),
        ("Ada Moor aus Kiew", "de"),
        ("Por Ada Moor", "es"),
        ("Ada Moor, desde Kiev", "es"),
        ("Par Ada Moor", "fr"),
        ("Ada Moor à Kiev", "fr"),
        ("Oleh Ada Moor", "id"),
        ("Ada Moor di Jakarta", "id"),
        ("Por Ada Moor", "pt-br"),
        ("Автор: Ada Moor", "ru"),
    ],
)
def test_in_other_languages(text: str, language: str) -> None:
    assert names_in(text, language) == ADA


def test_of_editions_that_there_are() -> None:
    assert {*_BY, *_IN} <= editions().keys()


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ar", "xx"]))
def test_no_text_is_too_strange(text: str, language: str) -> None:
    names = names_in(text, language)
    assert all(name.strip() == name != "" for name in names)


@pytest.mark.parametrize(
    "piece", ["a ", "Ada in ", "(", "@a ", "A and ", "By ", "x:", "Ada Moor, "]
)
def test_no_text_takes_long(piece: str) -> None:
    begun = time.monotonic()
    for times in (100, 500, 50_000):
        names_in(piece * times, "en")
    assert time.monotonic() - begun < 2
