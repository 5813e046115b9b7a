"""The miniature site by itself: its command line, its addresses, its numbers."""

from __future__ import annotations

import ast
import http.client
import json
import subprocess
import sys
from urllib.parse import quote, urlsplit

import pytest

from dwcrawler.minisite.process import running
from dwcrawler.minisite.truth import Truths
from dwcrawler.minisite.variants import variants
from dwcrawler.minisite.world import World
from tests.crawls import ROOT


def minisite(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dwcrawler.minisite", *options]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )


def test_the_same_seed_gives_the_same_site() -> None:
    one, same, other = (minisite("--list", "--stories", "30", "--seed", s).stdout for s in "112")
    assert one == same != other
    assert len([json.loads(line) for line in one.splitlines()]) == 30


@pytest.mark.parametrize("command", [("scrapy", "minisite"), ("dwcrawler.minisite",)])
@pytest.mark.parametrize("stories", ["50", "3000"])
def test_a_list_that_nobody_reads_on_ends_quietly(command: tuple[str, ...], stories: str) -> None:
    """Be it that the pipe breaks while it is written, or only at the end."""
    full = [sys.executable, "-m", *command, "--list", "--stories", stories]
    with subprocess.Popen(
        full, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        if stories != "50":
            assert process.stdout.readline().startswith("{")
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, "")


def test_what_is_true_is_not_asked_of_the_crawler() -> None:
    """The site may know the items and the editions; how pages are read and cleaned it may not."""
    allowed = ("dwcrawler.minisite", "dwcrawler.items", "dwcrawler.editions", "dwcrawler.identity")
    allowed += ("dwcrawler.console.streams",)  # how its command prints
    imported = set[str]()
    of_crawls = ("demo.py", "picture.py")  # which show a crawl of the site, and are no part of it
    for source in (ROOT / "dwcrawler" / "minisite").glob("*.py"):
        if source.name in of_crawls:
            continue
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
    own = {name for name in imported if name.startswith("dwcrawler")}
    assert "dwcrawler.items" in own
    assert [name for name in sorted(own) if not name.startswith(allowed)] == []


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--fault=floods=1", "error-503"),
        ("--fault=error-503=2", "from 0 to 1"),
        ("--languages=tlh", "known are en, de"),
        ("--layout=futuristic", "apollo"),
    ],
)
def test_a_wrong_option_is_told_with_what_it_may_be(option: str, told: str) -> None:
    done = minisite(option)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_a_port_in_use_is_told() -> None:
    with running("--stories", "1") as site:
        port = str(urlsplit(site.origin).port)
        done = minisite("--port", port)
    assert done.returncode == 1 and port in done.stderr and "Traceback" not in done.stderr


def test_a_fresh_site_tells_the_same_whenever_it_is_asked() -> None:
    """Its clock stands still, so what is relative to it is as true a day later."""
    with running("--stories", "40", "--languages", "de", "--layout", "dom", "--fresh") as site:
        host = urlsplit(site.origin).netloc
        answers = []
        for _ in range(2):
            connection = http.client.HTTPConnection(host, timeout=10)
            url = Truths(World(stories=40, languages=("de",), fresh=True)).of(0).story.url
            connection.request("GET", urlsplit(url).path, headers={"Host": "www.dw.com"})
            answer = connection.getresponse()
            answers.append((answer.headers["Date"], answer.headers["ETag"], answer.read()))
            connection.close()
    assert answers[0] == answers[1]
    assert answers[0][0] == "Thu, 15 Jan 2026 19:10:00 GMT"
    assert " Minuten<" in answers[0][2].decode() and " Stunden<" in answers[0][2].decode()


def test_ids_give_their_story_back() -> None:
    world = World(stories=50_000)
    for n in (0, 1, 999, 49_999):
        assert world.n_of(world.id_of(n)) == n
        assert world.n_at(world.language_of(n), world.rank_of(n)) == n
    assert world.n_of(world.id_of(50_000)) is None and world.n_of(1) is None


def test_every_story_can_be_reached() -> None:
    world = World(stories=700)
    listed = {
        n for code in world.languages for s in world.sections(code) for n in world.listed_in(s)
    }
    reached, depth = set(listed), 0
    while listed:
        assert all(world.depth_of(n) == depth for n in listed)
        listed = {other for n in listed for other in world.related_to(n)} - reached
        reached |= listed
        depth += 1
    assert reached == set(range(700)) and depth == 4


def test_every_variant_leads_to_the_story() -> None:
    world = World(stories=3, languages=("de",))
    truth = Truths(world).of(2).story
    with running("--stories", "3", "--languages", "de") as site:
        origin = urlsplit(site.origin).netloc
        for url in variants(truth.url, 12):
            parts = urlsplit(url)
            connection = http.client.HTTPConnection(origin, timeout=10)
            path = quote(parts.path, safe="/%")
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", parts.netloc)
            connection.endheaders()
            answer = connection.getresponse()
            if answer.status == 200:
                assert truth.headline.encode() in answer.read()
            else:
                assert answer.status in (301, 302) and answer.headers["Location"] == truth.url
            connection.close()
