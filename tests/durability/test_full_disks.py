"""A disk that is full: at the start of a crawl, in its midst, at its end. Nothing is lost by it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.world import World
from tests.crawls import Crawler
from tests.durability.conftest import Disk

pytestmark = pytest.mark.long

WORLD = World(stories=200, languages=("en",))
SITE = ("--stories", "200", "--languages", "en")
ALL = sorted(WORLD.id_of(n) for n in range(200))
NO_STATS = ("DW_STATS_FILE=",)
# Without the pipelines that make a story complete, none is as the schema says.
INCOMPLETE = {
    "dwcrawler.pipelines.validation.Validation": 900,
    "dwcrawler.pipelines.recording.Recording": 1000,
}
REJECTING = (f"ITEM_PIPELINES_BASE={json.dumps(INCOMPLETE)}", "ITEM_PIPELINES={}")


def fill(folder: Path) -> Path:
    """A file that leaves no room for anything else."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def test_in_the_midst(disk: Disk) -> None:
    crawl = Crawler(disk("768k"))
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3", settings=NO_STATS)
        assert first.status == 5, first.log
        assert "nothing more can be written" in first.log and "No space left" in first.log
        assert "Traceback" not in first.log
        kept = Counter(first.ids)  # every line of it is whole
        assert 0 < len(kept) < 200
        disk("16m")
        second = crawl(site.origin, "max_depth=3")
    assert second.status == 0, second.log
    assert sorted(second.ids) == ALL


def test_at_the_start_a_healthy_store_stays_what_it_is(disk: Disk) -> None:
    folder = disk("6m")
    crawl = Crawler(folder)
    with running(*SITE) as site:
        crawl(site.origin, "max_depth=3", settings=NO_STATS)
        filler = fill(folder)
        site.forget()
        for _ in range(2):
            full = crawl(site.origin, "max_depth=3", settings=NO_STATS)
            assert full.status == 5, full.log
            assert "cannot be used" in full.log and "Traceback" not in full.log
            assert "damaged" not in full.log
        filler.unlink()
        done = crawl(site.origin, "max_depth=3", settings=NO_STATS)
        assert site.requests()["stories"] == {}
    assert done.status == 0 and sorted(done.ids) == ALL
    assert not list(folder.glob("*damaged*"))


@pytest.mark.parametrize("size", ["1800k", "1900k", "2000k"])
def test_at_the_end_when_only_the_store_is_still_to_be_written(size: str, disk: Disk) -> None:
    """The feed has some 1.76 MB; all that goes into the store goes there last."""
    late = (*NO_STATS, "DW_SYNC_SECONDS=1000", "DW_SYNC_LINES=100000")
    crawl = Crawler(disk(size))
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3", settings=late)
        assert first.status == 5, first.log
        assert "could not be written" in first.log or "nothing more can be written" in first.log
        assert re.search(r"\n  ended +disk_full: ", first.log) and "Traceback" not in first.log
        disk("16m")
        second = crawl(site.origin, "max_depth=3")
    assert second.status == 0 and sorted(second.ids) == ALL


def test_stories_that_are_rejected(disk: Disk) -> None:
    folder = disk("160k")
    crawl = Crawler(folder)
    with running(*SITE) as site:
        done = crawl(site.origin, "max_depth=0", settings=(*NO_STATS, *REJECTING))
    assert done.status == 5, done.log
    assert "nothing more can be written" in done.log and "Traceback" not in done.log
    (rejected,) = folder.glob("rejected-*.jsonl")
    content = rejected.read_bytes()
    assert content.endswith(b"\n")
    assert all(json.loads(line)["errors"] for line in content.splitlines())


def test_a_feed_of_ones_own(disk: Disk, crawl: Crawler) -> None:
    feed = disk("256k") / "mine.jsonl"
    with running(*SITE) as site:
        first = crawl(site.origin, "max_depth=3", options=("-O", str(feed)))
        assert first.status == 5 and first.stats["finish_reason"] == "disk_full", first.log
        assert "its feed cannot be written" in first.log and "Traceback" not in first.log
        second = crawl(site.origin, "max_depth=3")
    assert sorted(second.ids) == ALL  # the store learned of nothing
