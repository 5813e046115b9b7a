"""Rendered live blogs, galleries and players in boxes other than those that were expected."""

from __future__ import annotations

import pytest

from dwcrawler.items import Story
from dwcrawler.pages import parse

HEADER = (
    '<header><div class="kicker"><span>World</span></div><h1>Our headline</h1>'
    '<div class="time-area"><time>18.10.2023</time></div><p class="teaser-text">Our teaser</p>'
    "</header>"
)
SHARING = '<section data-tracking-name="sharing-icons-inline"><a href="/x">Share</a></section>'
FOOTER = "<footer><div>Tell us what you think</div></footer>"
INTRO = '<div class="rich-text"><p>Intro</p></div>'


def read(article: str, word: str, before: str = "") -> Story:
    page = f'<html lang="en"><body>{before}<article>{article}</article></body></html>'
    found = parse(page.encode(), f"https://www.dw.com/en/slug/{word}-1001")
    assert found.layout == "dom" and found.problems == []
    assert found.story is not None
    return found.story


def blocks(story: Story) -> list[str | int | None]:
    return [block.text or block.ref for block in story.body]


@pytest.mark.parametrize("name", ["published", "kx3Vb", ""])
def test_the_time_above_the_text_is_the_storys_whatever_its_box_is_called(name: str) -> None:
    other = '<div class="rich-text"><p>Intro</p></div><aside><time>11.10.2020</time></aside>'
    header = HEADER.replace("time-area", name)
    assert read(header + other, "a").date_published == "18.10.2023"
    header = header.replace("<time>", '<time datetime="2023-10-18T10:00:00Z">')
    assert read(header + other, "a").date_published == "2023-10-18T10:00:00Z"


@pytest.mark.parametrize("name", ["x1 publish-date", "DateTime", "published"])
def test_a_date_whose_class_says_so_needs_no_time(name: str) -> None:
    shown = f'<div class="timeline">Top story</div><p class="{name}">18.10.2023</p>'
    other = '<div class="rich-text"><p>Intro</p></div><p class="date">11.10.2020</p>'
    for before, date in ((shown, "18.10.2023"), ("", None)):
        header = HEADER.replace('<div class="time-area"><time>18.10.2023</time></div>', before)
        assert read(header + other, "a").date_published == date


def test_the_description_is_the_heads_where_the_page_shows_none() -> None:
    header = HEADER.replace('<p class="teaser-text">Our teaser</p>', "")
    head = "<head><meta content='Ours &amp; theirs' name=description></head>"
    assert read(header + INTRO, "a").description is None
    assert read(HEADER + INTRO, "a", head).description == "Our teaser"
    assert read(header + INTRO, "a", head).description == "Ours & theirs"


def test_a_time_below_the_text_is_another_storys() -> None:
    header = HEADER.replace("<time>18.10.2023</time>", "").replace("time-area", "x")
    article = header + INTRO + "<aside><time>11.10.2020</time></aside>"
    page = f'<html lang="en"><body><article>{article}</article></body></html>'
    found = parse(page.encode(), "https://www.dw.com/en/slug/a-1001").story
    assert found is not None and found.date_published is None


# Live blogs


def post(number: int, boxes: int = 0) -> str:
    text = f'<div class="rich-text"><p>Text {number}</p></div>'
    text = "<div>" * boxes + text + "</div>" * boxes
    date = f'<span class="date-time"><time>1{number}.10.2023</time></span>'
    return f"<section>{date}<h2>Post {number}</h2>{text}</section>"


LIVE = {
    "no intro": ("", post(1) + post(2)),
    "an intro": (INTRO, post(1) + post(2)),
    "boxes around texts": (INTRO, post(1, boxes=1) + post(2, boxes=3)),
    "boxes, no intro": ("", post(1, boxes=2) + post(2)),
    "a box around posts": (INTRO, f"<div><div>{post(1)}{post(2, boxes=1)}</div></div>"),
    "an intro after them": ("", post(1) + post(2) + INTRO),
}


@pytest.mark.parametrize("what", LIVE)
def test_every_post_is_told_once(what: str) -> None:
    intro, posts = LIVE[what]
    story = read(HEADER + intro + posts + FOOTER, "live")
    assert [(p.headline, p.date_published, [b.text for b in p.body]) for p in story.posts] == [
        ("Post 1", "11.10.2023", ["Text 1"]),
        ("Post 2", "12.10.2023", ["Text 2"]),
    ]
    assert blocks(story) == (["Intro"] if "Intro" in intro + posts else [])


@pytest.mark.parametrize("intro", ["", INTRO])
def test_a_single_post(intro: str) -> None:
    story = read(f"<div>{HEADER}{intro}{post(1, boxes=2)}</div>", "live")
    assert [p.headline for p in story.posts] == ["Post 1"]
    assert blocks(story) == (["Intro"] if intro else [])


def test_a_picture_in_a_post_is_not_the_lead_picture() -> None:
    picture = '<figure><img data-id="7" src="https://static.dw.com/image/7_604.jpg"></figure>'
    with_picture = post(2).replace("<p>", f"{picture}<p>")
    story = read(HEADER + post(1) + with_picture, "live")
    assert story.lead_image is None
    assert [image.id for image in story.images] == [7]


# Galleries


def figure(number: int) -> str:
    return (
        f'<figure class="placeholder-image"><img data-id="{number}" alt="Alt {number}" '
        f'data-url="https://static.dw.com/image/{number}_${{formatId}}.jpg"><figcaption>'
        f'Caption {number}<small class="copyright">Image: Ada</small></figcaption></figure>'
    )


def slide(number: int) -> str:
    return f"<div><h3>Name {number}</h3>{figure(number)}</div>"


SLIDES = slide(2) + slide(3)
TOLD = ["Name 2", 2, "Name 3", 3]
TEXT_SLIDES = "".join(
    f'{slide(n)}<div class="rich-text"><p>About {n}</p></div>'.replace("</div><div", "<div")
    + "</div>"
    for n in (2, 3)
)
GALLERIES = {
    "slides in a box": (f"<div>{SLIDES}</div>", [2, 3], TOLD),
    "a lead picture above them": (f"{figure(1)}<div>{SLIDES}</div>", [1, 2, 3], TOLD),
    "a lead picture in a box": (f"<div>{figure(1)}</div><div>{SLIDES}</div>", [1, 2, 3], TOLD),
    "a lead picture that is a slide": (figure(3) + SLIDES, [3, 2], TOLD),
    "slides in no box": (SLIDES, [2, 3], TOLD),
    "a text above": (f"{INTRO}<div>{SLIDES}</div>", [2, 3], ["Intro", *TOLD]),
    "a text above slides in no box": (INTRO + SLIDES, [2, 3], ["Intro", *TOLD]),
    "a lead picture and a text": (
        f"{figure(1)}{INTRO}<div>{SLIDES}</div>",
        [1, 2, 3],
        ["Intro", *TOLD],
    ),
    "a text below": (f"<div>{SLIDES}</div>{INTRO}", [2, 3], ["Intro", *TOLD]),
    "slides in the text": (f'<div class="rich-text">{SLIDES}</div>', [2, 3], TOLD),
    "texts of slides": (
        f"<div>{TEXT_SLIDES}</div>",
        [2, 3],
        ["Name 2", 2, "About 2", "Name 3", 3, "About 3"],
    ),
    "one slide": (f"<div>{slide(2)}</div>", [2], TOLD[:2]),
    "a lead picture and one slide": (f"{figure(1)}<div>{slide(2)}</div>", [1, 2], TOLD[:2]),
    "a lead picture above slides in no box": (figure(1) + SLIDES, [1, 2, 3], TOLD),
    "three slides in no box": (SLIDES + slide(4), [2, 3, 4], [*TOLD, "Name 4", 4]),
}


@pytest.mark.parametrize("what", GALLERIES)
def test_a_gallery_tells_its_pictures_and_nothing_else(what: str) -> None:
    inner, pictures, told = GALLERIES[what]
    story = read(HEADER + SHARING + inner + FOOTER, "g")
    assert blocks(story) == told
    assert [(i.id, i.caption, i.credit) for i in story.images] == [
        (number, f"Caption {number}", "Image: Ada") for number in pictures
    ]
    assert (story.headline, story.description) == ("Our headline", "Our teaser")


# Whatever the type


def test_an_article_that_is_a_teaser_is_not_the_story() -> None:
    before = '<aside><article><h3><a href="/en/x/a-2">Another</a></h3></article></aside>'
    assert read(HEADER + INTRO, "a", before).headline == "Our headline"


@pytest.mark.parametrize("name", ["content-detail-kicker", "other"])
def test_a_kicker_outside_the_article_is_not_the_storys(name: str) -> None:
    before = f'<div class="kicker" data-tracking-name="{name}"><span>Elsewhere</span></div>'
    assert read(HEADER + INTRO, "a", before).kicker == ["World"]
