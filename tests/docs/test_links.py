"""Links between the Markdown files, to headings in them, and names of files lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "tests/README.md"])

_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
# A path in backticks: a folder first, and no blank or placeholder in it.
_PATH = re.compile(r"`((?:dwcrawler|docs|tests|benchmarks)/[\w./-]*)`")
_FILE_BESIDE = re.compile(r"`([\w-]+\.(?:md|toml|cfg))`")


def prose(file: Path) -> str:
    """Without blocks of code, in which brackets are no links and `#` begins a comment."""
    return _FENCE.sub("", file.read_text(encoding="utf-8"))


@cache
def anchors(file: Path) -> frozenset[str]:
    """Of the headings of a file, as GitHub makes them."""
    return frozenset(map(anchor, _HEADING.findall(prose(file))))


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links(file: Path) -> list[str]:
    """All but those to other sites."""
    found = dict.fromkeys(_LINK.findall(prose(file)))
    return [link for link in found if not link.startswith(("http:", "https:"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    broken = []
    for link in links(file):
        path, _, fragment = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        is_broken = not target.exists() or not target.is_relative_to(ROOT)
        if is_broken or (fragment and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_that_are_named_are_there(file: Path) -> None:
    text = prose(file)
    named = [*_PATH.findall(text), *_FILE_BESIDE.findall(text)]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_document_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            targets = [(file.parent / link.partition("#")[0]).resolve() for link in links(file)]
            waiting += [target for target in targets if target.suffix == ".md" and target.exists()]
    assert set(FILES) <= reached


def test_anchors_are_made_as_github_makes_them() -> None:
    assert anchor("While it crawls") == "while-it-crawls"
    assert anchor("The data: fields, parts and sources") == "the-data-fields-parts-and-sources"
    assert anchor("`DW_MIRROR` and more") == "dw_mirror-and-more"
