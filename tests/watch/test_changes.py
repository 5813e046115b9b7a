"""Twelve changes of the site, each told by name on the first crawl after three sound ones; and none
where the site did not change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dwcrawler.finish import UNLIKE_BEFORE
from dwcrawler.minisite.changes import CHANGES
from tests.watch.sites import crawl_site, findings

# Change -> what is told of it.
TOLD = {
    "renamed-key": "coverage:lead_image.caption",
    "no-state": "coverage:state",
    "date-format": "coverage:date_published",
    "moved-caption": "coverage:lead_image.caption",
    "empty-teaser": "coverage:description",
    "login-wall": "coverage:text.long",
    "anti-robot": "problems:no_content",
    "redirected-sections": "few_listings",
    "doubled-ids": "duplicates",
    "new-type": "unknown_type:LongRead",
    "renamed-block": "new_feature:related/see_also_thematic_focus_region",
    "author-links": "coverage:authors",
}


@pytest.fixture(scope="module")
def three_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    for seed in (1, 2, 3):
        crawl = crawl_site(folder, seed)
        assert crawl.status == 0, crawl.log
    return folder


def test_every_change_has_a_line_here() -> None:
    assert TOLD.keys() == CHANGES.keys()


@pytest.mark.parametrize("change", TOLD)
def test_a_change_is_told_on_the_first_run(change: str, three_runs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(three_runs, folder)
    crawl = crawl_site(folder, 4, "--change", change)
    told = findings(folder)
    assert TOLD[change] in told, (change, sorted(told), crawl.log)
    words = told[TOLD[change]]["words"]
    assert f"Unlike earlier crawls: {words}" in crawl.log
    assert crawl.status == (7 if "stories_lost" in crawl.log else UNLIKE_BEFORE)
    assert crawl.stats[f"dw/findings/{TOLD[change].partition(':')[0]}"] >= 1
    assert "Traceback" not in crawl.log


def test_a_finding_names_the_share_and_pages_to_look_at(three_runs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(three_runs, folder)
    crawl_site(folder, 4, "--change", "empty-teaser")
    finding = findings(folder)["coverage:description"]
    assert finding["words"].startswith(
        "`description` on 0 % of English and German stories, usually on 9"
    )
    assert len(finding["urls"]) == 3
    assert all(url.startswith("https://www.dw.com/") for url in finding["urls"])


@pytest.mark.parametrize(
    "runs", [pytest.param(4, id="four runs"), pytest.param(20, marks=pytest.mark.long)]
)
def test_a_site_that_did_not_change_is_told_of_by_no_run(runs: int, tmp_path: Path) -> None:
    for seed in range(11, 11 + runs):
        crawl = crawl_site(tmp_path, seed)
        assert crawl.status == 0, crawl.log
    assert findings(tmp_path) == {}


def test_a_quiet_night_is_no_change(three_runs: Path, tmp_path: Path) -> None:
    """Nothing new: the lists are as long as ever, and no story is read."""
    folder = tmp_path / "output"
    shutil.copytree(three_runs, folder)
    crawl = crawl_site(folder, 3)
    assert crawl.status == 0, crawl.log
    assert findings(folder) == {}


def test_monitors_can_be_left_out(three_runs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(three_runs, folder)
    crawl = crawl_site(folder, 4, "--change", "empty-teaser", settings=("DW_MONITORS=False",))
    assert (crawl.status, findings(folder)) == (0, {})
