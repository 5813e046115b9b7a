"""What the site might become: changes of its pages that nobody announces, one by one.

They are made in the finished pages and in the answers of the site's interface, and hold for every
layout that has what they change: a page without a state has no keys to rename. The site says the same
as before; it says it otherwise, or to nobody.
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
# The date that ends a title; a day in numbers, and the date of a page of before 2023.
_IN_TITLE: Final = re.compile(rb"( (?:\xe2\x80\x93|\|) DW (?:\xe2\x80\x93|\|) )[^<\"]{6,60}")
_IN_NUMBERS: Final = re.compile(rb"\b\d\d\.\d\d\.\d{4}\b")
_CLASSIC_DATE: Final = re.compile(rb"(<strong>Date</strong> )[^<]*")
_TEXT: Final = rb'"(?:[^"\\]|\\.)*"'  # of JSON
# In a state the text of a story is HTML in JSON, so quotes and slashes may be escaped.
_CAPTION: Final = re.compile(
    rb"<figcaption[^>]*>(.*?)<small[^>]*>(.*?)<\\?/small><(\\?)/figcaption>", re.DOTALL
)
_TOLD_CAPTION: Final = re.compile(rb'("additionalInformation":(?:%s|null),)"description":' % _TEXT)
_CAPTION_IN_GALLERY: Final = re.compile(rb'"description":(%s,"altText":)' % _TEXT)
_CLASSIC_CAPTION: Final = re.compile(
    rb'(<div class="picBox [^"]*"><a [^>]*><img [^>]*?title=")([^"]*) \(([^"()]*)\)" alt="[^"]*"/></a>'
    rb"<p>(.*?)</p></div>",
    re.DOTALL,
)
_DESCRIBED: Final = re.compile(
    rb'(name="description" content=|property="og:description" content=)"[^"]*"'
)
_DESCRIBED_LATER: Final = re.compile(rb'content="[^"]*"( property="og:description")')
_TEASED: Final = re.compile(rb'("(?:teaser|shortTeaser|sharingDescription)":)%s' % _TEXT)
# In JSON-LD; in the state, what is called a description is a picture's caption.
_PLAYER_DESCRIBED: Final = re.compile(rb'("description":)%s(?=,"thumbnailUrl")' % _TEXT)
_TEASER: Final = re.compile(rb'(<p class="[^"]*teaser-text[^"]*">|<p class="intro">)[^<]*')
_AUTHORS_OF_JSON_LD: Final = re.compile(rb'"author":\[[^\]]*\],?')

# From the end of the first paragraph to the end of the text: rendered, of before 2023, in JSON.
_AFTER_FIRST: Final = (
    re.compile(rb'(class="[^"]*\brich-text [^"]*"[^>]*>.*?</p>).*?(?=<footer class=)', re.DOTALL),
    re.compile(rb'(<div class="longText">.*?</p>).*?</div>(?=</div><h4>)', re.DOTALL),
)
_TEXT_AFTER_FIRST: Final = re.compile(rb'("text":"(?:[^"\\]|\\.)*?<\\?/p>)(?:[^"\\]|\\.)*"')
_CLASSIC_AUTHOR: Final = re.compile(rb"<li> <strong>Author</strong> ([^<]*)</li>")
_CLASSIC_BODY: Final = b'<div id="bodyContent">'
_WALL: Final = b'</div><form action="/login"><h2>Log in to read on</h2><input name="user"/></form>'
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
    body = _IN_TITLE.sub(rb"\1Day 2461056", body)
    body = _IN_NUMBERS.sub(b"Day 2461056", _CLASSIC_DATE.sub(rb"\1Day 2461056", body))
    return _with(page, _INSTANT.sub(b"@2461056.25", body))


def _moved_captions(page: Page) -> Answer:
    """Captions and credits; what a picture shows, for those who do not see it, stays."""
    body = _CAPTION.sub(rb"<div data-part=picture-notes>\1 \2<\3/div>", page.answer.body)
    body = _TOLD_CAPTION.sub(rb'\1"pictureText":', body)
    body = _CAPTION_IN_GALLERY.sub(rb'"pictureText":\1', body)
    body = body.replace(b'"licenserSupplement":', b'"pictureRights":')
    classic = rb'\1\2" alt="\2"/></a></div><div data-part=picture-notes>\4 \3</div>'
    return _with(page, _CLASSIC_CAPTION.sub(classic, body))


def _empty_teasers(page: Page) -> Answer:
    body = _DESCRIBED.sub(rb'\1""', page.answer.body)
    body = _DESCRIBED_LATER.sub(rb'content=""\1', body)
    body = _PLAYER_DESCRIBED.sub(rb'\1""', body)
    return _with(page, _TEASER.sub(rb"\1", _TEASED.sub(rb'\1""', body)))


def _login_wall(page: Page) -> Answer:
    """Of articles and live blogs: the first paragraph stays, on the page, in its state and in the
    interface. The page is whole otherwise, so nothing but the length of its text gives it away."""
    body = page.answer.body
    for pattern in _AFTER_FIRST:
        body = pattern.sub(lambda match: match[1] + _WALL, body, count=1)
    return _with(page, _TEXT_AFTER_FIRST.sub(rb'\1"', body))


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
    if written_by := _CLASSIC_AUTHOR.search(body):
        line = b'<p class="written-by">%s</p>' % written_by[1]
        body = _CLASSIC_AUTHOR.sub(b"", body).replace(_CLASSIC_BODY, _CLASSIC_BODY + line)
    return _with(page, body)


_AUTHORS: Final = (
    (b"author-link", b"person-chip"),
    (b"author-details", b"people"),
    (b"author-name", b"person-label"),
    (b"author no-link", b"person-chip"),
    (b'class="author ', b'class="person '),
    (b'"persons":', b'"people":'),
    (b'"persons(', b'"people('),
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
    "login-wall": (_login_wall, "articles and live blogs end after a paragraph, with a form to log in"),
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
                 (b"more_on_topic", b"dig_deeper"), (b"relatedContent", b"seeAlso"),
                 (b'"dossierContents"', b'"digDeeperContents"'), (b'"contentLinks"', b'"linked"'),
                 (b'class="linkList ', b'class="digDeeper ')),
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
