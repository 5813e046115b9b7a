"""A crawl that keeps nothing says why; what stands in a list may come from a file."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.world import World
from tests.crawls import ROOT, Crawler

SITE = ("--stories", "60", "--languages", "en,de", "--layout", "app_state")
WORLD = World(stories=60, languages=("en", "de"), layout="app_state")
BUSINESS = ("sections=Business", "max_depth=0")


def why(log: str) -> str:
    found = re.search(r"^ *why none +(.*)$", log, re.MULTILINE)
    return found[1] if found else ""


def test_the_end_says_why_nothing_is_left(crawl: Crawler) -> None:
    truths = Truths(WORLD)
    section = WORLD.sections("en")[0]
    numbers = list(WORLD.listed_in(section))
    newest = truths.head_of(numbers[0])[0]
    found = f"{len(numbers)} stories found"
    with running(*SITE) as site:
        late = crawl(site.origin, *BUSINESS, "since=2026-02-01")
        assert late.status == 0 and not late.rows
        assert why(late.log) == (
            f"{found}, all published before 2026-02-01T00:00:00Z (since); the newest is of "
            f"{newest.date_published}: {newest.headline}"
        )
        early = crawl(site.origin, *BUSINESS, "until=2020-01-01")
        assert why(early.log).startswith(
            f"{found}, all published after 2020-01-01T23:59:59Z (until)"
        )
        types = crawl(site.origin, *BUSINESS, "types=liveblog", "match=nowhere")
        of_type = [n for n in numbers if WORLD.type_of(n) != "liveblog"]
        assert f"{len(of_type)} of other types than liveblog (types): article " in why(types.log)
        assert f"{len(numbers) - len(of_type)} without the words nowhere (match)" in why(types.log)
        words = crawl(site.origin, *BUSINESS, "match=nowhere")
        assert why(words.log).startswith(
            f"{found}, all without the words nowhere (match); one is: "
        )
        url = f"urls=https://www.dw.com{section.path}"
        topics = crawl(site.origin, url, "topics=98", "max_depth=0")
        assert why(topics.log).startswith(
            f"{found}, all without the topics 98 (topics); they carry "
        )
        kept = crawl(site.origin, *BUSINESS)
        assert len(kept.rows) >= len(numbers) and why(kept.log) == ""
        again = crawl(site.origin, *BUSINESS)
        assert why(again.log) == f"{found}, all known already and unchanged"


def test_todays_stories_are_found_with_todays_clock(crawl: Crawler) -> None:
    with running(*SITE, "--newest", "now") as site:
        done = crawl(site.origin, "since=1h", "max_depth=0")
        assert done.rows and done.status == 0, why(done.log)
        now = datetime.now(UTC)
        for row in done.rows:
            published = datetime.fromisoformat(row["date_published"])
            assert now - timedelta(hours=1, minutes=5) < published < now
        week = crawl(site.origin, "since=7d", "until=yesterday")
    assert len(week.rows) > len(done.rows)


@pytest.mark.parametrize("is_file", [True, False])
def test_urls_from_a_list(is_file: bool, crawl: Crawler) -> None:
    truths = Truths(WORLD)
    stories = [truths.of(n).story for n in (3, 8, 13)]
    lines = "# Mine\r\n\r\n" + "\r\n".join(story.url for story in stories) + "\r\n"
    path = crawl.folder / "list.txt"
    path.write_bytes(lines.encode("utf-8-sig"))
    with running(*SITE) as site:
        if is_file:
            done = crawl(site.origin, f"urls=@{path}", "max_depth=0")
        else:
            ended = subprocess.run(
                crawl.command("urls=-", "max_depth=0"),
                cwd=ROOT,
                env=crawl.environment(site.origin),
                input=lines,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            done = crawl.result(ended.returncode, ended.stderr)
    assert done.status == 0, done.log
    assert sorted(done.ids) == [story.id for story in stories]
