"""The small inputs that the project was given, each with its right values: all come out right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.pages import parse_feed
from tests.commands.scrapy import scrapy
from tests.conftest import SHARED_PAGES

CASES = SHARED_PAGES.parent / "cases"
_KNOWN: dict[str, Any] = json.loads((CASES / "cases.json").read_text()) if CASES.is_dir() else {}


def url_of(name: str) -> str | None:
    """As the cases' README says it; an id that the page names counts before that of the list."""
    if name == "head-any-order.html":
        return None
    kind = "harbor-film/video" if name.startswith("hls-") else "harbor-opens/a"
    number = next(
        (
            number
            for number in range(70_100_001, 70_100_200)
            if str(number) in (CASES / name).read_text(encoding="utf-8", errors="replace")
        ),
        70_100_001,
    )
    return f"https://www.dw.com/en/{kind}-{number}"


def story_of(path: Path, url: str | None) -> dict[str, Any]:
    done = scrapy("extract", *(["--url", url] if url else []), path)
    assert done.returncode == 0, done.stderr
    story: dict[str, Any] = json.loads(done.stdout)
    return story


def told(story: dict[str, Any], key: str) -> Any:
    byline = story["byline"] or {}
    match key:
        case "editors" | "agencies":
            return byline.get(key)
        case "layout":
            return story["provenance"]["layout"]
        case "embeds":
            return [
                [block["provider"], block["url"]]
                for block in story["body"]
                if block["kind"] == "embed"
            ]
        case "mp4":
            return [source["url"] for media in story["media"] for source in media["sources"]]
        case _:
            return story[key]


@pytest.mark.skipif(not CASES.is_dir(), reason=f"the captured pages are not there ({CASES})")
def test_there_are_cases() -> None:
    assert _KNOWN


@pytest.mark.parametrize("name", [name for name in _KNOWN if _KNOWN[name]["kind"] == "story"])
def test_a_story(name: str) -> None:
    story = story_of(CASES / name, url_of(name))
    for key, right in _KNOWN[name]["expect"].items():
        value = told(story, key)
        if key == "mp4":
            assert any(url.endswith(right) for url in value), value
        elif key == "embeds":
            assert len(value) == len(right)
            for (provider, url), (right_provider, part) in zip(value, right, strict=True):
                assert provider == right_provider and part in url
        else:
            assert value == right, key


@pytest.mark.parametrize("name", [name for name in _KNOWN if _KNOWN[name]["kind"] == "feed"])
def test_a_feed(name: str) -> None:
    feed = parse_feed((CASES / name).read_bytes())
    right = _KNOWN[name]["expect"]
    assert [entry.teaser.id for entry in feed.entries] == right["ids"]
    if "headlines" in right:
        assert [entry.teaser.headline for entry in feed.entries] == right["headlines"]
    if "problems" in right:
        assert bool(feed.problems) == right["problems"]
