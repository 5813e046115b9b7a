"""The site's own JSON: what `/graph-api/{lang}/content/{word}/{id}` answers."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.pages import parse
from tests.commands.scrapy import scrapy
from tests.stories import clean_story

NUMBER = 70300001
URL = f"https://www.dw.com/en/harbor-opens/a-{NUMBER}"
CONTENT: dict[str, Any] = {
    "__typename": "Article",
    "id": NUMBER,
    "namedUrl": f"/en/harbor-opens/a-{NUMBER}",
    "title": "Harbor opens",
    "language": "ENGLISH",
    "firstPublicationDate": "2026-06-14T19:00:01Z",
    "text": '<h1>No headline</h1><p>It opened.</p><div data-tracking-name="section-more-a"></div>',
    "firstPersonArray": [{"fullName": "Ada Moor"}],
}
LISTING = {
    "__typename": "Navigation",
    "id": 9097,
    "namedUrl": "/en/top-stories/s-9097",
    "language": "ENGLISH",
    "contentComposition": {
        "informationSpaces": [{"top_story": [{"contents": [{**CONTENT, "text": None}]}]}]
    },
}


def answer(content: Any) -> bytes:
    return json.dumps({"data": {"content": content}, "loading": False}).encode()


@pytest.mark.parametrize(
    "body",
    [
        answer(CONTENT),
        b"\xef\xbb\xbf \n" + answer(CONTENT),
        b"[" + answer(CONTENT) + b"]",
        json.dumps({"content": CONTENT}).encode(),
        json.dumps({"result": [{"item": CONTENT}]}).encode(),
    ],
)
def test_an_answer_is_read_as_a_story(body: bytes) -> None:
    read = parse(body, URL)
    assert read.story is not None
    assert (read.layout, read.story.provenance.layout) == ("api", "api")
    assert (read.story.headline, read.story.url) == ("Harbor opens", URL)
    assert [block.text for block in read.story.body] == ["No headline", "It opened."]
    assert [author.name for author in read.story.authors] == ["Ada Moor"]
    is_known = b"result" not in body
    assert [p.partition(":")[0] for p in read.problems] == (
        [] if is_known else ["other_state_shape"]
    )


def test_an_answer_is_read_as_a_listing() -> None:
    read = parse(answer(LISTING), "https://www.dw.com/en/top-stories/s-9097")
    assert read.story is None and read.layout == "api" and read.problems == []
    assert [teaser.id for teaser in read.teasers] == [NUMBER]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (answer(CONTENT)[:-40], "truncated"),
        (answer(None), "no_content"),
        (b'{"errors":[{"message":"no"}],"data":null}', "no_content"),
        (b"[]", "no_content"),
        (b'{"data": }', "bad_state"),
        (b"[" * 100_000, "truncated"),
        (answer({**CONTENT, "__typename": "Quiz"}), "unknown_type"),
        (answer({**CONTENT, "id": 5, "namedUrl": "/en/x/a-5"}), "other_short_url"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(body: bytes, code: str) -> None:
    read = parse(body, URL)
    assert code in [problem.partition(":")[0] for problem in read.problems]
    assert read.story is None or code == "other_short_url"


def test_the_answer_tells_what_the_captured_page_tells(shared_pages: Path) -> None:
    index = json.loads((shared_pages / "index.json").read_text())
    entry = next(entry for entry in index if entry["layout"] == "app_state")
    body = (shared_pages / entry["file"]).read_bytes()
    state = body[body.index(b"{", body.index(b"__APP_STATE__")) :].decode()
    entries = json.JSONDecoder(strict=False).raw_decode(state)[0]
    content = next(value for path, value in entries.items() if "/content/" in path)
    told = clean_story(json.dumps(content).encode(), entry["url"])
    whole = clean_story(body, entry["url"])
    assert told.provenance.layout == "api"
    whole.provenance.layout = "api"
    assert told == whole


def extract(*args: str) -> subprocess.CompletedProcess[str]:
    return scrapy("extract", *args)


def test_saved_answers_are_extracted(tmp_path: Path) -> None:
    bare = {name: CONTENT[name] for name in ("__typename", "id", "title", "language", "text")}
    (tmp_path / "a.json").write_bytes(answer(CONTENT))
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(answer({**CONTENT, "id": 70300002})))
    (tmp_path / "c.json").write_bytes(answer({**bare, "contentDate": "2024-01-01T00:00:00Z"}))
    (tmp_path / "d.json").write_bytes(b'{"a": 1}')
    done = extract(str(tmp_path))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [NUMBER, 70300002, NUMBER], done.stderr
    assert rows[0]["url"] == URL and rows[0]["provenance"]["layout"] == "api"
    assert rows[0]["provenance"]["source"] == "file"
    assert done.returncode == 1 and "d.json" in done.stderr and "Traceback" not in done.stderr
