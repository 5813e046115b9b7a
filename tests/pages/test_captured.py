"""The captured pages: what is right on them was read off by eye and is written down here."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from dwcrawler.items import Story
from tests.stories import clean_story

APOLLO = "apollo-2023-06-13-de.html"
CLASSIC_2023 = "classic-2023-04-28-de.html"
CLASSIC_2013 = "classic-2013-06-10-en.html"

# Every picture of the three pages: id, caption, credit, alternative text. Their words are DW's, so
# only their digests stand here (`digest` of the text as a reader sees it, blanks collapsed).
PICTURES: dict[str, list[tuple[int, str | None, str | None, str | None]]] = {
    APOLLO: [
        (65897427, "5fa20a7bf567", "ae6f5e4551cc", "38dcf751c45b"),
    ],
    CLASSIC_2023: [
        (65453399, "238eedf4f0d7", None, "238eedf4f0d7"),
        (65458810, "4f2596883451", None, "e2837f8f5422"),
        (65453233, "0275658cae08", None, "e5ff29e62b08"),
    ],
    CLASSIC_2013: [
        (16864611, None, None, "95c0a49a3396"),
        (16864615, "dd475d22246c", None, "c2c4d30158f8"),
        (16864604, "a703f828f467", None, "ec4d883caf5a"),
        (16864592, "b67a34c1715b", None, "c482957b1de9"),
    ],
}


def digest(text: str | None) -> str | None:
    return sha256(text.encode()).hexdigest()[:12] if text else None


@pytest.fixture
def story(shared_pages: Path, request: pytest.FixtureRequest) -> Story:
    name: str = request.param
    index = json.loads((shared_pages / "index.json").read_text())
    url = next(entry["url"] for entry in index if entry["file"] == name)
    return clean_story((shared_pages / name).read_bytes(), url)


@pytest.mark.parametrize("name", [APOLLO, CLASSIC_2023])
def test_paragraphs_and_headings_are_those_of_an_independent_parser(
    name: str, shared_pages: Path
) -> None:
    reference = json.loads((shared_pages / "body-reference.json").read_text())[name]
    index = json.loads((shared_pages / "index.json").read_text())
    url = next(entry["url"] for entry in index if entry["file"] == name)
    story = clean_story((shared_pages / name).read_bytes(), url)
    expected = [
        (kind, " ".join(text.split()))
        for section in reference["body"]["sections"]
        for kind, texts in (
            ("heading", section["headline"]),
            ("paragraph", section["paragraphs"]),
        )
        for text in texts
    ]
    ours = [(b.kind, b.text) for b in story.body if b.kind in ("heading", "paragraph")]
    assert ours == expected
    assert [author.name for author in story.authors] == reference["authors"]
    assert story.description == " ".join(reference["body"]["summary"][0].split())


@pytest.mark.parametrize(
    ("story", "name"), [(name, name) for name in PICTURES], indirect=["story"], ids=list(PICTURES)
)
def test_every_picture_has_its_caption_and_credit(story: Story, name: str) -> None:
    assert [
        (image.id, digest(image.caption), digest(image.credit), digest(image.alt))
        for image in story.images
    ] == PICTURES[name]
    assert story.lead_image == story.images[0]
    for image in story.images:
        assert image.url is not None
        assert image.url.startswith(f"https://static.dw.com/image/{image.id}_607.")


@pytest.mark.parametrize("story", [APOLLO], indirect=True)
def test_the_apollo_page(story: Story) -> None:
    assert story.short_url == "https://p.dw.com/p/4SUrv"
    assert story.kicker == ["Wissenschaft", "Global"]
    assert story.date_published == "2023-06-13T12:15:32Z"
    assert story.date_modified == "2023-06-13T14:11:01Z"
    assert story.date_precision == "second"
    assert story.section == ["THEMEN", "Wissen & Umwelt"]
    assert [topic.name for topic in story.topics] == ["Long COVID", "Coronavirus"]
    assert [(m.kind, m.id, m.duration, len(m.sources)) for m in story.media] == [
        ("video", 62993152, 218, 2),
        ("video", 62928598, 186, 2),
        ("video", 59949310, 125, 2),
    ]
    assert [b.ref for b in story.body if b.kind == "video"] == [m.id for m in story.media]
    assert [link.id for link in story.links if link.id] == [
        *[52106276, 55769063, 65027513, 64475679, 60296643, 56884896, 53762255]
    ]
    assert len(story.links) == 11


@pytest.mark.parametrize("story", [APOLLO], indirect=True)
def test_explore_more_is_all_of_it_and_not_what_the_body_links_to(story: Story) -> None:
    assert [teaser.id for teaser in story.related] == [
        *[17393954, 60197169, 57442784, 64532281, 62989550, 58733733, 60293376]
    ]
    second = story.related[1]
    # A reader sees the content link's name, which is not the target's own (shorter) title.
    assert second.headline is not None and len(second.headline) == 47
    assert (second.kicker, second.date_published) == ("Wissenschaft", "2021-12-21T10:57:38Z")
    assert second.image is not None and second.image.id == 60198067


@pytest.mark.parametrize("story", [CLASSIC_2023], indirect=True)
def test_the_classic_page_of_2023(story: Story) -> None:
    assert story.short_url == "https://p.dw.com/p/4QgGF"
    assert (story.kicker, story.section) == (
        ["Krieg in der Ukraine"],
        ["THEMEN", "Welt", "Europa"],
    )
    assert (story.date_published, story.date_precision) == ("2023-04-28T00:00:00Z", "day")
    assert [author.name for author in story.authors] == ["Roman Goncharenko"]
    assert [(t.id, t.type) for t in story.related] == [
        (65391554, "article"),
        (65463171, "article"),
        (64934094, "gallery"),
        (65445082, "video"),
        (65422743, "video"),
        (65457379, "article"),
        (65441744, "article"),
    ]
    assert story.related[-1].date_published == "2023-04-26T00:00:00Z"
    assert len(story.keywords) == 6
    assert [topic.id for topic in story.topics][:2] == [17476825, 17292877]
    embeds = [block.text for block in story.body if block.kind == "embed"]
    assert len(embeds) == 1 and (embeds[0] or "").startswith("https://www.youtube.com/embed/")


@pytest.mark.parametrize("story", [CLASSIC_2013], indirect=True)
def test_the_classic_page_of_2013(story: Story) -> None:
    assert story.short_url == "https://p.dw.com/p/18l3T"
    assert [author.name for author in story.authors] == ["Julian Tompkin"]
    assert story.keywords[:2] == ["wine", "frühburgunder"]
    first = story.related[0]
    assert (first.id, first.date_published) == (16753773, "2013-05-31T00:00:00Z")
    assert first.description is not None and not first.description.endswith(")")
    assert len(story.related) == 9
