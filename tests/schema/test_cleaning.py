"""Every text of a story is cleaned as `schema/fields.py` declares it.

Texts with blanks, invisible and control characters and letters in two parts go through the
pipelines.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from dwcrawler.items import Block, Story
from dwcrawler.normalize.text import clean, clean_lines
from dwcrawler.pipelines.validation import Validation
from dwcrawler.schema.fields import FIELDS, Cleaning
from dwcrawler.spiders.without_crawl import build_pipelines
from tests.schema import samples

TEXTS = {Cleaning.LINE, Cleaning.WORDS, Cleaning.LINES, Cleaning.CAPTION}

DECLARED = [
    (part, field)
    for part, fields in FIELDS.items()
    for field, declared in fields.items()
    if declared.cleaning in TEXTS
]


def dirty(name: str) -> str:
    return (
        f"\u200b  \x07Cafe\u0301\t \u00a0{name.replace('.', ' ')}\n \u00ad ends\ufeff here \ud800 "
    )


def through_pipelines(story: Story) -> Story:
    """But for Validation, which would refuse the whole story for one text and not say which."""
    for pipeline in build_pipelines(get_project_settings()):
        if not isinstance(pipeline, Validation):
            story = pipeline.process_item(story)
    return story


@pytest.fixture(scope="module")
def raw() -> Story:
    return samples.story(dirty)


@pytest.fixture(scope="module")
def cleaned() -> Story:
    story = samples.story(dirty)
    # No text of anybody's: these are words of ours when they come to the pipelines.
    for name, part in samples.parts_of(story):
        for field, declared in FIELDS[name].items():
            value = getattr(part, field)
            if declared.cleaning in {Cleaning.OURS, Cleaning.NO_TEXT} and isinstance(value, str):
                setattr(part, field, "".join(c for c in value if c.isascii() and c.isprintable()))
    story.language = "en"
    return through_pipelines(story)


def values_of(story: Story, part: str, field: str) -> list[tuple[Any, str]]:
    """Each text that the story has in a field, with the part that it is in."""
    values = [(of, getattr(of, field)) for name, of in samples.parts_of(story) if name == part]
    return [
        (of, text)
        for of, value in values
        for text in (value if isinstance(value, list) else [value])
        if text is not None
    ]


@pytest.mark.parametrize(
    ("part", "field"),
    DECLARED,
    ids=map(".".join, DECLARED),
)
def test_a_text_is_cleaned(part: str, field: str, cleaned: Story) -> None:
    told = (
        f"{part}.{field} is declared a text in dwcrawler/schema/fields.py, but no pipeline cleans "
        "it: see dwcrawler/normalize/cleaning.py"
    )
    values = values_of(cleaned, part, field)
    assert values, f"{part}.{field} came out empty"
    for of, text in values:
        assert "Café" in text, f"{part}.{field} lost its text: {text!r}"
        is_table = isinstance(of, Block) and of.kind == "table"
        assert text == (clean_lines if is_table else clean)(text), told
        assert is_table or not {"\n", "\t"} & set(text), told


def test_no_text_is_left_that_is_not_clean(cleaned: Story) -> None:
    """Whatever its declaration, for the whole line: `OURS` is made from what is clean."""
    for name, part in samples.parts_of(cleaned):
        for field, declared in FIELDS[name].items():
            value = getattr(part, field)
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    assert unicodedata.is_normalized("NFC", text), f"{name}.{field}: {text!r}"
                    assert not set(text) & set("\u200b\x07\u00ad\ufeff\ud800"), (
                        f"{name}.{field} ({declared.cleaning.name}): {text!r}"
                    )


def test_the_test_sees_texts_that_are_not_clean(raw: Story) -> None:
    for part, fields in FIELDS.items():
        for field, declared in fields.items():
            if declared.cleaning in TEXTS:
                for _, text in values_of(raw, part, field):
                    assert text != clean(text), f"{part}.{field}"
