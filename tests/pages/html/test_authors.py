"""Authors and dates of rendered pages, in every form in which pages show them."""

from __future__ import annotations

import pytest

from dwcrawler.editions import editions
from dwcrawler.normalize import dates
from dwcrawler.pages import parse

URL = "https://www.dw.com/en/harbor-opens/a-70100006"
ADA, BO = ("Ada Moor", "https://www.dw.com/en/ada-moor/person-11"), ("Bo Lind", None)
LINK = '<a class="author-link x1" href="/en/ada-moor/person-11">{}</a>'


def authors(above: str, below: str = "", text: str = "") -> list[tuple[str, str | None]]:
    page = (
        f'<html lang="en"><body><article><header><h1>Ours</h1>{above}</header>'
        f'<div class="rich-text"><p>Text.{text}</p></div><footer>{below}</footer></article></body></html>'
    )
    story = parse(page.encode(), URL).story
    assert story is not None
    return [(author.name, author.url) for author in story.authors]


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ('<span><span class="x author no-link">Bo Lind</span></span>', [BO]),
        (f"<span>{LINK.format('Ada Moor').replace('author-link', 'author')}</span>", [ADA]),
        (f'<span><span class="x">{LINK.format("Ada Moor")}</span></span>', [ADA]),
        (LINK.format('<span class="y">Ada Moor</span>'), [ADA]),
        (f'<span class="author">{LINK.format("Ada Moor")}</span>', [ADA]),
        ('<a href="/en/ada-moor/person-11"><span class="author">Ada Moor</span></a>', [ADA]),
        (
            f'<span>{LINK.format("Ada Moor")}<span class="extra-info x"> Houston</span></span>',
            [ADA],
        ),
        (
            '<span class="author">Bo Lind<span class="extra-info"> Harbor reporter</span></span>',
            [BO],
        ),
        (LINK.format('<span>Ada Moor</span><span class="extra-info">, Houston</span>'), [ADA]),
        (
            f'<span>{LINK.format("Ada Moor")}</span><span><span class="separator"> | </span>'
            '<span class="author no-link">Bo Lind</span></span>',
            [ADA, BO],
        ),
        (f"{LINK.format('Ada Moor')} {LINK.format('Ada  Moor')}", [ADA]),
        ('<span class="author">Ada Moor</span> ' + LINK.format("Ada Moor"), [ADA]),
        ('<span><span class="z">Bo Lind</span><span class="extra-info"> Oslo</span></span>', [BO]),
        ('<span class="author"> \u00a0</span>', []),
        ("", []),
    ],
)
def test_authors_above_the_text(details: str, expected: list[tuple[str, str | None]]) -> None:
    assert authors(f'<div class="x author-details">{details}</div>') == expected


def test_authors_below_the_text_where_none_are_above() -> None:
    picture = '<a class="author-image" href="/en/ada-moor/person-11"><figure><img alt="Portrait"></figure></a>'
    name = (
        f'<span>{LINK.format("Ada Moor")}</span><span class="r4"> Sports reporter and editor</span>'
    )
    below = f'<div class="author s">{picture}<div class="author-name">{name}</div></div>'
    assert authors("", below) == [ADA]
    above = f'<div class="author-details"><span>{LINK.format("Ada Moor")}</span></div>'
    assert authors(above, below) == [ADA]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ('<span itemprop="author"><span itemprop="name">Bo Lind</span></span>', [BO]),
        (f'<div class="article-authors">{LINK.format("Ada Moor")}</div>', [ADA]),
        ('<p class="ArticleByline__x">By Bo Lind</p>', [("By Bo Lind", None)]),  # cleaned later
        ('<div class="story-author"><b>Bo Lind</b><i>Ada Moor</i></div>', [BO, ("Ada Moor", None)]),
        ('<div class="author-bio">Bo Lind has loved the harbor since 2001.</div>', []),
        ('<div class="authors-note">Updated twice</div>', []),
        ("", []),
    ],
)
def test_authors_by_the_word(above: str, expected: list[tuple[str, str | None]]) -> None:
    assert authors(above.replace("author-link", "z")) == expected
    assert authors("", f'<div class="rich-text">{above}</div>' if not expected else "") == []


def test_what_stands_beside_a_name_is_no_author() -> None:
    picture = '<img alt="Portrait of Bo Lind" src="a.jpg">'
    name = '<span class="author-name">Bo Lind</span><span class="extra-info">Reporter</span>'
    assert authors(f'<div class="author-details">{picture}{name}</div>') == [BO]


def test_authors_of_a_live_blog_are_not_those_of_its_posts() -> None:
    by = '<div class="author-details"><span class="author no-link">{}</span></div>'
    post = (
        f'<section><span class="date-time">June 5, 2026</span><h2>A</h2>{by.format("Bo Lind")}'
        '<div class="rich-text"><p>Text.</p></div></section>'
    )
    for above, expected in (("", []), (by.format("Ada Moor"), ["Ada Moor"])):
        page = (
            f'<html lang="en"><body><article><header><h1>Ours</h1>{above}</header>{post}{post}'
            "</article></body></html>"
        )
        story = parse(page.encode(), URL.replace("/a-", "/live-")).story
        assert story is not None and len(story.posts) == 2
        assert [author.name for author in story.authors] == expected
        assert [[author.name for author in post.authors] for post in story.posts] == [
            ["Bo Lind"]
        ] * 2


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (
            '<time aria-hidden="true">06/05/2026</time><span class="s">June 5, 2026</span>',
            "2026-06-05",
        ),
        ('<time>05/06/2026</time><span class="sr-only">5 June 2026</span>', "2026-06-05"),
        ('<time aria-hidden="true">06/05/2026</time>', "2026-06-05"),
        ('<time datetime="2026-06-05">somewhen</time>', "2026-06-05"),
        ('<time datetime="Invalid date">06/05/2026</time>', "2026-06-05"),
        ('<time datetime="0001-01-01">06/05/2026</time><span>June 5, 2026</span>', "2026-06-05"),
        ('<time aria-hidden="true">06/05/2026</time><span>8 images</span>', "2026-06-05"),
        ("<span>June 5, 2026</span>", "2026-06-05"),
        ("<time>somewhen</time><span>soon</span>", None),
    ],
)
def test_the_date_that_is_shown(time: str, shown: str | None) -> None:
    page = (
        f'<html lang="en"><body><article><header><h1>Ours</h1><span class="time-area">{time}</span>'
        "</header></article></body></html>"
    )
    read = parse(page.encode(), URL)
    assert read.story is not None
    raw = read.story.date_published
    moment = dates.read(raw, "en", None) if raw else None
    assert (moment.value[:10] if moment else None) == shown
    assert any(problem.startswith("bad_date") for problem in read.problems) is (shown is None)


@pytest.mark.parametrize("code", editions())
def test_numbers_are_day_first_but_in_english(code: str) -> None:
    expected = "2026-03-04" if code == "en" else "2026-04-03"
    unknown = {"am", "zh", "zh-hant", "fa-ir", "fa-af", "ps", "ha"}  # see `written_dates`
    moment = dates.read("03/04/2026", code, None)
    assert (moment.value[:10] if moment else None) == (None if code in unknown else expected)
    moment = dates.read("03.04.2026", code, None)
    assert (moment.value[:10] if moment else None) == (None if code == "am" else "2026-04-03")
