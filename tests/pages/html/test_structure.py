"""A story is read by what its parts are, not by how this year's pages happen to be built.

Captured pages are changed as a new build of the site might change them; the story must not change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from lxml import html

from dwcrawler.pages import parse

Tree = Any
# Page -> its URL, and whether its scripts are left out (then the rendered page alone tells).
PAGES: Final = {
    "rendered-2026-06-14-en.html": "https://www.dw.com/en/x/a-77538843",
    "app_state-2024-10-13-en.html": "https://www.dw.com/en/x/a-70479704",
    "apollo-2023-06-13-de.html": "https://www.dw.com/de/x/a-65897191",
}
# Generated at each build: they mean nothing.
_GENERATED: Final = re.compile(
    r"(?:sc-)?[A-Za-z]{0,6}\d*[a-z]*\d[a-z0-9]*\Z|sc-\w+\Z|[a-zA-Z]{5,6}\Z"
)
# Words in class names that the site's builds left alone, as site.md lists them.
_STABLE: Final = frozenset(
    "rich-text teaser-wrap teaser-data teaser-description teaser-footer-wrapper link-in-teaser date-time "
    "kicker author author-details author-link author-name extra-info time-area teaser-text title teaser "
    "copyright img-caption placeholder-image vjs-wrapper embed internal-link external-link rich-text-ad "
    "advertisement menu-wrapper page-header opened closed footer-link vjs-no-js".split()
)


def without_scripts(body: bytes) -> Tree:
    tree = html.fromstring(body)
    for script in list(tree.iter("script")):
        parent = script.getparent()
        if parent is not None:
            parent.remove(script)
    return tree


def other_generated_names(tree: Tree) -> None:
    for element in tree.iter():
        names = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if names:
            kept = [
                name
                if name in _STABLE or ("-" in name and not name.startswith("sc-"))
                else f"q{len(name)}z"
                for name in names
            ]
            element.set("class", " ".join(["zz9", *kept]))


def wrapped(tree: Tree) -> None:
    """Each part of the story's page stands in one more box."""
    for element in list(tree.iter("header", "figure", "section", "footer", "article")):
        parent = element.getparent()
        if (parent is not None and element.tag != "header") or _is_in_article(element):
            _wrap(element)


def _is_in_article(element: Tree) -> bool:
    return any(above.tag == "article" for above in element.iterancestors())


def _wrap(element: Tree) -> None:
    parent = element.getparent()
    box = html.Element("div")
    box.tail, element.tail = element.tail, None
    parent.replace(element, box)
    box.append(element)


def sections_are_boxes(tree: Tree) -> None:
    for element in list(tree.iter("section")):
        element.tag = "div"


def no_article(tree: Tree) -> None:
    for element in list(tree.iter("article")):
        element.tag = "div"


def main_around(tree: Tree) -> None:
    for element in list(tree.iter("article")):
        element.tag = "main"


def more_classes(tree: Tree) -> None:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            element.set("class", f"new {element.get('class')} newer")


def no_ids_and_styles(tree: Tree) -> None:
    for element in tree.iter():
        for name in (
            ("id", "style", "tabindex", "role", "aria-hidden")
            if isinstance(element.tag, str)
            else ()
        ):
            element.attrib.pop(name, None)


CHANGES: Final[dict[str, Callable[[Tree], None]]] = {
    function.__name__: function
    for function in (
        other_generated_names,
        wrapped,
        sections_are_boxes,
        no_article,
        main_around,
        more_classes,
        no_ids_and_styles,
    )
}


def story_in(tree: Tree, url: str) -> dict[str, Any]:
    page = parse(html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"), url)
    assert page.story is not None, page.problems
    story: dict[str, Any] = msgspec.to_builtins(page.story)
    return story


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_same_story_in_another_build(change: str, name: str, shared_pages: Path) -> None:
    body = (shared_pages / name).read_bytes()
    before = story_in(without_scripts(body), PAGES[name])
    tree = without_scripts(body)
    CHANGES[change](tree)
    after = story_in(tree, PAGES[name])
    assert after == before
    assert before["body"] and before["kicker"] and before["lead_image"]


MISSING: Final = {
    "kicker": (
        "//*[@data-tracking-name='content-detail-kicker']",
        {"kicker", "categories", "regions"},
    ),
    "authors": ("//*[contains(@class,'author')]", {"authors"}),
    "description": ("//p[contains(@class,'teaser-text')]", {"description"}),
    "lead": (
        "//article//figure[not(ancestor::*[contains(@class,'rich-text')])]",
        {"lead_image", "images"},
    ),
    "topics": ("//*[@data-tracking-name='section-related-topics']", {"topics"}),
    "related": ("//*[starts-with(@data-tracking-name,'section-related-content')]", {"related"}),
}


@pytest.mark.parametrize("missing", MISSING)
def test_a_part_that_is_missing_costs_itself(missing: str, shared_pages: Path) -> None:
    """Where the head tells it, too, it is not even that."""
    name = "rendered-2026-06-14-en.html"
    body = (shared_pages / name).read_bytes()
    before = story_in(without_scripts(body), PAGES[name])
    tree = without_scripts(body)
    path, fields = MISSING[missing]
    for element in tree.xpath(path):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    after = story_in(tree, PAGES[name])
    assert {field for field in before if before[field] != after[field]} <= fields


def test_a_block_that_nobody_has_met_is_read_and_named(shared_pages: Path) -> None:
    name = "rendered-2026-06-14-en.html"
    tree = without_scripts((shared_pages / name).read_bytes())
    (block,) = tree.xpath(
        "//*[@data-tracking-name='section-related-content-by-thematic-focus-global']"
    )
    block.set("data-tracking-name", "section-more-from-this-column")
    block.attrib.pop("id", None)
    after = story_in(tree, PAGES[name])
    assert [teaser["relation"] for teaser in after["related"]] == ["thematic_focus_region"] * 3 + [
        "column"
    ] * 3


def test_a_block_without_a_name_is_read_and_told(shared_pages: Path) -> None:
    name = "rendered-2026-06-14-en.html"
    tree = without_scripts((shared_pages / name).read_bytes())
    (block,) = tree.xpath(
        "//*[@data-tracking-name='section-related-content-by-thematic-focus-global']"
    )
    for attribute in ("data-tracking-name", "id"):
        block.attrib.pop(attribute, None)
    page = parse(html.tostring(tree, encoding="utf-8"), PAGES[name])
    assert page.story is not None
    assert [teaser.relation for teaser in page.story.related][3:] == ["related"] * 3
    assert any(problem.startswith("unknown_block: ") for problem in page.problems)


def test_teasers_by_any_other_class(shared_pages: Path) -> None:
    name = "rendered-2026-06-14-en.html"
    before = story_in(without_scripts((shared_pages / name).read_bytes()), PAGES[name])
    tree = without_scripts((shared_pages / name).read_bytes())
    for element in tree.iter():
        names = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if "teaser-wrap" in names or "teaser" in names:
            element.set("class", "card")
            element.attrib.pop("data-stats-id", None)
            element.attrib.pop("data-tracking-name", None)
    assert story_in(tree, PAGES[name]) == before
