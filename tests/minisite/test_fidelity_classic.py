"""The miniature site's page of a video in the layout before 2023 is true to the captured one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World

STORIES = 60


@pytest.fixture(scope="module")
def captured(shared_pages: Path) -> Any:
    page = shared_pages / "classic-video-2018-10-28-de.html"
    return html.fromstring(page.read_bytes())


@pytest.fixture(scope="module")
def made() -> list[Any]:
    site = Site(World(stories=STORIES, languages=("de",), layout="classic"))
    numbers = [n for n in range(STORIES) if site.world.type_of(n) == "video"]
    assert all("/av-" in site.truths.of(n).story.url for n in numbers)
    return [html.fromstring(site._story_page(n)) for n in numbers]


def players(page: Any) -> Any:
    return page.xpath("//div[@id='bodyContent']//div[contains(@class, 'mediaItem')]")


def test_the_player_stands_outside_a_text(captured: Any, made: list[Any]) -> None:
    for page in (captured, *made):
        (player,) = players(page)
        assert not page.xpath("//div[contains(@class, 'longText')]")
        above = {
            name
            for element in player.iterancestors()
            for name in (element.get("class") or "").split()
        }
        assert {"standaloneWrap", "imgTeaserL", "group", "col3"} <= above
        values = {i.get("name"): i.get("value") for i in player.iter("input")}
        assert values["player_type"] == "video"
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert canonical.endswith(f"/av-{values['media_id']}")
        assert values["file_duration"].isdigit() and "/image/" in values["preview_image"]


def test_the_player_tells_what_the_captured_one_does(captured: Any, made: list[Any]) -> None:
    """But for the programme's name, and a date that stands beside it as well."""

    def fields(page: Any) -> set[str]:
        return {field.get("name") for field in players(page)[0].iter("input")}

    for page in made:
        assert fields(captured) - fields(page) == {"display_date", "linked_title"}
        assert fields(page) <= fields(captured)


def test_what_is_related_says_that_it_is_a_video(captured: Any, made: list[Any]) -> None:
    """By an icon: the address does not."""

    def icons(page: Any) -> list[list[str]]:
        boxes = page.xpath("//div[contains(@class, 'relatedContent')]//div[@class='news']")
        return [
            box.xpath(".//h2/span[contains(@class, 'icon')]/@class")
            for box in boxes
            if "/av-" in box.xpath("string(.//a/@href)")
        ]

    for page in (captured, *made):
        assert all(found == ["icon tv"] for found in icons(page))
    assert icons(captured) and any(icons(page) for page in made)
