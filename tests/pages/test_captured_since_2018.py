"""The captured pages of 2018, 2024 and 2026, field by field: what a reader sees was written down here.

Words that are DW's stand here as their digests; paragraphs are compared with what an independent
parser finds on the page.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from dwcrawler.items import Story
from tests.pages.test_captured import digest
from tests.stories import clean_story

RENDERED = "rendered-2026-06-14-en.html"
APP_STATE = "app_state-2024-10-13-en.html"
CLASSIC_VIDEO = "classic-video-2018-10-28-de.html"
URLS = {
    RENDERED: "https://www.dw.com/en/germany-start-2026-world-cup-with-win-over-curacao/a-77538843",
    APP_STATE: "https://www.dw.com/en/germany-wwii-bomb-defused-in-hamburgs-nightlife-district/a-70479704",
    CLASSIC_VIDEO: "https://www.dw.com/de/global-3000-das-globalisierungsmagazin/av-42986168",
}


def read(folder: Path, name: str, scripts: bool = True) -> tuple[Story, bytes]:
    body = (folder / name).read_bytes()
    if not scripts:
        body = re.sub(rb"(?is)<script\b.*?</script\s*>", b"", body)
    return clean_story(body, URLS[name], "2026-06-14T20:08:29Z"), body


def paragraphs_of(body: bytes) -> list[str]:
    """Of the rendered text, as lxml alone sees them."""
    tree = html.fromstring(body.decode())
    (text,) = tree.xpath("//article//div[contains(concat(' ', @class, ' '), ' rich-text ')]")
    found = text.xpath(
        ".//p[not(ancestor::figure)] | .//h2[not(ancestor::*[contains(@class,'vjs')])]"
    )
    return [words for element in found if (words := " ".join(element.text_content().split()))]


def test_the_page_of_2026(shared_pages: Path) -> None:
    story, _ = read(shared_pages, RENDERED)
    assert story.url == URLS[RENDERED] and story.id == 77538843 and story.type == "article"
    assert story.short_url == "https://p.dw.com/p/5FLOV" and story.language == "en"
    assert digest(story.headline) == "59f2734999b9"
    assert digest(story.description) == "4a9a20d4de75"
    assert story.kicker == ["Sports", "Germany"] and story.categories[:1] == ["Sports"]
    assert (story.date_published, story.date_precision) == ("2026-06-14T19:00:01Z", "second")
    assert [(author.name, author.url) for author in story.authors] == [
        ("Jonathan Harding", "https://www.dw.com/en/jonathan-harding/person-18385408")
    ]
    assert story.byline is not None
    assert story.byline.editors == ["Jenipher Camino Gonzalez"] and story.byline.agencies == []
    assert story.notes == ["More to follow..."]


def test_the_text_of_2026(shared_pages: Path) -> None:
    story, body = read(shared_pages, RENDERED)
    told = [" ".join(part.split()) for part in story.text.split("\n\n")]
    shown = paragraphs_of(body)
    assert told == shown[:-2] and len(told) == 6  # without byline and note
    assert [block.kind for block in story.body] == [*["paragraph"] * 3, "image", *["paragraph"] * 3]
    assert [link.id for link in story.links] == [61378943, 43747820]
    assert [topic.id for topic in story.topics] == [43747820, 61378943]


def test_the_pictures_of_2026(shared_pages: Path) -> None:
    story, _ = read(shared_pages, RENDERED)
    assert story.lead_image is not None and story.lead_image is story.images[0]
    pictures = [
        (image.id, digest(image.caption), image.credit, digest(image.alt)) for image in story.images
    ]
    assert pictures == [
        (77549352, "89db62c2d803", "Federico Gambarini/dpa/picture alliance", "8ed0c1395fbd"),
        (77548059, "4840d32dfe63", "Phil Noble/REUTERS", "ef314bf9d2c4"),
    ]
    assert story.lead_image.url == "https://static.dw.com/image/77549352_607.jpg"


def test_what_stands_below_the_story_of_2026(shared_pages: Path) -> None:
    story, _ = read(shared_pages, RENDERED)
    assert [
        (teaser.id, teaser.relation, teaser.type, teaser.date_published) for teaser in story.related
    ] == [
        (77541375, "thematic_focus_region", "article", "2026-06-14T00:00:00Z"),
        (77512263, "thematic_focus_region", "article", "2026-06-12T00:00:00Z"),
        (77209578, "thematic_focus_region", "article", "2026-06-12T00:00:00Z"),
        (77543316, "thematic_focus_global", "article", "2026-06-14T00:00:00Z"),
        (77530436, "thematic_focus_global", "article", "2026-06-12T00:00:00Z"),
        (77527561, "thematic_focus_global", "gallery", "2026-06-12T00:00:00Z"),
    ]
    headings = [digest(teaser.heading) for teaser in story.related]
    assert headings == ["39ee01d88406"] * 3 + ["7b61be087085"] * 3
    assert all(teaser.kicker == "Sports" and teaser.description for teaser in story.related)
    assert all(teaser.image is not None and teaser.image.alt for teaser in story.related)


@pytest.mark.parametrize("scripts", [True, False], ids=["with its state", "as rendered"])
def test_the_page_of_2024(scripts: bool, shared_pages: Path) -> None:
    story, _ = read(shared_pages, APP_STATE, scripts)
    assert story.provenance.layout == ("app_state" if scripts else "dom")
    assert story.id == 70479704 and story.type == "article" and story.language == "en"
    assert story.kicker == ["History", "Germany"] and story.regions == ["Germany"]
    when = "2024-10-13T03:37:40Z" if scripts else "2024-10-13T00:00:00Z"
    assert story.date_published == when
    assert story.date_precision == ("second" if scripts else "day")
    assert story.authors == [] and story.related == [] and story.posts == []
    assert story.lead_image is not None and story.lead_image.id == 70479582
    assert story.lead_image.credit == "Benjamin Haller/dpa/picture alliance"
    assert digest(story.lead_image.alt) == "535b6b0b8cd3"
    assert [topic.name for topic in story.topics] == [
        *("Rhine River", "Poverty in Germany", "Robert Habeck", "World War II"),
        *("Bonn", "Germany", "Hamburg"),
    ]
    if scripts:
        assert story.section and "Deutschland" in story.keywords and "Geschichte" in story.keywords


def unbroken(text: str) -> str:
    """Whoever saved the page broke its lines anew, also before full stops."""
    return re.sub(r" (?=[.,])", "", text)


def test_the_text_of_2024_is_the_same_from_its_state_and_as_rendered(shared_pages: Path) -> None:
    told, body = read(shared_pages, APP_STATE)
    shown, _ = read(shared_pages, APP_STATE, scripts=False)
    assert unbroken(told.text) == unbroken(shown.text) and told.headline == shown.headline
    assert told.description == shown.description and told.byline == shown.byline
    assert [block.kind for block in told.body] == [block.kind for block in shown.body]
    assert [link.url for link in told.links] == [link.url for link in shown.links]
    assert [image.id for image in told.images] == [image.id for image in shown.images]
    seen = [unbroken(words) for words in paragraphs_of(body)]
    text = [unbroken(" ".join(part.split())) for part in told.text.split("\n\n")]
    assert text == seen[: len(text)] and len(seen) - len(text) <= 2  # byline, notes


def test_the_page_of_a_video_of_2018(shared_pages: Path) -> None:
    story, _ = read(shared_pages, CLASSIC_VIDEO)
    assert story.provenance.layout == "classic" and story.type == "video" and story.id == 42986168
    assert story.url == URLS[CLASSIC_VIDEO] and story.short_url == "https://p.dw.com/p/2uMfI"
    assert story.kicker == ["Global 3000"] and story.section == ["TV", "Global 3000"]
    assert (story.date_published, story.date_precision) == ("2018-10-28T00:00:00Z", "day")
    (film,) = story.media
    assert (film.kind, film.id, film.duration, film.headline) == (
        "video",
        story.id,
        1561,
        story.headline,
    )
    assert [source.url.rpartition("/")[2] for source in film.sources] == [
        "gld20180319_gesamt_sd_vp6.flv"
    ]
    assert film.poster_url == "https://static.dw.com/image/15680701_607.jpg"
    assert story.lead_image is not None and story.lead_image.id == 15680701
    assert len(story.keywords) == 12 and len(story.topics) == 4
    assert [teaser.id for teaser in story.related] == [
        *(42986169, 45939679, 45939633, 45939662, 42986328, 42986217, 42986181, 42986171)
    ]
    assert {teaser.relation for teaser in story.related} == {"related_content"}
    assert [digest(teaser.heading) for teaser in story.related] == ["aef4ed0fac53"] * 4 + [
        "c97975e69d07"
    ] * 4
    assert all(teaser.type == "video" and teaser.date_published for teaser in story.related)
