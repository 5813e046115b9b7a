"""`dwcrawler doctor`, the real command: a sound site, each of twelve changes, and broken installations."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dwcrawler.minisite.changes import CHANGES
from dwcrawler.minisite.process import running
from tests import warm
from tests.crawls import FAST, ROOT, Crawler

# What stands at the beginning of one of the findings.
NAMED = {
    "renamed-key": "The state of stories lost keys: `contentLinks`, `mainContentImageLink`; new: `keyVisual`",
    "no-state": "The page's state, which stories are read from, is missing on ",
    "date-format": "`related.date_published` is missing on ",
    "moved-caption": "`lead_image.caption` is missing on ",
    "empty-teaser": "`description` is missing on ",
    "login-wall": "The text is cut on ",
    "anti-robot": "10 of 10 pages of stories tell no story now",
    "redirected-sections": "3 of 3 listings lead to other pages now",
    "doubled-ids": " have a problem that none had: other_short_url: asked for ",
    "new-type": " have a problem that none had: unknown_type: LongRead",
    "renamed-block": "Pages of stories lost blocks: `section-more-on-topic`; new: `section-dig-deeper`",
    "author-links": "`authors` is missing on ",
}
SITE = ("--stories", "80", "--languages", "en", "--newest", "now")


def doctor(origin: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    settings = [f"DW_OUTPUT_DIR={folder / 'output'}", "RETRY_TIMES=0", *FAST]
    given = [part for setting in settings for part in ("-s", setting)]
    environment = Crawler(folder).environment(origin)
    return warm.run("dwcrawler", "doctor", *words, *given, cwd=ROOT, env=environment, timeout=60)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with running(*SITE) as site:
        done = doctor(site.origin, folder, "--save", str(folder / "cases"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "cases"


def test_a_sound_site_is_well(tmp_path: Path) -> None:
    with running(*SITE) as site:
        done = doctor(site.origin, tmp_path)
        agents = site.requests()["user_agents"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith(
        "All is well; 14 pages looked at, 10 stories read"
    )
    assert "DW_CONTACT is not set" in done.stdout
    assert all(agent.startswith("dwcrawler/") for agent in agents)
    assert not (tmp_path / "output").exists()


def test_every_change_has_a_line_here() -> None:
    assert NAMED.keys() == CHANGES.keys()


@pytest.mark.parametrize("change", NAMED)
def test_a_change_is_named_against_kept_pages(change: str, cases: Path, tmp_path: Path) -> None:
    with running(*SITE, "--change", change) as site:
        done = doctor(site.origin, tmp_path, "--against", str(cases))
    assert done.returncode == 9, done.stdout + done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("! ")]
    assert any(NAMED[change] in line for line in told), told
    assert "not as expected" in done.stdout


def test_a_site_that_did_not_change_is_well(cases: Path, tmp_path: Path) -> None:
    with running(*SITE) as site:
        done = doctor(site.origin, tmp_path, "--against", str(cases))
        assert (done.returncode, "! " in done.stdout) == (0, False), done.stdout
        some = json.loads(next(cases.glob("story-*.json")).read_bytes())
        site.edit(int(some["asked"].rpartition("-")[2]))
        done = doctor(site.origin, tmp_path, "--against", str(cases))
        assert done.returncode == 0, done.stdout  # an editor's work is no change of the site


def test_kept_pages_can_be_read_again_without_a_site(cases: Path, tmp_path: Path) -> None:
    done = doctor("http://127.0.0.1:9", tmp_path, "--offline", str(cases))
    assert done.returncode == 0, done.stdout + done.stderr


def test_urls_that_are_given_are_looked_at(cases: Path, tmp_path: Path) -> None:
    url = json.loads(next(cases.glob("story-*.json")).read_bytes())["asked"]
    with running(*SITE) as site:
        done = doctor(site.origin, tmp_path, url, "--json")
    told: dict[str, Any] = json.loads(done.stdout)
    (page,) = told["pages"]
    assert page["asked"] == url and page["features"] and page["sources"]
    assert {check["name"] for check in told["checks"]} >= {"python", "output", "store", "clock"}
    assert done.returncode == 0


def test_a_site_that_is_not_there(tmp_path: Path) -> None:
    done = doctor("http://127.0.0.1:9", tmp_path)
    assert done.returncode == 1
    assert "No page could be looked at: " in done.stdout and "connection was refused" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("robots", "grade", "said"),
    [
        ("polite", "ok", "lets this crawler in"),
        ("missing", "ok", "the site has no robots.txt"),
        ("closed", "problem", "robots.txt forbids this crawler"),
        ("broken", "problem", "robots.txt cannot be read (HTTP status 500)"),
    ],
)
def test_robots_txt_is_a_check_of_its_own(
    robots: str, grade: str, said: str, tmp_path: Path
) -> None:
    with running(*SITE, "--robots", robots) as site:
        done = doctor(site.origin, tmp_path, "--json")
    (check,) = [one for one in json.loads(done.stdout)["checks"] if one["name"] == "robots"]
    assert check["grade"] == grade and said in check["words"], check
    assert done.returncode == (1 if grade == "problem" else 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("https://example.org/x",), "this is no address of dw.com"),
        (("--languages", "xx"), "--languages: "),
        (("--pages", "0"), "--pages: give 1 to 20"),
        (("--against", "/no/such"), "holds no cases"),
    ],
)
def test_refusals(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = doctor("http://127.0.0.1:9", tmp_path, *words)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_broken_installation_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/store.sqlite").write_bytes(b"this is no store" * 100)
    with running(*SITE) as site:
        done = doctor(site.origin, tmp_path)
    assert done.returncode == 1
    assert "problem store" in done.stdout and "cannot be used" in done.stdout
    assert "The installation is not whole (store)" in done.stdout


def test_a_case_that_is_damaged_is_refused(cases: Path, tmp_path: Path) -> None:
    broken = tmp_path / "cases"
    broken.mkdir()
    (broken / "story-en-1.json").write_text("{")
    done = doctor("http://127.0.0.1:9", tmp_path, "--against", str(broken))
    assert done.returncode == 2 and "is no case of the doctor's" in done.stderr
