"""How texts end: bylines, notes and pitches, in each layout and in whatever markup. All our own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.items import Story
from tests.stories import clean_story

URL = "https://www.dw.com/{}/harbor-opens/a-70100008"
FIRST = "The harbor opened at noon."
LAST = "The first ships came in before the evening."


def in_state(body: str, language: str = "en") -> bytes:
    content = {
        "__typename": "Article",
        "id": 70100008,
        "namedUrl": f"/{language}/harbor-opens/a-70100008",
        "title": "Harbor opens",
        "firstPublicationDate": "2026-06-14T19:00:01Z",
        "text": body,
    }
    path = f"/graph-api/{language}/content/article/70100008"
    state = json.dumps({path: {"data": {"content": content}}}).replace("</", "<\\/")
    return f"<html><body><script>window.__APP_STATE__ = {state};</script></body></html>".encode()


def rendered(body: str, language: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><body><article><h1>Harbor opens</h1>'
        f'<div class="x1 rich-text">{body}</div></article></body></html>'
    ).encode()


def classic(body: str, language: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><body><div id="bodyContent"><h1>Harbor opens</h1>'
        f'<div class="group"><div class="longText">{body}</div></div></div></body></html>'
    ).encode()


LAYOUTS: dict[str, Callable[[str, str], bytes]] = {
    "app_state": in_state,
    "dom": rendered,
    "classic": classic,
}


@pytest.fixture(params=LAYOUTS)
def story_of(request: pytest.FixtureRequest) -> Callable[..., Story]:
    page = LAYOUTS[request.param]

    def read(closing: str, language: str = "en") -> Story:
        body = f"<p>{FIRST}</p>\n\n<p>{LAST}</p>\n\n{closing}"
        return clean_story(page(body, language), URL.format(language))

    return read


def told(story: Story) -> tuple[list[str], list[str], list[str]]:
    byline = story.byline
    return (
        [] if byline is None else byline.editors,
        [] if byline is None else byline.agencies,
        story.notes,
    )


BYLINE, EDITED = "<p>rc/sms (AFP, dpa)</p>", "<p><em>Edited by: Ada Moor</em></p>"
NAMED = "Edited by: Ada Moor"
GERMAN = "This article was originally written in German."
ENDS: dict[str, tuple[str, list[str], list[str], list[str]]] = {
    "a note below": (f"{BYLINE}<p><em>{GERMAN}</em></p>", ["rc", "sms"], ["AFP", "dpa"], [GERMAN]),
    "a note above": (f"<p>{GERMAN}</p>{BYLINE}", ["rc", "sms"], ["AFP", "dpa"], [GERMAN]),
    "a note alone": (f"<p><i>{GERMAN}</i></p>", [], [], [GERMAN]),
    "an unknown note": (
        f"{BYLINE}<p><em>Our film of it is on the harbor's wall.</em></p>",
        ["rc", "sms"],
        ["AFP", "dpa"],
        ["Our film of it is on the harbor's wall."],
    ),
    "two bylines": (
        f"{BYLINE}{EDITED}<p>More to follow...</p>",
        ["rc", "sms", "Ada Moor"],
        ["AFP", "dpa"],
        ["More to follow..."],
    ),
    "two bylines, a note between": (
        f"{BYLINE}<p>{GERMAN}</p>{EDITED}",
        ["rc", "sms", "Ada Moor"],
        ["AFP", "dpa"],
        [GERMAN],
    ),
    "a player between": (
        f'{EDITED}<div class="embed"><iframe src="https://example.org/1"></iframe></div>'
        f"<p>{GERMAN}</p><p>&nbsp;</p>",
        ["Ada Moor"],
        [],
        [GERMAN],
    ),
    "lines of one paragraph": (
        f"<p><em>Edited by: Ada Moor<br>{GERMAN}</em></p>",
        ["Ada Moor"],
        [],
        [GERMAN],
    ),
    "a byline behind a note": (f"<p><em>{GERMAN} {NAMED}</em></p>", ["Ada Moor"], [], [GERMAN]),
    "a byline before a note": (f"<p><em>{NAMED}. {GERMAN}</em></p>", ["Ada Moor"], [], [GERMAN]),
    "a paragraph around paragraphs": (
        f"<em><p>Edited by: Ada Moor</p><p>{GERMAN}</p></em>",
        ["Ada Moor"],
        [],
        [GERMAN],
    ),
    "lines without a paragraph": (
        f"<div><em>Edited by: Ada Moor</em><br><br><em>{GERMAN}</em></div>",
        ["Ada Moor"],
        [],
        [GERMAN],
    ),
    "a line of stars": (f"{EDITED}<p>***</p><p>{GERMAN}</p>", ["Ada Moor"], [], [GERMAN]),
    "a label and its name on two lines": ("<p>Edited by:<br>Ada Moor</p>", ["Ada Moor"], [], []),
    "the same note twice": (
        f"{BYLINE}<p>{GERMAN}</p><p>{GERMAN} </p>",
        ["rc", "sms"],
        ["AFP", "dpa"],
        [GERMAN],
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_ends_of_a_text(story_of: Callable[..., Story], end: str) -> None:
    closing, editors, agencies, notes = ENDS[end]
    story = story_of(closing)
    assert told(story) == (editors, agencies, notes)
    assert story.text == f"{FIRST}\n\n{LAST}"
    assert story.word_count == 13
    assert [block.text for block in story.body if block.kind == "paragraph"] == [FIRST, LAST]


ITALICS = [
    "<p><em>{}</em></p>",
    "<p><i>{}</i></p>",
    '<p class="x"><span class="y"><em>{}</em></span>&nbsp;</p>',
    '<p><span style="font-style: italic">{}</span></p>',
    "<p><strong><em>{}</em></strong></p>",
    "<p><em><strong>{}</strong></em>.</p>",
    '<p><a href="https://www.dw.com/en/x/a-1"><em>{}</em></a></p>',
    '<p><em>{}</em> <a href="https://www.dw.com/en/x/a-1"><i>Here</i></a></p>',
    "<em><p>{}</p></em>",
    "<div><em>{}</em></div>",
    "<div><p><em>{}<br></em></p></div>",
]


@pytest.mark.parametrize("italics", ITALICS)
def test_italics_however_they_are_written(story_of: Callable[..., Story], italics: str) -> None:
    """Upright, these words would stay the story's."""
    text = "Before you go: our editors send a letter each Tuesday"
    story = story_of(italics.format(text) + EDITED)
    assert [note.startswith(text) for note in story.notes] == [True]
    assert story.text == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "html",
    [
        "<p>{}</p>",
        "<p>{} <em>Here</em></p>",
        "<p><em>Here.</em> {}</p>",
        "<p><strong>{}</strong></p>",
        "<p><em></em>{}</p>",
        "<p><em>Here</em><span>: {}</span></p>",
    ],
)
def test_not_wholly_in_italics(story_of: Callable[..., Story], html: str) -> None:
    story = story_of(html.format("Before you go: our editors send a letter each Tuesday") + EDITED)
    assert story.notes == []
    assert "a letter each Tuesday" in story.text


@pytest.mark.parametrize(
    ("byline", "editors"), [(NAMED, ["Ada Moor"]), ("rc/sms (AFP, dpa)", ["rc", "sms"])]
)
def test_a_byline_behind_the_last_sentence(
    story_of: Callable[..., Story], byline: str, editors: list[str]
) -> None:
    story = story_of(f"<p>“At last,” she said. <a href='/en/a/a-5'>More.</a> {byline}</p>")
    assert told(story)[0] == editors
    assert story.text == f"{FIRST}\n\n{LAST}\n\n“At last,” she said. More."


@pytest.mark.parametrize(
    "own",
    [
        "They met (AFP).",
        "It asked for a word. he/she (both)",
        'It was signed. "Editor: Ada Moor" stood below.',
        "All is well. Editor: the one who cuts a text and pays for it in the end",
    ],
)
def test_no_byline_behind_the_last_sentence(story_of: Callable[..., Story], own: str) -> None:
    story = story_of(f"<p>{own}</p>")
    assert story.byline is None
    assert story.text is not None and story.text.endswith(own)


@pytest.mark.parametrize(
    "own",
    [
        "“The river gives, and the river takes,” she said.",
        "O river, carry me down to the sea",
        "The Harbor Queen",
        "Bonn, May 3, 2026",
        "And who will build the next bridge?",
        "The opinions in this article are those of its author.",
    ],
)
def test_italics_of_the_story_stay(story_of: Callable[..., Story], own: str) -> None:
    for closing in (f"<p><em>{own}</em></p>", f"<p><em>{own}</em></p>{BYLINE}"):
        story = story_of(closing)
        assert story.notes == []
        assert story.text == f"{FIRST}\n\n{LAST}\n\n{own}"


def test_links_of_notes_are_kept(story_of: Callable[..., Story]) -> None:
    story = story_of(
        f'{BYLINE}<p><em>Sign up <a href="https://www.dw.com/en/x/a-70100099">here</a></em></p>'
    )
    assert story.notes == ["Sign up here"]
    assert [(link.id, link.text) for link in story.links] == [(70100099, "here")]


def test_pitches_between_paragraphs(story_of: Callable[..., Story]) -> None:
    story = story_of(
        '<p>Select us as your <a href="https://www.google.com/preferences/source?q=dw.com">Preferred'
        f" Source on Google</a>.</p><p>Then it rained.</p><p>Follow DW on WhatsApp</p><h2>Later</h2>"
        f"<p>The last boat left.</p>{BYLINE}<p>More to follow...</p>"
    )
    assert story.notes == [
        "Select us as your Preferred Source on Google.",
        "Follow DW on WhatsApp",
        "More to follow...",
    ]
    assert story.text.split("\n\n")[2:] == ["Then it rained.", "Later", "The last boat left."]
    assert len(story.links) == 1


def test_a_line_written_from_the_right(story_of: Callable[..., Story]) -> None:
    story = story_of(
        "<p>اینترنت بدون سانسور با سایفون دویچه وله</p><p>رودخانه</p><p>(ن.ک/ع.ب (روټرز</p>",
        "fa-ir",
    )
    assert told(story) == (
        ["ن.ک", "ع.ب"],
        ["روټرز"],
        ["اینترنت بدون سانسور با سایفون دویچه وله"],
    )


@pytest.mark.parametrize(
    "after",
    [
        f"<p>{'The boats came back one after the other. ' * 10}</p>",
        "<h2>Other news</h2><p>A bridge was closed.</p>",
        "<ul><li>A bridge</li></ul>",
        "<p>A bridge.</p>" * 6,
    ],
)
def test_a_byline_before_another_part_of_the_text_stays(
    story_of: Callable[..., Story], after: str
) -> None:
    story = story_of(f"{BYLINE}{after}")
    assert told(story) == ([], [], [])
    assert "rc/sms (AFP, dpa)" in story.text


@pytest.mark.parametrize("page", LAYOUTS.values())
def test_an_authors_line_above_the_text(page: Callable[[str, str], bytes]) -> None:
    body = f"<p>Autorin: Ada Moor</p><p>{FIRST}</p><p><em>{LAST}</em></p>"
    story = clean_story(page(body, "en"), URL.format("en"))
    assert told(story) == ([], [], [])
    assert story.text.endswith(LAST)


def test_every_block_is_an_ordinary_one(story_of: Callable[..., Story]) -> None:
    story = story_of("<p><em>A poem</em></p><p>The end.</p>")
    assert {type(block).__name__ for block in story.body} == {"Block"}


def test_the_captured_page_of_2026(shared_pages: Path) -> None:
    page = (shared_pages / "rendered-2026-06-14-en.html").read_bytes()
    story = clean_story(page, "https://www.dw.com/en/a/a-77538843")
    assert story.byline is not None
    assert story.byline.editors
    assert story.byline.raw.startswith("Edited by: ")
    assert story.notes == ["More to follow..."]
    assert story.text.endswith("June 20.")


@pytest.mark.parametrize(
    "file",
    ["apollo-2023-06-13-de.html", "classic-2013-06-10-en.html", "classic-2023-04-28-de.html"],
)
def test_captured_pages_that_end_with_text(shared_pages: Path, file: str) -> None:
    index: list[dict[str, Any]] = json.loads((shared_pages / "index.json").read_bytes())
    url = next(entry["url"] for entry in index if entry["file"] == file)
    story = clean_story((shared_pages / file).read_bytes(), url)
    assert told(story) == ([], [], [])


def test_the_cases(shared_pages: Path) -> None:
    cases = shared_pages.parent / "cases"
    expected = json.loads((cases / "cases.json").read_bytes()) if cases.is_dir() else {}
    for name, case in expected.items():
        if not name.startswith(("byline-", "pitch-")):
            continue
        page = (cases / name).read_bytes()
        number = re.search(rb'"id": (\d+)', page)
        assert number is not None
        story = clean_story(page, f"https://www.dw.com/en/harbor-opens/a-{number[1].decode()}")
        editors, agencies, notes = told(story)
        wanted = case["expect"]
        assert (story.text, editors) == (wanted["text"], wanted["editors"]), name
        assert agencies == wanted.get("agencies", agencies), name
        assert notes == wanted.get("notes", notes), name
        assert len(notes) == 1, name
