"""Pages that others saved: the Wayback Machine's, SingleFile's, browsers'. Captured pages are
changed here as these programs change them; the story and its true addresses must come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
import pytest

from dwcrawler.items import Story
from dwcrawler.pages import parse
from dwcrawler.pages.archived import unwrapped
from dwcrawler.pages.metadata import stated_url
from tests.pages.test_metamorphic import CAPTURED, WRITINGS, as_rendered, rewritten, url_of

WITH_STORIES: Final = [name for name in CAPTURED if "video" not in name]
MOMENT: Final = "20230613165708"
_HREF: Final = re.compile(
    r"""(?P<name>\b(?:href|src|content|data-url|data-posterurl))=(["'])(?P<url>(?:https?:)?//?[^"']*)\2"""
)
_SCRIPTS: Final = """<script type="text/javascript" src="https://web-static.archive.org/_static/js/bundle-playback.js"></script>
<script>__wm.init("https://web.archive.org/web");</script>"""
_BANNER: Final = """<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><h1>Archive</h1>
<a href="/web/20230101000000*/https://www.dw.com/en/a/a-5">12 captures</a></div><!-- END WAYBACK TOOLBAR INSERT -->"""
_CLOSING: Final = (
    f"<!--\n     FILE ARCHIVED ON 16:57:08 Jun 13, 2023 AND RETRIEVED {'.' * 1500}\n-->"
)


def relative(kind: str, url: str) -> str:
    return f"/web/{MOMENT}{kind}/{url}"


def absolute(kind: str, url: str) -> str:
    return f"https://web.archive.org/web/{MOMENT}{kind}/{url}"


def old(kind: str, url: str) -> str:
    return f"http://web.archive.org/web/{MOMENT}{kind}/{url}"


def elsewhere(kind: str, url: str) -> str:
    return f"https://arquivo.pt/noFrame/replay/{MOMENT}{kind}/{url}"


def archived(page: str, wrap: Callable[[str, str], str], mark: bool) -> str:
    def wrapped(found: re.Match[str]) -> str:
        url = found["url"]
        if not url.startswith("http"):
            url = f"https://www.dw.com{url}" if not url.startswith("//") else f"https:{url}"
        kind = "im_" if "static.dw.com" in url else ""
        return f'{found["name"]}="{wrap(kind, url)}"'

    page = _HREF.sub(wrapped, page)
    if mark:
        page = page.replace("<head>", f"<head>{_SCRIPTS}", 1)
        page = re.sub(r"(<body[^>]*>)", lambda found: found[1] + _BANNER, page, count=1)
        page += _CLOSING
    return page


def absolute_urls(page: str) -> str:
    """As an archive sees them: it makes all addresses absolute."""
    return archived(page, lambda _, url: url, False)


@pytest.mark.parametrize("mark", [True, False], ids=["with its banner", "bare"])
@pytest.mark.parametrize("wrap", [relative, absolute, old, elsewhere])
@pytest.mark.parametrize("name", WITH_STORIES)
def test_an_archived_page_gives_the_story_and_its_true_addresses(
    name: str, wrap: Callable[[str, str], str], mark: bool, shared_pages: Path
) -> None:
    page = (shared_pages / name).read_text("utf-8")
    for original in (page, as_rendered(page)):
        saved = archived(original, wrap, mark).encode()
        url = stated_url(saved)
        assert url is not None and url == stated_url(original.encode())
        found, true = parse(saved, url).story, parse(absolute_urls(original).encode(), url).story
        assert found is not None and found == true
        assert MOMENT.encode() not in msgspec.json.encode(found)
        assert b"archive.org" not in msgspec.json.encode(found)


def test_addresses_escaped_in_json_are_undone_too() -> None:
    escaped = rf'"https:\/\/web.archive.org\/web\/{MOMENT}\/https:\/\/www.dw.com\/en\/a\/a-5"'
    page = f"<script>__wm.init()</script><head>archive<script>{{{escaped}}}</script>".encode()
    assert rb'{"https:\/\/www.dw.com\/en\/a\/a-5"}' in unwrapped(page)


def test_a_storys_own_link_to_an_archive_stays() -> None:
    """On a page of the site, and on an archived page if it leads to another moment."""
    link = '<p>See <a href="https://web.archive.org/web/20190102030405/https://example.org/">it</a>.</p>'
    own = "https://www.dw.com/en/harbor-opens/a-70100006"
    page = (
        f'<html><head><link rel="canonical" href="{own}"></head><body><article><h1>Ours</h1>'
        f'<div class="rich-text">{link}</div></article></body></html>'
    )
    here = parse(page.encode(), own).story
    there = parse(page.replace(own, relative("", own)).encode(), own).story
    for story in (here, there):
        assert story is not None and story.url == own
        assert [found.url for found in story.links] == [
            "https://web.archive.org/web/20190102030405/https://example.org/"
        ]


SINGLE_FILE: Final = (
    "<!--\n Page saved with SingleFile \n url: {url} \n saved date: Wed Jun 14 2023\n-->"
)


def single_file(page: str, url: str) -> str:
    """No scripts, no quotes, no end tags that may be left out, everything inlined."""
    page = re.sub(r"<!--.*?-->", "", as_rendered(page), flags=re.DOTALL)
    page = re.sub(r"<style.*?</style>", "<style>a{}</style>", page, flags=re.DOTALL)
    page = rewritten(page, WRITINGS["no quotes"], capitals=False)
    page = re.sub(r"</(?:html|body|head|li|p)\s*>", "", page)
    page = re.sub(
        r"""(<img\b[^>]*?\s)src=("[^"]*"|[^\s>]+)""",
        r"\1src=data:image/png;base64,iVBORw0KGgo= data-sf-original-src=\2",
        page,
    )
    start = page.lower().index("<html")
    return f"<!DOCTYPE html> {page[start:]}".replace(
        "<head", SINGLE_FILE.format(url=url) + "<head", 1
    )


def told(story: Story | None) -> tuple[object, ...]:
    assert story is not None
    images = [(image.id, image.url, image.caption) for image in story.images]
    texts = [" ".join((block.text or "").split()) for block in story.body]
    return (story.url, story.headline, story.authors, story.date_published, images, texts)


@pytest.mark.parametrize("name", WITH_STORIES)
def test_a_page_saved_with_singlefile(name: str, shared_pages: Path) -> None:
    page = (shared_pages / name).read_text("utf-8")
    url = url_of(name, shared_pages)
    saved = single_file(page, url).encode()
    assert b"</html" not in saved
    own = stated_url(saved)
    assert own is not None and own == stated_url(page.encode())
    assert told(parse(saved, own).story) == told(parse(as_rendered(page).encode(), own).story)


OWN: Final = "https://www.dw.com/en/harbor-opens/a-70100006"


@pytest.mark.parametrize(
    "note",
    [
        f"<!-- saved from url=({len(OWN):04})%s -->",
        "<!-- saved from url=(0014)about:internet --><!-- saved from url=(0055)%s -->",
        SINGLE_FILE.replace("{url}", "%s"),
        "<!-- Mirrored from %s by HTTrack Website Copier/3.x -->",
        '<meta name="savepage-url" content="%s">',
        '<link rel="amphtml" href="%s">',
        '<meta property="al:web:url" content="%s">',
    ],
)
def test_the_url_that_a_program_noted(note: str) -> None:
    for url in (OWN, f"{OWN}?maca=en-rss", OWN.replace("www.", "amp.")):
        assert stated_url((note % url).encode()) == OWN
    assert stated_url((note % "https://example.org/a-5").encode()) is None


def test_a_canonical_link_counts_before_what_a_program_noted() -> None:
    other = "https://www.dw.com/en/other/a-5"
    page = f'<!-- saved from url=(0055){other} --><link rel=canonical href="{OWN}">'
    assert stated_url(page.encode()) == OWN
