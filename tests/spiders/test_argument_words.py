"""Arguments as people write them: names of languages, capitals, and what was meant by mistakes."""

from __future__ import annotations

from typing import Any

import pytest

from dwcrawler.discovery.arguments import Arguments, WrongArguments, checked
from dwcrawler.discovery.sections import WantedSections
from dwcrawler.discovery.topics import WantedTopics
from dwcrawler.editions import editions
from dwcrawler.normalize.edition_names import NAMES, code_named
from dwcrawler.normalize.folding import phrase


def arguments(**given: Any) -> Arguments:
    return checked(given)


def refusal(**given: Any) -> str:
    with pytest.raises(WrongArguments) as refused:
        checked(given)
    assert len(refused.value.lines) == 1
    return refused.value.lines[0]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("German", ["de"]),
        ("Deutsch,deutsch,DE", ["de"]),
        ("中文", ["zh"]),
        ("繁體中文", ["zh-hant"]),
        ("Brazilian Portuguese", ["pt-br"]),
        ("pt_BR, Português para África", ["pt-br", "pt-002"]),
        ("espanol,FRANÇAIS,turkce", ["es", "fr", "tr"]),
        ("українська,العربية,فارسی,हिन्दी", ["uk", "ar", "fa-ir", "hi"]),
        ("Farsi,Dari,Kiswahili", ["fa-ir", "fa-af", "sw"]),
    ],
)
def test_languages_by_name(given: str, codes: list[str]) -> None:
    assert arguments(languages=given).languages == codes


def test_every_edition_has_names_of_its_own() -> None:
    assert set(NAMES) == set(editions())
    folded = [phrase(name) for names in NAMES.values() for name in names]
    assert len(folded) == len(set(folded)) and all(folded)
    for code, names in NAMES.items():
        assert {code_named(name.upper()) for name in names} == {code}
    assert arguments(languages="ALL").languages == list(editions())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"languages": "Germn"}, "did you mean de (German)?"),
        ({"languages": "en-US"}, "did you mean en (English)?"),
        (
            {"languages": "Portuguese"},
            "pt-br (Brazilian Portuguese) or pt-002 (African Portuguese)",
        ),
        ({"languages": "fa"}, "fa-ir (Persian) or fa-af (Dari)"),
        ({"languages": "Klingon"}, "expected a language of DW, by its code or name"),
        ({"types": "videos"}, "did you mean video?"),
        ({"types": "Artcle"}, "did you mean article?"),
        ({"discover": "topic"}, "did you mean topics?"),
        ({"discover": "explor"}, "did you mean explore_more?"),
        ({"Languages": "de"}, "did you mean languages?"),
        ({"max_story": "3"}, "did you mean max_stories?"),
        ({"download": "image"}, "did you mean images?"),
        ({"revisit": "sometimes"}, "expected changed, never or always"),
        ({"render": "yes"}, "expected auto, never or always"),
        ({"fetch": "json"}, "expected page or api"),
        ({"max_depth": "-1"}, "expected an integer greater than or equal to 0"),
        ({"max_pages": "many"}, "'many' is invalid: expected an integer"),
        ({"topics": "https://p.dw.com/p/4Xg9W"}, "no topic: ask for it with urls="),
        ({"topics": "www.dw.com/en/gaza/t-19074241"}, "did you mean https://www.dw.com/en/gaza/t-"),
        ({"topics": "!!!"}, "letters or digits"),
        ({"topics": "9" * 20}, "ids go up to"),
        ({"topics": "9" * 5_000}, "ids go up to"),
        ({"languages": None}, "name a language"),
        ({"urls": None}, "name a URL"),
        ({"types": []}, "name a type"),
        ({"match": 5}, "valid string"),
        ({"sections": "Business", "discover": "rss"}, "exclude each other"),
        ({"urls": "67132206"}, "did you mean the story with that id, https://p.dw.com/p/4Xg9W?"),
        ({"match": 'a "b'}, "has no end"),
        ({"since": "3m"}, "write 3minutes or 3months"),
        ({"since": "today", "until": "yesterday"}, "is later than until"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(given: dict[str, Any], told: str) -> None:
    line = refusal(**given)
    assert told in line
    assert line.startswith(f"{next(iter(given))}: ") or len(given) > 1


def test_capitals_and_hyphens_do_not_matter() -> None:
    given = arguments(types="Article,VIDEO", discover="Sections,explore-more", resume="No")
    assert given.types == ["article", "video"]
    assert given.discover == ["sections", "explore_more"] and given.resume == "no"


def test_a_digit_that_is_no_number_is_part_of_a_name() -> None:
    assert WantedTopics(arguments(topics="CO²,²").topics, ["en"]).names
    assert WantedSections(arguments(sections="²").sections, ["en"]).names


def test_topics_narrow_a_crawl_and_words_do_not() -> None:
    """What a crawl may resume must not change for those of earlier versions."""
    narrow = {"urls": [], "sections": []}
    assert arguments(match="climate").scope() == narrow
    assert arguments(topics="Gaza,19074241").scope() == narrow | {"topics": ["Gaza", "19074241"]}
    assert arguments(topics="Gaza", discover="explore_more").topics == ["Gaza"]
