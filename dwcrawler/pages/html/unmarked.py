"""Pages on which parts have other names than readers know: what a part is tells where it stands.

Readers know the headline by its `h1` and the text by its class. Where a story's page lacks one of
them, the headline is what says the same as the page's title, and the text is what holds the most
paragraphs. They are given those names in the tree, so that every reader finds them, and the page's
problems tell of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Final

from dwcrawler.normalize.folding import phrase
from dwcrawler.pages import selectors
from dwcrawler.pages.markup import NO_TEXT, Element, classes, short_text_of, text_of
from dwcrawler.pages.problems import Problem, note
from dwcrawler.pages.richtext import is_picture_box

# What cannot hold the story's own.
_NO_HEADLINE: Final = frozenset({"head", "title", "nav", "footer", "aside", "a", "li"})
_BESIDE_TEXT: Final = frozenset({"nav", "footer", "aside", "header"})
_NOT_OF_TEXT: Final = _BESIDE_TEXT | {"figure", "a", "li"}
_AROUND_TEXT: Final = ("h1", "header", "footer", "nav", "aside")
_NEAR: Final = 10  # elements around a picture
_MOST_PICTURES: Final = 1_000
_LONGEST_HEADLINE: Final = 300
_OTHER_HEADLINE: Final = Problem(
    "other_page_shape", "the headline is no h1; found by what the page's title says"
)
_OTHER_TEXT: Final = Problem(
    "other_page_shape", "the text is in an element of unknown name; found by its paragraphs"
)


def mark_headline(root: Element, titles: Collection[str], problems: list[Problem]) -> None:
    """titles: what the page says in its head that it is called"""
    wanted = {folded for title in titles if (folded := phrase(title))}
    for element in root.iter() if wanted else ():
        text = None if element.tag in NO_TEXT else short_text_of(element, _LONGEST_HEADLINE)
        if text and phrase(text) in wanted and not _is_within(element, _NO_HEADLINE):
            if element.tag != "h1":
                element.tag = "h1"
                note(problems, _OTHER_HEADLINE)
            return


def mark_text(article: Element, name: str, kind: str, problems: list[Problem]) -> None:
    """name: the class by which readers know a text
    kind: the story's type; of a live blog, elements with the very same class hold texts of posts
    """
    lengths: dict[Element, int] = {}
    for paragraph in article.iter("p"):
        box = paragraph.getparent()
        if box is not None and not _is_within(box, _NOT_OF_TEXT):
            lengths[box] = lengths.get(box, 0) + len(text_of(paragraph))
    if not any(lengths.values()):
        return
    longest = max(lengths, key=lambda box: lengths[box])
    if kind != "liveblog":
        longest = _with_neighbours(longest, article, lengths)
        if longest is article or next(longest.iter("h1"), None) is not None:
            longest = _boxed(longest)
    own = longest.get("class")
    alike = [box for box in lengths if box.get("class") == own]
    for box in alike if kind == "liveblog" else [longest]:
        box.set("class", f"{own or ''} {name}".strip())
    note(problems, _OTHER_TEXT)


def _with_neighbours(box: Element, article: Element, lengths: Mapping[Element, int]) -> Element:
    """The largest box around it that has more paragraphs in it, and nothing that is no text: each
    paragraph may have a box of its own."""
    around = dict.fromkeys(box.iterancestors(), 0)
    for other, length in lengths.items():
        for above in (other, *other.iterancestors()):
            if above in around:
                around[above] += length
    text, held = box, lengths[box]
    for above, length in around.items():  # from the inside out
        if above is article or next(above.iter(*_AROUND_TEXT), None) is not None:
            break
        if length > held:
            text, held = above, length
    return text


def _boxed(around: Element) -> Element:
    """A new box around the paragraphs that stand beside the headline, and what is between them."""
    children = list(around)
    heads = [n for n, child in enumerate(children) if next(child.iter("h1"), None) is not None]
    first = heads[-1] + 1 if heads else 0
    paragraphs = [
        n
        for n, child in enumerate(children)
        if n >= first and child.tag == "p" and selectors.TEASER_TEXT not in classes(child)
    ]
    box = around.makeelement("div")
    if paragraphs:
        around.insert(paragraphs[0], box)
        text = children[paragraphs[0] : paragraphs[-1] + 1]
        box.extend([child for child in text if child.tag not in _BESIDE_TEXT])
    return box


def mark_pictures(root: Element) -> None:
    """The boxes around a picture and its caption, on a page without any `figure`."""
    for img in islice(root.iter("img"), _MOST_PICTURES):
        near = islice(img.iterancestors(), _NEAR)
        box = next((above for above in near if is_picture_box(above)), None)
        if box is not None:
            box.tag = "figure"


def _is_within(element: Element, tags: Collection[str]) -> bool:
    return element.tag in tags or any(above.tag in tags for above in element.iterancestors())
