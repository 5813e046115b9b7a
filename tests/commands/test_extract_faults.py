"""`scrapy extract` reads every file, whatever one of them does to the pages or to a pipeline."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from dwcrawler.items import Story
from dwcrawler.minisite.site import Site
from dwcrawler.minisite.world import World
from tests.commands.test_extract import extract

SITE = Site(World(stories=5, languages=("en",), layout="app_state"))


class FailsForSome:
    """A pipeline of a user's own."""

    def process_item(self, item: Story) -> Story | None:
        number = SITE.world.n_of(item.id)
        if number == 1:
            raise ZeroDivisionError("no words")
        if number == 2:
            return None
        if number == 3:
            item.headline = "\ud83d"  # cannot be written
        return item


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if " INFO: " not in line]


@pytest.fixture
def saved(tmp_path: Path) -> list[str]:
    for n in range(5):
        (tmp_path / f"{n}.html").write_bytes(SITE._story_page(n))
    return [str(tmp_path / f"{n}.html") for n in range(5)]


def test_a_file_with_a_broken_byte_is_read_and_so_are_those_after_it(saved: list[str]) -> None:
    page = Path(saved[1]).read_bytes()
    Path(saved[1]).write_bytes(re.sub(rb'("title":\s?")', b"\\1\xff", page))
    done = extract(*saved)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [SITE.world.id_of(n) for n in range(5)]
    assert rows[1]["headline"].startswith("\ufffd")
    (line,) = told(done)
    assert line.startswith(f"{saved[1]}: bad_encoding: ")


def test_a_pipeline_that_fails_for_a_story_costs_that_story(saved: list[str]) -> None:
    own = json.dumps({"tests.commands.test_extract_faults.FailsForSome": 950})
    done = extract("-s", f"ITEM_PIPELINES={own}", *saved)
    assert done.returncode == 1
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [SITE.world.id_of(n) for n in (0, 4)]
    raised, returned, written = told(done)
    assert raised == f"{saved[1]}: FailsForSome failed: ZeroDivisionError: no words"
    assert returned == f"{saved[2]}: FailsForSome returned NoneType instead of a Story"
    assert written.startswith(f"{saved[3]}: UnicodeEncodeError: ")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "cp1252"])
def test_a_page_that_was_saved_in_another_encoding(saved: list[str], codec: str) -> None:
    sound = extract(saved[0])
    page = Path(saved[0]).read_text()
    page = page.replace('charset="utf-8"', 'charset="windows-1252"') if codec == "cp1252" else page
    Path(saved[0]).write_bytes(page.encode(codec, "replace"))
    done = extract(saved[0])
    assert done.returncode == 0 and told(done) == []
    if codec.startswith("utf"):
        assert done.stdout == sound.stdout
    assert json.loads(done.stdout)["url"] == json.loads(sound.stdout)["url"]
