"""A rendered page tells the same story when the site changes its names for the parts of a page.

Each change is made to every captured page of this layout, its scripts taken out but for JSON-LD.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dwcrawler.pages import Page, parse
from tests.stories import clean_story

FILES = {
    "rendered-2026-06-14-en.html": "https://www.dw.com/en/germany-start/a-77538843",
    "app_state-2024-10-13-en.html": "https://www.dw.com/en/germany-wwii-bomb/a-70479704",
    "apollo-2023-06-13-de.html": "https://www.dw.com/de/post-vac-syndrom/a-65897191",
}
_SCRIPT = re.compile(rb"<script(?![^>]*ld\+json)[^>]*>.*?</script>", re.DOTALL)


def renamed(name: str) -> tuple[bytes, bytes]:
    """A class, or a name under which the site counts."""
    return rb'(?<=[" =])' + name.encode() + rb'(?=[" -])', b"kx3Vb"


def tag(name: str, other: str) -> tuple[bytes, bytes]:
    return rf"<(/?){name}\b".encode(), rf"<\1{other}".encode()


SAME = {
    **{
        f"the name {name}": renamed(name)
        for name in (
            *("teaser-text", "author-details", "author-link", "author-name", "extra-info"),
            *("time-area", "content-detail-kicker", "section-related-topics", "teaser-wrap"),
            *("section-related-content", "copyright", "img-caption", "title", "vjs-wrapper"),
            *("content-area", "detail-zone", "teaser-data", "date-time"),
        )
    },
    **{
        f"{name} instead of {other}": tag(other, name)
        for name, other in (
            *(("div", "article"), ("main", "article"), ("div", "section"), ("div", "header")),
            *(("div", "figure"), ("div", "figcaption"), ("bdi", "span"), ("span", "small")),
        )
    },
    "no description in the page": (rb'<p[^>]*class="[^"]*teaser-text[^>]*>.*?</p>', b""),
    "no link to itself": (rb"<link[^>]*canonical[^>]*>", b""),
}
WRAPPED = ("p", "h1", "h2", "h3", "article", "section", "figure", "figcaption", "header", "li")
FILLED = ("p", "h1", "h2", "a", "time", "figcaption", "small", "li")
# Where the story is the same, and the page's problems tell that it was found in another way.
TOLD = {
    "h2 instead of h1": tag("h1", "h2"),
    "p instead of h1": tag("h1", "p"),
    "the name rich-text": renamed("rich-text"),
}
# What only a teaser's classes tell of the stories below may be lost.
BUT_RELATED = {
    "the name kicker": renamed("kicker"),
    "span instead of time": tag("time", "span"),
    "no classes at all": (rb' class="[^"]*"', b""),
    "div instead of footer": tag("footer", "div"),
}


Change = tuple[bytes, bytes | Callable[[re.Match[bytes]], bytes]]


def read(file: str, folder: Path, change: Change = (rb"(?!)", b"")) -> Page:
    body = _SCRIPT.sub(b"", (folder / file).read_bytes())
    return parse(re.sub(*change, body, flags=re.DOTALL), FILES[file])


def told(page: Page) -> dict[str, Any]:
    assert page.story is not None, page.problems
    fields: dict[str, Any] = msgspec.to_builtins(page.story)
    return {name: value for name, value in fields.items() if name != "provenance"}


@pytest.mark.parametrize("change", SAME)
@pytest.mark.parametrize("file", FILES)
def test_the_same_story(file: str, change: str, shared_pages: Path) -> None:
    changed = read(file, shared_pages, SAME[change])
    assert told(changed) == told(read(file, shared_pages))
    assert changed.problems == []


@pytest.mark.parametrize("tag", WRAPPED)
@pytest.mark.parametrize("file", FILES)
def test_elements_in_more_boxes(file: str, tag: str, shared_pages: Path) -> None:
    change = (rb"(<%s\b[^>]*>)|(</%s>)" % (tag.encode(), tag.encode()), _in_a_box)
    assert told(read(file, shared_pages, change)) == told(read(file, shared_pages))


@pytest.mark.parametrize("tag", FILLED)
@pytest.mark.parametrize("file", FILES)
def test_texts_in_more_boxes(file: str, tag: str, shared_pages: Path) -> None:
    change = (rb"(<%s\b[^>]*>)|(</%s>)" % (tag.encode(), tag.encode()), _around_a_span)
    assert told(read(file, shared_pages, change)) == told(read(file, shared_pages))


def _in_a_box(tag: re.Match[bytes]) -> bytes:
    return b'<div class="x1">' + tag[1] if tag[1] else tag[2] + b"</div>"


def _around_a_span(tag: re.Match[bytes]) -> bytes:
    return tag[1] + b'<span class="x1">' if tag[1] else b"</span>" + tag[2]


@pytest.mark.parametrize("change", TOLD)
@pytest.mark.parametrize("file", FILES)
def test_the_same_story_and_a_problem(file: str, change: str, shared_pages: Path) -> None:
    changed = read(file, shared_pages, TOLD[change])
    assert told(changed) == told(read(file, shared_pages))
    assert [problem.code for problem in changed.problems] == ["other_page_shape"]


@pytest.mark.parametrize("change", BUT_RELATED)
@pytest.mark.parametrize("file", FILES)
def test_what_is_related_has_the_same_ids(file: str, change: str, shared_pages: Path) -> None:
    changed = told(read(file, shared_pages, BUT_RELATED[change]))
    usual = told(read(file, shared_pages))
    related, usually_related = changed.pop("related"), usual.pop("related")
    assert [teaser["id"] for teaser in related] == [teaser["id"] for teaser in usually_related]
    assert changed == usual


@pytest.mark.parametrize("file", FILES)
def test_paragraphs_of_another_kind(file: str, shared_pages: Path) -> None:
    body = _SCRIPT.sub(b"", (shared_pages / file).read_bytes())
    changed = re.sub(*tag("p", "div"), body)
    assert clean_story(changed, FILES[file]).text == clean_story(body, FILES[file]).text


CLASSIC = {
    "classic-2023-04-28-de.html": "https://www.dw.com/de/ukrainische/a-65464327",
    "classic-2013-06-10-en.html": "https://www.dw.com/en/uncork/a-16863843",
}


@pytest.mark.parametrize("file", CLASSIC)
def test_a_classic_page(file: str, shared_pages: Path) -> None:
    body = (shared_pages / file).read_bytes()
    usual = parse(body, CLASSIC[file])
    renaming = parse(re.sub(*renamed("longText"), body), CLASSIC[file])
    assert told(renaming) == told(usual)
    assert [problem.code for problem in renaming.problems] == ["other_page_shape"]
    without_details = told(parse(re.sub(*renamed("smallList"), body), CLASSIC[file]))
    assert without_details["keywords"] == told(usual)["keywords"]


# By pages of our own

URL = "https://www.dw.com/en/harbor-opens/a-1001"
HEAD = "<title>Harbor opens – DW – 06/05/2026</title>"
LONG = "<p>Ships came in.</p><p>They left again.</p>"


def page(article: str, head: str = HEAD, before: str = "", after: str = "") -> Page:
    html = f'<html lang="en"><head>{head}</head><body>{before}<article>{article}</article>{after}'
    return parse(f"{html}</body></html>".encode(), URL)


@pytest.mark.parametrize(
    "headline",
    [
        "<h2>Harbor opens</h2>",
        '<div role="heading" aria-level="1"><span>Harbor</span> opens</div>',
        "<header><strong>Harbor opens </strong></header>",
        "",
    ],
)
def test_the_headline_is_what_the_title_says(headline: str) -> None:
    menu = '<nav><a href="/en/harbor-opens/a-1001">Harbor opens</a></nav><h1>News</h1><h1>More</h1>'
    found = page(f'{headline}<div class="rich-text">{LONG}</div>', before=menu)
    assert found.story is not None
    assert found.story.headline.strip() == "Harbor opens"
    assert [block.text for block in found.story.body] == ["Ships came in.", "They left again."]


@pytest.mark.parametrize(
    ("stated", "is_story"),
    [
        (f'<link rel="canonical" href="{URL}">', True),
        (f'<meta property="og:url" content="{URL}">', True),
        (f'<link rel="canonical" href="{URL}5">', False),
        ("", False),
    ],
)
def test_not_every_page_with_a_headline_and_paragraphs_is_a_story(
    stated: str, is_story: bool
) -> None:
    body = f"<main><h1>We will be back soon</h1><div>{LONG}</div></main>"
    found = parse(f"<html><head>{stated}</head><body>{body}</body></html>".encode(), URL)
    assert (found.story is not None and found.story.id == 1001) == is_story
    assert found.problems != []


def test_the_text_is_what_has_the_most_paragraphs() -> None:
    text = f'<div class="x1">{LONG}</div>'
    furniture = f"<footer>{LONG * 3}</footer><aside>{LONG * 3}</aside>"
    found = page(f'<h1>Harbor</h1><div class="x2"><p>After the storm</p></div>{text}{furniture}')
    assert found.story is not None
    assert [block.text for block in found.story.body] == ["Ships came in.", "They left again."]


@pytest.mark.parametrize("box", ["<div><div>{}</div></div>", "<section class='x'>{}</section>"])
def test_each_paragraph_may_have_a_box_of_its_own(box: str) -> None:
    paragraphs = [
        f"<p>{text}</p>" for text in ("Ships came in.", "They left.", "All is quiet now.")
    ]
    text = "".join(box.format(paragraph) for paragraph in paragraphs)
    found = page(f"<header><h1>Harbor</h1><p>Teaser</p></header><div><div>{text}</div></div>")
    assert found.story is not None
    assert [block.text for block in found.story.body] == [
        *("Ships came in.", "They left.", "All is quiet now."),
    ]


@pytest.mark.parametrize(
    "article",
    [
        '<h1>Harbor opens</h1><p class="teaser-text">Ships return.</p>{}<footer><p>DW</p></footer>',
        "<header><h1>Harbor opens</h1><p>Ships return.</p></header>{}<aside><p>DW</p></aside>",
        "<div><h1>Harbor opens</h1><b>June 5, 2026</b>{}</div>",
        "<div><div><h1>Harbor opens</h1></div>{}<nav><p>DW</p></nav></div>",
    ],
)
def test_paragraphs_beside_the_headline_are_the_text(article: str) -> None:
    read = page(article.format(f"{LONG}<h2>Night</h2><p>More came.</p>"))
    assert read.story is not None and read.story.headline == "Harbor opens"
    texts = [block.text for block in read.story.body]
    assert texts == ["Ships came in.", "They left again.", "Night", "More came."]
    assert [problem.code for problem in read.problems] == ["other_page_shape"]


def test_a_page_for_phones() -> None:
    picture = '<amp-img src="https://static.dw.com/image/{}_605.jpg"></amp-img>'
    film = '<amp-video src="https://tvdownloaddw-a.akamaihd.net/a.mp4" poster="https://static.dw.com/image/3_605.jpg"></amp-video>'
    frame = '<amp-iframe src="https://charts.example.org/1"></amp-iframe>'
    read = page(
        f"<h1>Harbor opens</h1><figure>{picture.format(1)}</figure><p>Ships came in.</p>"
        f"<figure>{picture.format(2)}<figcaption>A ship</figcaption></figure>{film}{frame}"
        "<p>They left again.</p>",
        head=f'{HEAD}<script async src="https://cdn.ampproject.org/v0.js"></script>',
    )
    assert read.story is not None and read.story.lead_image is not None
    assert read.story.lead_image.id == 1
    kinds = ["paragraph", "image", "video", "embed", "paragraph"]
    assert [block.kind for block in read.story.body] == kinds
    assert [image.id for image in read.story.images] == [1, 2]
    assert read.story.media[0].poster_url == "https://static.dw.com/image/3_607.jpg"


def test_the_posts_of_a_live_blog_have_one_name() -> None:
    posts = "".join(
        f'<section><span class="date-time">June {n}, 2026</span><h2>Post {n}</h2>'
        f'<div class="x1"><p>Text {n}</p></div></section>'
        for n in (1, 2)
    )
    html = f"<html lang='en'><body><article><h1>Harbor</h1>{posts}</article></body></html>"
    story = parse(html.encode(), "https://www.dw.com/en/harbor/live-1001").story
    assert story is not None
    assert [(post.headline, post.body[0].text) for post in story.posts] == [
        ("Post 1", "Text 1"),
        ("Post 2", "Text 2"),
    ]


def test_a_story_without_a_known_text_says_so() -> None:
    found = page("<h1>Harbor</h1><div>Ships came in.</div>")
    assert found.story is not None and found.story.body == []
    assert [problem.code for problem in found.problems] == ["other_page_shape"]


def test_who_wrote_it_is_linked_above_the_text() -> None:
    by = '<div><a href="/en/ada-moor/person-5">Ada Moor</a> in Bonn</div>'
    inner = (
        '<div class="rich-text"><p><a href="/en/ben-fox/person-6">Ben Fox</a> said so.</p></div>'
    )
    story = page(f"<h1>Harbor</h1>{by}{inner}").story
    assert story is not None
    assert [(a.name, a.url) for a in story.authors] == [
        ("Ada Moor", "https://www.dw.com/en/ada-moor/person-5")
    ]


PICTURE = "https://static.dw.com/image/70479604_6.jpg"


@pytest.mark.parametrize(
    ("shared", "inner", "lead"),
    [
        (PICTURE, "", 70479604),
        ("https://static.dw.com/logo.png", "", None),
        (PICTURE, f'<figure><img src="{PICTURE}"></figure>', None),
    ],
)
def test_the_picture_by_which_a_page_is_shared(shared: str, inner: str, lead: int | None) -> None:
    head = f'<meta content="{shared}" property="og:image">'
    story = page(f'<h1>Harbor</h1><div class="rich-text">{inner}{LONG}</div>', head).story
    assert story is not None
    assert (story.lead_image and story.lead_image.id) == lead


def test_bare_links_below_a_story_are_not_related() -> None:
    after = '<div><a href="/en/legal-notice/a-5">Legal notice</a></div>'
    found = page(f'<h1>Harbor</h1><div class="rich-text">{LONG}</div>', after=after)
    assert found.story is not None and found.story.related == []
    assert [problem.code for problem in found.problems] == ["unknown_block"]


def test_a_player_in_a_box_of_another_name() -> None:
    film = '<video data-id="7" data-duration="01:10"></video>'
    text = f'<div class="x1"><h2>The film</h2>{film}</div><div>{LONG}{film}</div>'
    story = page(f'<h1>Harbor</h1><div class="rich-text">{text}</div>').story
    assert story is not None
    assert [media.headline for media in story.media] == ["The film", None]
    assert [block.kind for block in story.body] == ["video", "paragraph", "paragraph", "video"]


# Films, audios and galleries have no text of their own


@pytest.mark.parametrize(
    ("word", "inner"),
    [
        ("video", '<div class="x1"><video data-id="1001" data-duration="01:10"></video></div>'),
        ("audio", '<div class="x1"><audio data-id="1001" data-duration="01:10"></audio></div>'),
        ("g", '<div><h3>A ship</h3><figure><img data-id="7" alt="A ship"></figure></div>'),
    ],
)
@pytest.mark.parametrize("box", ["article", "main", "div"])
def test_whatever_the_box_around_a_film_is(word: str, inner: str, box: str) -> None:
    topics = '<aside><a href="/en/ships/t-9">Ships</a></aside>'
    url = f"https://www.dw.com/en/harbor/{word}-1001"
    body = f"<{box}><header><h1>Harbor</h1></header>{inner}</{box}>{topics}"
    html = f"<html lang='en'><link href='{url}' rel=canonical><body>{body}</body></html>"
    found = parse(html.encode(), url)
    assert found.story is not None and found.problems == []
    assert found.story.media or found.story.images
    assert [topic.name for topic in found.story.topics] == ["Ships"]


def test_a_date_in_numbers_and_in_words_without_a_time() -> None:
    area = '<div class="time-area"><div><b>03/04/2026</b><i>March 4, 2026</i></div></div>'
    story = page(f'<h1>Harbor</h1>{area}<div class="rich-text">{LONG}</div>').story
    assert story is not None and story.date_published == "March 4, 2026"


def test_a_page_that_should_have_a_story_says_that_it_has_none() -> None:
    html = '<html><body><div class="teaser-wrap"><a href="/en/x/a-5">Other</a></div></body></html>'
    found = parse(html.encode(), URL)
    assert found.story is None
    assert [problem.code for problem in found.problems] == ["no_content"]


# Lists

LIST = "https://www.dw.com/en/harbors/s-1001"


def listing(menu: str, links: str, end: str = "</body></html>") -> Page:
    return parse(f"<html lang='en'><body>{menu}{links}{end}".encode(), LIST)


def test_where_nothing_is_called_a_teaser_links_are_teasers() -> None:
    menu = '<nav><a href="/en/about/a-4">About</a><a href="/en/ships/s-3">Ships</a></nav>'
    links = '<div><a href="/en/x/a-5"><img></a><h3><a href="/en/x/a-5">A harbor</a></h3></div>'
    found = listing(menu, links)
    assert [(t.id, t.headline) for t in found.teasers] == [(5, "A harbor")]
    assert [link.id for link in found.links] == [3]
    assert [problem.code for problem in listing(menu, links, "").problems] == ["truncated"]


def test_a_menu_that_is_no_nav() -> None:
    menu = (
        '<div class="x1"><a href="/en/ships/s-3">Ships</a><a href="/en/tv/program-8">TV</a></div>'
    )
    links = '<div class="teaser-wrap"><a href="/en/x/a-5">A harbor</a></div>'
    assert [link.id for link in listing(menu, links).links] == [3, 8]


# Pages that are made to take long


@pytest.mark.parametrize(
    "piece",
    [
        *("<h2>Harbor opens</h2>", "<a><h2>Harbor opens</h2></a>", "<header><p>x</p></header>"),
        *("<img alt=x>", "<div><img><small>x</small></div>", '<div class="date">x', "<b>x"),
        *('<div class="time-area">x', '<a href="/en/x/person-5">Ada</a>', "<div><video></video>"),
        *('<a href="/en/x/t-5">Ada</a>', '<section><a href="/en/x/a-5">A</a>', "<article><p>x</p>"),
    ],
)
@pytest.mark.parametrize(
    ("start", "url"), [("<article><h1>Harbor</h1>", URL), ("", URL), ("", LIST)]
)
def test_no_page_takes_long(piece: str, start: str, url: str) -> None:
    inner = f"{start}{piece * (300_000 // len(piece))}"
    began = time.process_time()
    parse(f"<html><head>{HEAD}</head><body>{inner}</body></html>".encode(), url)
    assert time.process_time() - began < 10
