"""One word for a block of stories, whichever of its names it is known by."""

from __future__ import annotations

import pytest

from dwcrawler.pages.relations import relation_of_field, relation_of_tracking_name


@pytest.mark.parametrize(
    ("tracking_name", "field", "relation"),
    [
        ("section-more-on-topic", "dossierContents", "explore_more"),
        (
            "section-related-content-by-thematic-focus-region",
            "relatedContentsByThematicFocusRegion",
            "thematic_focus_region",
        ),
        (
            "section-related-content-by-thematic-focus-global",
            "moreAvContentsByThematicFocusAndGlobal",
            "thematic_focus_global",
        ),
        ("section-more-from-this-program", "moreContentsFromUnifiedProgram", "program"),
        ("section-related-videos-keyword-country", "relatedKeywordCountry", "keyword_country"),
        ("section-related-content", 'relatedContents({"amount":3})', "related"),
        ("Section-More-From-This-Column", "moreFromColumn", "column"),
    ],
)
def test_both_names_of_a_block_make_one_word(tracking_name: str, field: str, relation: str) -> None:
    assert relation_of_tracking_name(tracking_name) == relation
    assert relation_of_field(field) == relation


@pytest.mark.parametrize("name", ["", "-", "section-", "خبر", "\ud83d"])
def test_a_name_that_says_nothing_makes_a_word_all_the_same(name: str) -> None:
    assert relation_of_tracking_name(name) == relation_of_field(name) == "related"
