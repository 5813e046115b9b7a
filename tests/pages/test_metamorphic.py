"""How a page's tags happen to be written means nothing: captured pages written otherwise are the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from dwcrawler.pages import Page, parse
from dwcrawler.pages.metadata import stated_url

# A comment, a script or style with all that is in it, or a tag; what is between is text.
_PIECE: Final = re.compile(
    r"<!--.*?-->|(?P<raw><(?P<name>script|style)\b(?P<in>[^>]*)>)(?P<code>.*?)</(?P=name)\s*>"
    r"""|<(?P<tag>/?[a-zA-Z][\w:-]*)(?P<rest>(?:[^"'>]|"[^"]*"|'[^']*')*?)(?P<end>\s*/?)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_BARE: Final = re.compile(r"[^\s\"'=<>`/]+\Z")

Attribute = tuple[str, str | None]
Writing = Callable[[list[Attribute], random.Random], str]


def quoted(mark: str) -> Callable[[Attribute], str]:
    other = "&#39;" if mark == "'" else "&quot;"

    def write(attribute: Attribute) -> str:
        name, value = attribute
        return name if value is None else f"{name}={mark}{value.replace(mark, other)}{mark}"

    return write


def bare(attribute: Attribute) -> str:
    name, value = attribute
    return f"{name}={value}" if value and _BARE.match(value) else quoted('"')(attribute)


def spaced(attribute: Attribute) -> str:
    name, value = attribute
    return (
        name
        if value is None
        else quoted('"')((f"{name}\n\t ", f"{value}")).replace("=", " =\n ", 1)
    )


def shuffled(attributes: list[Attribute], order: random.Random) -> str:
    return " ".join(map(quoted('"'), order.sample(attributes, len(attributes))))


WRITINGS: Final[dict[str, Writing]] = {
    "shuffled": shuffled,
    "single quotes": lambda all_, _: " ".join(map(quoted("'"), all_)),
    "no quotes": lambda all_, _: " ".join(map(bare, all_)),
    "capitals": lambda all_, _: " ".join(quoted('"')((name.upper(), v)) for name, v in all_),
    "blanks and newlines": lambda all_, _: " \n\t ".join(map(spaced, all_)) + " \n",
    "attributes between": lambda all_, _: " ".join(
        f'data-x="a > b" {quoted(chr(34))(a)}' for a in all_
    ),
}


def rewritten(page: str, writing: Writing, capitals: bool) -> str:
    """Every tag written otherwise; comments, text, and what scripts and styles hold as they are."""
    order = random.Random(11)

    def tag_of(name: str, rest: str, end: str = "") -> str:
        attributes = [
            (found[1], next((value for value in found.groups()[1:] if value is not None), None))
            for found in _ATTRIBUTE.finditer(rest)
        ]
        names = dict(reversed([(name.lower(), (name, value)) for name, value in attributes]))
        unique = [pair for pair in attributes if names[pair[0].lower()] == pair]
        written = writing(unique, order) if unique else ""
        name = name.upper() if capitals else name
        return f"<{name}{' ' if written else ''}{written}{' ' if end.strip() else ''}{end.strip()}>"

    def again(found: re.Match[str]) -> str:
        if found["raw"]:
            name = found["name"]
            close = f"</{name.upper() if capitals else name}>"
            return f"{tag_of(name, found['in'])}{found['code']}{close}"
        return tag_of(found["tag"], found["rest"], found["end"]) if found["tag"] else found[0]

    return _PIECE.sub(again, page)


CAPTURED: Final = (
    "apollo-2023-06-13-de.html",
    "app_state-2024-10-13-en.html",
    "classic-2013-06-10-en.html",
    "classic-2023-04-28-de.html",
    "classic-video-2018-10-28-de.html",
    "rendered-2026-06-14-en.html",
)


def as_rendered(page: str) -> str:
    """Without its scripts that are no JSON-LD: the state is gone, what is shown is read."""
    return re.sub(r"<script(?![^>]*ld\+json)[^>]*>.*?</script>", "", page, flags=re.DOTALL)


def read(page: str, url: str) -> Page:
    return parse(page.encode(), url)


@pytest.mark.parametrize("is_bare", [False, True], ids=["whole", "as rendered"])
@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS.keys())
@pytest.mark.parametrize("name", CAPTURED)
def test_the_same_story_however_its_tags_are_written(
    name: str, writing: Writing, is_bare: bool, shared_pages: Path
) -> None:
    page = (shared_pages / name).read_text("utf-8")
    page = as_rendered(page) if is_bare else page
    url = url_of(name, shared_pages)
    capitals = writing is WRITINGS["capitals"]
    other = rewritten(page, writing, capitals)
    assert other != page
    before, after = read(page, url), read(other, url)
    assert after.story == before.story
    assert after.problems == before.problems
    assert stated_url(other.encode()) == stated_url(page.encode()) is not None
    assert read("\ufeff" + page, url).story == before.story


def url_of(name: str, folder: Path) -> str:
    index = json.loads((folder / "index.json").read_text())
    return next(str(entry["url"]) for entry in index if entry["file"] == name)


def test_what_is_compared_are_stories(shared_pages: Path) -> None:
    """Of the classic video page, whose URL does not tell its type, the address alone."""
    for name in CAPTURED:
        page = as_rendered((shared_pages / name).read_text("utf-8"))
        has_story = read(page, url_of(name, shared_pages)).story is not None
        assert has_story or "video" in name
