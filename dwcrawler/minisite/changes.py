"""What the site might become: changes of its pages that nobody announces, one by one.

They are made in the finished pages, so each holds for every layout that knows what it changes. The
site says the same as before; it says it otherwise, or to nobody.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple

from dwcrawler.minisite.answer import Answer, redirect

PageKind = Literal["story", "start", "listing", "json"]

_STATE: Final = re.compile(rb"<script>\s*window\.__AP.*?</script>", re.DOTALL)
_INSTANT: Final = re.compile(rb"\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z?")
_SHOWN: Final = re.compile(rb"(<time[^>]*>)[^<]*(</time>(?:<span[^>]*>)?)[^<]*")
_TOLD: Final = re.compile(rb'("localized\w*Date(?:Sr)?":)"[^"]*"')
_CAPTION: Final = re.compile(rb"<figcaption(.*?)</figcaption>", re.DOTALL)
_DESCRIBED: Final = re.compile(
    rb'(name="description" content=|property="og:description" content=)"[^"]*"'
)
_DESCRIBED_LATER: Final = re.compile(rb'content="[^"]*"( property="og:description")')
_TEASED: Final = re.compile(rb'("(?:teaser|sharingDescription|description)":)"(?:[^"\\]|\\.)*"')
_TEASER: Final = re.compile(rb'(<p class="[^"]*teaser-text[^"]*">|<p class="intro">)[^<]*')
_TITLE: Final = re.compile(rb"<title[^>]*>([^<]*)</title>")
_AUTHORS_OF_JSON_LD: Final = re.compile(rb'"author":\[[^\]]*\],?')

_WALL: Final = b"""<!DOCTYPE html><html lang="en"><head><title>%s</title></head><body>
<h1>%s</h1><p>One paragraph stands here, and then no more.</p>
<form action="/login"><h2>Log in to read on</h2><input name="user"></form></body></html>"""
_ROBOTS_OUT: Final = b"""<!DOCTYPE html><html lang="en"><head><title>One moment, please</title></head>
<body><div id="check">Making sure that you are not a robot.</div></body></html>"""


class Page(NamedTuple):
    """One answer of the site. `other_story`: what the site says of another story."""

    kind: PageKind
    answer: Answer
    start_path: str
    other_story: Callable[[], Answer]


def _renamed(*names: tuple[bytes, bytes]) -> Callable[[Page], Answer]:
    def change(page: Page) -> Answer:
        body = page.answer.body
        for old, new in names:
            body = body.replace(old, new)
        return _with(page, body)

    return change


def _with(page: Page, body: bytes) -> Answer:
    """Without the tag of what it was before."""
    return dataclasses.replace(page.answer, body=body, headers={})


def _without_state(page: Page) -> Answer:
    return _with(page, _STATE.sub(b"", page.answer.body))


def _other_dates(page: Page) -> Answer:
    """Counted in days of a calendar that nobody reads."""
    body = _SHOWN.sub(rb"\1Day 2461056\2Day 2461056", page.answer.body)
    body = _TOLD.sub(rb'\1"Day 2461056"', body)
    return _with(page, _INSTANT.sub(b"@2461056.25", body))


def _moved_captions(page: Page) -> Answer:
    body = _CAPTION.sub(rb'<div data-part="picture-notes"\1</div>', page.answer.body)
    for name in (b"additionalInformation", b"description", b"copyrightText", b"rights", b"caption"):
        body = body.replace(b'"%s":' % name, b'"picture%s":' % name.title())
    return _with(page, body)


def _empty_teasers(page: Page) -> Answer:
    body = _DESCRIBED.sub(rb'\1""', page.answer.body)
    body = _DESCRIBED_LATER.sub(rb'content=""\1', body)
    return _with(page, _TEASER.sub(rb"\1", _TEASED.sub(rb'\1""', body)))


def _login_wall(page: Page) -> Answer:
    title = _TITLE.search(page.answer.body)
    named = title[1].strip() if title else b"Log in"
    return _with(page, _WALL % (named, named)) if page.kind == "story" else page.answer


def _robots_out(page: Page) -> Answer:
    return _with(page, _ROBOTS_OUT) if page.kind in ("story", "json") else page.answer


def _redirected(page: Page) -> Answer:
    return (
        redirect(f"https://www.dw.com{page.start_path}", 302)
        if page.kind == "listing"
        else page.answer
    )


def _doubled(page: Page) -> Answer:
    return page.other_story() if page.kind == "story" else page.answer


def _new_authors(page: Page) -> Answer:
    body = _AUTHORS_OF_JSON_LD.sub(b"", page.answer.body)
    for old, new in _AUTHORS:
        body = body.replace(old, new)
    return _with(page, body)


_AUTHORS: Final = (
    (b"author-link", b"person-chip"),
    (b"author-details", b"people"),
    (b"author-name", b"person-label"),
    (b"author no-link", b"person-chip"),
    (b'class="author ', b'class="person '),
    (b'"persons":', b'"people":'),
    (b'"firstPersonArray', b'"firstPeopleArray'),
    (b'"legacyAuthor":', b'"people_text":'),
)

# Name -> what it does, in words for the help.
CHANGES: Final[dict[str, tuple[Callable[[Page], Answer], str]]] = {
    "renamed-key": (
        _renamed((b'"mainContentImageLink"', b'"keyVisual"'), (b'"firstMainContentImageLink', b'"firstKeyVisual'),
                 (b'"contentLinks"', b'"linked"')),
        "keys of the state have other names",
    ),
    "no-state": (_without_state, "pages have no state"),
    "date-format": (_other_dates, "dates are in a form that nobody knows"),
    "moved-caption": (_moved_captions, "captions and credits of pictures stand elsewhere"),
    "empty-teaser": (_empty_teasers, "stories have no description"),
    "login-wall": (_login_wall, "stories end after a paragraph, with a form to log in"),
    "anti-robot": (_robots_out, "in place of stories comes a check for robots, with status 200"),
    "redirected-sections": (_redirected, "all listings lead to the start page"),
    "doubled-ids": (_doubled, "some stories' addresses show other stories"),
    "new-type": (
        _renamed((b'"__typename":"Article"', b'"__typename":"LongRead"'),
                 (b'"contentType":"Article"', b'"contentType":"LongRead"'),
                 (b'"Article:', b'"LongRead:'), (b'"@type":"NewsArticle"', b'"@type":"LongRead"')),
        "articles are of a type that is new",
    ),
    "renamed-block": (
        _renamed((b"more-on-topic", b"dig-deeper"), (b"section-related-content-", b"section-see-also-"),
                 (b"more_on_topic", b"dig_deeper"), (b"relatedContent", b"seeAlso")),
        "blocks below stories have other names",
    ),
    "author-links": (_new_authors, "authors are told in another form"),
}  # fmt: skip


def changed(names: Iterable[str], page: Page) -> Answer:
    """The answer of a site that changed in these ways."""
    answer = page.answer
    for name in names:
        answer = CHANGES[name][0](page._replace(answer=answer))
    return answer
