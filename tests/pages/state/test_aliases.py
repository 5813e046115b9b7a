"""Lists that a state tells twice: whole, and their first entry under another name."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dwcrawler.pages.state.content import Content
from dwcrawler.pages.state.story import story_of

REGION = {"regionCode": "europe", "countryCode": "DE", "__typename": "GeographicRegion"}
NAMED = {"alignedName": "Germany", "__typename": "GeographicRegion"}


def read(fields: dict[str, Any]) -> Content:
    raw = msgspec.json.decode(msgspec.json.encode(fields), type=dict[str, msgspec.Raw])
    return Content(raw, {}, [])


@pytest.mark.parametrize(
    "fields",
    [
        {"regions": [REGION], "firstRegionArray": [NAMED]},
        {"firstRegionArray": [NAMED], "regions": [REGION]},
        {"firstRegionArray": [NAMED]},
        {"firstRegion": NAMED},
        {"regions": None, "regionArray": [NAMED]},
        {"regionsArray": [NAMED]},
        {'regions({"amount":1})': [NAMED], "regions": [REGION]},
        {'firstRegionArray({"lang":"ENGLISH"})': [NAMED], "regions": []},
        {"regions": 5, "firstRegionArray": [NAMED]},
    ],
    ids=str,
)
def test_any_alias_of_a_list_is_read_as_the_list(fields: dict[str, Any]) -> None:
    content = read(fields)
    assert [region.text("alignedName") for region in content.objects("regions")] == ["Germany"]
    told = {"__typename": "Article", "id": 5, "title": "A", "language": "ENGLISH", **fields}
    told |= {
        "thematicFocusCategory": {"name": "History"},
        "trackingRegionsCommaJoined": "Mali,Mali",
    }
    told |= {"trackingTopicsCommaJoined": "Geschichte", "subjects": [{"name": "Geschichte"}]}
    story, _ = story_of(read(told), None)
    assert story is not None
    assert (story.kicker, story.regions) == (["History", "Germany"], ["Germany"])
    assert story.keywords == ["Geschichte", "Mali"]


def test_without_a_name_in_the_pages_language_there_are_no_regions() -> None:
    told = {"__typename": "Article", "id": 5, "title": "A", "language": "ENGLISH"}
    told |= {"regions": [REGION], "trackingRegionsCommaJoined": "Deutschland"}  # type: ignore[dict-item]
    story, _ = story_of(read(told), None)
    assert story is not None and story.regions == [] and story.keywords == ["Deutschland"]


@pytest.mark.parametrize("alias", ["firstPersonArray", "firstPerson", 'persons({"amount":1})'])
def test_an_alias_adds_nobody_and_mixes_no_two(alias: str) -> None:
    ada = {"fullName": "Ada Moor"}
    bo = {"fullName": "Bo Lind", "namedUrl": "/en/bo-lind/person-2"}
    content = read({"persons": [ada, bo], alias: [{**ada, "namedUrl": "/en/ada/person-1"}]})
    found = [(p.text("fullName"), p.text("namedUrl")) for p in content.objects("persons")]
    assert found == [("Ada Moor", "/en/ada/person-1"), ("Bo Lind", bo["namedUrl"])]
    content = read({"persons": [ada], alias: [bo]})
    found = [(p.text("fullName"), p.text("namedUrl")) for p in content.objects("persons")]
    assert found == [("Ada Moor", None)]


def test_other_plurals_and_other_firsts() -> None:
    content = read({"firstCategoryArray": [{"name": "A"}], "firstPublicationDate": "2024-01-01"})
    assert content.texts("categories") == ["A"]
    assert content.text("firstPublicationDate") == "2024-01-01"
    assert content.object("category") is not None
    assert not content.has("dates")


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"firstName": "Ada", "lastName": "Moor"}, "Ada Moor"),
        ({"lastName": "Moor", "firstName": None}, "Moor"),
        ({"fullName": "Ada B. Moor", "firstName": "Ada", "lastName": "Moor"}, "Ada B. Moor"),
    ],
)
def test_a_first_name_is_no_alias_of_a_name(person: dict[str, Any], name: str) -> None:
    told = {"__typename": "Article", "id": 5, "title": "A", "language": "ENGLISH"}
    story, _ = story_of(read({**told, "persons": [person]}), None)
    assert story is not None and [author.name for author in story.authors] == [name]
